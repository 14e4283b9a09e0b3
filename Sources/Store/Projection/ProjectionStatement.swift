import Digest
import Foundation
import GRDB

/// A change of a projection: an SQL statement and what it is given.
struct ProjectionStatement {
    let sql: String
    let arguments: [DatabaseValue]

    init(_ sql: String, _ arguments: [any DatabaseValueConvertible]) {
        self.sql = sql
        self.arguments = arguments.map(\.databaseValue)
    }

    /// Makes the change; statements of one text are compiled once for a connection.
    func run(_ database: Database) throws {
        try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(arguments))
    }
}

extension HashValue {
    /// The 32 bytes as the database keeps them.
    var data: Data { withBytes { Data($0) } }
}

extension Optional where Wrapped: DatabaseValueConvertible {
    /// The value or NULL.
    var column: DatabaseValue { self?.databaseValue ?? .null }
}
