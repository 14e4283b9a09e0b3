public import Policy

/// What the layers of a survey and a plan decide about a project, measured by the program (量算).
///
/// The facts it holds are never typed in: what was measured replaces what was stated, and a later
/// measurement replaces the whole of an earlier one.
public struct LifeMeasurement: Hashable, Sendable {
    /// One subject and what was measured about it.
    public struct Item: Hashable, Sendable {
        /// The project, or something inside it that the layers hold.
        public let subject: LifeSubject
        /// Its facts by name, each with its layers and their digests.
        public let facts: [String: Fact]

        /// Describes an item.
        public init(_ subject: LifeSubject, _ facts: [String: Fact]) {
            self.subject = subject
            self.facts = facts
        }
    }

    /// The project.
    public let project: String
    /// Which snapshot "after" speaks of.
    public let occasion: Occasion
    /// The layers that were there, by their vocabulary names.
    public let layers: [String]
    /// The edition of the dataset it was measured on, as `dataset@edition`.
    public let survey: String
    /// The digest of the plan in the vault.
    public let plan: String
    /// The project first, then what is inside it.
    public let items: [Item]

    /// Describes a measurement.
    public init(
        project: String, occasion: Occasion, layers: [String], survey: String, plan: String,
        items: [Item]
    ) {
        self.project = project
        self.occasion = occasion
        self.layers = layers
        self.survey = survey
        self.plan = plan
        self.items = items
    }
}

/// What the measured facts of a subject rest on (量算依据).
public struct MeasuringBasis: Hashable, Sendable {
    /// Which snapshot "after" speaks of.
    public var occasion: Occasion = .plan
    /// The layers that were there, by their vocabulary names; without one no clause on it is judged.
    public var layers: Set<String> = []
}
