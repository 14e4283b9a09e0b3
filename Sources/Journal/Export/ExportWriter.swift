import Digest

/// Writes an export line by line and counts what its last line states.
public struct ExportWriter {
    private var events = 0
    private var checkpoints = 0
    private var head: HashValue
    private let genesis: Genesis

    /// Starts the export of a journal.
    public init(_ genesis: Genesis) {
        self.genesis = genesis
        head = genesis.hash
    }

    /// The first line.
    public var opening: [UInt8] { JournalLine.genesis(genesis, hash: genesis.hash).bytes }

    /// The line of the next event.
    public mutating func line(for event: SealedEvent) -> [UInt8] {
        events += 1
        head = event.hash
        return JournalLine.event(event).bytes
    }

    /// The line of a checkpoint, which belongs right after the event it is about.
    public mutating func line(for checkpoint: SignedCheckpoint) -> [UInt8] {
        checkpoints += 1
        return JournalLine.checkpoint(checkpoint).bytes
    }

    /// The last line.
    public consuming func closing() -> [UInt8] {
        JournalLine.end(JournalEnd(checkpoints: checkpoints, events: events, head: head)).bytes
    }
}
