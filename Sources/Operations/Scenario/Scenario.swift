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
        /// The identifier of the story it stands in, for messages.
        public let story: String
        /// The line of its file, for messages.
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

extension Scenario {
    /// Both stories on one home, step by step in order of time (同演).
    ///
    /// Steps of the same minute come in the order of the stories.
    ///
    /// - Throws: ``ScenarioMismatch`` when the other is not of the same home, or has a county of its own.
    public func beside(_ other: Scenario) throws(ScenarioMismatch) -> Scenario {
        guard other.founding == founding, other.county == nil || other.county == county else {
            throw ScenarioMismatch(one: id, other: other.id)
        }
        var steps = self.steps + other.steps
        let order = steps.indices.sorted { (steps[$0].time, $0) < (steps[$1].time, $1) }
        steps = order.map { steps[$0] }
        return Scenario(id: id, title: title, founding: founding, county: county, steps: steps)
    }
}

/// Two scenarios that cannot be played on one home.
public struct ScenarioMismatch: ExplainedError, Hashable {
    /// The one.
    public let one: String
    /// The other.
    public let other: String

    /// Why, and what to do.
    public var explanation: BilingualText {
        BilingualText(
            zh: "剧本 \(one) 与 \(other) 的 founding 或 county 不同，不能在同一目录演练；请改为一致或分别演练。",
            en: "The scenarios \(one) and \(other) differ in founding or county, so they cannot be "
                + "played on one home: make them the same or play them apart.")
    }
}
