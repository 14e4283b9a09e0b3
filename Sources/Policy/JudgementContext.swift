public import LandModel

/// Which snapshot the "after" facts come from (判定时点).
public enum Occasion: String, Sendable, CaseIterable {
    /// A plan is judged: "after" is the plan layer.
    case plan
    /// An acceptance is judged: "after" is the completion survey.
    case acceptance
    /// Yearly accounting: "after" is the annual survey.
    case annual
}

/// Everything a pack needs to judge: who, what is known, what happened, and the day.
public struct JudgementContext: Sendable {
    /// The tree of subjects.
    public var root: Subject
    /// The events; their order does not matter, those after ``asOf`` are not seen.
    public var journal: [JournalRecord]
    /// Which snapshot the facts were tabulated from.
    public var occasion: Occasion
    /// The day judged, in China Standard Time.
    public var asOf: CalendarDay
    /// The layers the snapshot holds, by their vocabulary names; nil leaves them unchecked,
    /// which only the cases of a pack do.
    public var layersPresent: Set<String>?

    /// Makes a context.
    public init(
        root: Subject, journal: [JournalRecord], occasion: Occasion, asOf: CalendarDay,
        layersPresent: Set<String>
    ) {
        self.root = root
        self.journal = journal
        self.occasion = occasion
        self.asOf = asOf
        self.layersPresent = layersPresent
    }

    init(caseOf root: Subject, journal: [JournalRecord], asOf: CalendarDay) {
        self.root = root
        self.journal = journal
        self.occasion = .plan
        self.asOf = asOf
        self.layersPresent = nil
    }
}
