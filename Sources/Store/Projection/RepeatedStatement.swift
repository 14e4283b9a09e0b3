import Digest
import GRDB
import GRDBSQLite

/// A compiled statement that is run for one row after the other.
///
/// A transaction of thousands of acts writes its rows by three statements; a list of values for each
/// row would cost as much as SQLite's work on it. Measured by `Benchmarks/run store`.
struct RepeatedStatement {
    private let database: Database
    private let sql: String
    private let handle: OpaquePointer

    init(_ sql: String, _ database: Database) throws {
        (self.database, self.sql) = (database, sql)
        handle = try database.compiled(sql)
    }

    /// Gives a number to a place, from 1.
    func bind(_ place: CInt, _ value: Int) throws {
        try check(sqlite3_bind_int64(handle, place, Int64(value)))
    }

    /// Gives a text to a place.
    func bind(_ place: CInt, _ text: String) throws {
        try check(database.bind(text, to: handle, at: place))
    }

    /// Gives a hash to a place.
    func bind(_ place: CInt, _ hash: HashValue) throws {
        try check(database.bind(hash, to: handle, at: place))
    }

    /// Writes the row.
    func run() throws {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw database.failure(code, sql) }
    }

    /// Writes the row with bytes at a place, which are not copied first.
    func run(_ place: CInt, _ bytes: [UInt8]) throws {
        try bytes.withUnsafeBufferPointer { bytes in
            // No destructor: the bytes stand until the row is written, and the next row has others.
            try check(
                sqlite3_bind_blob(handle, place, bytes.baseAddress, CInt(bytes.count), nil))
            try run()
        }
    }

    private func check(_ code: CInt) throws {
        guard code == SQLITE_OK else { throw database.failure(code, sql) }
    }
}
