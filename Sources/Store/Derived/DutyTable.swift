import Digest
import Foundation
import GRDB
import Glibc
public import Journal
public import LandModel
import Synchronization

/// A table of the duties of all subjects of a home, derived from its record (期限事项表).
///
/// It stands in a file of its own, `derived/duties.sqlite`, beside the record and never part of it: backups leave
/// it out, and it can be deleted at any time and is then made anew. Who makes the rows tells on what they rest:
/// the own stream, those of what contains the subject, and days. The rows of an owner are one block of bytes
/// (``DutyBlock``), so that all rows of a city are read in one go.
public struct DutyTable: Sendable {
    /// Raised when rows mean something else; older files are then made anew.
    private static let revision = 5

    private let pool: any DatabaseWriter
    private let path: String
    /// What was read last.
    private let memory = DutyMemory()

    /// Opens the table of a home, an empty one when there is none or the file is of no use.
    ///
    /// - Throws: ``StoreError``.
    public static func open(in home: OfficeHome) throws(StoreError) -> DutyTable {
        let folder = home.path + "/" + OfficeHome.derivedFolder
        if !Folder.exists(folder) { try Folder.make(folder) }
        let path = folder + "/duties.sqlite"
        do throws(StoreError) {
            return try opened(path)
        } catch .storage(_, .damaged), .storage(_, .other) {
            // Nothing is lost: all of it is in the record.
            for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
            return try opened(path)
        }
    }

    /// A table in memory, for what is asked of a day that the kept one is past.
    ///
    /// - Throws: ``StoreError``.
    public static func inMemory() throws(StoreError) -> DutyTable {
        try storing(":memory:") {
            let queue = try DatabaseQueue(configuration: configuration)
            try prepare(queue)
            return DutyTable(pool: queue, path: ":memory:")
        }
    }

