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
    let intake: Intake
    private let queue = CommitQueue()
    let flushes: FlushQueue
    let register = Mutex(RegisterCache())
    private let memory = Mutex(WriterMemory())

    /// Opens a journal; acts that a killed process left in the intake come into the tables.
    ///
    /// - Parameter patience: how long acts wait for others before they go into the tables together.
    init(
        pool: DatabasePool, intake: DatabasePool, genesis: Genesis, vault: VaultFolder,
        patience: DispatchTimeInterval
    ) throws(StoreError) {
        (self.pool, self.genesis, self.vault) = (pool, genesis, vault)
        flushes = FlushQueue(path: intake.path + "-wal")
        self.intake = try Intake(pool: intake, tables: pool.path, patience: patience)
        let last = try self.intake.last()
        let head = try storing(path) { try pool.read { try JournalRows.head(genesis, $0) } }
        if last > head.sequence { try settle() }
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
        intake.pool.asyncWriteWithoutTransaction { [self] database in
            let group = queue.take()
            let acts = group.map(\.act)
            if let results = arriveIfFit(acts, database) {
                flushes.add(FlushQueue.Group(waiting: group, results: results), rescue: rescue)
            } else {
                let results = commitToTables(acts, database)
                FlushQueue.Group(waiting: group, results: results).answer()
            }
            if queue.endTurn() { askForTurn() }
        }
    }

    /// Puts a group into the intake, where it is to be flushed; nil when it must go into the tables.
    private func arriveIfFit(
        _ acts: [PreparedAct], _ database: Database
    ) -> [Result<BatchReceipt, StoreError>]? {
        guard isForIntake(acts) else { return nil }
        do throws(StoreError) {
            return try arrive(acts, database)
        } catch {
            return acts.map { _ in .failure(error) }
        }
    }

    /// Puts groups into the tables, whose log is another one, where the intake's was not flushed.
    ///
    /// When the tables refuse too the callers learn it. Their acts are in the chain and may still
    /// come onto the record.
    private func rescue(_ groups: [FlushQueue.Group]) {
        intake.pool.asyncWriteWithoutTransaction { [self] database in
            do throws(StoreError) {
                try turn(database) { _ in }
                for group in groups { group.answer() }
            } catch {
                for group in groups { group.refused(error).answer() }
            }
        }
    }

    /// Larger groups go into the tables at once, in bytes: a row of the intake holds a group.
    private static let largestArrival = 16 << 20
    /// With less free space than this nothing is acknowledged that is not in the tables, in bytes.
    private static let space = 256 << 20

    private func isForIntake(_ acts: [PreparedAct]) -> Bool {
        guard intake.wants(acts.count) else { return false }
        // The register decides on acts that change it, and it is made from the tables.
        guard intake.failure == nil, !flushes.hasFailed, !acts.contains(where: \.touchesRegister)
        else { return false }
        guard acts.reduce(0, { $0 + $1.byteCount }) < Self.largestArrival else {
            return false
        }
        return FreeSpace.bytes(at: vault.home).map { $0 > Self.space } ?? false
    }

    /// Puts a group into the intake; nil when the tables must have what lies there first.
    private func arrive(
        _ acts: [PreparedAct], _ database: Database
    ) throws(StoreError) -> [Result<BatchReceipt, StoreError>]? {
        if intake.isFull {
            intake.beQuick()
            // The writer's queue is one after the other: this comes behind the applier.
            pool.writeWithoutTransaction { _ in }
        }
        let outcome = try memory.withLock { memory throws(StoreError) in
            do throws(StoreError) {
                let outcome = try arrive(acts, database, &memory)
                if outcome == nil { memory.forget() }
                return outcome
            } catch {
                memory.forget()
                throw error
            }
        }
        guard let (results, arrived) = outcome else { return nil }
        if !arrived.isEmpty, intake.add(arrived) { askForApplier() }
        return results
    }

    private typealias Arrival = (
        results: [Result<BatchReceipt, StoreError>], arrived: [RecordedBatch]
    )

    private func arrive(
        _ acts: [PreparedAct], _ database: Database, _ memory: inout WriterMemory
    ) throws(StoreError) -> Arrival? {
        try storing(intake.path) {
            var outcome: Arrival?
            try database.quickTransaction("BEGIN IMMEDIATE") {
                outcome = try intake.readTables { try seal(acts, database, $0, &memory) }
                guard let outcome, !outcome.arrived.isEmpty, let head = memory.head else {
                    return .rollback
                }
                try IntakeRows.insert(outcome.arrived, head: head, database)
                let applied = intake.applied
                if applied > memory.removed {
                    try IntakeRows.remove(through: applied, database)
                    memory.removed = applied
                }
                return .commit
            }
            return outcome
        }
    }

    private func seal(
        _ acts: [PreparedAct], _ database: Database, _ tables: Database,
        _ memory: inout WriterMemory
    ) throws -> Arrival? {
        guard
            var turn = try ArrivalTurn(
                &memory, intake: database, tables: tables, genesis: genesis, vault: vault)
        else { return nil }
        var digest = MessageDigest(genesis.algorithm)
        var results: [Result<BatchReceipt, StoreError>] = []
        results.reserveCapacity(acts.count)
        for act in acts {
            do {
                results.append(.success(try turn.record(act, &memory, &digest)))
            } catch let refusal as StoreError {
                results.append(.failure(refusal))
            }
        }
        return (results, turn.arrived)
    }

    /// Ends the work with the files; everything is on the disk already.
    func close() throws(StoreError) {
        flushes.wait()
        if intake.isBusy { try settle() }
        try storing(path) {
            try pool.close()
            try intake.close()
        }
    }
}
