import GRDB

/// A table that is not what the journal makes of it.
public struct ProjectionDifference: Hashable, Sendable {
    /// The table.
    public let table: String
    /// How many rows the journal makes that are not there.
    public let missing: Int
    /// How many rows are there that the journal does not make.
    public let extra: Int
}

/// Compares the projections of a home with ones made afresh, row by row.
enum ProjectionComparison {
    /// The tables that differ.
    ///
    /// Everything happens on one connection with a database of its own that is never the home's, in
    /// one transaction: acts go on meanwhile and do not disturb it.
    static func differences(inDatabase path: String) throws(StoreError) -> [ProjectionDifference] {
        try storing(path) {
            // SQLite keeps a database without a name in a file that nobody sees and that is gone with
            // the connection.
            let fresh = try DatabaseQueue(path: "", configuration: HomeDatabase.configuration)
            try Schema.migrator.migrate(fresh)
            return try fresh.inDatabase { database in
                try database.execute(sql: "ATTACH ? AS home", arguments: [path])
                // Without these the names mean the home's tables, which are read and never written.
                try database.execute(sql: "DROP TABLE main.event; DROP TABLE main.journal")
                var found: [ProjectionDifference] = []
                try database.inTransaction {
                    try storingJournal { try Replay.fold(database) }
                    for table in Projection.allCases.flatMap(\.tables) {
                        let missing = try count(table, in: "main", notIn: "home", database)
                        let extra = try count(table, in: "home", notIn: "main", database)
                        if missing + extra > 0 {
                            found.append(
                                ProjectionDifference(table: table, missing: missing, extra: extra))
                        }
                    }
                    return .rollback
                }
                return found
            }
        }
    }

    private static func count(
        _ table: String, in one: String, notIn other: String, _ database: Database
    ) throws -> Int {
        try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM (SELECT * FROM \(one).\(table) EXCEPT SELECT * FROM \(other).\(table))
                """) ?? 0
    }
}

extension JournalStore {
    /// The tables that are not what the journal makes of them; none in a sound home.
    public func projectionDifferences() throws(StoreError) -> [ProjectionDifference] {
        try settle()
        return try ProjectionComparison.differences(inDatabase: path)
    }
}
