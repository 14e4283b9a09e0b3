/// Why bytes could not be digested, signed or verified.
public enum DigestError: Error, Equatable, Sendable {
    /// The file cannot be opened or read; `code` is the system's error number.
    case unreadable(path: String, code: Int32)
    /// The text holds no key in PEM form that libcrypto can read.
    case unreadableKey
    /// The private key is encrypted and the passphrase is missing or wrong.
    case passphraseRefused
    /// The key is of another kind than Ed25519 or SM2; `name` is libcrypto's name of the kind.
    case keyOfOtherKind(name: String)
    /// libcrypto could not carry out an operation, which is its function's name.
    case operationFailed(String)
    /// The system has no randomness to give.
    case randomnessUnavailable
}
