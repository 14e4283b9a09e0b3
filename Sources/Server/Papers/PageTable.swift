import Accounts
import Documents
import HTTPTypes
import Hummingbird
import LandModel
import Operations

/// A table that a page shows and that leaves as XLSX or CSV with the same title, units and totals (表格).
///
/// A page with tables declares ``parameters`` and asks ``reply(_:among:)`` first; each table's links lead back to the
/// page's own address, with its filters.
struct PageTable: Sendable {
    /// A column with its head.
    struct Column: Sendable {
        let title: BilingualText
        var unit: BilingualText?
        var isNumber = false
        /// Characters, in a workbook.
        var width = 14
    }

    /// What stands in a row under a head.
    struct Cell: Sendable {
        fileprivate enum Kind { case text, number, empty }

        fileprivate let kind: Kind
        fileprivate let shown: String
        fileprivate var href: String?

        /// A text, with the address it leads to.
        static func text(_ text: String, href: String? = nil) -> Cell {
            text.isEmpty ? .empty : Cell(kind: .text, shown: text, href: href)
        }

        /// A whole number, with thousands commas.
        static func integer(_ number: Int) -> Cell {
            Cell(kind: .number, shown: FigureFormat.count(number))
        }

        /// A decimal number as it is shown, such as `1,234.50`.
        static func number(_ shown: String) -> Cell { Cell(kind: .number, shown: shown) }

        /// A day; empty for none.
        static func day(_ day: CalendarDay?) -> Cell {
            day.map { Cell(kind: .text, shown: "\($0)") } ?? .empty
        }

        /// Nothing, shown as a dash.
        static let empty = Cell(kind: .empty, shown: "—")
    }

    /// The name of the file without its ending, of ASCII letters.
    let name: String
    /// The title, with the number of the official table where there is one.
    let title: BilingualText
    let columns: [Column]
    let rows: [[Cell]]
    /// The line below the rows.
    var totals: [Cell]?
    var note: BilingualText?

    /// What a page with tables declares: in which form, and which of them, leaves as a file.
    static let parameters: [Route.Parameter] = [
        .query("format", .choice(["xlsx", "csv"]), "the table as a file"),
        .query("table", .text(longest: 60), "the name of the table, where a page has several"),
    ]

    /// The most rows of a file.
    static let most = 50_000

    // MARK: The page

    /// What the part `page-table` shows.
    func value(_ call: Call) -> JSONValue {
        let language = call.language
        return .members([
            "id": .string("table-" + name), "headingId": .string("table-" + name + "-h"),
            "title": .string(title[language]), "note": .shown(note?[language]),
            "count": .string(FigureFormat.count(rows.count)), "filled": .bool(!rows.isEmpty),
            "columns": .list(columns.enumerated()) { index, column in
                .members([
                    "title": .string(column.title[language]),
                    "unit": .shown(column.unit?[language]), "num": .bool(column.isNumber),
                    "stick": .bool(index == 0),
                ])
            },
            "rows": .list(rows) { .members(["cells": cells($0)]) },
            "totals": totals.map { .members(["cells": cells($0)]) } ?? .bool(false),
            "xlsxHref": .string(address(call, "xlsx")), "csvHref": .string(address(call, "csv")),
        ])
    }

    private func cells(_ row: [Cell]) -> JSONValue {
        .list(row.enumerated()) { index, cell in
            .members([
                "text": .string(cell.shown), "href": .shown(cell.href),
                "num": .bool(cell.kind == .number || columns[index].isNumber),
                "stick": .bool(index == 0),
            ])
        }
    }

    /// The page's own address with its other parameters, for this table as a file.
    private func address(_ call: Call, _ format: String) -> String {
        let kept = (call.request.uri.query ?? "").split(separator: "&").filter {
            !$0.hasPrefix("format=") && !$0.hasPrefix("table=")
        }
        let all = kept.map(String.init) + ["format=\(format)", "table=\(name.percentEncoded)"]
        return call.request.uri.path + "?" + all.joined(separator: "&")
    }

    // MARK: The file

    /// The file that is asked for among a page's tables; nil when the page itself is.
    static func reply(_ call: Call, among tables: [PageTable]) throws -> Reply? {
        guard let format = call.values["format"] else { return nil }
        let wanted = call.values["table"]
        guard let table = tables.first(where: { wanted == nil || $0.name == wanted }) else {
            throw Problem.missing()
        }
        return try table.reply(call, as: format)
    }

    /// The table as a file; noted in the audit.
    ///
    /// - Throws: ``Problem`` when the format is none or the table is too long.
    func reply(_ call: Call, as format: String) throws -> Reply {
        guard rows.count <= Self.most else {
            throw Problem(
                .unprocessableContent, "too-many",
                zh: "共 \(rows.count) 行，导出最多 \(Self.most) 行。请先筛选。",
                en: "There are \(rows.count) rows, and a file takes \(Self.most) at most. Filter "
                    + "first.")
        }
        let reply: Reply
        switch format {
        case "csv": reply = .table(fields: fields(call.language))
        case "xlsx":
            let bytes = try PassingFile.bytes(format) { path in
                try write(
                    to: path, call.language, remark: ChinaTime.text(call.time),
                    moment: ReportMoment(epochSeconds: call.time / 1000))
            }
            reply = Reply(type: ExportRoutes.Format.xlsx.type, content: .bytes(bytes))
        default:
            throw Problem.fault("format", zh: "应为 xlsx 或 csv。", en: "xlsx or csv is needed.")
        }
        try call.office().accounts.noteExport(
            "\(call.request.uri.path) \(name) \(format) \(rows.count)", at: call.time,
            by: try call.accountActor())
        return reply.saved(as: "\(name)-\(call.day).\(format)").kept("private, no-store")
    }

    /// The heads, each with its unit.
    private func heads(_ language: DisplayLanguage) -> [String] {
        columns.map { column in
            let unit = column.unit.map {
                BilingualText(zh: "（\($0.zh)）", en: " (\($0.en))")[language]
            }
            return column.title[language] + (unit ?? "")
        }
    }

    /// Heads, rows and totals as fields of a CSV file.
    func fields(_ language: DisplayLanguage) -> [[String]] {
        [heads(language).map { CSVField.quoted($0) }]
            + (rows + (totals.map { [$0] } ?? [])).map { row in
                row.map { cell in
                    switch cell.kind {
                    case .empty: ""
                    case .number: CSVField.number(cell.shown)
                    case .text: CSVField.quoted(cell.shown)
                    }
                }
            }
    }

    /// Writes the table as a workbook of one sheet.
    func write(
        to path: String, _ language: DisplayLanguage, remark: String, moment: ReportMoment
    ) throws(DocumentsError) {
        func cells(_ row: [Cell]) -> [DataCell] {
            row.map { cell in
                switch cell.kind {
                case .empty: .empty
                case .number: DataCell(shown: cell.shown)
                case .text: .text(cell.shown)
                }
            }
        }
        var table = DataTable(
            title: title[language], source: "", remark: remark, heads: heads(language))
        table.widths = columns.map(\.width)
        table.totals = totals.map(cells)
        table.note = note.map { BilingualText(zh: "注：\($0.zh)", en: "Note: \($0.en)")[language] }
        try table.write(rows.map(cells), to: path, moment: moment)
    }
}
