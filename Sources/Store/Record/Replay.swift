import GRDB
import Journal

/// Makes the projections again from the events.
enum Replay {
    /// Makes the projections again, inside the caller's transaction.
    static func project(_ database: Database) throws {
        try empty(database)
        try fold(database)
        try database.execute(
            sql: "UPDATE journal SET projected = ?", arguments: [Projection.revision])
    }

    private static func empty(_ database: Database) throws {
        for table in Projection.allCases.flatMap(\.tables) {
            try database.execute(sql: "DELETE FROM \(table)")
        }
        try database.execute(sql: "INSERT INTO search (search) VALUES ('delete-all')")
    }

    /// Folds every batch of the journal into projections that are empty.
    static func fold(_ database: Database) throws {
        guard let genesis = try JournalRows.genesis(database) else { return }
        let last = try JournalRows.head(genesis, database).sequence
        guard last > 0 else { return }
        var open: [RecordedBatch] = []
        try JournalRows.eachBatch(in: 1...last, database) { batch in
            open.append(batch)
            guard open.count == batchesAtOnce else { return }
            try project(open, database)
            open.removeAll(keepingCapacity: true)
        }
        try project(open, database)
    }

    /// So many batches are folded together.
    private static let batchesAtOnce = 2000

    /// Folds batches, in order, into every projection.
    static func project(_ batches: [RecordedBatch], _ database: Database) throws {
        for projection in Projection.allCases { try projection.fold(batches, database) }
    }
}

extension JournalStore {
    /// Makes every projection again from the events.
    ///
    /// Acts wait meanwhile. A journal whose projections are sound is not changed by it.
    ///
    /// - Throws: ``StoreError/storage(path:_:)``, and ``StoreError/journal(_:)`` when an event
    ///   cannot be read; then the projections stay as they were.
    public func rebuildProjections() async throws(StoreError) {
        try await turn { turn in
            try storingJournal { try Replay.project(turn.database) }
        }
    }
}

/// Turns the journal's errors into the module's.
func storingJournal<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as JournalError {
        throw StoreError.journal(error)
    }
}
