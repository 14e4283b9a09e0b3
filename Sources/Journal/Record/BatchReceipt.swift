public import Digest

/// What is known of a batch that is on the record; the answer to its repetition.
public struct BatchReceipt: Hashable, Sendable {
    /// The caller's name of the batch.
    public let key: IdempotencyKey
    /// The hash of its content, by which a repetition is told from another act of the same key.
    public let content: HashValue
    /// The places of its events in the journal.
    public let sequences: ClosedRange<Int>
    /// The hash of its last event.
    public let hash: HashValue

    /// Takes the parts as a store keeps them.
    public init(
        key: IdempotencyKey, content: HashValue, sequences: ClosedRange<Int>, hash: HashValue
    ) {
        self.key = key
        self.content = content
        self.sequences = sequences
        self.hash = hash
    }

    /// Makes the receipt again from the events of one batch, in order, as the journal has them.
    ///
    /// - Throws: ``JournalError/notAnEvent`` when bytes are no event,
    ///   ``JournalError/notOneBatch(sequence:)`` when the events are not one whole batch.
    public init(
        rebuiltFrom batch: [SealedEvent], algorithm: DigestAlgorithm,
        limits: JournalLimits = .format
    ) throws(JournalError) {
        var first: EventOutline?
        var entries: [(stream: StreamID, type: EventType, payload: ArraySlice<UInt8>)] = []
        for (index, sealed) in batch.enumerated() {
            var cursor = CanonicalCursor(sealed.canonicalBytes[...])
            guard let places = EventPlaces(&cursor, limits: limits), cursor.isAtEnd else {
                throw .notAnEvent
            }
            let start: EventOutline
            if let first {
                start = first
            } else {
                start = try EventOutline(places, in: cursor.bytes)
                first = start
            }
            let key = IdempotencyKey(checked: cursor.bytes[places.key])
            guard key == start.key, places.batchIndex == index, places.batchSize == batch.count,
                places.sequence == start.sequence + index
            else { throw .notOneBatch(sequence: places.sequence) }
            entries.append(
                (
                    StreamID(checked: cursor.bytes[places.stream]),
                    EventType(checked: cursor.bytes[places.type]),
                    cursor.bytes[places.payload]
                ))
        }
        guard let first, let last = batch.last else { throw .notOneBatch(sequence: 0) }
        self.init(
            key: first.key,
            content: BatchContent.hash(
                actor: first.actor, basis: first.basis, entries: entries, algorithm: algorithm),
            sequences: first.sequence...first.sequence + batch.count - 1, hash: last.hash)
    }
}
