import CXLSXWriter
import LandModel

/// What is written into one cell of a sheet.
enum SheetCell {
    /// Nothing, with a border.
    case empty
    /// A text, wrapped.
    case text(String)
    /// A text in the middle.
    case centred(String)
    /// A digest.
    case digest(String)
    /// A number with so many decimals.
    case number(Double, decimals: Int)
    /// An area in square metres.
    case metres(Area)
    /// Hectares, given in whole square metres.
    case hectares(Int64)
    /// A difference of hectares, given in whole square metres.
    case change(Int64)
    /// A formula with the value it has.
    case formula(String, Double, decimals: Int)
    /// A verdict with its colour.
    case verdict(String, colour: String)
}

/// One sheet of a workbook, filled row by row.
final class Sheet {
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let book: Workbook
    /// The next row to write, from 0.
    private(set) var row: UInt32 = 0

    init(sheet: UnsafeMutablePointer<lxw_worksheet>, book: Workbook) {
        self.sheet = sheet
        self.book = book
    }

    /// Writes title, 表号 and 单位, and the heads of the columns; freezes them and sets the print.
    func start(title: String, number: String, unit: String, columns: [(String, Double)]) {
        let last = UInt16(columns.count - 1)
        worksheet_set_row(sheet, 0, 30, nil)
        let heading = book.format(CellStyle(content: .title))
        // One cell alone is no range to merge.
        if last == 0 {
            worksheet_write_string(sheet, 0, 0, title, heading)
        } else {
            worksheet_merge_range(sheet, 0, 0, 0, last, title, heading)
        }
        let caption = book.format(CellStyle(content: .caption))
        if !number.isEmpty { worksheet_write_string(sheet, 1, 0, "表号：\(number)", caption) }
        worksheet_write_string(sheet, 1, last, unit, caption)
        let head = book.format(CellStyle(content: .head))
        for (column, entry) in columns.enumerated() {
            worksheet_set_column(sheet, UInt16(column), UInt16(column), entry.1, nil)
            worksheet_write_string(sheet, 2, UInt16(column), entry.0, head)
        }
        row = 3
        worksheet_freeze_panes(sheet, 3, 0)
        worksheet_repeat_rows(sheet, 0, 2)
        worksheet_set_paper(sheet, 9)
        worksheet_set_landscape(sheet)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_footer(sheet, "&C— &P —")
    }

    /// Writes a row.
    func add(_ cells: [SheetCell], isTotal: Bool = false) {
        for (column, cell) in cells.enumerated() {
            write(cell, column: UInt16(column), isTotal: isTotal)
        }
        row += 1
    }

    /// Writes a remark below the table.
    func addNote(_ text: String) {
        worksheet_write_string(
            sheet, row, 0, Self.clean(text), book.format(CellStyle(content: .caption)))
        row += 1
    }

    /// Writes the line of those who made the table.
    func finish(_ report: ComplianceReport) {
        let heading = report.heading
        let blank = "　　　　　　"
        let prepared = heading.preparedBy.isEmpty ? blank : heading.preparedBy
        let reviewed = heading.reviewedBy.isEmpty ? blank : heading.reviewedBy
        row += 1
        worksheet_write_string(
            sheet, row, 0,
            "制表人：\(prepared)　　复核人：\(reviewed)　　制表日期：\(FigureFormat.longDay(report.asOf))　　"
                + "报告编号：\(heading.number)", book.format(CellStyle(content: .caption)))
        if report.pack.isDraft {
            row += 1
            worksheet_write_string(
                sheet, row, 0, LabelCatalogue.draftMark.zh + "：" + LabelCatalogue.draftNote.zh,
                book.format(CellStyle(content: .caption)))
        }
    }

    /// The name of a cell: A1 for column 0 of row 0.
    static func name(column: Int, row: UInt32) -> String {
        var letters = ""
        var rest = column + 1
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters + String(row + 1)
    }

    private func write(_ cell: SheetCell, column: UInt16, isTotal: Bool) {
        func format(_ content: CellStyle.Content) -> UnsafeMutablePointer<lxw_format>? {
            book.format(CellStyle(content: content, isTotal: isTotal))
        }
        switch cell {
        case .empty: worksheet_write_blank(sheet, row, column, format(.text))
        case .text(let text):
            worksheet_write_string(sheet, row, column, Self.clean(text), format(.text))
        case .centred(let text):
            worksheet_write_string(sheet, row, column, Self.clean(text), format(.centred))
        case .digest(let text):
            worksheet_write_string(sheet, row, column, Self.clean(text), format(.digest))
        case .number(let value, let decimals):
            worksheet_write_number(
                sheet, row, column, value, format(.number(decimals: decimals, grouped: false)))
        case .metres(let area):
            worksheet_write_number(
                sheet, row, column, area.squareMetres, format(.number(decimals: 2, grouped: true)))
        case .hectares(let metres):
            worksheet_write_number(
                sheet, row, column, Double(metres) / 10_000,
                format(.number(decimals: 4, grouped: false)))
        case .change(let metres):
            worksheet_write_number(
                sheet, row, column, Double(metres) / 10_000, format(.signed(decimals: 4)))
        case .formula(let formula, let value, let decimals):
            worksheet_write_formula_num(
                sheet, row, column, formula,
                format(.number(decimals: decimals, grouped: decimals == 2)), value)
        case .verdict(let text, let colour):
            worksheet_write_string(
                sheet, row, column, text,
                book.format(CellStyle(content: .centred, isTotal: false, verdictColour: colour)))
        }
    }

    /// The text without control characters, which the file format forbids, at most 32,000 long.
    private static func clean(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }
        var out = String.UnicodeScalarView()
        out.append(contentsOf: kept.prefix(32_000))
        return String(out)
    }
}
