import Digest
import Foundation
import GRDB
import Glibc
public import Journal
public import LandModel

/// A table of the duties of all subjects of a home, derived from its record (期限事项表).
///
/// It stands in a file of its own, `derived/duties.sqlite`, beside the record and never part of it: backups leave
/// it out, and it can be deleted at any time and is then made anew. Who makes the rows tells on what they rest:
/// the own stream, those of what contains the subject, and days.
public struct DutyTable: Sendable {
    /// Raised when rows mean something else; older files are then made anew.
    private static let revision = 2

    private let pool: any DatabaseWriter
    private let path: String

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
            for table in tableNames {
                try database.execute(sql: "DROP TABLE IF EXISTS \(table)")
            }
            try database.execute(sql: tables)
            try database.execute(sql: "PRAGMA user_version = \(revision)")
        }
    }

    private static let tableNames = ["place", "owner", "around", "clause", "duty"]

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
        CREATE TABLE duty (
          id INTEGER PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, owner TEXT NOT NULL, entity TEXT NOT NULL, subject TEXT NOT NULL,
          name TEXT NOT NULL, area TEXT NOT NULL, pack TEXT NOT NULL, clause TEXT NOT NULL,
          offices TEXT NOT NULL, form INTEGER NOT NULL, detail TEXT NOT NULL, first INTEGER, last INTEGER,
          until INTEGER, done INTEGER, waived INTEGER) STRICT;
        CREATE INDEX duty_by_owner ON duty (owner);
        CREATE INDEX duty_by_area ON duty (area, last, form, first, until, done, waived, offices);
        """

    /// Waits until nobody else brings the table up to date; held until it is let go.
    ///
    /// - Throws: ``StoreError``; `CancellationError`.
    public func lock() async throws -> FolderLock { try await FolderLock.take(path + ".lock") }

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
                var texts: Set<String> = []
                for owner in all {
                    try Self.replace(owner, database)
                    for clause in owner.clauses
                    where texts.insert(clause.pack + clause.clause).inserted {
                        try Self.keep(clause, database)
                    }
                }
            }
        }
    }

    private static func replace(_ rows: DutyRows, _ database: Database) throws {
        for table in ["duty", "around", "owner"] {
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
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO duty (kind, title, owner, entity, subject, name, area, pack, clause, offices, form,
                detail, first, last, until, done, waived)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for row in rows.rows {
            try insert.execute(
                arguments: [
                    row.kind, row.title, row.owner, row.entity, row.subject, row.name,
                    row.area.digits, row.pack,
                    row.clause, ";" + row.offices.map { $0 + ";" }.joined(), row.form.rawValue,
                    row.detail, row.first?.daysSinceEpoch, row.last?.daysSinceEpoch,
                    row.until?.daysSinceEpoch, row.done?.daysSinceEpoch, row.waived?.daysSinceEpoch,
                ])
        }
    }

    private static func keep(_ clause: DutyClauseRow, _ database: Database) throws {
        let texts = try JSONEncoder().encode(clause.texts)
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO clause (pack, clause, texts) VALUES (?, ?, ?)"
        ).execute(arguments: [clause.pack, clause.clause, texts])
    }

    /// The rows asked for.
    public func page(_ query: DutyQuery) throws(StoreError) -> DutyPage {
        try storing(path) { try pool.read { try Self.page(query, $0) } }
    }

    private static func page(_ query: DutyQuery, _ database: Database) throws -> DutyPage {
        var conditions: [String] = []
        var named: [String: (any DatabaseValueConvertible)?] = [
            "day": query.day.daysSinceEpoch
        ]
        if let area = query.area {
            conditions.append("area >= :area AND area < :area || '\(RecordQuery.afterDigits)'")
            named["area"] = area.digits
        }
        if let office = query.office {
            conditions.append("instr(offices, :office) > 0")
            named["office"] = ";" + office + ";"
        }
        let place = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let counted = try Row.fetchAll(
            database,
            sql: "SELECT \(DutyRowState.sql) AS state, count(*) FROM duty \(place) GROUP BY 1",
            arguments: StatementArguments(named))
        var counts: [DutyRowState: Int] = [:]
        for row in counted { counts[DutyRowState(rawValue: row[0]) ?? .blank] = row[1] }
        let states = query.states.map { "\($0.rawValue)" }.joined(separator: ", ")
        var asked = ["state IN (\(states))"]
        if let days = query.lastDays {
            let always = query.allOverdue ? " OR state = \(DutyRowState.overdue.rawValue)" : ""
            asked.append("(form <> 0 OR last BETWEEN :from AND :to\(always))")
            named["from"] = days.lowerBound.daysSinceEpoch
            named["to"] = days.upperBound.daysSinceEpoch
        }
        named["limit"] = query.limit
        let cursor = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(DutyRowState.sql) AS state, owner, entity, subject, name, area, pack, clause, offices,
                form, detail, first, last, until, done, waived, kind, title FROM duty \(place)
                \(place.isEmpty ? "WHERE" : "AND") \(asked.joined(separator: " AND "))
                ORDER BY last IS NULL, last, subject, clause LIMIT :limit
                """, arguments: StatementArguments(named))
        var rows: [(row: DutyRow, state: DutyRowState)] = []
        while let row = try cursor.next() {
            guard let duty = DutyRow(row), let state = DutyRowState(rawValue: row[0]) else {
                continue
            }
            rows.append((duty, state))
        }
        return DutyPage(rows: rows, counts: counts, clauses: try clauses(database))
    }

    private static func clauses(
        _ database: Database
    ) throws -> [String: [String: DutyClauseRow]] {
        var found: [String: [String: DutyClauseRow]] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT pack, clause, texts FROM clause") {
            let (pack, clause): (String, String) = (row[0], row[1])
            let texts = try JSONDecoder().decode([String: String].self, from: row[2] as Data)
            found[pack, default: [:]][clause] = DutyClauseRow(
                pack: pack, clause: clause, texts: texts)
        }
        return found
    }
}

extension DutyRow {
    /// Reads a row whose first column is the state; nil when it cannot be one.
    fileprivate init?(_ row: Row) {
        func day(_ index: Int) -> CalendarDay? {
            let number: Int? = row[index]
            return number.map { CalendarDay(daysSinceEpoch: $0) }
        }
        let (digits, offices): (String, String) = (row[5], row[8])
        guard let area = AdministrativeCode(digits), let form = Form(rawValue: row[9]) else {
            return nil
        }
        self.init(
            kind: row[16], title: row[17], owner: row[1], entity: row[2], subject: row[3],
            name: row[4], area: area,
            pack: row[6], clause: row[7], offices: offices.split(separator: ";").map(String.init),
            form: form, detail: row[10], first: day(11), last: day(12), until: day(13),
            done: day(14), waived: day(15))
    }
}
