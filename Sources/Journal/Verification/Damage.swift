/// A place where a journal is not what it was (损坏).
public struct Damage: Hashable, Sendable {
    /// What is wrong there.
    public enum Kind: String, Sendable, CaseIterable {
        /// The line is not in the format.
        case unreadable
        /// Content and recorded hash do not belong together; nothing tells which was changed.
        case altered
        /// The content was changed; the record after it confirms the recorded hash.
        case alteredContent = "altered-content"
        /// The recorded hash was changed; the record after it confirms the content.
        case alteredHash = "altered-hash"
        /// The recorded hash of the record before was changed, and nothing else.
        case alteredPrevious = "altered-previous"
        /// Records are absent.
        case missing
        /// The record stands at another place than its own.
        case moved
        /// The record is not of this journal's chain, or stands there a second time.
        case inserted
        /// Another record with a hash of its own took the place of the one its successor names.
        case replaced
        /// The record follows the chain with a number that is not its place.
        case misnumbered
        /// The event's version does not follow the one before it in its stream.
        case version
        /// The event does not fit into its batch, or its batch is not whole.
        case batch
        /// The checkpoint's signature is not that of its key.
        case checkpointForged = "checkpoint-forged"
        /// The checkpoint was signed with a key that is not trusted.
        case checkpointKey = "checkpoint-key"
        /// The checkpoint is of another journal.
        case checkpointForeign = "checkpoint-foreign"
        /// Checkpoints are absent before this place.
        case checkpointMissing = "checkpoint-missing"
        /// The checkpoint does not stand after the event it is about.
        case checkpointMisplaced = "checkpoint-misplaced"
        /// The checkpoint states another head: something in this range was written anew.
        case rewritten
        /// The last line states other numbers or another head.
        case end
        /// The last line is absent: the file was cut.
        case endMissing = "end-missing"
        /// Something stands after the last line.
        case afterEnd = "after-end"
    }

    /// The line of the export, from 1; for what is absent, the line that betrays it.
    public let line: Int
    /// The places in the journal that are concerned; 0 is the genesis record.
    public let sequences: ClosedRange<Int>
    /// What is wrong.
    public let kind: Kind

    /// Names a place and what is wrong there.
    public init(line: Int, sequences: ClosedRange<Int>, kind: Kind) {
        self.line = line
        self.sequences = sequences
        self.kind = kind
    }
}
