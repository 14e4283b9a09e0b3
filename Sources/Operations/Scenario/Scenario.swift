public import Access
public import Journal
public import LandModel

/// A story of acts that can be played on a fresh home (剧本).
///
/// Who does what on which day, and what must come of it; `docs/scenario-format.md` describes the file.
public struct Scenario: Sendable {
    /// The identifier.
    public let id: String
    /// What it is called.
    public let title: BilingualText
    /// How the home comes to be.
    public let founding: Founding
    /// The synthetic county that the story has at hand; nil when it needs none.
    public let county: County?
    /// What happens, in order.
    public let steps: [Step]

    /// A synthetic county (合成示例县), written into a folder for the time of the story.
    public struct County: Hashable, Sendable {
        /// How many patches it has.
        public let patches: Int
        /// The same seed gives the same county.
        public let seed: Int
    }

    /// One step of the story.
    public struct Step: Sendable {
        /// The line of the file, for messages.
        public let line: Int
        /// When, in milliseconds since 1970-01-01 UTC.
        public let time: Int
        /// What a reader should know; nil when the act speaks for itself.
        public let note: BilingualText?
        /// What happens.
        public let deed: Deed
    }

    /// What happens in a step.
    public enum Deed: Sendable {
        /// A person asks for an act.
        case act(
            person: Person.ID, capacity: Appointment.ID?, operation: String, input: CanonicalJSON,
            expected: Expectation)
        /// Somebody looks at the record.
        case check(Check)
    }

    /// What must come of a request.
    public enum Expectation: Hashable, Sendable {
        /// The act is done.
        case done
        /// It is refused with exactly these codes, in any order.
        case refused([String])
    }

    /// What must be true of the record; what is nil is not looked at.
    public struct Check: Hashable, Sendable {
        /// How many notices wait for a person.
        public var waiting: [String: Int]?
        /// How many acts there are on the record, the founding among them.
        public var acts: Int?
        /// Whether the chain is sound.
        public var journalIsSound: Bool?
        /// By subject, exactly the clauses whose time limit is overdue or was missed.
        public var overdue: [String: Set<String>]?
        /// By subject, clauses whose time limit was kept when it last came to something.
        public var met: [String: Set<String>]?
    }
}
