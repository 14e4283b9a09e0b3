import CCrypto

/// A signing key (私钥), which never prints.
///
/// Its secret stays inside libcrypto, which wipes it when the last copy of the value is gone; only
/// ``pem(passphrase:)`` lets it out, and only on request.
public struct PrivateKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let handle: KeyHandle
    /// The public half.
    public let publicKey: PublicKey

    private init(handle: KeyHandle) throws(DigestError) {
        self.handle = handle
        publicKey = try PublicKey(handle: handle)
    }

    /// Makes a new key from libcrypto's random number generator.
    ///
    /// - Throws: ``DigestError/operationFailed(_:)`` when libcrypto cannot make one.
    public init(generating algorithm: SignatureAlgorithm) throws(DigestError) {
        try self.init(handle: KeyHandle.generated(algorithm))
    }

    /// Reads a private key in PEM form.
    ///
    /// - Parameter passphrase: opens an encrypted key; one that is not encrypted needs none.
    /// - Throws: ``DigestError/passphraseRefused`` for an encrypted key without its passphrase,
    ///   ``DigestError/unreadableKey`` when there is no key, ``DigestError/keyOfOtherKind(name:)``
    ///   when it is neither Ed25519 nor SM2.
    public init(pem: String, passphrase: String? = nil) throws(DigestError) {
        defer { ERR_clear_error() }
        let key = PEMText.key(in: pem) { bio in
            if let passphrase {
                return passphrase.withCString { words in
                    // libcrypto's own callback takes this argument as the passphrase.
                    PEM_read_bio_PrivateKey(
                        bio, nil, nil, UnsafeMutableRawPointer(mutating: words))
                }
            }
            // A callback that gives nothing, or libcrypto would ask at the terminal.
            return PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in -1 }, nil)
        }
        guard let key else {
            throw pem.contains("ENCRYPTED") ? .passphraseRefused : .unreadableKey
        }
        try self.init(handle: KeyHandle(owning: key))
    }

    /// The way the key signs.
    public var algorithm: SignatureAlgorithm { handle.algorithm }

    /// A signature over some bytes.
    ///
    /// - Parameter distinguishingID: the signer's identifier, which only SM2 uses.
    /// - Throws: ``DigestError/operationFailed(_:)`` when libcrypto cannot sign.
    public func signature(
        over bytes: [UInt8],
        distinguishingID: [UInt8] = SignatureAlgorithm.defaultDistinguishingID
    ) throws(DigestError) -> [UInt8] {
        try handle.signature(over: bytes, distinguishingID: distinguishingID)
    }

    /// The secret in PEM form (PKCS #8): the one way the key leaves the program.
    ///
    /// - Parameter passphrase: encrypts the key with AES-256-CBC; without it the text is in clear.
    /// - Throws: ``DigestError/operationFailed(_:)`` when libcrypto cannot write it.
    public func pem(passphrase: String? = nil) throws(DigestError) -> String {
        let text = PEMText.text { bio in
            guard let passphrase else {
                return PEM_write_bio_PKCS8PrivateKey(bio, handle.key, nil, nil, 0, nil, nil) == 1
            }
            let words = Array(passphrase.utf8).map { CChar(bitPattern: $0) }
            return PEM_write_bio_PKCS8PrivateKey(
                bio, handle.key, EVP_aes_256_cbc(), words, Int32(words.count), nil, nil) == 1
        }
        guard let text else { throw .operationFailed("PEM_write_bio_PKCS8PrivateKey") }
        return text
    }

    /// Says that there is a key and which, never what it is.
    public var description: String { "private key of \(publicKey)" }

    /// Says that there is a key and which, never what it is.
    public var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows no secret either.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