    private static func opened(_ path: String) throws(StoreError) -> DutyTable {
        try storing(path) {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try prepare(pool)
            return DutyTable(pool: pool, path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(15)
        configuration.label = "tianchou-duties"
        return configuration
    }

    private static func prepare(_ writer: any DatabaseWriter) throws {
        try writer.write { database in
            let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            guard found != revision else { return }
            for table in tableNames + otherTableNames {
                try database.execute(sql: "DROP TABLE IF EXISTS \(table)")
            }
            try database.execute(sql: tables)
            try database.execute(sql: "PRAGMA user_version = \(revision)")
        }
    }

    private static let tableNames = ["place", "owner", "around", "clause", "sheet", "text"]
    /// What is not emptied with the rows, and what earlier revisions had.
    private static let otherTableNames = ["turn", "duty"]

    private static let tables = """
        CREATE TABLE place (
          id INTEGER PRIMARY KEY CHECK (id = 1), journal TEXT NOT NULL, sequence INTEGER NOT NULL,
          hash TEXT NOT NULL) STRICT;
        CREATE TABLE owner (
          owner TEXT PRIMARY KEY, opens INTEGER NOT NULL, closes INTEGER NOT NULL, told INTEGER NOT NULL,
          mark TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE around (
          stream TEXT NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (stream, owner)) STRICT, WITHOUT ROWID;
        CREATE INDEX around_by_owner ON around (owner);
        CREATE TABLE clause (
          pack TEXT NOT NULL, clause TEXT NOT NULL, texts BLOB NOT NULL, PRIMARY KEY (pack, clause)
          ) STRICT, WITHOUT ROWID;
        CREATE TABLE turn (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL) STRICT;
        INSERT INTO turn (id, number) VALUES (1, abs(random() / 2));
        CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE sheet (id INTEGER PRIMARY KEY, owner TEXT NOT NULL UNIQUE, rows BLOB NOT NULL) STRICT;
        """

    /// Waits until nobody else brings the table up to date; held until it is let go.
    ///
    /// - Throws: ``StoreError``; `CancellationError`.
    public func lock() async throws -> FolderLock { try await FolderLock.take(path + ".lock") }

    /// Whether all rows are right for a day and tell spans up to another.
    public func holds(
        for day: CalendarDay, through horizon: CalendarDay
    ) throws(StoreError) -> Bool {
        try storing(path) {
            guard let span = try contents().span else { return true }
            return span.opens <= day.daysSinceEpoch && span.closes >= day.daysSinceEpoch
                && span.told >= horizon.daysSinceEpoch
        }
    }

    private func contents() throws -> DutyContents {
        let before = memory.last.withLock(\.self)
        let now = try pool.read { try DutyContents.read($0, before: before) }
        if now !== before { memory.last.withLock { $0 = now } }
        return now
    }

    // MARK: On what it rests

    /// The end of the chain the table was made from; nil when it was never made whole.
    public func place() throws(StoreError) -> (journal: String, sequence: Int, hash: String)? {
        try storing(path) {
            try pool.read { database in
                try Row.fetchOne(database, sql: "SELECT journal, sequence, hash FROM place")
                    .map { ($0[0], $0[1], $0[2]) }
            }
        }
    }

    /// Notes that the table is that of a place in the journal.
    public func keep(_ head: JournalHead) throws(StoreError) {
        try storing(path) {
            try pool.write { database in
                try database.execute(
                    sql:
                        "INSERT OR REPLACE INTO place (id, journal, sequence, hash) VALUES (1, ?, ?, ?)",
                    arguments: [head.journal.text, head.sequence, head.hash.hex])
            }
        }
    }

    /// Forgets everything.
    public func clear() throws(StoreError) {
        try storing(path) {
            try pool.write { database in
                try DutyContents.advance(database)
                for table in Self.tableNames {
                    try database.execute(sql: "DELETE FROM \(table)")
                }
            }
        }
    }

    /// The owners that stand inside a stream.
    public func owners(inside stream: String) throws(StoreError) -> [String] {
        try strings("SELECT owner FROM around WHERE stream = ?", [stream])
    }

    /// The owners whose rows are of days after a day: what came later is in them already.
    public func owners(after day: CalendarDay) throws(StoreError) -> [String] {
        try strings("SELECT owner FROM owner WHERE opens > ?", [day.daysSinceEpoch])
    }

    /// The owners whose rows are of days before a day, or tell spans up to a day before another.
    public func owners(
        before day: CalendarDay, orNotThrough horizon: CalendarDay
    ) throws(StoreError) -> [String] {
        try strings(
            "SELECT owner FROM owner WHERE closes < ? OR told < ?",
            [day.daysSinceEpoch, horizon.daysSinceEpoch])
    }

    /// What was seen of an owner's stream by those inside it; nil for an owner without rows.
    public func mark(of owner: String) throws(StoreError) -> String? {
        try strings("SELECT mark FROM owner WHERE owner = ?", [owner]).first
    }

    private func strings(
        _ sql: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [String] {
        try storing(path) {
            try pool.read { try String.fetchAll($0, sql: sql, arguments: arguments) }
        }
    }

    // MARK: Rows

    /// Puts the rows of owners in the place of what there was of them.
    public func replace(_ all: [DutyRows]) throws(StoreError) {
        try storing(path) {
            try pool.write { database in
                try DutyContents.advance(database)
                var written: Set<String> = []
                var numbers: [String: Int] = [:]
                for owner in all {
                    try Self.replace(owner, &numbers, database)
                    for clause in owner.clauses
                    where written.insert(clause.pack + clause.clause).inserted {
                        try Self.keep(clause, database)
                    }
                }
            }
        }
    }

    private static func replace(
        _ rows: DutyRows, _ numbers: inout [String: Int], _ database: Database
    ) throws {
        for table in ["sheet", "around", "owner"] {
            try database.cachedStatement(sql: "DELETE FROM \(table) WHERE owner = ?").execute(
                arguments: [rows.owner])
        }
        try database.cachedStatement(
            sql: "INSERT INTO owner (owner, opens, closes, told, mark) VALUES (?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                rows.owner, rows.days.lowerBound.daysSinceEpoch,
                rows.days.upperBound.daysSinceEpoch, rows.through.daysSinceEpoch, rows.mark,
            ])
        for stream in rows.around {
            try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO around (stream, owner) VALUES (?, ?)"
            ).execute(arguments: [stream, rows.owner])
        }
        guard !rows.rows.isEmpty else { return }
        let block = try DutyBlock.bytes(of: rows.rows) { text in
            if let known = numbers[text] { return known }
            let number = try self.number(of: text, database)
            numbers[text] = number
            return number
        }
        try database.step(
            "INSERT INTO sheet (owner, rows) VALUES (?, ?)", [.text(rows.owner), .bytes(block)])
    }

    /// The number of a text that owners share; what is not there yet is put down.
    private static func number(of text: String, _ database: Database) throws -> Int {
        let known = try database.step("SELECT id FROM text WHERE text = ?", [.text(text)]) {
            RowReading.integer($0, 0)
        }
        if let known { return known }
        try database.step("INSERT INTO text (text) VALUES (?)", [.text(text)])
        return Int(database.lastInsertedRowID)
    }

    private static func keep(_ clause: DutyClauseRow, _ database: Database) throws {
        let texts = try JSONEncoder().encode(clause.texts)
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO clause (pack, clause, texts) VALUES (?, ?, ?)"
        ).execute(arguments: [clause.pack, clause.clause, texts])
    }

    /// The rows asked for.
    public func page(_ query: DutyQuery) throws(StoreError) -> DutyPage {
        try storing(path) { try contents().page(query) }
    }
}

/// What was read last of a table.
private final class DutyMemory: Sendable {
    let last = Mutex<DutyContents?>(nil)
}
