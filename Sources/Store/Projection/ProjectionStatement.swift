import Digest
import Foundation
import GRDB
import GRDBSQLite
import Journal

/// A value on its way into the database.
enum Column {
    case integer(Int)
    case text(String)
    case bytes([UInt8])
    case hash(HashValue)
    case null

    /// The text or NULL.
    static func optional(_ value: String?) -> Column { value.map { .text($0) } ?? .null }
}

/// A change of a projection: an SQL statement and what it is given.
struct ProjectionStatement {
    let sql: String
    let columns: [Column]

    init(_ sql: String, _ columns: [Column]) {
        self.sql = sql
        self.columns = columns
    }

    /// Makes changes, in order; statements of one text are compiled once for a connection.
    static func run(_ statements: [ProjectionStatement], _ database: Database) throws {
        // Most follow one of the same text, which need not be looked up again.
        var last: (sql: String, handle: OpaquePointer)?
        for statement in statements {
            let handle: OpaquePointer
            if let last, last.sql == statement.sql {
                handle = last.handle
            } else {
                handle = try database.compiled(statement.sql)
            }
            last = (statement.sql, handle)
            try database.run(handle, statement.columns, statement.sql)
        }
    }
}

extension Database {
    /// Runs a statement as far as its first row, without the general machinery.
    ///
    /// An act runs some ten statements, and GRDB's way of passing and observing values costs more
    /// than SQLite's work on them. Measured by `Benchmarks/run store`.
    ///
    /// - Parameter read: takes what it wants from the row, while it stands.
    /// - Returns: what was read; nil when there is no row.
    @discardableResult
    func step<Value>(
        _ sql: String, _ columns: [Column], _ read: (OpaquePointer) -> Value = { _ in }
    ) throws -> Value? {
        let handle = try bound(sql, columns)
        defer { sqlite3_reset(handle) }
        switch sqlite3_step(handle) {
        case SQLITE_DONE: return nil
        case SQLITE_ROW: return read(handle)
        case let code: throw failure(code, sql)
        }
    }

    /// Runs a transaction by statements that are compiled once.
    ///
    /// - Parameters:
    ///   - begin: the kind, `BEGIN IMMEDIATE` or `BEGIN`.
    ///   - body: tells whether what it did is kept.
    func quickTransaction(_ begin: String, _ body: () throws -> TransactionCompletion) throws {
        try step(begin, [])
        do {
            switch try body() {
            case .commit: try step("COMMIT", [])
            case .rollback: try step("ROLLBACK", [])
            }
        } catch {
            // SQLite has ended the transaction itself after some errors.
            if isInsideTransaction { try step("ROLLBACK", []) }
            throw error
        }
    }

    /// Runs a query and hands out its rows; the body does not run the same query.
    func each(
        _ sql: String, _ columns: [Column], _ body: (OpaquePointer) throws -> Void
    ) throws {
        let handle = try bound(sql, columns)
        defer { sqlite3_reset(handle) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_DONE: return
            case SQLITE_ROW: try body(handle)
            case let code: throw failure(code, sql)
            }
        }
    }

    /// The compiled statement of an SQL text.
    func compiled(_ sql: String) throws -> OpaquePointer {
        try cachedStatement(sql: sql).sqliteStatement
    }

    /// Runs a compiled statement that gives no rows.
    func run(_ handle: OpaquePointer, _ columns: [Column], _ sql: String) throws {
        try bind(columns, to: handle, sql)
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw failure(code, sql) }
    }

    private func bound(_ sql: String, _ columns: [Column]) throws -> OpaquePointer {
        let handle = try compiled(sql)
        try bind(columns, to: handle, sql)
        return handle
    }

    private func bind(_ columns: [Column], to handle: OpaquePointer, _ sql: String) throws {
        for (index, column) in columns.enumerated() {
            let code = bind(column, to: handle, at: CInt(index + 1))
            guard code == SQLITE_OK else { throw failure(code, sql) }
        }
    }

    /// What SQLite says of a statement that failed.
    func failure(_ code: CInt, _ sql: String) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(sqliteConnection)), sql: sql)
    }

    /// SQLite's word for: copy the bytes now.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private func bind(_ column: Column, to handle: OpaquePointer, at place: CInt) -> CInt {
        switch column {
        case .integer(let value): sqlite3_bind_int64(handle, place, Int64(value))
        case .text(let value): bind(value, to: handle, at: place)
        case .bytes(let value):
            sqlite3_bind_blob(handle, place, value, CInt(value.count), Self.transient)
        case .hash(let value): bind(value, to: handle, at: place)
        case .null: sqlite3_bind_null(handle, place)
        }
    }

    /// Gives a text to a place of a statement; the answer is SQLite's.
    func bind(_ text: String, to handle: OpaquePointer, at place: CInt) -> CInt {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(handle, place, $0.baseAddress, CInt($0.count), Self.transient)
            }
        }
    }

    /// Gives a hash to a place of a statement; the answer is SQLite's.
    func bind(_ hash: HashValue, to handle: OpaquePointer, at place: CInt) -> CInt {
        hash.withBytes {
            sqlite3_bind_blob(handle, place, $0.baseAddress, CInt($0.count), Self.transient)
        }
    }
}

/// The columns of a row that ``GRDB/Database/step(_:_:_:)`` stands on.
enum RowReading {
    static func integer(_ row: OpaquePointer, _ index: CInt) -> Int {
        Int(sqlite3_column_int64(row, index))
    }

    /// A text; empty for NULL.
    static func text(_ row: OpaquePointer, _ index: CInt) -> String {
        String(decoding: bytes(row, index), as: UTF8.self)
    }

    /// Bytes; none for NULL.
    static func bytes(_ row: OpaquePointer, _ index: CInt) -> [UInt8] {
        guard let start = sqlite3_column_blob(row, index) else { return [] }
        let count = Int(sqlite3_column_bytes(row, index))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Appends the bytes; none for NULL.
    static func append(_ row: OpaquePointer, _ index: CInt, to bytes: inout [UInt8]) {
        guard let start = sqlite3_column_blob(row, index) else { return }
        let count = Int(sqlite3_column_bytes(row, index))
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
    }

    /// A hash; zero when the column holds none, which verification then reports.
    static func hash(_ row: OpaquePointer, _ index: CInt) -> HashValue {
        HashValue(bytes: bytes(row, index)) ?? .zero
    }

    /// An event from the columns canonical, previous, hash.
    static func sealedEvent(_ row: OpaquePointer) -> SealedEvent {
        SealedEvent(
            canonicalBytes: bytes(row, 0), previous: hash(row, 1), hash: hash(row, 2))
    }
}

extension HashValue {
    /// The 32 bytes as the database keeps them.
    var data: Data { withBytes { Data($0) } }
}
