import Documents
import LandModel
import Operations
import Policy
import Store

/// A part of the calendar as lines, JSON, CSV and a workbook.
struct CalendarReport {
    private let page: OfficeCalendar.Page

    init(_ page: OfficeCalendar.Page) { self.page = page }

    /// One line an entry: last day, state, subject, clause, title, offices.
    func lines(_ language: DisplayLanguage) -> [String] {
        page.entries.map { entry in
            let state = DutyRowState(entry.state)
            let words = entry.words(on: page.day)[language]
            let draft = entry.isDraft ? BilingualText(zh: "（征求意见稿）", en: " (draft)")[language] : ""
            return [
                entry.last?.description ?? "—", state.title[language], words,
                "\(entry.subject.name)（\(entry.subject.id)）", (entry.clause ?? "") + draft,
                entry.title[language], entry.ownerNames[language],
            ].joined(separator: "\t")
        }
    }

    /// How many stand how.
    var summary: BilingualText {
        let counts = DutyRowState.allCases.compactMap { state in
            page.counts[state].map { (state, $0) }
        }
        return BilingualText(
            zh: "\(page.day)：" + counts.map { "\($0.0.title.zh) \($0.1)" }.joined(separator: "，")
                + "；应列 \(page.found) 项，列出 \(page.entries.count) 项。",
            en: "\(page.day): " + counts.map { "\($0.0.title.en) \($0.1)" }.joined(separator: ", ")
                + "; \(page.entries.count) of \(page.found) listed.")
    }

    // MARK: Counts

    /// How many stand how, by county and by kind of office.
    private var tallies: [(group: String, name: String, states: [DutyRowState: Int])] {
        page.counties.map { ("county", $0.key.digits, $0.value) }.sorted { $0.1 < $1.1 }
            + page.offices.map { ("office", $0.key, $0.value) }.sorted { $0.1 < $1.1 }
    }

    /// One line a county or kind of office: its code, then how many stand how.
    func counts(_ language: DisplayLanguage) -> [String] {
        tallies.map { tally in
            let parts = DutyRowState.allCases.compactMap { state in
                tally.states[state].map { "\(state.title[language]) \($0)" }
            }
            return ([tally.name] + parts).joined(separator: "\t")
        }
    }

    /// One JSON object a county or kind of office.
    var countsJSON: [String] {
        tallies.map { tally in
            let states: [(String, JSONValue)] = DutyRowState.allCases.compactMap { state in
                tally.states[state].map { (state.name, .integer($0)) }
            }
            return JSONValue.object([
                ("as_of", .string(page.day.description)), (tally.group, .string(tally.name)),
                ("states", .object(states)),
            ]).text
        }
    }

    /// One JSON object an entry.
    var jsonLines: [String] {
        page.entries.map { entry in
            func date(_ day: CalendarDay?) -> JSONValue {
                day.map { .string($0.description) } ?? .null
            }
            let late: Int? =
                if case .overdue(days: let days) = entry.state { days } else { nil }
            return JSONValue.object([
                ("as_of", date(page.day)), ("state", .string(DutyRowState(entry.state).name)),
                ("subject", .string(entry.subject.id)), ("entity", .string(entry.subject.entity)),
                ("name", .string(entry.subject.name)), ("area", .string(entry.area.digits)),
                ("clause", entry.clause.map { .string($0) } ?? .null),
                ("title", .text(entry.title)),
                ("task", .string(entry.task)), ("document", .text(entry.document)),
                ("draft", .bool(entry.isDraft)),
                ("citation", entry.citation.map { .string($0.clause) } ?? .null),
                ("phrase", entry.citation.map { .string($0.phrase) } ?? .null),
                ("offices", .array(entry.owners.map { .string($0.kind) })),
                ("first", date(entry.first)), ("last", date(entry.last)),
                ("done", date(entry.done)),
                ("days_overdue", late.map { .integer($0) } ?? .null),
                ("words", .text(entry.words(on: page.day))),
            ]).text
        }
    }

    // MARK: Tables

    private static let columns: [(head: String, width: Double)] = [
        ("到期日", 12), ("状态", 10), ("情况", 20), ("对象", 24), ("代号", 20), ("行政区", 14), ("条款", 10),
        ("要求", 44), ("应办", 24), ("责任单位", 28), ("依据", 40), ("办结日", 12),
    ]

    private var rows: [[String]] {
        page.entries.map { entry in
            [
                entry.last?.description ?? "", DutyRowState(entry.state).title.zh,
                entry.words(on: page.day).zh, entry.subject.name, entry.subject.id,
                entry.area.digits, entry.clause ?? "", entry.title.zh, entry.task,
                entry.ownerNames.zh,
                entry.document.zh + (entry.isDraft ? "（征求意见稿）" : "")
                    + (entry.citation.map { " \($0.clause)" } ?? ""),
                entry.done?.description ?? "",
            ]
        }
    }

    /// Comma-separated values with a heading (RFC 4180).
    var csv: String {
        ([Self.columns.map(\.head)] + rows).map { row in
            row.map(CSVField.quoted).joined(separator: ",") + "\n"
        }.joined()
    }

    /// The workbook.
    var table: PlainTable {
        PlainTable(
            title: "期限事项表", number: "TC-20", remark: "截至 \(page.day)，共 \(page.entries.count) 项",
            columns: Self.columns, rows: rows)
    }
}
