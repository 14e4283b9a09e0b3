import Access
import GRDB
import Journal
import Synchronization

extension JournalStore {
    /// Reads a consistent state with everything that was acknowledged before the call.
    ///
    /// All that the body reads is of one moment, with the stream versions that a decision rests on.
    /// Writers are not kept waiting. Decide on what was read outside, and name the versions in the
    /// batch: when a stream has moved on, ``append(_:)`` refuses it.
    ///
    /// - Throws: what the body throws, or ``StoreError/storage(path:_:)``.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (RecordView) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        await intake.drained()
        let last = turns.last
        if let value = try await read(after: last, body) { return value }
        // Acts of another process wait, or acts that the tables did not take.
        try await turn { _ in }
        guard let value = try await read(after: last, body) else {
            throw .damaged(path: log.path, sequence: last)
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
}
