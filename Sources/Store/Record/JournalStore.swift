import Access
import Digest
import GRDB
public import Journal
import Synchronization

/// The journal of a home: what is on the record, and the one way onto it.
///
/// Every batch and all that is projected from it are written in one transaction that is durable
/// before the caller has the answer. Any number of tasks may use one value at a time, and several
/// processes may have the same home open.
public final class JournalStore: Sendable {
    /// The first record.
    public let genesis: Genesis
    let pool: DatabasePool
    let vault: VaultFolder
    private let queue = CommitQueue()
    private let register = Mutex(RegisterCache())

    init(pool: DatabasePool, genesis: Genesis, vault: VaultFolder) {
        (self.pool, self.genesis, self.vault) = (pool, genesis, vault)
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
        let result = await withCheckedContinuation { answer in
            if queue.add(CommitQueue.Waiting(batch: batch, answer: answer)) { askForTurn() }
        }
        return try result.get()
    }

    private func askForTurn() {
        pool.asyncWriteWithoutTransaction { [self] database in
            let group = queue.take()
            let results = commit(group.map(\.batch), database)
            let mustGoOn = queue.endTurn()
            for (waiting, result) in zip(group, results) {
                waiting.answer.resume(returning: result)
            }
            if mustGoOn { askForTurn() }
        }
    }

    /// Commits batches together; when one of them spoils the transaction, each by itself.
    private func commit(
        _ batches: [Batch], _ database: Database
    ) -> [Result<BatchReceipt, StoreError>] {
        do {
            return try turn(database) { turn in
                try batches.map { batch in
                    do {
                        return .success(try turn.record(batch))
                    } catch let refusal as StoreError {
                        return .failure(refusal)
                    }
                }
            }
        } catch {
            let isOfOne = if case .storage(_, .other) = error { batches.count > 1 } else { false }
            guard isOfOne else { return batches.map { _ in .failure(error) } }
            return batches.flatMap { commit([$0], database) }
        }
    }

    /// Runs one writer's turn on the writer's connection.
    private func turn<Value>(
        _ database: Database, _ body: (inout JournalTurn) throws -> Value
    ) throws(StoreError) -> Value {
        let before = register.withLock(\.self)
        return try storing(path) {
            var result: Value?
            var after = before
            try database.inTransaction(.immediate) {
                var turn = try JournalTurn(
                    database, genesis: genesis, vault: vault, register: before)
                result = try body(&turn)
                after = turn.register
                return .commit
            }
            keep(after)
            guard let result else { preconditionFailure("a committed turn has a result") }
            return result
        }
    }

    /// Runs one writer's turn: appends of all processes wait until it is over.
    func turn<Value: Sendable>(
        _ body: @escaping @Sendable (inout JournalTurn) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { answer in
            pool.asyncWriteWithoutTransaction { [self] database in
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
        register.withLock { if $0.version < cache.version { $0 = cache } }
    }

    /// Reads a consistent state: all that the body reads is of one moment, with the stream versions
    /// that a decision on it rests on.
    ///
    /// Writers are not kept waiting. Decide on what was read outside, and name the versions in the
    /// batch: when a stream has moved on, ``append(_:)`` refuses it.
    ///
    /// - Throws: what the body throws, or ``StoreError/storage(path:_:)``.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (RecordView) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { answer in
            pool.asyncRead { [self] access in
                do throws(StoreError) {
                    let view = RecordView(
                        database: try storing(path) { try access.get() }, genesis: genesis,
                        path: path, register: register.withLock(\.self), keep: keep)
                    answer.resume(returning: .success(try body(view)))
                } catch {
                    answer.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
