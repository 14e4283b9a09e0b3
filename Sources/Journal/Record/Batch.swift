import Digest
public import LandModel

/// Events that come onto the record together or not at all.
public struct Batch: Sendable {
    /// One event to be.
    public struct Entry: Sendable {
        /// What it happens to.
        public let stream: StreamID
        /// What happens.
        public let type: EventType
        /// What there is to say about it.
        public let payload: CanonicalJSON

        /// Names what happens to what.
        public init(stream: StreamID, type: EventType, payload: CanonicalJSON) {
            self.stream = stream
            self.type = type
            self.payload = payload
        }
    }

    /// The caller's name of the batch, chosen once and kept when the call is repeated.
    public let key: IdempotencyKey
    /// Who acts.
    public let actor: ActingPerson
    /// The clauses the act rests on.
    public let basis: [Citation]
    /// When, in milliseconds since 1970-01-01 UTC.
    public let time: Int
    /// What happens, in order.
    public let entries: [Entry]
    /// The version each stream had when the act was decided; 0 for one that did not exist.
    ///
    /// A stream the act only read may be named as well: the act is refused when it has moved on. A
    /// stream that is not named takes the events at whatever version it has.
    public let expectedVersions: [StreamID: Int]

    /// Puts a batch together.
    public init(
        key: IdempotencyKey, actor: ActingPerson, basis: [Citation], time: Int, entries: [Entry],
        expectedVersions: [StreamID: Int]
    ) {
        self.key = key
        self.actor = actor
        self.basis = basis
        self.time = time
        self.entries = entries
        self.expectedVersions = expectedVersions
    }

    /// The streams whose versions must be known to seal the batch.
    public var streams: Set<StreamID> {
        Set(entries.map(\.stream)).union(expectedVersions.keys)
    }
}

/// What makes two batches of one key the same: who, on what basis, and what happens to what.
///
/// The time and the expected versions are left out, because a repeated call has later ones.
struct BatchContent {
    /// The hash of the content, given the canonical texts of the payloads.
    static func hash(
        actor: ActingPerson, basis: [Citation],
        entries: [(stream: StreamID, type: EventType, payload: ArraySlice<UInt8>)],
        algorithm: DigestAlgorithm
    ) -> HashValue {
        var writer = CanonicalWriter()
        writer.add("{\"actor\":")
        writer.add(actor)
        writer.add(",\"basis\":")
        writer.add(basis)
        return hash(opening: writer.bytes, entries: entries, algorithm: algorithm)
    }

    /// The hash of the content whose canonical text begins with actor and basis.
    static func hash(
        opening: [UInt8],
        entries: some Sequence<(stream: StreamID, type: EventType, payload: ArraySlice<UInt8>)>,
        algorithm: DigestAlgorithm
    ) -> HashValue {
        var digest = MessageDigest(algorithm)
        var writer = CanonicalWriter()
        digest.update(opening)
        writer.add(",\"entries\":[")
        var isFirst = true
        for entry in entries {
            writer.add(isFirst ? "{\"payload\":" : ",{\"payload\":")
            digest.update(writer.bytes)
            digest.update(entry.payload)
            writer = CanonicalWriter()
            writer.add(",\"stream\":")
            writer.add(plain: entry.stream.text)
            writer.add(",\"type\":")
            writer.add(plain: entry.type.text)
            writer.add("}")
            isFirst = false
        }
        writer.add("]}")
        digest.update(writer.bytes)
        return digest.finish()
    }
}
