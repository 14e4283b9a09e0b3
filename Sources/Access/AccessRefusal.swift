public import LandModel

/// A person to ask (可联系人员).
public struct AccessContact: Hashable, Sendable {
    /// Who.
    public let person: Person.ID
    /// The name.
    public let name: String
    /// The name of the office.
    public let office: String
    /// The post.
    public let post: Post
}

/// A refusal: every reason, and whom to ask.
public struct AccessRefusal: ExplainedError, Hashable {
    /// The post that came closest to the right.
    public struct Capacity: Hashable, Sendable {
        /// The appointment.
        public let appointment: Appointment.ID
        /// The delegation, when the rights are lent.
        public let delegation: Delegation.ID?
        /// The name of the office.
        public let office: String
        /// The post.
        public let post: Post
        /// The name of the delegator, when the rights are lent.
        public let delegator: String?
    }

    /// What was asked.
    public let request: AccessRequest
    /// Why it is refused, the governing reason first; never empty.
    public let causes: [RefusalCause]
    /// Whom to ask: those who may perform the operation there, or who may appoint; at most five.
    public let contacts: [AccessContact]
    /// The rule of the operation; nil when there is none.
    public let rule: OperationRule?
    /// The name of the person; nil when the register has none.
    public let actor: String?
    /// The post judged; nil when the person has none.
    public let capacity: Capacity?

    /// What the people, acts and posts named in ``causes`` are called, by identifier.
    public let names: [String: BilingualText]

    /// Who may not do what, as the beginning of a sentence.
    public var head: BilingualText { RefusalWords(self).head }
    /// For each of ``causes`` a clause of a sentence, without a final stop.
    public var reasons: [BilingualText] { RefusalWords(self).reasons }
    /// What to do, in a sentence.
    public var remedy: BilingualText { RefusalWords(self).remedy }
    /// What is wrong and what to do, in sentences.
    public var explanation: BilingualText { RefusalWords(self).text }
}
