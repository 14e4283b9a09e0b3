import Journal
import Synchronization

/// The batches that wait for the writer's turn.
///
/// While one group is being made durable the next one gathers here, so that many callers share one
/// wait for the disk (成组提交).
final class CommitQueue: Sendable {
    struct Waiting: Sendable {
        let act: PreparedAct
        let answer: CheckedContinuation<Result<BatchReceipt, StoreError>, Never>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isTurnAsked = false
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
    func take() -> [Waiting] {
        state.withLock { state in
            if state.waiting.count <= Self.largestGroup {
                defer { state.waiting = [] }
                return state.waiting
            }
            let group = Array(state.waiting.prefix(Self.largestGroup))
            state.waiting.removeFirst(group.count)
            return group
        }
    }

    /// Ends a turn; true when more batches wait and another turn must be asked for.
    func endTurn() -> Bool {
        state.withLock { state in
            state.isTurnAsked = !state.waiting.isEmpty
            return state.isTurnAsked
        }
    }
}
