public import Digest

/// A batch on the record whose key has come again.
///
/// Repetitions are rare, so what tells them from another act of the same key is worked out from the
/// events when one is met, and not for every act.
public struct EarlierBatch: Sendable {
    /// The answer that it got.
    public let receipt: BatchReceipt
    /// The hash of its content.
    let content: HashValue

    /// Reads the events of one batch, in order, as the journal has them.
    ///
    /// - Throws: ``JournalError/notAnEvent`` when bytes are no event,
    ///   ``JournalError/notOneBatch(sequence:)`` when the events are not one whole batch.
    public init(
        rebuiltFrom batch: [SealedEvent], algorithm: DigestAlgorithm,
        limits: JournalLimits = .format
    ) throws(JournalError) {
        var entries: [BatchContent.Entry] = []
        let recorded = try RecordedContent(of: batch, limits: limits) { bytes, places in
            entries.append(
                (
                    StreamID(checked: bytes[places.stream]), EventType(checked: bytes[places.type]),
                    bytes[places.payload]
                ))
        }
        receipt = recorded.receipt
        content = BatchContent.hash(
            actor: recorded.first.actor, basis: recorded.first.basis, entries: entries,
            algorithm: algorithm)
    }
}

/// What the events of one batch say of it together.
struct RecordedContent {
    let first: EventOutline
    let receipt: BatchReceipt

    /// Reads the events.
    ///
    /// - Parameter take: takes the text of each event and where its parts stand.
    init(
        of batch: [SealedEvent], limits: JournalLimits,
        _ take: (_ bytes: [UInt8], _ places: EventPlaces) -> Void
    ) throws(JournalError) {
        var first: EventOutline?
        for (index, sealed) in batch.enumerated() {
            var cursor = CanonicalCursor(
                sealed.canonicalBytes.indices, of: sealed.canonicalBytes)
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
            take(cursor.bytes, places)
        }
        guard let first, let last = batch.last else { throw .notOneBatch(sequence: 0) }
        self.first = first
        receipt = BatchReceipt(
            key: first.key, sequences: first.sequence...first.sequence + batch.count - 1,
            hash: last.hash)
    }
}
