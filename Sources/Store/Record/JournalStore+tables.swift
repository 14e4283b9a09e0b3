import Access
import Foundation
import GRDB
import Journal
import Synchronization

/// The way into the tables.
extension JournalStore {
    /// How much the applier gives way: whoever acts waits for an answer, the tables are filled meanwhile.
    private static let patience: Int32 = 10

    /// Has what arrived put into the tables by a thread of its own.
    func askForApplier() {
        appliers.enter()
        Thread.detachNewThread { [self] in
            Thread.current.name = "tianchou.tables"
            ThreadPatience.atLeast(Self.patience)
            repeat { applyInTime() } while intake.endApplying()
            appliers.leave()
        }
    }

    private func applyInTime() {
        pool.writeWithoutTransaction { database in
            let batches = intake.takeInTime()
            do throws(StoreError) {
                try apply(batches, database)
                intake.done(through: batches.last?.receipt.sequences.upperBound)
            } catch {
                // They lie in the log only, which must be read for them.
                log.forget()
                intake.done(through: nil, failure: error)
            }
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
    private func settle(_ words: TurnFile.Words, _ database: Database) throws(StoreError) {
        let waiting = intake.take()
        do throws(StoreError) {
            // What lies in the log only stands before what is still at hand, which is in the log as well.
            if !log.isKnown { try applyRest(words, database) }
            try apply(waiting, database)
            let head = try storing(path) { try JournalRows.head(genesis, database) }
            log.restart()
            intake.done(through: head.sequence)
        } catch {
            log.forget()
            intake.done(through: nil, failure: error)
            throw error
        }
    }

    /// Applies what another process left in the log, or what the tables would not take before.
    private func applyRest(_ words: TurnFile.Words, _ database: Database) throws(StoreError) {
        let head = try storing(path) { try JournalRows.head(genesis, database) }
        let rest = try IntakeRest(log, after: head, words)
        let batches = try storing(log.path) { try rest.batches(after: head) }
        try apply(batches, database)
        let last = batches.last?.receipt.sequences.upperBound ?? head.sequence
        // A power cut may have left a number that the log does not reach.
        if words.last > last { turns.setLast(last) }
    }

    /// Brings all that was acknowledged into the tables.
    func settle() throws(StoreError) {
        try writer.sync { [self] in
            Result { () throws(StoreError) in try turn { _ in } }
        }
    }

    /// Brings what killed processes and earlier programs left into the tables, at the opening.
    ///
    /// A process at work keeps what it knows when there is nothing.
    func takeUp() throws(StoreError) {
        try FormerIntake.empty(vault.home) { groups throws(StoreError) in
            try storing(path) {
                try pool.writeWithoutTransaction { database in
                    let head = try JournalRows.head(genesis, database)
                    let batches = try IntakeGroup.batches(
                        of: groups, after: head, path: FormerIntake.path(vault.home))
                    try apply(batches, database)
                }
            }
        }
        // Without the turn, which another process may have for long. What is in the log and not in the
        // tables stays where it is, so it is found when the tables are asked after the log.
        let words = turns.words
        let rest = try IntakeRest(log, after: try tablesHead(), words)
        let head = try tablesHead()
        let left = try storing(log.path) { try rest.batches(after: head) }
        if !left.isEmpty || words.last > head.sequence { try settle() }
    }

    private func tablesHead() throws(StoreError) -> JournalHead {
        try storing(path) { try pool.read { try JournalRows.head(genesis, $0) } }
    }

    /// Commits acts to the tables together; when one of them spoils the transaction, each by itself.
    func commitToTables(_ acts: [PreparedAct]) -> [Result<BatchReceipt, StoreError>] {
        do {
            return try turn { turn in
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
            return acts.flatMap { commitToTables([$0]) }
        }
    }

    /// Runs one writer's turn, on the writer's thread.
    ///
    /// The intake is locked and empty meanwhile, the tables are written, and who wrote to the intake
    /// before has the answer.
    func turn<Value>(
        _ body: (inout JournalTurn) throws -> Value
    ) throws(StoreError) -> Value {
        intake.beQuick()
        flushes.wait()
        let before = register.withLock(\.self)
        // The tables go on without what the memory knows.
        memory.withLock { $0.forget() }
        do throws(StoreError) {
            return try turns.taken { words, isOurs throws(StoreError) in
                if !isOurs { log.forget() }
                return try storing(path) {
                    try pool.writeWithoutTransaction { database in
                        try settle(words, database)
                        return try write(database, before, body)
                    }
                }
            }
        } catch {
            // The memory is empty, and the tables may be behind the log.
            log.forget()
            throw error
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
            writer.async { [self] in
                do throws(StoreError) {
                    answer.resume(returning: .success(try turn(body)))
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
