public import Digest

/// The name of a file in the vault: SHA-256 of its bytes, in events as `vault:` and 64 hex digits.
///
/// Any text of a payload in this form names a file: the act is refused when the vault does not hold
/// it, and garbage collection keeps it from then on.
public struct VaultID: Hashable, Sendable, Comparable, CustomStringConvertible {
    static let prefix = "vault:"

    /// The digest.
    public let digest: HashValue

    /// Takes a digest.
    public init(_ digest: HashValue) { self.digest = digest }

    /// Reads `vault:` and 64 lower-case hex digits; nil for anything else.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.prefix),
            let digest = HashValue(hex: String(text.dropFirst(Self.prefix.count)))
        else { return nil }
        self.digest = digest
    }

    /// The form in events.
    public var description: String { Self.prefix + digest.hex }

    /// Whether the left name comes first.
    public static func < (left: VaultID, right: VaultID) -> Bool {
        left.digest.hex < right.digest.hex
    }
}
