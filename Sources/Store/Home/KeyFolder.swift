public import Digest
import Glibc

/// The keys of a home: one that signs, and the public ones that are trusted.
public struct KeyFolder: Sendable {
    static let name = "keys"
    static let secretFile = "signing.pem"
    static let publicSuffix = ".pub.pem"

    private let path: String

    init(home: String) { path = home + "/" + Self.name }

    var secretPath: String { path + "/" + Self.secretFile }

    /// The key that signs checkpoints.
    ///
    /// - Throws: ``StoreError/home(path:_:)`` when there is none, ``StoreError/key(path:_:)`` when it
    ///   cannot be read.
    public func signingKey(passphrase: String? = nil) throws(StoreError) -> PrivateKey {
        guard let bytes = try DurableFile.read(secretPath) else {
            throw .home(path: path, .incomplete(part: Self.secretFile))
        }
        do {
            return try PrivateKey(
                pem: String(decoding: bytes, as: UTF8.self), passphrase: passphrase)
        } catch {
            throw .key(path: secretPath, error)
        }
    }

    /// The public keys whose checkpoints are trusted, that of the signing key and earlier ones.
    public func trusted() throws(StoreError) -> [PublicKey] {
        var keys: [PublicKey] = []
        for name in try publicFiles() {
            let file = path + "/" + name
            guard let bytes = try DurableFile.read(file) else { continue }
            do {
                keys.append(try PublicKey(pem: String(decoding: bytes, as: UTF8.self)))
            } catch {
                throw .key(path: file, error)
            }
        }
        return keys
    }

    func publicFiles() throws(StoreError) -> [String] {
        (try Folder.entries(path) ?? []).filter { $0.hasSuffix(Self.publicSuffix) }
    }

    /// Copies the public keys, and the secret one when asked; gives whether that is in the copy.
    @discardableResult
    func copy(to home: String, includingSecret: Bool) throws(StoreError) -> Bool {
        let target = home + "/" + Self.name
        try Folder.make(target, mode: 0o700)
        for name in try publicFiles() {
            guard let bytes = try DurableFile.read(path + "/" + name) else { continue }
            try DurableFile.write(bytes, to: target + "/" + name)
        }
        guard includingSecret, let secret = try DurableFile.read(secretPath) else { return false }
        try DurableFile.write(secret, to: target + "/" + Self.secretFile, mode: 0o600)
        return true
    }

    /// Keeps a key as the one that signs, readable by its owner only, and trusts it.
    func keep(
        _ key: PrivateKey?, or algorithm: SignatureAlgorithm
    ) throws(StoreError) {
        let secret: String
        let open: PublicKey
        let openText: String
        do throws(DigestError) {
            let key: PrivateKey = if let key { key } else { try PrivateKey(generating: algorithm) }
            (secret, open) = (try key.pem(), key.publicKey)
            openText = try open.pem()
        } catch {
            throw .key(path: secretPath, error)
        }
        try Folder.make(path, mode: 0o700)
        try DurableFile.write(Array(secret.utf8), to: secretPath, mode: 0o600)
        try DurableFile.write(
            Array(openText.utf8), to: "\(path)/\(open.id.prefix(16))\(Self.publicSuffix)")
    }
}
