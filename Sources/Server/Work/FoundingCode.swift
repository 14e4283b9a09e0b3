import Digest
import Synchronization

/// The code that proves that who founds the office can read the server's own output (首次设置码).
final class FoundingCode: Sendable {
    /// Letters and digits that are not mistaken for each other.
    private static let alphabet = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
    private static let mostTries = 20
    private let tries = Mutex(0)
    /// The code, shown once where the server was started.
    let text: String

    init() throws {
        text = String(
            try SecureRandom.bytes(12).map { Self.alphabet[Int($0) % Self.alphabet.count] })
    }

    /// Whether a code is the one; after twenty wrong ones no code is.
    func isRight(_ given: String) -> Bool {
        tries.withLock { tries in
            guard tries < Self.mostTries else { return false }
            let cleaned = given.uppercased().filter { $0.isLetter || $0.isNumber }
            if ConstantTime.areEqual(Array(cleaned.utf8), Array(text.utf8)) { return true }
            tries += 1
            return false
        }
    }
}
