public import Digest
import GRDB
public import Journal

extension JournalStore {
    /// Signs the end of the chain and keeps the checkpoint.
    ///
    /// - Parameter time: when, in milliseconds since 1970-01-01 UTC.
    /// - Throws: ``StoreError/journal(_:)`` when it cannot be signed,
    ///   ``StoreError/storage(path:_:)`` when it cannot be kept.
    public func checkpoint(
        signedBy key: PrivateKey, at time: Int
    ) async throws(StoreError) -> SignedCheckpoint {
        guard (0...CanonicalJSON.integers.upperBound).contains(time) else {
            throw .journal(.unacceptableTime(time))
        }
        return try await turn { turn in
            let last = try Int.fetchOne(
                turn.database, sql: "SELECT max(number) FROM checkpoint")
            let checkpoint = Checkpoint(number: (last ?? 0) + 1, head: turn.head, time: time)
            let signed = try storingJournal { try checkpoint.signed(by: key) }
            try CheckpointRows.insert(
                signed, number: checkpoint.number, sequence: turn.head.sequence, turn.database)
            return signed
        }
    }

    /// Verifies the journal as it stands in the tables, checkpoints included.
    ///
    /// - Parameter keys: the keys whose checkpoints are trusted.
    public func verify(trusting keys: [PublicKey]) async throws(StoreError) -> VerificationReport {
        try await read { view throws(StoreError) in try view.verify(trusting: keys) }
    }

    /// Exports the journal in the form of `docs/journal-format.md`, line by line.
    ///
    /// - Parameter take: takes the next bytes; it is called off the caller's thread.
    public func export(
        _ take: @escaping @Sendable ([UInt8]) throws(StoreError) -> Void
    ) async throws(StoreError) {
        try await read { view throws(StoreError) in try view.export(take) }
    }
}

extension RecordView {
    func verify(trusting keys: [PublicKey]) throws(StoreError) -> VerificationReport {
        // The lines are those of an export, so that both ways of verifying are one.
        try JournalVerifier.report(trusting: keys) { take throws(StoreError) in
            try export { line in take(line.dropLast()) }
        }
    }

    /// Hands out the lines of an export.
    func export(_ take: ([UInt8]) throws(StoreError) -> Void) throws(StoreError) {
        try storing(path) {
            var writer = ExportWriter(genesis)
            try take(writer.opening)
            let checkpoints = try Row.fetchCursor(
                database,
                sql:
                    "SELECT canonical, signature, sequence FROM checkpoint ORDER BY sequence, number"
            )
            var next = try checkpoints.next()
            func writeCheckpoints(through sequence: Int) throws {
                while let row = next, (row[2] as Int) <= sequence {
                    let signed = SignedCheckpoint(
                        canonicalBytes: row.bytes(0), signature: row.bytes(1))
                    try take(writer.line(for: signed))
                    next = try checkpoints.next()
                }
            }
            try writeCheckpoints(through: 0)
            try database.each(
                "SELECT canonical, previous, hash, sequence FROM event ORDER BY sequence", []
            ) { row in
                try take(writer.line(for: RowReading.sealedEvent(row)))
                try writeCheckpoints(through: RowReading.integer(row, 3))
            }
            try writeCheckpoints(through: .max)
            try take(writer.closing())
        }
    }

    /// The signed checkpoints, by number.
    public func checkpoints() throws(StoreError) -> [SignedCheckpoint] {
        try storing(path) {
            try Row.fetchAll(
                database, sql: "SELECT canonical, signature FROM checkpoint ORDER BY number"
            ).map { SignedCheckpoint(canonicalBytes: $0.bytes(0), signature: $0.bytes(1)) }
        }
    }
}
