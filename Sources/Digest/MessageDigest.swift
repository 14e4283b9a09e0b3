import CCrypto

/// A running digest by the system's libcrypto, fed piece by piece.
///
/// One value can be used for one message after the other, which saves the cost of setting up:
/// ``finish()`` gives the hash and starts afresh.
public struct MessageDigest: ~Copyable {
    /// The hash function in use.
    public let algorithm: DigestAlgorithm
    private let context: OpaquePointer

    /// Starts a digest of nothing.
    public init(_ algorithm: DigestAlgorithm) {
        guard let context = EVP_MD_CTX_new(),
            EVP_DigestInit_ex(context, HashFunction.fetched(algorithm), nil) == 1
        else { preconditionFailure("libcrypto has no \(algorithm.rawValue)") }
        self.algorithm = algorithm
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes to what is digested.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        precondition(
            EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "digest update failed")
    }

    /// Adds bytes to what is digested.
    @inlinable
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable {
            update(UnsafeRawBufferPointer($0))
        }
        if done == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    /// Adds a hash value to what is digested.
    public mutating func update(_ value: HashValue) {
        value.withBytes { update($0) }
    }

    /// The hash of what was added; the digest is empty again afterwards.
    public mutating func finish() -> HashValue {
        let value = withUnsafeTemporaryAllocation(
            byteCount: HashValue.byteCount, alignment: 8
        ) { out in
            var length: UInt32 = 0
            precondition(
                EVP_DigestFinal_ex(
                    context, out.baseAddress?.assumingMemoryBound(to: UInt8.self), &length) == 1
                    && Int(length) == HashValue.byteCount, "digest final failed")
            return HashValue(unchecked: UnsafeRawBufferPointer(out))
        }
        // No function named: the one already in the context is kept and nothing is looked up.
        precondition(EVP_DigestInit_ex(context, nil, nil) == 1, "digest restart failed")
        return value
    }

    /// The hash of a run of bytes.
    @inlinable
    public static func hash(
        of bytes: some Sequence<UInt8>, by algorithm: DigestAlgorithm
    ) -> HashValue {
        var digest = MessageDigest(algorithm)
        digest.update(bytes)
        return digest.finish()
    }
}

/// The functions, looked up once: libcrypto would search its providers for each new digest.
///
/// Safety: libcrypto changes a fetched function no more and counts references atomically; these two
/// stay for as long as the program runs.
private struct HashFunction: @unchecked Sendable {
    private let pointer: OpaquePointer?

    private static let sha256 = HashFunction(pointer: EVP_MD_fetch(nil, "SHA256", nil))
    private static let sm3 = HashFunction(pointer: EVP_MD_fetch(nil, "SM3", nil))

    static func fetched(_ algorithm: DigestAlgorithm) -> OpaquePointer? {
        switch algorithm {
        case .sha256: sha256.pointer
        case .sm3: sm3.pointer
        }
    }
}
