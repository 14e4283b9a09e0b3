import Access
import GRDB
import Journal
import Synchronization

/// The way into the tables.
extension JournalStore {
    func askForApplier() {
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
    func commitToTables(
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

    /// Runs one writer's turn: the intake is locked and empty meanwhile, the tables are written, and
    /// who wrote to the intake before has the answer.
    func turn<Value>(
        _ arrivals: Database, _ body: (inout JournalTurn) throws -> Value
    ) throws(StoreError) -> Value {
        intake.beQuick()
        flushes.wait()
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

    func keep(_ cache: RegisterCache) {
        register.withLock { current in
            if cache.version > current.version { current = cache }
        }
    }
}
