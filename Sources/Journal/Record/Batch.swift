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

    let heading: ActHeading
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
        heading = ActHeading(key: key, actor: actor, basis: basis, time: time)
        self.entries = entries
        self.expectedVersions = expectedVersions
    }

    /// The caller's name of the batch, chosen once and kept when the call is repeated.
    public var key: IdempotencyKey { heading.key }
    /// Who acts.
    public var actor: ActingPerson { heading.actor }
    /// The clauses the act rests on.
    public var basis: [Citation] { heading.basis }
    /// When, in milliseconds since 1970-01-01 UTC.
    public var time: Int { heading.time }

    /// The streams whose versions must be known to seal the batch.
    public var streams: Set<StreamID> {
        Set(entries.map(\.stream)).union(expectedVersions.keys)
    }
}

/// What all events of a batch say alike.
///
/// An object, so that a batch and its events are handed on by one reference to it.
@usableFromInline final class ActHeading: Sendable {
    @usableFromInline let key: IdempotencyKey
    @usableFromInline let actor: ActingPerson
    @usableFromInline let basis: [Citation]
    @usableFromInline let time: Int

    init(key: IdempotencyKey, actor: ActingPerson, basis: [Citation], time: Int) {
        (self.key, self.actor, self.basis, self.time) = (key, actor, basis, time)
    }
}

/// What makes two batches of one key the same: who, on what basis, and what happens to what.
///
/// The time and the expected versions are left out, because a repeated call has later ones.
struct BatchContent {
    /// What happens to what, the payload as its canonical text.
    typealias Entry = (stream: StreamID, type: EventType, payload: ArraySlice<UInt8>)

    /// The hash of the content, given the canonical texts of the payloads.
    static func hash(
        actor: ActingPerson, basis: [Citation], entries: [Entry], algorithm: DigestAlgorithm
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
        opening: some Sequence<UInt8>, entries: some Sequence<Entry>, algorithm: DigestAlgorithm
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
