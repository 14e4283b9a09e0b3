import Access
import Digest
import Dispatch
import GRDB
import Glibc
public import Journal
import Synchronization

/// The journal of a home: what is on the record, and the one way onto it.
///
/// Every batch is durable, whole and in its place in the chain before the caller has the answer; a
/// batch and all that is projected from it come into the tables in one transaction, before anyone
/// reads. Any number of tasks may use one value at a time, and several processes may have the same
/// home open.
public final class JournalStore: Sendable {
    /// The first record.
    public let genesis: Genesis
    let pool: DatabasePool
    let vault: VaultFolder
    let turns: TurnFile
    let log: IntakeLog
    let intake: Intake
    private let queue = CommitQueue()
    let flushes: FlushQueue
    /// The turns of this opening, one after the other.
    let writer = SerialThread(name: "tianchou.writer")
    /// The threads that put acts into the tables, one at a time.
    let appliers = DispatchGroup()
    private let space: SpaceWatch
    let register = Mutex(RegisterCache())
    let memory = Mutex(WriterMemory())
    private let keys = Mutex(KeyFilter())

    /// Opens a journal; acts that a killed process left in the intake come into the tables.
    ///
    /// - Parameters:
    ///   - patience: how long acts wait for others before they go into the tables together.
    ///   - region: the bytes of a region of the log.
    init(
        pool: DatabasePool, turns: TurnFile, genesis: Genesis, vault: VaultFolder,
        patience: DispatchTimeInterval, region: Int
    ) throws(StoreError) {
        (self.pool, self.turns, self.genesis, self.vault) = (pool, turns, genesis, vault)
        log = try IntakeLog(home: vault.home, regionSize: region)
        flushes = try FlushQueue(path: log.path, turns: turns)
        intake = try Intake(tables: pool.path, patience: patience)
        space = SpaceWatch(path: vault.home)
        try takeUp()
    }

    /// The database's file, for messages.
    var path: String { pool.path }

    /// Puts a batch on the record; when this returns it is there durably, whole and in order.
    ///
    /// The same batch again, by its key and content, gets the receipt of the first time. Batches of
    /// concurrent callers share one wait for the disk. When the task is cancelled the batch may
    /// still come onto the record: repeat the call with the same key to learn it.
    ///
    /// - Throws: ``StoreError/journal(_:)`` for a malformed batch, a version conflict or a key that
    ///   belongs to another act; ``StoreError/payload(_:)`` and ``StoreError/register(_:)`` for an
    ///   event of a known type that cannot be; ``StoreError/storage(path:_:)`` when the disk refuses.
    ///   A refused batch leaves no trace; one that the disk refused may still come onto the record,
    ///   as when the task is cancelled.
    public func append(_ batch: Batch) async throws(StoreError) -> BatchReceipt {
        let act = try PreparedAct(batch, algorithm: genesis.algorithm)
        let result = await withCheckedContinuation { answer in
            if queue.add(CommitQueue.Waiting(act: act, answer: answer)) { askForTurn() }
        }
        return try result.get()
    }

    private func askForTurn() {
        writer.async { [self] in
            let group = queue.take()
            let acts = group.map(\.act)
            if let results = arriveIfFit(acts) {
                flushes.add(FlushQueue.Group(waiting: group, results: results), rescue: rescue)
            } else {
                let results = commitToTables(acts)
                FlushQueue.Group(waiting: group, results: results).answer()
            }
            if queue.endTurn() { askForTurn() }
        }
    }

    /// Puts a group into the intake, where it is to be flushed; nil when it must go into the tables.
    private func arriveIfFit(
        _ acts: [PreparedAct]
    ) -> [Result<BatchReceipt, StoreError>]? {
        guard isForIntake(acts) else { return nil }
        do throws(StoreError) {
            return try arrive(acts)
        } catch {
            return acts.map { _ in .failure(error) }
        }
    }

    /// Puts groups into the tables, whose log is another one, where the intake's was not flushed.
    ///
    /// When the tables refuse too the callers learn it. Their acts are in the chain and may still
    /// come onto the record.
    private func rescue(_ groups: [FlushQueue.Group]) {
        writer.async { [self] in
            do throws(StoreError) {
                let lost = StoreError.file(path: log.path, code: EIO)
                let groups = try turn { turn in
                    try groups.map { try $0.confirmed(by: turn.database, else: lost) }
                }
                for group in groups { group.answer() }
            } catch {
                for group in groups { group.refused(error).answer() }
            }
        }
    }

