public import LandModel

/// The days on which an appointment or a delegation is in force (任期、有效期).
public struct Term: Hashable, Sendable {
    /// The first day in force.
    public let from: CalendarDay
    /// The first day no longer in force; nil while no end is known.
    public let until: CalendarDay?

    /// A term that begins on a day and has no end yet.
    public init(from: CalendarDay) {
        self.from = from
        until = nil
    }

    /// A term as documents state it, both days included (自…至…).
    public init(from: CalendarDay, through last: CalendarDay) {
        self.from = from
        until = last.adding(days: 1)
    }

    private init(from: CalendarDay, until: CalendarDay?) {
        self.from = from
        self.until = until
    }

    /// Whether it is in force on a day.
    public func contains(_ day: CalendarDay) -> Bool {
        guard day >= from else { return false }
        guard let until else { return true }
        return day < until
    }

    /// Whether there is no day on which it is in force.
    public var isEmpty: Bool {
        guard let until else { return false }
        return until <= from
    }

    /// The last day in force; nil while no end is known, and when there is no such day.
    public var through: CalendarDay? { isEmpty ? nil : until?.adding(days: -1) }

    /// The same term, over from a day on; an end that comes earlier stays.
    public func ending(_ day: CalendarDay) -> Term {
        guard let until, until <= day else { return Term(from: from, until: day) }
        return self
    }

    /// Whether every day of this term is one of the other.
    public func isWithin(_ other: Term) -> Bool {
        if isEmpty { return true }
        guard from >= other.from else { return false }
        guard let otherEnd = other.until else { return true }
        guard let until else { return false }
        return until <= otherEnd
    }

    /// Whether there is a day in both.
    public func overlaps(_ other: Term) -> Bool {
        let first = max(from, other.from)
        return contains(first) && other.contains(first)
    }
}
