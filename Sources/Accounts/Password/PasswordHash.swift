public import Digest

/// What is kept of a password (口令): a salted slow hash with the parameters it was made with.
///
/// Written as one line, such as `$scrypt$ln=15,r=8,p=1$SALT$HASH`, salt and hash in base64url.
public struct PasswordHash: Sendable, CustomStringConvertible, CustomReflectable {
    /// A way to hash a password.
    public enum Method: Sendable, Hashable {
        /// scrypt, RFC 7914.
        case scrypt(KeyDerivation.ScryptCost)
        /// PBKDF2 with HMAC-SHA-256, RFC 8018, and a number of iterations.
        case pbkdf2SHA256(iterations: Int)
        /// PBKDF2 with HMAC-SM3 (国密), and a number of iterations.
        case pbkdf2SM3(iterations: Int)

        /// scrypt with N = 2^15, r = 8, p = 1: 32 MiB and about 0.1 s.
        public static let standard = Method.scrypt(
            KeyDerivation.ScryptCost(logarithm: 15, blockSize: 8, parallelism: 1))
    }

    private static let saltLength = 16
    private static let hashLength = 32

    let method: Method
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// Hashes a password under a fresh salt; slow on purpose.
    ///
    /// - Throws: ``AccountError/cryptography(_:)``.
    public init(_ password: Secret, by method: Method) throws(AccountError) {
        let salt = try Secret.randomness(Self.saltLength)
        self.method = method
        self.salt = salt
        hash = try Self.derive(password, method, salt)
    }

    /// A hash of no password, which takes as long to try as a real one.
    init(decoyBy method: Method) throws(AccountError) {
        self.method = method
        salt = try Secret.randomness(Self.saltLength)
        hash = try Secret.randomness(Self.hashLength)
    }

    /// Reads a line that ``line`` wrote; nil for anything else.
    init?(line: String) {
        let parts = line.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty,
            let method = Method(name: parts[1], parameters: parts[2]),
            let salt = Base64URLText.bytes(parts[3]), salt.count == Self.saltLength,
            let hash = Base64URLText.bytes(parts[4]), hash.count == Self.hashLength
        else { return nil }
        self.method = method
        self.salt = salt
        self.hash = hash
    }

    /// The hash as one line, for the file of the accounts only.
    var line: String {
        "$\(method.name)$\(method.parameters)$\(Base64URLText.text(salt))$"
            + Base64URLText.text(hash)
    }

    /// Whether a password is the one that was hashed; slow on purpose.
    ///
    /// - Throws: ``AccountError/cryptography(_:)``.
    public func matches(_ password: Secret) throws(AccountError) -> Bool {
        ConstantTime.areEqual(try Self.derive(password, method, salt), hash)
    }

    private static func derive(
        _ password: Secret, _ method: Method, _ salt: [UInt8]
    ) throws(AccountError) -> [UInt8] {
        let bytes = password.passwordBytes
        do {
            switch method {
            case .scrypt(let cost):
                return try KeyDerivation.scrypt(
                    password: bytes, salt: salt, cost: cost, length: hashLength)
            case .pbkdf2SHA256(let iterations):
                return try KeyDerivation.pbkdf2(
                    password: bytes, salt: salt, iterations: iterations, function: .sha256,
                    length: hashLength)
            case .pbkdf2SM3(let iterations):
                return try KeyDerivation.pbkdf2(
                    password: bytes, salt: salt, iterations: iterations, function: .sm3,
                    length: hashLength)
            }
        } catch {
            throw .cryptography(error)
        }
    }

    /// The method, never salt or hash.
    public var description: String { "‹hash by \(method.name)›" }

    /// A mirror without children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension PasswordHash.Method {
    var name: String {
        switch self {
        case .scrypt: "scrypt"
        case .pbkdf2SHA256: "pbkdf2-sha256"
        case .pbkdf2SM3: "pbkdf2-sm3"
        }
    }

    var parameters: String {
        switch self {
        case .scrypt(let cost): "ln=\(cost.logarithm),r=\(cost.blockSize),p=\(cost.parallelism)"
        case .pbkdf2SHA256(let iterations), .pbkdf2SM3(let iterations): "i=\(iterations)"
        }
    }

    init?(name: Substring, parameters: Substring) {
        var values: [Substring: Int] = [:]
        for part in parameters.split(separator: ",") {
            let pair = part.split(separator: "=")
            guard pair.count == 2, let value = Int(pair[1]) else { return nil }
            values[pair[0]] = value
        }
        switch name {
        case "scrypt":
            guard let logarithm = values["ln"], let size = values["r"], let lanes = values["p"]
            else { return nil }
            let cost = KeyDerivation.ScryptCost(
                logarithm: logarithm, blockSize: size, parallelism: lanes)
            guard cost.isSound else { return nil }
            self = .scrypt(cost)
        case "pbkdf2-sha256":
            guard let iterations = values["i"] else { return nil }
            self = .pbkdf2SHA256(iterations: iterations)
        case "pbkdf2-sm3":
            guard let iterations = values["i"] else { return nil }
            self = .pbkdf2SM3(iterations: iterations)
        default: return nil
        }
    }
}