    /// Larger groups go into the tables at once, in bytes: a region of the log holds several.
    private static let largestArrival = IntakeLog.regionSize / 4

    private func isForIntake(_ acts: [PreparedAct]) -> Bool {
        guard intake.wants(acts.count) else { return false }
        // The register decides on acts that change it, and it is made from the tables.
        guard intake.failure == nil, !flushes.hasFailed, !acts.contains(where: \.touchesRegister)
        else { return false }
        guard acts.reduce(0, { $0 + $1.byteCount }) < Self.largestArrival else {
            return false
        }
        return space.isEnough
    }

    /// Puts a group into the intake; nil when the tables must have what lies there first.
    private func arrive(
        _ acts: [PreparedAct]
    ) throws(StoreError) -> [Result<BatchReceipt, StoreError>]? {
        if intake.isFull {
            intake.beQuick()
            // The writer of the tables is one after the other: this comes behind the applier.
            pool.writeWithoutTransaction { _ in }
        }
        let outcome = try memory.withLock { memory throws(StoreError) in
            // An error anywhere leaves nothing known.
            var known = memory
            memory.forget()
            var mustForget = true
            defer { if mustForget { log.forget() } }
            let outcome = try turns.taken { words, isOurs throws(StoreError) in
                if !isOurs {
                    known.forget()
                    log.forget()
                }
                return try arrive(acts, &known, last: words.last)
            }
            switch outcome {
            case .sealed: (memory, mustForget) = (known, false)
            // The file is as it was, and what lies in it need not be read for the tables.
            case .noRoom: mustForget = false
            case .unknown: break
            }
            return outcome
        }
        guard case .sealed(let results, let arrived) = outcome else { return nil }
        if !arrived.isEmpty, intake.add(arrived) { askForApplier() }
        return results
    }

    /// What became of a group that was to be put into the intake.
    private enum Arrival {
        case sealed([Result<BatchReceipt, StoreError>], arrived: [RecordedBatch])
        /// The tables must have more before the log can take it.
        case noRoom
        /// Others wrote here: the tables must have what they left first.
        case unknown
    }

    private func arrive(
        _ acts: [PreparedAct], _ memory: inout WriterMemory, last: Int
    ) throws(StoreError) -> Arrival {
        guard log.isKnown else { return .unknown }
        let sealed = try storing(path) {
            try keys.withLock { keys in
                try intake.readTables { try seal(acts, &$0, &memory, &keys, last: last) }
            }
        }
        guard let (results, arrived, previous, head) = sealed else { return .unknown }
        guard !arrived.isEmpty else { return .sealed(results, arrived: []) }
        guard try log.append(arrived, previous: previous, head: head, applied: intake.applied)
        else { return .noRoom }
        turns.setLast(head.sequence)
        keys.withLock { $0.isComplete(through: head.sequence) }
        return .sealed(results, arrived: arrived)
    }

    /// Seals a group; nil when the chain is known to go on beyond what the tables have.
    ///
    /// - Parameter last: the last event in the log.
    private func seal(
        _ acts: [PreparedAct], _ tables: inout TablesReading, _ memory: inout WriterMemory,
        _ keys: inout KeyFilter, last: Int
    ) throws -> (
        results: [Result<BatchReceipt, StoreError>], arrived: [RecordedBatch],
        previous: HashValue, head: JournalHead
    )? {
        var turn = try ArrivalTurn(
            &memory, &keys, &tables, applied: intake.applied, genesis: genesis, vault: vault)
        guard turn.head.sequence >= last else { return nil }
        let previous = turn.head.hash
        var digest = MessageDigest(genesis.algorithm)
        var results: [Result<BatchReceipt, StoreError>] = []
        results.reserveCapacity(acts.count)
        for act in acts {
            do {
                results.append(.success(try turn.record(act, &memory, &keys, &tables, &digest)))
            } catch let refusal as StoreError {
                results.append(.failure(refusal))
            }
        }
        return (results, turn.arrived, previous, turn.head)
    }

    /// Ends the work with the files; everything is on the disk already.
    func close() throws(StoreError) {
        flushes.wait()
        if intake.isBusy { try settle() }
        appliers.wait()
        try storing(path) {
            try pool.close()
            try intake.close()
        }
    }
}
