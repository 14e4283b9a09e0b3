import Dispatch
import GRDB
import Journal
import Synchronization

/// The intake (收件): where acts are durable before they are in the tables.
///
/// Under load the tables are the slow part: an act changes a page of each tree it is in, and a
/// transaction of a thousand acts changes few more pages than one of thirty. So a group of acts is
/// acknowledged when it lies in the intake, a log with one record for a group (``IntakeLog``), and many
/// groups go into the tables in one transaction. Whoever reads waits until the tables have all that
/// was acknowledged before.
///
/// A record is not written over before the tables hold its acts durably, and putting acts into the
/// tables skips those that are there, so a process that is killed anywhere leaves nothing that the next
/// turn does not put right. This is what one process knows of its own acts on their way.
final class Intake: Sendable {
    private struct State {
        var waiting: [RecordedBatch] = []
        /// How many groups the waiting batches came in.
        var groups = 0
        /// Whether groups came together in the last transaction, and how often none was taken since.
        var isWorthwhile = true
        var declined = 0
        /// How much of the log the waiting batches take, in bytes.
        var bytes = 0
        var isApplierAsked = false
        /// Whether batches were taken out of ``waiting`` and are not in the tables yet.
        var isApplying = false
        var isHurried = false
        /// The tables hold all up to here.
        var applied = 0
        /// Who wants to read what waits, and who wants to read what is being applied.
        var readers: [CheckedContinuation<Void, Never>] = []
        var nextReaders: [CheckedContinuation<Void, Never>] = []
        /// Why the tables did not take the acts; they lie in the intake.
        var failure: StoreError?
    }

    /// Smaller groups go into the tables at once, unless acts before them wait for that.
    private static let smallestGroup = 4
    /// Fewer groups in a transaction are not worth it: each was flushed here and all once more there.
    private static let fewGroups = 3
    /// After so many groups that went into the tables at once another one is tried here.
    private static let trial = 16
    /// So many acts make a transaction that costs little for each; a busy office reaches the end of
    /// its patience before.
    private static let goodCount = 9000
    /// More than so many bytes of the log do not wait; as many may be on their way into the tables.
    private static let mostBytes = (IntakeLog.regions - 2) * IntakeLog.regionSize * 2 / 3
    /// Acts do not wait longer than this for others to come.
    static let usualPatience = DispatchTimeInterval.milliseconds(150)

    private let state = Mutex(State())
    private let hurry = DispatchSemaphore(value: 0)

    /// A connection to the tables for the writer's questions.
    private let tables: DatabaseQueue

    private let patience: DispatchTimeInterval

    init(tables path: String, patience: DispatchTimeInterval) throws(StoreError) {
        self.patience = patience
        var configuration = HomeDatabase.plainConfiguration
        configuration.readonly = true
        tables = try storing(path) { try DatabaseQueue(path: path, configuration: configuration) }
    }

    /// Reads the tables as they are at one moment, if anything is to be read.
    func readTables<Value>(_ body: (inout TablesReading) throws -> Value) throws -> Value {
        try tables.unsafeRead { database in
            var reading = TablesReading(database)
            do {
                let result = try body(&reading)
                try reading.end()
                return result
            } catch {
                try reading.end()
                throw error
            }
        }
    }

    func close() throws { try tables.close() }

    /// The tables hold all up to here, as far as this process did it.
    var applied: Int { state.withLock(\.applied) }

    /// Why acts must go into the tables before they are acknowledged; nil when nothing is wrong.
    var failure: StoreError? { state.withLock(\.failure) }

    /// Whether something lies here that this process has not put into the tables yet.
    var isBusy: Bool { state.withLock { !$0.waiting.isEmpty || $0.isApplying } }

    /// Whether a group of so many batches should come here, and not into the tables at once.
    ///
    /// It should when many act and few read: who reads has the tables filled, and where that happens
    /// after every group, each act would wait for the disk twice.
    func wants(_ count: Int) -> Bool {
        state.withLock { state in
            if !state.waiting.isEmpty || state.isApplying { return true }
            guard count >= Self.smallestGroup else { return false }
            if state.isWorthwhile { return true }
            state.declined += 1
            guard state.declined == Self.trial else { return false }
            state.declined = 0
            return true
        }
    }

    /// Whether more must not come before what waits is in the tables.
    var isFull: Bool {
        state.withLock { $0.waiting.count > 2 * Self.goodCount || $0.bytes > Self.mostBytes }
    }

    /// Takes batches that are durable; true when the caller must ask for someone to apply them.
    func add(_ batches: [RecordedBatch]) -> Bool {
        let (mustAsk, mustHurry) = state.withLock { state in
            state.waiting += batches
            state.groups += 1
            state.bytes += IntakeRecord.size(of: batches)
            let isEnough = state.waiting.count >= Self.goodCount || state.bytes > Self.mostBytes / 2
            defer { state.isApplierAsked = true }
            return (!state.isApplierAsked, isEnough && !state.isHurried)
        }
        if mustHurry { beQuick() }
        return mustAsk
    }

    /// Has waiting acts applied at once.
    func beQuick() {
        let isFirst = state.withLock { state in
            guard !state.waiting.isEmpty, !state.isHurried else { return false }
            state.isHurried = true
            return true
        }
        if isFirst { hurry.signal() }
    }

    /// Waits for a good number of acts, or until someone wants them, and takes them.
    func takeInTime() -> [RecordedBatch] {
        // Someone who could not wait may have taken them already.
        let mustWait = state.withLock { !$0.waiting.isEmpty && !$0.isHurried }
        if mustWait { _ = hurry.wait(timeout: .now() + patience) }
        return take()
    }

    /// Takes what waits, which the caller then applies and says so.
    func take() -> [RecordedBatch] {
        // A signal that was for these must not hurry the next ones.
        _ = hurry.wait(timeout: .now())
        return state.withLock { state in
            defer { (state.waiting, state.bytes, state.isHurried) = ([], 0, false) }
            state.isApplying = !state.waiting.isEmpty
            if state.isApplying { state.isWorthwhile = state.groups >= Self.fewGroups }
            state.groups = 0
            state.nextReaders += state.readers
            state.readers = []
            return state.waiting
        }
    }

    /// What was taken is in the tables, or is not, with the reason; then it lies in the intake only.
    func done(through sequence: Int?, failure: StoreError? = nil) {
        let readers = state.withLock { state in
            state.isApplying = false
            state.failure = failure
            if failure != nil {
                (state.waiting, state.bytes) = ([], 0)
                state.nextReaders += state.readers
                state.readers = []
            }
            if let sequence { state.applied = max(state.applied, sequence) }
            defer { state.nextReaders = [] }
            return state.nextReaders
        }
        for reader in readers { reader.resume() }
    }

    /// The applier has ended; true when it must be asked for again.
    func endApplying() -> Bool {
        state.withLock { state in
            state.isApplierAsked = !state.waiting.isEmpty
            return state.isApplierAsked
        }
    }

    /// Returns when the tables have what was here at the call, or could not take it.
    func drained() async {
        guard isBusy else { return }
        await withCheckedContinuation { continuation in
            let (mustWait, mustHurry) = state.withLock { state in
                if !state.waiting.isEmpty {
                    state.readers.append(continuation)
                    return (true, true)
                }
                if state.isApplying { state.nextReaders.append(continuation) }
                return (state.isApplying, false)
            }
            if mustHurry { beQuick() }
            if !mustWait { continuation.resume() }
        }
    }
}
