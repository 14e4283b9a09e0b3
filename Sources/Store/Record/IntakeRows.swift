import Digest
import GRDB
import Glibc
import Journal

/// The database of the intake: one row is a group of batches that became durable together.
enum IntakeRows {
    static let file = "intake.sqlite"
    private static let version = 1

    private static let table = """
        CREATE TABLE IF NOT EXISTS arrival (
          last INTEGER PRIMARY KEY, hash BLOB NOT NULL, events BLOB NOT NULL) STRICT;
        PRAGMA user_version = 1;
        """

    /// Opens the intake beside a home's database and makes it when it is not there.
    ///
    /// - Throws: ``HomeFault/newer`` when a newer program made it.
    static func open(_ path: String) throws(StoreError) -> DatabasePool {
        try storing(path) {
            var configuration = HomeDatabase.plainConfiguration
            configuration.label = "tianchou.intake"
            let pool = try DatabasePool(path: path, configuration: configuration)
            try HomeDatabase.makeDurable(pool)
            // The log is flushed by FlushQueue, before the answers; SQLite still flushes what it must
            // so that the file is whole after a power cut: before and after a checkpoint.
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
            }
            let found = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
            guard found <= version else {
                throw StoreError.home(path: DurableFile.folder(of: path), .newer)
            }
            if found == 0 { try pool.write { try $0.execute(sql: table) } }
            return pool
        }
    }

    /// Puts a group of batches into the intake.
    static func insert(_ batches: [RecordedBatch], head: JournalHead, _ database: Database) throws {
        var text: [UInt8] = []
        text.reserveCapacity(
            batches.reduce(0) {
                $0 + $1.events.reduce(0) { $0 + $1.sealed.canonicalBytes.count + 1 }
            })
        for batch in batches {
            for recorded in batch.events {
                text += recorded.sealed.canonicalBytes
                // Canonical text has no line break, so one ends it.
                text.append(UInt8(ascii: "\n"))
            }
        }
        var row = try RepeatedStatement(
            "INSERT INTO arrival (last, hash, events) VALUES (?, ?, ?)", database)
        try row.bind(1, head.sequence)
        try row.bind(2, head.hash)
        try row.run(3, text)
    }

    /// Removes the groups that the tables hold durably.
    static func remove(through sequence: Int, _ database: Database) throws {
        try database.step("DELETE FROM arrival WHERE last <= ?", [.integer(sequence)])
    }

    /// The place of the last event that came in; 0 when nothing lies here.
    static func last(_ database: Database) throws -> Int {
        try database.step("SELECT last FROM arrival ORDER BY last DESC LIMIT 1", []) {
            RowReading.integer($0, 0)
        } ?? 0
    }

    /// The groups that reach beyond a place, in order.
    static func groups(after sequence: Int, _ database: Database) throws -> [IntakeGroup] {
        var found: [IntakeGroup] = []
        try database.each(
            "SELECT last, hash, events FROM arrival WHERE last > ? ORDER BY last",
            [.integer(sequence)]
        ) { row in
            found.append(
                IntakeGroup(
                    last: RowReading.integer(row, 0), hash: RowReading.hash(row, 1),
                    text: RowReading.bytes(row, 2)))
        }
        return found
    }

    /// The groups of a home that may not be written; none when it has no intake.
    static func groups(ofHome path: String) throws(StoreError) -> [IntakeGroup] {
        let file = path + "/" + Self.file
        guard VaultFolder.regular(file) != nil else { return [] }
        return try storing(file) {
            var configuration = HomeDatabase.plainConfiguration
            configuration.readonly = true
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            return try queue.read { database in
                guard try database.tableExists("arrival") else { return [] }
                return try groups(after: 0, database)
            }
        }
    }
}

/// Batches that became durable together.
struct IntakeGroup {
    /// The place of the last event.
    let last: Int
    /// Its hash.
    let hash: HashValue
    /// The canonical texts of the events, each with a line break behind it.
    let text: [UInt8]

    /// The batches of groups that go on with a chain; what is before its head is passed over.
    ///
    /// - Parameter path: the intake, for messages.
    /// - Throws: ``StoreError/damaged(path:sequence:)`` when they do not go on with the chain.
    static func batches(
        of groups: [IntakeGroup], after head: JournalHead, path: String
    ) throws -> [RecordedBatch] {
        var reading = IntakeReading(head: head, path: path)
        for group in groups where group.last > head.sequence { try reading.add(group) }
        return reading.found
    }
}

/// Reads the groups of an intake as the continuation of a chain.
private struct IntakeReading {
    private let path: String
    private let algorithm: DigestAlgorithm
    /// The end of the chain they go on with.
    private let start: JournalHead
    /// The end of what was read; nil before the first event behind that.
    private var last: (sequence: Int, hash: HashValue)?
    private var open: [RecordedEvent] = []
    private(set) var found: [RecordedBatch] = []

    init(head: JournalHead, path: String) {
        (start, algorithm, self.path) = (head, head.algorithm, path)
    }

    private var damage: StoreError {
        .damaged(path: path, sequence: (last?.sequence ?? start.sequence) + 1)
    }

    mutating func add(_ group: IntakeGroup) throws {
        for line in group.text.split(separator: UInt8(ascii: "\n")) {
            let previous = last?.hash ?? start.hash
            let bytes = Array(line)
            let sealed = SealedEvent(
                canonicalBytes: bytes, previous: previous,
                hash: ChainLink.hash(previous: previous, bytes: bytes, algorithm: algorithm))
            let recorded = try storingJournal { try RecordedEvent(sealed) }
            if recorded.event.sequence <= start.sequence { continue }
            guard recorded.event.sequence == (last?.sequence ?? start.sequence) + 1 else {
                throw damage
            }
            last = (recorded.event.sequence, sealed.hash)
            open.append(recorded)
            if open.count == recorded.event.batchSize { try endBatch() }
        }
        guard let last, last == (group.last, group.hash), open.isEmpty else { throw damage }
    }

    private mutating func endBatch() throws {
        let receipt = try storingJournal {
            try BatchReceipt(rebuiltFrom: open.map(\.sealed))
        }
        found.append(RecordedBatch(open, receipt: receipt))
        open = []
    }

}
