/// What comes of a batch that was not refused.
public enum Sealing: Sendable {
    /// New events, to be kept whole or not at all, with the receipt and the head after them.
    case sealed([SealedEvent], receipt: BatchReceipt, head: JournalHead)
    /// The batch is on the record already; nothing is to be kept.
    case recordedBefore(BatchReceipt)
}

/// A stream that is not where an act believed it to be.
public struct VersionConflict: Hashable, Sendable {
    /// The stream.
    public let stream: StreamID
    /// The version the act was decided on.
    public let expected: Int
    /// The version the stream has.
    public let actual: Int

    /// Names the stream and both versions.
    public init(stream: StreamID, expected: Int, actual: Int) {
        self.stream = stream
        self.expected = expected
        self.actual = actual
    }
}
