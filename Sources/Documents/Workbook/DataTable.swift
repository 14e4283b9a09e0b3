/// A cell of a table of data.
public enum DataCell: Hashable, Sendable {
    /// Nothing.
    case empty
    /// A text; codes stay as they are, however many digits they have.
    case text(String)
    /// A number with so many decimals.
    case number(Double, decimals: Int)

    /// A number from the text that shows it, with its digits; a text when it is none or has more digits than a
    /// spreadsheet keeps.
    public init(shown: String) {
        guard let bare = DataCell.bare(shown), bare.count(where: \.isNumber) <= 15,
            let value = Double(bare)
        else {
            self = .text(shown)
            return
        }
        let point = bare.firstIndex(of: ".")
        let decimals = point.map { bare.distance(from: $0, to: bare.endIndex) - 1 } ?? 0
        self = .number(value, decimals: decimals)
    }

    /// The digits of a decimal number as they are shown, with a plain sign and without commas; nil for anything else.
    static func bare(_ shown: String) -> String? {
        let bare = shown.replacing("\u{2212}", with: "-").replacing(",", with: "")
        return bare.wholeMatch(of: /[+-]?[0-9]+(?:\.[0-9]+)?/) == nil ? nil : bare
    }
}

/// The attributes of a layer as a workbook of one sheet: texts as texts, numbers as numbers.
public struct DataTable: Sendable {
    /// The title over the table and the name of the sheet.
    public let title: String
    /// What stands at the left under the title, such as the dataset (来源).
    public let source: String
    /// What stands at the right under the title, such as how many rows.
    public let remark: String
    /// The heads of the columns.
    public let heads: [String]
    /// The widths of the columns in characters; nil for widths by their heads.
    public var widths: [Int]?
    /// The cells of the line below the rows (合计).
    public var totals: [DataCell]?
    /// What stands below the table (注).
    public var note: String?

    /// Describes a table.
    public init(title: String, source: String, remark: String, heads: [String]) {
        self.title = title
        self.source = source
        self.remark = remark
        self.heads = heads
    }

    /// Writes the workbook.
    ///
    /// - Parameters:
    ///   - rows: the rows, each with a cell for every head.
    ///   - moment: the date of the file, so that its bytes repeat.
    /// - Throws: ``DocumentsError/workbook(path:reason:)`` when it cannot be written.
    public func write(
        _ rows: [[DataCell]], to path: String, moment: ReportMoment
    ) throws(DocumentsError) {
        let book = try Workbook(path: path, title: title, moment: moment)
        if let sheet = book.addSheet(DataTable.sheetName(title)) {
            let widths =
                widths ?? heads.map { max(10, min(30, $0.unicodeScalars.count * 2 + 2)) }
            sheet.start(
                title: title, number: source, unit: remark,
                columns: zip(heads, widths).map { ($0, Double($1)) })
            for row in rows { sheet.add(row.map(DataTable.cell)) }
            if let totals { sheet.add(totals.map(DataTable.cell), isTotal: true) }
            if let note { sheet.addNote(note) }
        }
        try book.close()
    }

    private static func cell(_ cell: DataCell) -> SheetCell {
        switch cell {
        case .empty: .empty
        case .text(let text): .text(text)
        case .number(let value, let decimals): .number(value, decimals: decimals)
        }
    }

    /// A name that a sheet may have: at most 31 characters and none of `[]:*?/\`.
    static func sheetName(_ title: String) -> String {
        let kept = title.filter { !"[]:*?/\\'".contains($0) }
        return kept.isEmpty ? "Sheet1" : String(kept.prefix(31))
    }
}
