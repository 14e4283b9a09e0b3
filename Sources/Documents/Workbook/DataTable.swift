/// A cell of a table of data.
public enum DataCell: Hashable, Sendable {
    /// Nothing.
    case empty
    /// A text; codes stay as they are, however many digits they have.
    case text(String)
    /// A number with so many decimals.
    case number(Double, decimals: Int)
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
            sheet.start(
                title: title, number: source, unit: remark,
                columns: heads.map {
                    ($0, Double(max(10, min(30, $0.unicodeScalars.count * 2 + 2))))
                })
            for row in rows {
                sheet.add(
                    row.map { cell in
                        switch cell {
                        case .empty: .empty
                        case .text(let text): .text(text)
                        case .number(let value, let decimals):
                            .number(value, decimals: decimals)
                        }
                    })
            }
        }
        try book.close()
    }

    /// A name that a sheet may have: at most 31 characters and none of `[]:*?/\`.
    static func sheetName(_ title: String) -> String {
        let kept = title.filter { !"[]:*?/\\'".contains($0) }
        return kept.isEmpty ? "Sheet1" : String(kept.prefix(31))
    }
}
