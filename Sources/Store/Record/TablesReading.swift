import GRDB

/// A connection to the tables whose transaction begins with the first question.
///
/// Most turns ask nothing: the writer knows the versions of the streams, and that the keys are new.
struct TablesReading: ~Copyable {
    private let connection: Database
    private var hasBegun = false

    init(_ connection: Database) { self.connection = connection }

    /// The tables as they were at the first question.
    mutating func begin() throws -> Database {
        if !hasBegun {
            try connection.step("BEGIN", [])
            hasBegun = true
        }
        return connection
    }

    /// Ends it, if it was begun; nothing was changed.
    mutating func end() throws {
        if hasBegun { try connection.step("ROLLBACK", []) }
        hasBegun = false
    }
}
