public import Digest

/// What the verification of a journal found.
public struct VerificationReport: Sendable {
    /// The genesis record; nil when it is absent or unreadable.
    public let genesis: Genesis?
    /// How many lines were read.
    public let lines: Int
    /// How many events were read.
    public let events: Int
    /// The place of the last event.
    public let sequence: Int
    /// The hash the chain ends with; nil when there is no chain.
    public let head: HashValue?
    /// How many checkpoints hold: signed with a trusted key and in agreement with the chain.
    public let confirmedCheckpoints: Int
    /// How many checkpoints agree with the chain, but no trusted key was given to check them.
    public let uncheckedCheckpoints: Int
    /// The last place that a checkpoint with a trusted key confirms; 0 when there is none.
    public let confirmedThrough: Int
    /// The first line that does not fit; nil when the journal is sound.
    public let firstBreak: JournalBreak?
    /// What is wrong, in the order of lines: the reading of ``firstBreak`` and of all that follows.
    public let damages: [Damage]
    /// Whether reading stopped because the list of damages was full.
    public let isCut: Bool

    /// Whether nothing is wrong.
    public var isSound: Bool { firstBreak == nil && damages.isEmpty }
}
