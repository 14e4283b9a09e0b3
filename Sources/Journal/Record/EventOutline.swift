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
    /// Who did it, for which office.
    public let actor: ActingPerson
    /// The clauses it rests on (依据条款).
    public let basis: [Citation]
    /// When, in milliseconds since 1970-01-01 UTC, as the office's clock said.
    public let time: Int
    /// The caller's name of the batch.
    public let key: IdempotencyKey
    /// The place in the batch, from 0.
    public let batchIndex: Int
    /// How many events the batch has.
    public let batchSize: Int
    private let payloadText: ArraySlice<UInt8>

    init(_ places: EventPlaces, in bytes: [UInt8]) throws(JournalError) {
        sequence = places.sequence
        stream = StreamID(checked: bytes[places.stream])
        version = places.version
        type = EventType(checked: bytes[places.type])
        actor = ActingPerson(
            person: PersonID(checked: bytes[places.person]),
            office: OfficeID(checked: bytes[places.office]))
        basis = try places.citations(in: bytes)
        time = places.time
        key = IdempotencyKey(checked: bytes[places.key])
        (batchIndex, batchSize) = (places.batchIndex, places.batchSize)
        payloadText = bytes[places.payload]
    }

    /// The outline of an event that comes of a batch.
    init(
        _ batch: Batch, entry index: Int, payload: ArraySlice<UInt8>, sequence: Int, version: Int
    ) {
        let entry = batch.entries[index]
        (self.sequence, self.version, time) = (sequence, version, batch.time)
        (stream, type, key) = (entry.stream, entry.type, batch.key)
        (actor, basis) = (batch.actor, batch.basis)
        (batchIndex, batchSize) = (index, batch.entries.count)
        payloadText = payload
    }

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
