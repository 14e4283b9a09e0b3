import Digest
import Foundation

/// Something that must not be read by others: a password, a code, the key of a session.
///
/// It prints as `‹secret›`, whatever prints it, and two are compared in constant time. ``text`` is
/// the one way out.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The secret itself: for the person's browser or file, never for a log.
    public let text: String

    /// Wraps a secret.
    public init(_ text: String) { self.text = text }

    /// A secret of random bytes, written in base64url.
    static func random(_ count: Int) throws(AccountError) -> Secret {
        Secret(Base64URLText.text(try randomness(count)))
    }

    /// A code of 80 random bits that a person can type: four groups of four letters and digits.
    static func randomCode() throws(AccountError) -> Secret {
        let letters = Array(Base32Text.text(try randomness(10)))
        let groups = stride(from: 0, to: letters.count, by: 4).map {
            String(letters[$0..<min($0 + 4, letters.count)])
        }
        return Secret(groups.joined(separator: "-"))
    }

    static func randomness(_ count: Int) throws(AccountError) -> [UInt8] {
        do { return try SecureRandom.bytes(count) } catch { throw .cryptography(error) }
    }

    /// The compatibility form NFKC, so that one text typed on two keyboards is one
    /// (NIST SP 800-63B section 5.1.1.2).
    var compatibilityForm: String { text.precomposedStringWithCompatibilityMapping }

    /// The bytes that a password is hashed as.
    var passwordBytes: [UInt8] { Array(compatibilityForm.utf8) }

    /// What is kept of a random secret of 80 bits or more: its SHA-256, which cannot be guessed back.
    var digest: HashValue { MessageDigest.hash(of: text.utf8, by: .sha256) }

    /// A code as it was issued, from what a person typed: capitals, no spaces, grouped again.
    var typedCode: Secret {
        guard text.utf8.count <= 256 else { return Secret("") }
        let letters = Array(text.uppercased().filter { $0.isLetter || $0.isNumber })
        let groups = stride(from: 0, to: letters.count, by: 4).map {
            String(letters[$0..<min($0 + 4, letters.count)])
        }
        return Secret(groups.joined(separator: "-"))
    }

    /// Whether two secrets are the same, in constant time.
    public static func == (left: Secret, right: Secret) -> Bool {
        ConstantTime.areEqual(Array(left.text.utf8), Array(right.text.utf8))
    }

    /// Never the secret.
    public var description: String { "‹secret›" }

    /// Never the secret.
    public var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows no secret either.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
