public import Access
import GRDB
public import Journal

/// A consistent view of the record at one moment, valid inside ``JournalStore/read(_:)`` only.
public struct RecordView {
    let database: Database
    let genesis: Genesis
    let path: String
    let register: RegisterCache
    let keep: (RegisterCache) -> Void

    /// The end of the chain at this moment.
    public func head() throws(StoreError) -> JournalHead {
        try storing(path) { try JournalRows.head(genesis, database) }
    }

    /// The version of a stream; 0 when it has no event.
    public func version(of stream: StreamID) throws(StoreError) -> Int {
        try storing(path) { try JournalRows.version(of: stream, database) }
    }

    /// The versions of streams, for ``Journal/Batch/expectedVersions``.
    public func versions(
        of streams: some Sequence<StreamID>
    ) throws(StoreError) -> [StreamID: Int] {
        var found: [StreamID: Int] = [:]
        for stream in streams { found[stream] = try version(of: stream) }
        return found
    }

    /// The streams whose names begin in a way, by name.
    public func streams(
        prefix: String = "", limit: Int = 1000
    ) throws(StoreError) -> [RecordedStream] {
        try storing(path) {
            try Row.fetchAll(
                database.cachedStatement(sql: RecordQuery.streams),
                arguments: [prefix, prefix + RecordQuery.afterAllNames, limit]
            ).map { row in
                let (name, version, first, last): (String, Int, Int, Int) = (
                    row[0], row[1], row[2], row[3]
                )
                return RecordedStream(
                    id: try StreamID(name), version: version, sequences: first...max(first, last))
            }
        }
    }

    /// The place of the last event of the streams whose names begin in a way; 0 when there is none.
    public func lastEvent(ofStreamsWith prefix: String) throws(StoreError) -> Int {
        try storing(path) {
            try database.step(
                RecordQuery.lastOfStreams,
                [.text(prefix), .text(prefix + RecordQuery.afterAllNames)]
            ) { RowReading.integer($0, 0) } ?? 0
        }
    }

    /// The receipt of the batch with a key; nil when there is none.
    public func receipt(of key: IdempotencyKey) throws(StoreError) -> BatchReceipt? {
        try storing(path) {
            try JournalRows.receipt(of: key, database)
        }
    }

    /// The events of a range of places, in order.
    public func events(in sequences: ClosedRange<Int>) throws(StoreError) -> [SealedEvent] {
        try storing(path) {
            try JournalRows.events(in: sequences, database)
        }
    }

    /// The events of a stream, from a version on, in order.
    public func events(
        of stream: StreamID, from version: Int = 1, limit: Int = .max
    ) throws(StoreError) -> [SealedEvent] {
        try storing(path) {
            // Who reads the streams of a whole city spends an eighth of the time on GRDB's rows.
            var found: [SealedEvent] = []
            try database.each(
                RecordQuery.eventsOfStream,
                [.text(stream.text), .integer(version), .integer(limit)]
            ) { found.append(RowReading.sealedEvent($0)) }
            return found
        }
    }

    /// Who is who and who may do what at this moment.
    ///
    /// A decision on it rests on the version of ``Access/AccessEvent/stream``.
    ///
    /// - Throws: ``StoreError/register(_:)`` when the record contradicts itself.
    public func accessRegister() throws(StoreError) -> AccessRegister {
        try storing(path) {
            let current = try register.brought(upTo: database)
            keep(current)
            return current.register
        }
    }
}

/// A stream and where it stands.
public struct RecordedStream: Hashable, Sendable {
    /// The stream.
    public let id: StreamID
    /// Its version.
    public let version: Int
    /// The places of its first and last event.
    public let sequences: ClosedRange<Int>
}
