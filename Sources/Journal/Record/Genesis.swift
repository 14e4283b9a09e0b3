public import Digest

/// The first record of a journal, which fixes what can never change.
public struct Genesis: Hashable, Sendable {
    /// The name and version of the format.
    static let format: StaticString = "tianchou-journal-1"

    /// The journal's own name, which its checkpoints repeat.
    public let journal: JournalID
    /// The hash function of the chain.
    public let algorithm: DigestAlgorithm
    /// When the journal was created, in milliseconds since 1970-01-01 UTC.
    public let created: Int

    /// Makes the record.
    public init(journal: JournalID, algorithm: DigestAlgorithm, created: Int) {
        precondition(EventTime.accepts(created), "a time from 1970 on")
        self.journal = journal
        self.algorithm = algorithm
        self.created = created
    }

    /// The canonical text that the chain starts from.
    public var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        writer.add("{\"created\":")
        writer.add(created)
        writer.add(",\"format\":\"")
        writer.add(Self.format)
        writer.add("\",\"hash\":")
        writer.add(plain: algorithm.rawValue)
        writer.add(",\"journal\":")
        writer.add(plain: journal.text)
        writer.add("}")
        return writer.bytes
    }

    /// The hash of the record, which the first event names as the one before it.
    public var hash: HashValue {
        ChainLink.hash(previous: .zero, bytes: canonicalBytes, algorithm: algorithm)
    }

    /// The head of the journal before its first event.
    public var head: JournalHead {
        JournalHead(journal: journal, algorithm: algorithm, sequence: 0, hash: hash)
    }

    init?(_ cursor: inout CanonicalCursor) {
        guard cursor.take("{\"created\":"), let created = cursor.integer(),
            EventTime.accepts(created), cursor.take(",\"format\":\""), cursor.take(Self.format),
            cursor.take("\",\"hash\":"), let hash = cursor.name(),
            let algorithm = DigestAlgorithm(
                rawValue: String(decoding: cursor.bytes[hash], as: UTF8.self)),
            cursor.take(",\"journal\":"), let journal = cursor.name(), cursor.take("}")
        else { return nil }
        self.init(
            journal: JournalID(checked: cursor.bytes[journal]), algorithm: algorithm,
            created: created)
    }
}

/// The rule of times: milliseconds since 1970-01-01 UTC, not before it.
enum EventTime {
    static func accepts(_ milliseconds: Int) -> Bool {
        (0...CanonicalJSON.integers.upperBound).contains(milliseconds)
    }
}
