public import LandModel

/// One dated duty that a clause lays on a subject, and what came of it (期限事项).
///
/// A recurring limit gives a duty for each of its spans. Only when the thing was done is told here;
/// whether it was done rightly is the matter of the clause's ``Finding``. A duty does not know what
/// day it is: ``state(on:)`` tells how it stands on one.
public struct TimedDuty: Hashable, Sendable {
    /// What limits the duty.
    public enum Limit: Hashable, Sendable {
        /// Days: from the first (nil: from ever) to the last, which counts in full; for a recurring limit
        /// also the last day of the span, after which the next one runs and this one is lost.
        case days(first: CalendarDay?, last: CalendarDay, until: CalendarDay?)
        /// Words without a number (及时); counted from an act once it is done, or from nothing.
        case words(String, since: CalendarDay?)
        /// Not counted yet: the act that sets it off is not done.
        case act(String)
        /// Not judged yet: the stage is not reached.
        case stage(String)
        /// Not judged yet: no value of the parameter is in force.
        case value(String)
        /// The document leaves the parameter blank.
        case blank(String)
        /// Working days that reach into a year whose holidays are not known.
        case year(Int)
    }

    /// The clause's identifier.
    public let clause: String
    /// Whom or what it is about.
    public let subject: SubjectReference
    /// What the clause asks, in one sentence.
    public let title: BilingualText
    /// The place in the document.
    public let citation: Citation
    /// How strongly it binds.
    public let strength: Strength
    /// The offices whose duty it is, in the order of the pack; empty when the document names none.
    public let owners: [String]
    /// The act to be done; nil when it is papers or a condition.
    public let act: String?
    /// The papers to be filed.
    public let documents: [String]
    /// What to do, in words.
    public let remedy: BilingualText
    /// What limits it.
    public let limit: Limit
    /// The day it was done; for several papers that of the last one.
    public let done: CalendarDay?
    /// The day it was waived in writing.
    public let waived: CalendarDay?

    /// The first day; nil when nothing says so.
    public var first: CalendarDay? {
        if case .days(let first, _, _) = limit { first } else { nil }
    }

    /// The last day; nil without a number.
    public var last: CalendarDay? { if case .days(_, let last, _) = limit { last } else { nil } }

    /// Whether it comes again and again.
    public var recurs: Bool { if case .days(_, _, .some) = limit { true } else { false } }

    /// How it stands on a day; what was done after that day is not seen.
    public func state(on day: CalendarDay) -> TimedDutyState {
        TimedDutyState(limit, done: done, waived: waived, on: day)
    }
}

/// How a duty stands on a day.
public enum TimedDutyState: Hashable, Sendable {
    /// Done in time, or done where there is no number.
    case met(CalendarDay)
    /// Done after the last day.
    case late(CalendarDay)
    /// Not done, with a written reason that counts.
    case waived(CalendarDay)
    /// Not done, and the last day has not passed.
    case running(CalendarDay)
    /// Its first day has not come.
    case upcoming(CalendarDay)
    /// Not done since the last day, these days ago; it can still be done late.
    case overdue(days: Int)
    /// Not done in its span, which is over for ever.
    case missed
    /// Without a number; since an act, if one set it off.
    case unfixed(since: CalendarDay?)
    /// It waits for what it counts from.
    case notStarted
    /// The number is blank, or cannot be counted.
    case blank

    /// How a duty of a limit stands on a day.
    public init(
        _ limit: TimedDuty.Limit, done: CalendarDay?, waived: CalendarDay?, on day: CalendarDay
    ) {
        let done = done.flatMap { $0 <= day ? $0 : nil }
        if case .days(let first, let last, let until) = limit {
            if let done, done <= last {
                self = .met(done)
            } else if let waived, waived <= day {
                self = .waived(waived)
            } else if let done {
                self = .late(done)
            } else if day <= last {
                self = first.map { $0 > day } ?? false ? .upcoming(last) : .running(last)
            } else if let until, day > until {
                self = .missed
            } else {
                self = .overdue(days: day.daysSinceEpoch - last.daysSinceEpoch)
            }
        } else if let done {
            self = .met(done)
        } else if let waived, waived <= day {
            self = .waived(waived)
        } else {
            switch limit {
            case .words(_, let since): self = .unfixed(since: since)
            case .blank, .year: self = .blank
            case .days, .act, .stage, .value: self = .notStarted
            }
        }
    }
}
