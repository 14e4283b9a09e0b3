import Digest
import GRDB
import Journal

/// The rows of the journal's own tables, read and written.
enum JournalRows {
    static func genesis(_ database: Database) throws -> Genesis? {
        guard
            let row = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT journal, algorithm, created FROM journal")),
            let algorithm = DigestAlgorithm(rawValue: row[1])
        else { return nil }
        let name: String = row[0]
        return Genesis(journal: try JournalID(name), algorithm: algorithm, created: row[2])
    }

    static func insert(_ genesis: Genesis, projected: Int, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO journal (id, journal, algorithm, created, projected) VALUES (1, ?, ?, ?, ?)
                """,
            arguments: [
                genesis.journal.text, genesis.algorithm.rawValue, genesis.created, projected,
            ])
    }

    /// The head of the chain.
    static func head(_ genesis: Genesis, _ database: Database) throws -> JournalHead {
        try database.step(RecordQuery.head, []) { row in
            JournalHead(
                journal: genesis.journal, algorithm: genesis.algorithm,
                sequence: RowReading.integer(row, 0), hash: RowReading.hash(row, 1))
        } ?? genesis.head
    }

    static func version(of stream: StreamID, _ database: Database) throws -> Int {
        try database.step(RecordQuery.version, [.text(stream.text)]) {
            RowReading.integer($0, 0)
        } ?? 0
    }

    /// The receipt of the batch with a key, made again from its events; nil when there is none.
    static func receipt(of key: IdempotencyKey, _ database: Database) throws -> BatchReceipt? {
        guard let events = try batch(of: key, database) else { return nil }
        return try storingJournal { try BatchReceipt(rebuiltFrom: events) }
    }

    /// The batch that has a key already; nil when there is none.
    static func earlier(
        of key: IdempotencyKey, algorithm: DigestAlgorithm, _ database: Database
    ) throws -> EarlierBatch? {
        guard let events = try batch(of: key, database) else { return nil }
        return try storingJournal { try EarlierBatch(rebuiltFrom: events, algorithm: algorithm) }
    }

    private static func batch(
        of key: IdempotencyKey, _ database: Database
    ) throws -> [SealedEvent]? {
        try database.step(RecordQuery.receipt, [.text(key.text)], places).map {
            try events(in: $0, database)
        }
    }

    /// The places of a batch, from a row of ``RecordQuery/receipt``.
    static func places(_ row: OpaquePointer) -> ClosedRange<Int> {
        let first = RowReading.integer(row, 0)
        return first...max(first, RowReading.integer(row, 1))
    }

    /// The events of a range of places, in order.
    static func events(
        in sequences: ClosedRange<Int>, _ database: Database
    ) throws -> [SealedEvent] {
        var found: [SealedEvent] = []
        try each(in: sequences, database) { found.append($0) }
        return found
    }

    private static let insertion = """
        INSERT INTO event (sequence, stream, version, type, time, canonical, previous, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Writes events of batches that go on with the chain.
    static func insert(_ batches: [RecordedBatch], _ database: Database) throws {
        var row = try RepeatedStatement(insertion, database)
        for batch in batches {
            for recorded in batch.events { try insert(recorded, &row) }
        }
    }

    /// Member by member: copying all that an event consists of would cost as much as writing it.
    private static func insert(
        _ recorded: RecordedEvent, _ row: inout RepeatedStatement
    ) throws {
        try row.bind(1, recorded.event.sequence)
        try row.bind(2, recorded.event.stream.text)
        try row.bind(3, recorded.event.version)
        try row.bind(4, recorded.event.type.text)
        try row.bind(5, recorded.event.time)
        try row.bind(7, recorded.sealed.previous)
        try row.bind(8, recorded.sealed.hash)
        try row.run(6, recorded.sealed.canonicalBytes)
    }

    /// Walks through events in order.
    static func each(
        in range: ClosedRange<Int>, _ database: Database, _ body: (SealedEvent) throws -> Void
    ) throws {
        try database.each(
            """
            SELECT canonical, previous, hash FROM event WHERE sequence BETWEEN ? AND ?
            ORDER BY sequence
            """, [.integer(range.lowerBound), .integer(range.upperBound)]
        ) { row in try body(RowReading.sealedEvent(row)) }
    }

    /// Walks through whole batches in order.
    ///
    /// - Throws: what the body throws, and ``StoreError`` when an event cannot be read.
    static func eachBatch(
        in range: ClosedRange<Int>, _ database: Database, _ body: (RecordedBatch) throws -> Void
    ) throws {
        var open: [RecordedEvent] = []
        try each(in: range, database) { sealed in
            let recorded = try RecordedEvent(sealed)
            open.append(recorded)
            guard open.count == recorded.event.batchSize else { return }
            let receipt = try BatchReceipt(rebuiltFrom: open.map(\.sealed))
            try body(RecordedBatch(open, receipt: receipt))
            open.removeAll(keepingCapacity: true)
        }
        if !open.isEmpty { throw JournalError.notOneBatch(sequence: range.upperBound) }
    }
}

extension Row {
    /// A column that holds a hash; zero when it holds none, which verification then reports.
    func hash(_ index: Int) -> HashValue { HashValue(bytes: bytes(index)) ?? .zero }

    /// A column's bytes.
    func bytes(_ index: Int) -> [UInt8] {
        do {
            return try withUnsafeData(atIndex: index) { $0.map(Array.init) ?? [] }
        } catch {
            // The column holds no bytes, only damage puts something else there.
            return []
        }
    }

    /// The columns canonical, previous, hash.
    var sealedEvent: SealedEvent {
        SealedEvent(canonicalBytes: bytes(0), previous: hash(1), hash: hash(2))
    }
}
