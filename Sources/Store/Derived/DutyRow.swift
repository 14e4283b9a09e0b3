public import LandModel

/// A duty with a time limit as the derived table keeps it; what it means is Policy's and Operations' business.
public struct DutyRow: Hashable, Sendable {
    /// What limits a duty.
    public enum Form: Int, Sendable, CaseIterable {
        case days, words, act, stage, value, blank, year
    }

    /// What lays the duty on the subject: `clause`, or something on record that names no clause.
    public let kind: String
    /// What is to be done; empty where the texts of the clause say it.
    public let title: String
    /// The subject whose stream holds it.
    public let owner: String
    /// The subject the duty is about: its entity, identifier and name.
    public let entity: String
    /// Its identifier.
    public let subject: String
    /// Its name.
    public let name: String
    /// Where it lies.
    public let area: AdministrativeCode
    /// The digest of the pack, in hexadecimal.
    public let pack: String
    /// The clause.
    public let clause: String
    /// The kinds of offices whose duty it is.
    public let offices: [String]
    /// What limits it.
    public let form: Form
    /// The words, the act, stage or parameter waited for, or the year that is unknown.
    public let detail: String
    /// The first day; of words the day of the act that set them off.
    public let first: CalendarDay?
    /// The last day.
    public let last: CalendarDay?
    /// The last day of the span of a recurring limit.
    public let until: CalendarDay?
    /// The day it was done.
    public let done: CalendarDay?
    /// The day it was waived.
    public let waived: CalendarDay?

    /// Describes a row.
    public init(
        kind: String = "clause", title: String = "", owner: String, entity: String, subject: String,
        name: String, area: AdministrativeCode,
        pack: String, clause: String, offices: [String], form: Form, detail: String = "",
        first: CalendarDay? = nil, last: CalendarDay? = nil, until: CalendarDay? = nil,
        done: CalendarDay? = nil, waived: CalendarDay? = nil
    ) {
        self.kind = kind
        self.title = title
        self.owner = owner
        self.entity = entity
        self.subject = subject
        self.name = name
        self.area = area
        self.pack = pack
        self.clause = clause
        self.offices = offices
        self.form = form
        self.detail = detail
        self.first = first
        self.last = last
        self.until = until
        self.done = done
        self.waived = waived
    }
}

/// The texts of a clause, kept once beside the rows that name it.
public struct DutyClauseRow: Hashable, Sendable {
    /// The digest of the pack, in hexadecimal.
    public let pack: String
    /// The clause.
    public let clause: String
    /// The texts by name, such as `title.zh`.
    public let texts: [String: String]

    /// Describes the texts of a clause.
    public init(pack: String, clause: String, texts: [String: String]) {
        self.pack = pack
        self.clause = clause
        self.texts = texts
    }
}

/// All rows of one owner and on what they rest.
public struct DutyRows: Sendable {
    /// The subject whose stream it is.
    public let owner: String
    /// The streams of what contains it.
    public let around: [String]
    /// The days on which the rows are right if nothing happens.
    public let days: ClosedRange<CalendarDay>
    /// Spans that begin up to this day are among the rows.
    public let through: CalendarDay
    /// The rows.
    public let rows: [DutyRow]
    /// The texts of their clauses.
    public let clauses: [DutyClauseRow]
    /// What others inside it see of its stream, as a digest.
    public let mark: String

    /// Describes the rows of an owner.
    public init(
        owner: String, around: [String], days: ClosedRange<CalendarDay>, through: CalendarDay,
        rows: [DutyRow], clauses: [DutyClauseRow], mark: String
    ) {
        self.owner = owner
        self.around = around
        self.days = days
        self.through = through
        self.rows = rows
        self.clauses = clauses
        self.mark = mark
    }
}
