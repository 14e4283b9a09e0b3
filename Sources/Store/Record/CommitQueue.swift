import Glibc
import Journal
import Synchronization

/// The batches that wait for the writer's turn.
///
/// While one group is being made durable the next one gathers here, so that many callers share one
/// wait for the disk (成组提交).
final class CommitQueue: Sendable {
    struct Waiting: Sendable {
        let batch: Batch
        let answer: CheckedContinuation<Result<BatchReceipt, StoreError>, Never>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isTurnAsked = false
        /// How many batches were under way when the last group was answered.
        var usual = 0
        /// How long the last group took to become durable.
        var lastCommit = Duration.zero
    }

    /// How many batches one transaction takes at most; the rest waits for the next turn.
    static let largestGroup = 1000

    private let state = Mutex(State())

    /// Adds a batch; true when the caller must ask for a turn.
    func add(_ waiting: Waiting) -> Bool {
        state.withLock { state in
            state.waiting.append(waiting)
            defer { state.isTurnAsked = true }
            return !state.isTurnAsked
        }
    }

    /// Takes the next group.
    ///
    /// Callers that have just been answered are about to come again. Waiting for them a fraction of
    /// the time that the disk takes lets one wait for the disk serve all of them instead of half.
    func take() -> [Waiting] {
        let began = ContinuousClock.now
        while true {
            let (isComplete, patience) = state.withLock { state in
                (state.waiting.count >= state.usual, state.lastCommit / 4)
            }
            if isComplete || ContinuousClock.now - began > patience { break }
            usleep(50)
        }
        return state.withLock { state in
            let group = Array(state.waiting.prefix(Self.largestGroup))
            state.waiting.removeFirst(group.count)
            return group
        }
    }

    /// Ends a turn; true when more batches wait and another turn must be asked for.
    ///
    /// - Parameters:
    ///   - group: how many batches it had.
    ///   - duration: how long it took to make them durable.
    func endTurn(group: Int, duration: Duration) -> Bool {
        state.withLock { state in
            state.usual = min(group + state.waiting.count, Self.largestGroup)
            state.lastCommit = duration
            state.isTurnAsked = !state.waiting.isEmpty
            return state.isTurnAsked
        }
    }
}
