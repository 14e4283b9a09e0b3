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
    private let register = Mutex(RegisterCache())
    private let memory = Mutex(WriterMemory())

    /// Opens a journal; acts that a killed process left in the intake come into the tables.
    ///
    /// - Parameter patience: how long acts wait for others before they go into the tables together.
    init(
        pool: DatabasePool, intake: DatabasePool, genesis: Genesis, vault: VaultFolder,
        patience: DispatchTimeInterval
    ) throws(StoreError) {
        (self.pool, self.genesis, self.vault) = (pool, genesis, vault)
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
    ///   A refused batch leaves no trace.
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
            let results = commit(group.map(\.act), database)
            let mustGoOn = queue.endTurn()
            for (waiting, result) in zip(group, results) {
                waiting.answer.resume(returning: result)
            }
            if mustGoOn { askForTurn() }
        }
    }

    private func commit(
        _ acts: [PreparedAct], _ database: Database
    ) -> [Result<BatchReceipt, StoreError>] {
        if isForIntake(acts) {
            do throws(StoreError) {
                if let results = try arrive(acts, database) { return results }
            } catch {
                return acts.map { _ in .failure(error) }
            }
        }
        return commitToTables(acts, database)
    }

    // MARK: Through the intake

    /// Smaller groups go into the tables at once, unless acts before them wait for that.
    private static let smallestArrival = 4
    /// Larger groups go into the tables at once, in bytes: a row of the intake holds a group.
    private static let largestArrival = 16 << 20
    /// With less free space than this nothing is acknowledged that is not in the tables, in bytes.
    private static let space = 256 << 20

    private func isForIntake(_ acts: [PreparedAct]) -> Bool {
        guard acts.count >= Self.smallestArrival || intake.isBusy else { return false }
        // The register decides on acts that change it, and it is made from the tables.
        guard intake.failure == nil, !acts.contains(where: \.touchesRegister) else { return false }
        guard acts.reduce(0, { $0 + $1.batch.byteCount }) < Self.largestArrival else { return false }
        var status = statvfs()
        guard statvfs(vault.home, &status) == 0 else { return false }
        return Int(status.f_bavail) * Int(status.f_frsize) > Self.space
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
                try IntakeRows.remove(through: intake.applied, database)
                return .commit
            }
            return outcome
        }
    }

    private func seal(
        _ acts: [PreparedAct], _ database: Database, _ tables: Database,
        _ memory: inout WriterMemory
    ) throws -> Arrival? {
        let begun = try ArrivalTurn(
            &memory, intake: database, tables: tables, genesis: genesis, vault: vault)
        guard var turn = begun else { return nil }
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

    // MARK: Into the tables

    private func askForApplier() {
        pool.asyncWriteWithoutTransaction { [self] database in
            let batches = intake.takeInTime()
            do throws(StoreError) {
                try apply(batches, database)
                intake.done(through: batches.last?.receipt.sequences.upperBound)
            } catch {
                intake.done(through: nil, failure: error)
            }
            if intake.endApplying() { askForApplier() }
        }
    }

    private func apply(_ batches: [RecordedBatch], _ database: Database) throws(StoreError) {
        guard !batches.isEmpty else { return }
        try storing(path) {
            try database.inTransaction(.immediate) {
                var turn = try JournalTurn(
                    database, genesis: genesis, vault: vault, register: RegisterCache())
                try turn.apply(batches)
                return .commit
            }
        }
    }

    /// Brings all that lies in the intake into the tables; the caller has the writer's turn.
    private func settle(_ arrivals: Database, _ database: Database) throws(StoreError) {
        let waiting = intake.take()
        do throws(StoreError) {
            try apply(waiting, database)
            // What is left came from another process, or the tables would not take it before.
            let head = try storing(path) { try JournalRows.head(genesis, database) }
            let last = try storing(intake.path) { try IntakeRows.last(arrivals) }
            if last > head.sequence {
                let batches = try storing(intake.path) {
                    try IntakeGroup.batches(
                        of: IntakeRows.groups(after: head.sequence, arrivals), after: head,
                        path: intake.path)
                }
                try apply(batches, database)
            }
            intake.done(through: max(last, head.sequence))
        } catch {
            intake.done(through: nil, failure: error)
            throw error
        }
    }

    /// Brings all that was acknowledged into the tables.
    func settle() throws(StoreError) {
        try storing(intake.path) {
            try intake.pool.writeWithoutTransaction { try turn($0) { _ in } }
        }
    }

    /// Commits acts to the tables together; when one of them spoils the transaction, each by itself.
    private func commitToTables(
        _ acts: [PreparedAct], _ arrivals: Database
    ) -> [Result<BatchReceipt, StoreError>] {
        do {
            return try turn(arrivals) { turn in
                try acts.map { act in
                    do {
                        return .success(try turn.record(act))
                    } catch let refusal as StoreError {
                        return .failure(refusal)
                    }
                }
            }
        } catch {
            let isOfOne = if case .storage(_, .other) = error { acts.count > 1 } else { false }
            guard isOfOne else { return acts.map { _ in .failure(error) } }
            return acts.flatMap { commitToTables([$0], arrivals) }
        }
    }

    /// Runs one writer's turn: the intake is locked and empty meanwhile, and the tables are written.
    private func turn<Value>(
        _ arrivals: Database, _ body: (inout JournalTurn) throws -> Value
    ) throws(StoreError) -> Value {
        intake.beQuick()
        let before = register.withLock(\.self)
        return try storing(path) {
            var result: Value?
            try arrivals.inTransaction(.immediate) {
                result = try pool.writeWithoutTransaction { database in
                    try settle(arrivals, database)
                    return try write(database, before, body)
                }
                // Nothing was changed here; this gives the lock free.
                return .rollback
            }
            guard let result else { preconditionFailure("a turn that ended has a result") }
            return result
        }
    }

    private func write<Value>(
        _ database: Database, _ before: RegisterCache,
        _ body: (inout JournalTurn) throws -> Value
    ) throws -> Value {
        var result: Value?
        var after = before
        try database.inTransaction(.immediate) {
            var turn = try JournalTurn(database, genesis: genesis, vault: vault, register: before)
            result = try body(&turn)
            after = turn.register
            return .commit
        }
        keep(after)
        guard let result else { preconditionFailure("a committed turn has a result") }
        return result
    }

    /// Runs one writer's turn: appends of all processes wait until it is over.
    func turn<Value: Sendable>(
        _ body: @escaping @Sendable (inout JournalTurn) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { answer in
            intake.pool.asyncWriteWithoutTransaction { [self] database in
                do throws(StoreError) {
                    answer.resume(returning: .success(try turn(database, body)))
                } catch {
                    answer.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    private func keep(_ cache: RegisterCache) {
        register.withLock { current in
            if cache.version > current.version { current = cache }
        }
    }

    /// Reads a consistent state: all that the body reads is of one moment, with the stream versions
    /// that a decision on it rests on. Everything acknowledged before the call is in it.
    ///
    /// Writers are not kept waiting. Decide on what was read outside, and name the versions in the
    /// batch: when a stream has moved on, ``append(_:)`` refuses it.
    ///
    /// - Throws: what the body throws, or ``StoreError/storage(path:_:)``.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (RecordView) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        await intake.drained()
        let last = try intake.last()
        if let value = try await read(after: last, body) { return value }
        // Acts of another process wait, or acts that the tables did not take.
        try await turn { _ in }
        guard let value = try await read(after: last, body) else {
            throw .damaged(path: intake.path, sequence: last)
        }
        return value
    }

    /// Reads, when the tables have all up to a place; nil when they do not.
    private func read<Value: Sendable>(
        after sequence: Int, _ body: @escaping @Sendable (RecordView) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value? {
        let result: Result<Value?, StoreError> = await withCheckedContinuation { answer in
            pool.asyncRead { [self] access in
                do throws(StoreError) {
                    let view = RecordView(
                        database: try storing(path) { try access.get() }, genesis: genesis,
                        path: path, register: register.withLock(\.self), keep: keep)
                    let isThere = try view.head().sequence >= sequence
                    answer.resume(returning: .success(isThere ? try body(view) : nil))
                } catch {
                    answer.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// Ends the work with the files; everything is on the disk already.
    func close() throws(StoreError) {
        if intake.isBusy { try settle() }
        try storing(path) {
            try pool.close()
            try intake.close()
        }
    }
}
