import CCrypto

/// Keys from passwords: slow on purpose, so that a stolen file does not give the passwords away.
public enum KeyDerivation {
    /// The cost of scrypt, RFC 7914 section 2.
    public struct ScryptCost: Hashable, Sendable {
        /// The binary logarithm of N, which sets time and memory.
        public let logarithm: Int
        /// The block size r.
        public let blockSize: Int
        /// The parallelism p.
        public let parallelism: Int

        /// Names a cost.
        public init(logarithm: Int, blockSize: Int, parallelism: Int) {
            self.logarithm = logarithm
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// The memory that one derivation takes, in bytes: 128 N r, and 128 r p and 256 r beside it.
        public var memoryInBytes: Int {
            128 * blockSize * (1 << logarithm) + 128 * blockSize * (parallelism + 2)
        }

        /// Whether the cost is one that RFC 7914 allows and that takes at most 1 GiB.
        public var isSound: Bool {
            (1...24).contains(logarithm) && (1...64).contains(blockSize)
                && (1...64).contains(parallelism) && memoryInBytes <= 1 << 30
                && (blockSize > 1 || logarithm < 16)
        }
    }

    /// A key by scrypt, RFC 7914.
    ///
    /// - Throws: ``DigestError/operationFailed(_:)`` when the cost is not sound or there is too
    ///   little memory.
    public static func scrypt(
        password: [UInt8], salt: [UInt8], cost: ScryptCost, length: Int
    ) throws(DigestError) -> [UInt8] {
        precondition((1...1024).contains(length), "a key of 1 to 1024 bytes")
        guard cost.isSound else { throw .operationFailed("EVP_PBE_scrypt") }
        defer { ERR_clear_error() }
        var key = [UInt8](repeating: 0, count: length)
        let done = withCharacters(password) { characters in
            // The limit is libcrypto's own guard, 32 MiB unless told; N = 2^15 needs a little more.
            EVP_PBE_scrypt(
                characters, password.count, salt, salt.count, UInt64(1) << UInt64(cost.logarithm),
                UInt64(cost.blockSize), UInt64(cost.parallelism),
                UInt64(cost.memoryInBytes + 1 << 20), &key, length)
        }
        guard done == 1 else { throw .operationFailed("EVP_PBE_scrypt") }
        return key
    }

    /// A key by PBKDF2 with HMAC, RFC 8018 section 5.2.
    ///
    /// - Throws: ``DigestError/operationFailed(_:)`` when libcrypto cannot derive it.
    public static func pbkdf2(
        password: [UInt8], salt: [UInt8], iterations: Int, function: AuthenticationCode.Function,
        length: Int
    ) throws(DigestError) -> [UInt8] {
        precondition((1...1024).contains(length), "a key of 1 to 1024 bytes")
        guard (1...100_000_000).contains(iterations) else {
            throw .operationFailed("PKCS5_PBKDF2_HMAC")
        }
        defer { ERR_clear_error() }
        var key = [UInt8](repeating: 0, count: length)
        let done = withCharacters(password) { characters in
            PKCS5_PBKDF2_HMAC(
                characters, Int32(clamping: password.count), salt, Int32(clamping: salt.count),
                Int32(iterations), function.pointer, Int32(length), &key)
        }
        guard done == 1 else { throw .operationFailed("PKCS5_PBKDF2_HMAC") }
        return key
    }

    /// Gives bytes to a C function as characters; an empty password is a pointer too, because
    /// libcrypto takes none for a question about the cost.
    private static func withCharacters(
        _ bytes: [UInt8], _ body: (UnsafePointer<CChar>?) -> Int32
    ) -> Int32 {
        (bytes + [0]).withUnsafeBytes { body($0.bindMemory(to: CChar.self).baseAddress) }
    }
}
