public import LandModel
public import Policy
import Store

/// A line of the calendar (日程): one duty with a time limit, and how it stands on the day asked.
public struct CalendarEntry: Hashable, Sendable {
    /// An office kind of the pack, with its Chinese name.
    public struct Owner: Hashable, Sendable {
        /// The kind, as packs name it.
        public let kind: String
        /// The Chinese name.
        public let zh: String
    }

    /// The subject the duty is about.
    public let subject: SubjectReference
    /// The project, county or city in whose file it stands.
    public let file: String
    /// Where the subject lies.
    public let area: AdministrativeCode
    /// What limits it.
    public let limit: TimedDuty.Limit
    /// The day it was done.
    public let done: CalendarDay?
    /// How it stands.
    public let state: TimedDutyState
    private let wording: CalendarWording

    /// The clause; nil for a term that an office set itself.
    public var clause: String? { wording.clause }
    /// What is asked, in one sentence.
    public var title: BilingualText { wording.title }
    /// The act or the papers that are due, by their Chinese names; empty when a condition is due.
    public var task: String { wording.task }
    /// The act that is due, or the step with which it begins; nil when papers or a condition are.
    public var act: String? { wording.act }
    /// The code of the pack that the clause is of.
    public var packCode: String { wording.packCode }
    /// The papers that are due, as the vocabulary names them.
    public var papers: [String] { wording.papers }
    /// What to do, in words.
    public var remedy: BilingualText { wording.remedy }
    /// The place in the document; nil without a clause.
    public var citation: Citation? { wording.citation }
    /// The title of the document.
    public var document: BilingualText { wording.document }
    /// Whether the document is a draft (征求意见稿).
    public var isDraft: Bool { wording.isDraft }
    /// Whose duty it is.
    public var owners: [Owner] { wording.owners }
    /// The Chinese name of the act, stage or parameter waited for; nil where nothing is.
    public var awaited: String? { wording.awaited }

    // Not inlined: the optimiser of Swift 6.3.1 ends with "Found outside of lifetime use" where it is.
    /// The last day; nil without a number.
    @inline(never)
    public var last: CalendarDay? {
        if case .days(_, let last, _) = limit { last } else { nil }
    }

    /// A name of the entry that stays while the record goes on: subject, clause and span.
    public var id: String {
        let day = last?.description ?? "open"
        return "\(subject.id):\(clause ?? title.zh):\(day)"
    }

    init(_ row: DutyRow, on day: CalendarDay, _ wording: CalendarWording) {
        subject = SubjectReference(entity: row.entity, id: row.subject, name: row.name)
        file = row.owner
        area = row.area
        limit = row.limit
        done = row.done.flatMap { $0 <= day ? $0 : nil }
        state = TimedDutyState(limit, done: row.done, waived: row.waived, on: day)
        self.wording = wording
    }
}

extension DutyRow {
    /// What limits the duty, as Policy tells it.
    fileprivate var limit: TimedDuty.Limit {
        switch form {
        case .days:
            // A row of days without a last one is none that this program wrote.
            last.map { .days(first: first, last: $0, until: until) } ?? .blank(detail)
        case .words: .words(detail, since: first)
        case .act: .act(detail)
        case .stage: .stage(detail)
        case .value: .value(detail)
        case .blank: .blank(detail)
        case .year: .year(Int(detail) ?? 0)
        }
    }
}
