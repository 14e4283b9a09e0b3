import GRDB

/// The full-text index over the search entries.
enum SearchIndex {
    /// Whether the index is that of the entries.
    ///
    /// SQLite checks an index by a command that has the form of an insertion and writes nothing.
    static func isSound(inDatabase path: String) throws -> Bool {
        let queue = try DatabaseQueue(path: path, configuration: HomeDatabase.configuration)
        return try queue.inDatabase { database in
            do {
                try database.execute(
                    sql: "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
                return true
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
                return false
            }
        }
    }
}
