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
    /// The clause; nil for a term that an office set itself.
    public let clause: String?
    /// What is asked, in one sentence.
    public let title: BilingualText
    /// The act or the papers that are due, by their Chinese names; empty when a condition is due.
    public let task: String
    /// What to do, in words.
    public let remedy: BilingualText
    /// The place in the document; nil without a clause.
    public let citation: Citation?
    /// The title of the document.
    public let document: BilingualText
    /// Whether the document is a draft (征求意见稿).
    public let isDraft: Bool
    /// Whose duty it is.
    public let owners: [Owner]
    /// What limits it.
    public let limit: TimedDuty.Limit
    /// The Chinese name of the act, stage or parameter waited for; nil where nothing is.
    public let awaited: String?
    /// The day it was done.
    public let done: CalendarDay?
    /// How it stands.
    public let state: TimedDutyState

    /// The last day; nil without a number.
    public var last: CalendarDay? {
        if case .days(_, let last, _) = limit { last } else { nil }
    }

    /// A name of the entry that stays while the record goes on: subject, clause and span.
    public var id: String {
        let day = last?.description ?? "open"
        return "\(subject.id):\(clause ?? title.zh):\(day)"
    }
}

extension CalendarEntry {
    init(
        _ row: DutyRow, on day: CalendarDay, texts: [String: [String: DutyClauseRow]]
    ) {
        let pack = texts[row.pack]?[""]?.texts ?? [:]
        let own = texts[row.pack]?[row.clause]?.texts ?? [:]
        func text(_ words: [String: String], _ name: String) -> String { words[name] ?? "" }
        func both(_ words: [String: String], _ name: String) -> BilingualText {
            BilingualText(zh: text(words, name + ".zh"), en: text(words, name + ".en"))
        }
        let isClause = row.kind == "clause"
        subject = SubjectReference(entity: row.entity, id: row.subject, name: row.name)
        file = row.owner
        area = row.area
        clause = isClause ? row.clause : nil
        title = isClause ? both(own, "title") : BilingualText(zh: row.title, en: row.title)
        task = text(own, "task.zh")
        remedy = both(own, "remedy")
        citation =
            isClause
            ? Citation(
                document: text(own, "document"), clause: text(own, "number"),
                phrase: text(own, "phrase")) : nil
        document = both(pack, "title")
        isDraft = pack["draft"] == "true"
        owners = row.offices.map { Owner(kind: $0, zh: pack["office." + $0] ?? $0) }
        limit = row.limit
        awaited = pack["detail." + row.detail]
        done = row.done.flatMap { $0 <= day ? $0 : nil }
        state = TimedDutyState(limit, done: row.done, waived: row.waived, on: day)
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
