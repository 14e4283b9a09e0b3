public import LandModel

/// An act on the stream of a subject as its log tells it (办理记录).
public struct ProjectAct: Sendable {
    /// One event of it.
    public struct Entry: Sendable {
        /// Its place in the journal.
        public let sequence: Int
        /// Its hash, in hexadecimal.
        public let hash: String
        /// Whether the hash is that of the content and the hash before it.
        public let isWhole: Bool
        /// What happened.
        public let text: BilingualText
        /// Whom it concerned.
        public let subject: String
    }

    /// The time, in milliseconds since 1970-01-01 UTC.
    public let time: Int
    /// The person.
    public let person: String
    /// The office.
    public let office: String
    /// The operation; nil when the record does not say.
    public let operation: String?
    /// What the operation is called, where the pack or the program names it.
    public let title: BilingualText?
    /// The reason or document number stated with it.
    public let remark: String?
    /// What happened, in order.
    public let entries: [Entry]

    /// The place of its last event.
    public var sequence: Int { entries.last?.sequence ?? 0 }
    /// The hash of its last event.
    public var hash: String { entries.last?.hash ?? "" }
}
