import CCrypto

/// The public half of a signing key (公钥).
public struct PublicKey: Hashable, Sendable, CustomStringConvertible {
    private let handle: KeyHandle
    /// The key in the form SubjectPublicKeyInfo (RFC 5280), DER.
    public let subjectPublicKeyInfo: [UInt8]

    init(handle: KeyHandle) throws(DigestError) {
        // A handle of its own, made from the public bytes: it never keeps a private part alive.
        let bytes = try handle.publicBytes()
        let key = bytes.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            return d2i_PUBKEY(nil, &place, buffer.count)
        }
        guard let key else { throw .operationFailed("d2i_PUBKEY") }
        self.handle = try KeyHandle(owning: key)
        subjectPublicKeyInfo = bytes
    }

    /// Reads a public key in PEM form.
    ///
    /// - Throws: ``DigestError/unreadableKey`` when there is none,
    ///   ``DigestError/keyOfOtherKind(name:)`` when it is neither Ed25519 nor SM2.
    public init(pem: String) throws(DigestError) {
        defer { ERR_clear_error() }
        let key = PEMText.key(in: pem) { PEM_read_bio_PUBKEY($0, nil, { _, _, _, _ in -1 }, nil) }
        guard let key else { throw .unreadableKey }
        try self.init(handle: KeyHandle(owning: key))
    }

    /// The way the key signs.
    public var algorithm: SignatureAlgorithm { handle.algorithm }

    /// The name of the key: SHA-256 of ``subjectPublicKeyInfo``, 64 hex digits.
    public var id: String { SHA256.hexDigest(of: subjectPublicKeyInfo) }

    /// The key in PEM form.
    ///
    /// - Throws: ``DigestError/operationFailed(_:)`` when libcrypto is out of memory.
    public func pem() throws(DigestError) -> String {
        guard let text = PEMText.text({ PEM_write_bio_PUBKEY($0, handle.key) == 1 }) else {
            throw .operationFailed("PEM_write_bio_PUBKEY")
        }
        return text
    }

    /// Whether a signature over some bytes was made with the private half of this key.
    ///
    /// - Parameter distinguishingID: the signer's identifier, which only SM2 uses.
    /// - Throws: ``DigestError/operationFailed(_:)`` when libcrypto cannot verify at all.
    public func verifies(
        _ signature: [UInt8], over bytes: [UInt8],
        distinguishingID: [UInt8] = SignatureAlgorithm.defaultDistinguishingID
    ) throws(DigestError) -> Bool {
        try handle.verifies(signature, over: bytes, distinguishingID: distinguishingID)
    }

    /// The algorithm and the name of the key.
    public var description: String { "\(algorithm.rawValue) \(id)" }

    /// Whether two keys are the same.
    public static func == (left: PublicKey, right: PublicKey) -> Bool {
        left.subjectPublicKeyInfo == right.subjectPublicKeyInfo
    }

    /// Feeds the key to a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(subjectPublicKeyInfo) }
}
