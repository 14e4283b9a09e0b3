public import LandModel

/// An event but for its payload, which is read when someone asks for it.
///
/// A store that walks through a long journal wants to know of every event what happened to what, and
/// of few what there is to say about it.
public struct EventOutline: Sendable {
    /// The place in the journal, from 1 without gaps.
    public let sequence: Int
    /// What it happened to.
    public let stream: StreamID
    /// The place in the stream, from 1 without gaps.
    public let version: Int
    /// What happened.
    public let type: EventType
    /// The place in the batch, from 0.
    public let batchIndex: Int
    /// How many events the batch has.
    public let batchSize: Int
    @usableFromInline let heading: ActHeading
    private let payloadText: ArraySlice<UInt8>

    init(_ places: EventPlaces, in bytes: [UInt8]) throws(JournalError) {
        sequence = places.sequence
        stream = StreamID(checked: bytes[places.stream])
        version = places.version
        type = EventType(checked: bytes[places.type])
        heading = ActHeading(
            key: IdempotencyKey(checked: bytes[places.key]),
            actor: ActingPerson(
                person: PersonID(checked: bytes[places.person]),
                office: OfficeID(checked: bytes[places.office])),
            basis: try places.citations(in: bytes), time: places.time)
        (batchIndex, batchSize) = (places.batchIndex, places.batchSize)
        payloadText = bytes[places.payload]
    }

    /// The outline of an event that comes of a batch.
    init(
        _ batch: Batch, entry index: Int, payload: ArraySlice<UInt8>, sequence: Int, version: Int
    ) {
        (self.sequence, self.version, heading) = (sequence, version, batch.heading)
        (stream, type) = (batch.entries[index].stream, batch.entries[index].type)
        (batchIndex, batchSize) = (index, batch.entries.count)
        payloadText = payload
    }

    /// Who did it, for which office.
    @inlinable public var actor: ActingPerson { heading.actor }
    /// The clauses it rests on (依据条款).
    @inlinable public var basis: [Citation] { heading.basis }
    /// When, in milliseconds since 1970-01-01 UTC, as the office's clock said.
    @inlinable public var time: Int { heading.time }
    /// The caller's name of the batch.
    @inlinable public var key: IdempotencyKey { heading.key }

    /// What there is to say about it.
    ///
    /// - Throws: ``JournalError/unacceptableJSON(offset:fault:)`` when it is beyond the limits.
    public func payload(limits: JournalLimits = .format) throws(JournalError) -> CanonicalJSON {
        try CanonicalJSON(reading: payloadText, limits: limits)
    }
}

extension SealedEvent {
    /// The event but for its payload.
    ///
    /// - Throws: ``JournalError/notAnEvent`` when the bytes are no canonical text of an event.
    public func outline(limits: JournalLimits = .format) throws(JournalError) -> EventOutline {
        var cursor = CanonicalCursor(canonicalBytes[...])
        guard let places = EventPlaces(&cursor, limits: limits), cursor.isAtEnd else {
            throw .notAnEvent
        }
        return try EventOutline(places, in: cursor.bytes)
    }
}
