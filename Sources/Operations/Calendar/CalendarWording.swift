import LandModel
import Policy
import Store

/// What entries of one clause, for the same offices, waiting for the same thing, have in common.
///
/// Entries share it by reference: a city has a hundred thousand of them and some dozen of these.
final class CalendarWording: Hashable, Sendable {
    let clause: String?
    let title: BilingualText
    let task: String
    let remedy: BilingualText
    let citation: Citation?
    let document: BilingualText
    let isDraft: Bool
    let owners: [CalendarEntry.Owner]
    let awaited: String?
    let act: String?
    let papers: [String]
    let packCode: String

    init(_ row: DutyRow, _ texts: [String: [String: DutyClauseRow]]) {
        let pack = texts[row.pack]?[""]?.texts ?? [:]
        let own = texts[row.pack]?[row.clause]?.texts ?? [:]
        func text(_ words: [String: String], _ name: String) -> String { words[name] ?? "" }
        func both(_ words: [String: String], _ name: String) -> BilingualText {
            BilingualText(zh: text(words, name + ".zh"), en: text(words, name + ".en"))
        }
        let isClause = row.kind == "clause"
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
        owners = row.offices.map {
            CalendarEntry.Owner(kind: $0, zh: pack["office." + $0] ?? $0)
        }
        awaited = pack["detail." + row.detail]
        packCode = text(pack, "code")
        act = isClause ? own["act"].flatMap { $0.isEmpty ? nil : $0 } : nil
        papers = isClause ? text(own, "papers").split(separator: " ").map(String.init) : []
    }

    static func == (one: CalendarWording, other: CalendarWording) -> Bool {
        one === other
            || one.clause == other.clause && one.title == other.title && one.task == other.task
                && one.remedy == other.remedy && one.citation == other.citation
                && one.document == other.document && one.isDraft == other.isDraft
                && one.owners == other.owners && one.awaited == other.awaited
                && one.act == other.act && one.papers == other.papers
                && one.packCode == other.packCode
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(clause)
        hasher.combine(title)
        hasher.combine(owners)
    }
}

/// The wordings of the rows of a page, each made once.
struct CalendarWordings {
    private struct Key: Hashable {
        let (pack, clause, kind, title, detail): (String, String, String, String, String)
        let offices: [String]

        init(_ row: DutyRow) {
            (pack, clause, kind) = (row.pack, row.clause, row.kind)
            (title, detail, offices) = (row.title, row.detail, row.offices)
        }

        /// The long texts are the same for nearly all, and are compared alone: they share their storage.
        func hash(into hasher: inout Hasher) {
            hasher.combine(clause)
            hasher.combine(title)
            hasher.combine(detail)
        }
    }

    private let texts: [String: [String: DutyClauseRow]]
    private var known: [Key: CalendarWording] = [:]

    /// - Parameter texts: The texts of the clauses, by pack and clause.
    init(_ texts: [String: [String: DutyClauseRow]]) { self.texts = texts }

    /// The wording of a row.
    mutating func wording(of row: DutyRow) -> CalendarWording {
        let key = Key(row)
        if let wording = known[key] { return wording }
        let wording = CalendarWording(row, texts)
        known[key] = wording
        return wording
    }
}
