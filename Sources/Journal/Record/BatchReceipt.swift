public import Digest

/// What is known of a batch that is on the record; the answer to it and to its repetition.
public struct BatchReceipt: Hashable, Sendable {
    /// The caller's name of the batch.
    public let key: IdempotencyKey
    /// The places of its events in the journal.
    public let sequences: ClosedRange<Int>
    /// The hash of its last event.
    public let hash: HashValue

    /// Takes the parts as a store keeps them.
    public init(key: IdempotencyKey, sequences: ClosedRange<Int>, hash: HashValue) {
        (self.key, self.sequences, self.hash) = (key, sequences, hash)
    }

    /// Makes the receipt again from the events of one batch, in order, as the journal has them.
    ///
    /// - Throws: ``JournalError/notAnEvent`` when bytes are no event,
    ///   ``JournalError/notOneBatch(sequence:)`` when the events are not one whole batch.
    public init(
        rebuiltFrom batch: [SealedEvent], limits: JournalLimits = .format
    ) throws(JournalError) {
        self = try RecordedContent(of: batch, limits: limits) { _, _ in }.receipt
    }
}
