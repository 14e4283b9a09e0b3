import Digest
import GRDB
import GRDBSQLite

/// A compiled statement that is run for one row after the other.
///
/// A transaction of thousands of acts writes its rows by three statements; a list of values for each
/// row, or memory for each text, would cost as much as SQLite's work on it. Measured by
/// `Benchmarks/run store`.
struct RepeatedStatement: ~Copyable {
    private let database: Database
    private let sql: String
    private let handle: OpaquePointer
    /// Where the texts and hashes of a row stand until it is written.
    private let scratch: UnsafeMutableRawBufferPointer
    private var used = 0

    /// Room for every name and hash of a row; longer texts get memory of their own.
    private static let scratchSize = 2048

    init(_ sql: String, _ database: Database) throws {
        handle = try database.compiled(sql)
        (self.database, self.sql) = (database, sql)
        scratch = .allocate(byteCount: Self.scratchSize, alignment: 8)
    }

    deinit {
        // The statement stays compiled and must not point to what is given up here.
        sqlite3_clear_bindings(handle)
        scratch.deallocate()
    }

    /// Gives a number to a place, from 1.
    mutating func bind(_ place: CInt, _ value: Int) throws {
        try check(sqlite3_bind_int64(handle, place, Int64(value)))
    }

    /// Gives a text to a place.
    mutating func bind(_ place: CInt, _ text: String) throws {
        var text = text
        let code = text.withUTF8 { bytes -> CInt? in
            guard let kept = keep(UnsafeRawBufferPointer(bytes)) else { return nil }
            let start = kept.assumingMemoryBound(to: CChar.self)
            // No destructor: the text stands until the row is written, and the next row has others.
            return sqlite3_bind_text(handle, place, start, CInt(bytes.count), nil)
        }
        try check(code ?? database.bind(text, to: handle, at: place))
    }

    /// Gives a hash to a place.
    mutating func bind(_ place: CInt, _ hash: HashValue) throws {
        let code = hash.withBytes { bytes -> CInt? in
            guard let kept = keep(bytes) else { return nil }
            return sqlite3_bind_blob(handle, place, kept, CInt(bytes.count), nil)
        }
        try check(code ?? database.bind(hash, to: handle, at: place))
    }

    /// Copies bytes to where they stand until the row is written; nil when there is no room.
    private mutating func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer? {
        guard bytes.count <= scratch.count - used, let base = scratch.baseAddress else {
            return nil
        }
        let start = base + used
        if let source = bytes.baseAddress {
            start.copyMemory(from: source, byteCount: bytes.count)
        }
        used += bytes.count
        return start
    }

    /// Writes the row.
    mutating func run() throws {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        used = 0
        guard code == SQLITE_DONE else { throw database.failure(code, sql) }
    }

    /// Writes the row with bytes at a place, which are not copied first.
    mutating func run(_ place: CInt, _ bytes: [UInt8]) throws {
        try bytes.withUnsafeBufferPointer { bytes in
            // No destructor, as above.
            try check(
                sqlite3_bind_blob(handle, place, bytes.baseAddress, CInt(bytes.count), nil))
            try run()
        }
    }

    private func check(_ code: CInt) throws {
        guard code == SQLITE_OK else { throw database.failure(code, sql) }
    }
}
