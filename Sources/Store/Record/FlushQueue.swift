import GRDB
import Glibc
import Journal
import Synchronization

/// The groups that are written to the intake and not durable yet, and the thread that flushes them.
///
/// While the disk works for one group the writer seals and writes the next. A group is written to the
/// intake's log without waiting; here the log is flushed, and only then the callers are answered. One
/// flush is for all groups that were written before it began.
final class FlushQueue: Sendable {
    /// Batches that were decided on together, and what their callers are to be told.
    struct Group: Sendable {
        let waiting: [CommitQueue.Waiting]
        let results: [Result<BatchReceipt, StoreError>]

        /// The last event that the group is told of; 0 when there is none.
        fileprivate var last: Int {
            results.reduce(0) { last, result in
                guard case .success(let receipt) = result else { return last }
                return max(last, receipt.sequences.upperBound)
            }
        }

        /// The same, but for what was to be told as recorded.
        func refused(_ error: StoreError) -> Group {
            Group(
                waiting: waiting,
                results: results.map { result in
                    if case .success = result { .failure(error) } else { result }
                })
        }

        /// The same, but for what was to be told as recorded and is not in the tables as it was.
        func confirmed(by tables: Database, else error: StoreError) throws -> Group {
            Group(
                waiting: waiting,
                results: try results.map { result in
                    guard case .success(let receipt) = result else { return result }
                    let found = try JournalRows.receipt(of: receipt.key, tables)
                    return found == receipt ? result : .failure(error)
                })
        }

        func answer() {
            for (waiting, result) in zip(waiting, results) {
                waiting.answer.resume(returning: result)
            }
        }
    }

    private struct State {
        var groups: [Group] = []
        var isFlushAsked = false
        var isFlushing = false
        /// Whether a flush failed: what the system tells of the next ones is of no worth then.
        var hasFailed = false
    }

    private let path: String
    private let state = Mutex(State())
    /// The log, open for flushing before anything is written: an error from before would not be told.
    private let log: Mutex<CInt>
    private let thread = SerialThread(name: "tianchou.flush")

    private let turns: TurnFile

    /// - Parameter path: the log of the intake.
    init(path: String, turns: TurnFile) throws(StoreError) {
        (self.path, self.turns) = (path, turns)
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageFault.error(path: path, code: errno) }
        log = Mutex(descriptor)
    }

    deinit { close(log.withLock(\.self)) }

    /// Whether a flush failed; then nothing more may be acknowledged that is in the intake only.
    var hasFailed: Bool { state.withLock(\.hasFailed) }

    /// Has a group flushed and answered.
    ///
    /// - Parameter rescue: takes groups whose flush failed.
    func add(_ group: Group, rescue: @escaping @Sendable ([Group]) -> Void) {
        let mustAsk = state.withLock { state in
            state.groups.append(group)
            defer { state.isFlushAsked = true }
            return !state.isFlushAsked
        }
        if mustAsk { thread.async { self.flush(rescue) } }
    }

    /// Returns when all groups that were added before the call are answered, or are to be rescued.
    func wait() {
        // Mostly there is nothing to wait for, and another thread to be woken for it.
        guard state.withLock({ $0.isFlushAsked || $0.isFlushing }) else { return }
        thread.sync { Result<Void, Never>.success(()) }
    }

    private func flush(_ rescue: ([Group]) -> Void) {
        // What is added from here on asks for a flush of its own, behind this one.
        let groups = state.withLock { state in
            defer { (state.groups, state.isFlushAsked, state.isFlushing) = ([], false, true) }
            return state.groups
        }
        defer { state.withLock { $0.isFlushing = false } }
        if !hasFailed, flushLog() {
            // By this a damage is told from what was never acknowledged.
            let last = groups.reduce(0) { max($0, $1.last) }
            if last > 0 { turns.setDurable(last) }
            for group in groups { group.answer() }
        } else {
            // The system reports a failure once and takes lost pages for written afterwards.
            state.withLock { $0.hasFailed = true }
            rescue(groups)
        }
    }

    private func flushLog() -> Bool { log.withLock { fdatasync($0) == 0 } }

    /// Puts another file in the place of the log, for tests of a disk that cannot be flushed.
    func replaceLog(by descriptor: CInt) {
        log.withLock { log in
            close(log)
            log = descriptor
        }
    }
}
