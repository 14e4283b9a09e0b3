import Glibc
import Synchronization

/// Whether the disk has room to spare, asked now and then.
///
/// What is acknowledged in the intake must find room in the tables too. A busy office writes a few
/// megabytes between two questions, and what waits for the tables is limited (``Intake/isFull``).
final class SpaceWatch: Sendable {
    /// With less free space than this nothing is acknowledged that is not in the tables, in bytes.
    private static let enough = 256 << 20
    /// How long an answer is good for.
    private static let patience = Duration.milliseconds(20)

    private let path: String
    private let answer = Mutex<(isEnough: Bool, until: ContinuousClock.Instant)?>(nil)

    init(path: String) { self.path = path }

    var isEnough: Bool {
        answer.withLock { answer in
            let now = ContinuousClock.now
            if let answer, now < answer.until { return answer.isEnough }
            let isEnough = FreeSpace.bytes(at: path).map { $0 > Self.enough } ?? false
            answer = (isEnough, now + Self.patience)
            return isEnough
        }
    }
}
