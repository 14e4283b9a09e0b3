import CSQLite

/// A connection to an SQLite file, closed when it is let go.
final class Database {
    let handle: OpaquePointer
    /// The path that errors name.
    let path: String
    private let isSurveyFile: Bool

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - writing: whether it is made when missing and may be changed.
    ///   - isSurveyFile: whether it is a file that was received, and errors are faults of that file.
    init(
        _ path: String, shownAs shown: String, writing: Bool, isSurveyFile: Bool = false
    ) throws(LandExchangeError) {
        var opened: OpaquePointer?
        let flags =
            writing
            ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
            : SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        let status = sqlite3_open_v2(path, &opened, flags, nil)
        guard status == SQLITE_OK, let opened else {
            let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "\(status)"
            sqlite3_close_v2(opened)
            throw .target(path: shown, .database(message: message))
        }
        handle = opened
        self.path = shown
        self.isSurveyFile = isSurveyFile
    }

    deinit { sqlite3_close_v2(handle) }

    var fault: LandExchangeError {
        let message = String(cString: sqlite3_errmsg(handle))
        return isSurveyFile
            ? .file(path: path, .unknownFormat(message: message))
            : .target(path: path, .database(message: message))
    }

    /// Runs statements without results.
    func run(_ sql: String) throws(LandExchangeError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw fault }
    }

    func prepare(_ sql: String) throws(LandExchangeError) -> Statement {
        try Statement(self, sql)
    }

    /// A name as SQL writes it.
    static func quoted(_ name: String) -> String {
        "\""
            + name.split(separator: "\"", omittingEmptySubsequences: false).joined(
                separator: "\"\"") + "\""
    }

    /// A text as SQL writes it.
    static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
            + "'"
    }
}

/// A prepared statement; parameters and columns count from 0.
final class Statement {
    let handle: OpaquePointer
    private let database: Database

    fileprivate init(_ database: Database, _ sql: String) throws(LandExchangeError) {
        var made: OpaquePointer?
        guard sqlite3_prepare_v2(database.handle, sql, -1, &made, nil) == SQLITE_OK, let made else {
            throw database.fault
        }
        handle = made
        self.database = database
    }

    deinit { sqlite3_finalize(handle) }

    func bind(_ parameter: Int, _ value: Int64) {
        sqlite3_bind_int64(handle, Int32(parameter + 1), value)
    }

    func bind(_ parameter: Int, _ value: Double) {
        sqlite3_bind_double(handle, Int32(parameter + 1), value)
    }

    func bindNull(_ parameter: Int) { sqlite3_bind_null(handle, Int32(parameter + 1)) }

    /// Binds a text that is copied.
    func bind(_ parameter: Int, _ text: String?) {
        guard let text else { return bindNull(parameter) }
        // SQLITE_TRANSIENT is the pointer -1: the library copies at once.
        sqlite3_bind_text(
            handle, Int32(parameter + 1), text, -1,
            unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }

    /// Binds bytes that must stay in place until the statement has run.
    func bindInPlace(text bytes: UnsafeRawBufferPointer, _ parameter: Int) {
        sqlite3_bind_text(
            handle, Int32(parameter + 1), bytes.assumingMemoryBound(to: CChar.self).baseAddress,
            Int32(bytes.count), nil)
    }

    /// Binds bytes that must stay in place until the statement has run.
    func bindInPlace(blob bytes: UnsafeRawBufferPointer, _ parameter: Int) {
        sqlite3_bind_blob(handle, Int32(parameter + 1), bytes.baseAddress, Int32(bytes.count), nil)
    }

    /// Runs a statement without results and makes it ready for the next.
    func run() throws(LandExchangeError) {
        let status = sqlite3_step(handle)
        defer { sqlite3_reset(handle) }
        guard status == SQLITE_DONE || status == SQLITE_ROW else { throw database.fault }
    }

    /// Makes the statement ready to run again with other parameters.
    func reset() { sqlite3_reset(handle) }

    /// Goes to the next row; false at the end.
    func step() throws(LandExchangeError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.fault
        }
    }

    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }
    func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }
    func type(_ column: Int) -> Int32 { sqlite3_column_type(handle, Int32(column)) }

    func text(_ column: Int) -> String? {
        sqlite3_column_text(handle, Int32(column)).map { String(cString: $0) }
    }

    /// The text of a value in UTF-8, valid until the next step.
    func textBytes(_ column: Int) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_text(handle, Int32(column))
        return UnsafeRawBufferPointer(
            start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column)))
        )
    }

    /// The bytes of a value, valid until the next step.
    func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, Int32(column))
        return UnsafeRawBufferPointer(
            start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column)))
        )
    }
}
