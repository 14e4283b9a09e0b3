public import LandModel

/// A term that an office set for another when it returned something (限期补正、限期整改).
public struct LifeTerm: Hashable, Sendable {
    /// The act with which it was set.
    public let act: String
    /// The office that set it.
    public let by: String
    /// The last day.
    public let until: CalendarDay
    /// Why.
    public let reason: String
    /// The acts of which one must be done by then.
    public let awaited: [String]
    /// The day one of them was done; nil while none is.
    public internal(set) var metOn: CalendarDay?

    /// Describes a term that runs.
    public init(
        act: String, by: String, until: CalendarDay, reason: String, awaited: [String]
    ) {
        self.act = act
        self.by = by
        self.until = until
        self.reason = reason
        self.awaited = awaited
    }
}

/// What is said with an act besides who does it (办理附记).
public struct ActRemarks: Hashable, Sendable {
    /// The offices the result is sent to.
    public var to: [String]
    /// Why it is done; empty when it speaks for itself.
    public var reason: String
    /// The last day for what comes next; nil when there is none.
    public var until: CalendarDay?

    /// Makes remarks.
    public init(to: [String] = [], reason: String = "", until: CalendarDay? = nil) {
        self.to = to
        self.reason = reason
        self.until = until
    }
}
