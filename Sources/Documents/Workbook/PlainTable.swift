/// A table of texts as a workbook of one sheet with an official heading.
public struct PlainTable: Sendable {
    /// The title over the table.
    public let title: String
    /// The number of the form (表号).
    public let number: String
    /// What stands at the right over the table, such as the day or how many rows.
    public let remark: String
    /// The heads of the columns with their widths in characters.
    public let columns: [(head: String, width: Double)]
    /// The rows, each with a text for every column.
    public let rows: [[String]]

    /// Describes a table.
    public init(
        title: String, number: String, remark: String, columns: [(head: String, width: Double)],
        rows: [[String]]
    ) {
        self.title = title
        self.number = number
        self.remark = remark
        self.columns = columns
        self.rows = rows
    }

    /// Writes the workbook.
    ///
    /// - Parameter moment: The date of the file, so that its bytes repeat.
    /// - Throws: ``DocumentsError/workbook(path:reason:)`` when it cannot be written.
    public func write(to path: String, moment: ReportMoment) throws(DocumentsError) {
        let book = try Workbook(path: path, title: title, moment: moment)
        if let sheet = book.addSheet(title) {
            sheet.start(
                title: title, number: number, unit: remark,
                columns: columns.map { ($0.head, $0.width) })
            for row in rows { sheet.add(row.map { $0.isEmpty ? .empty : .text($0) }) }
        }
        try book.close()
    }
}
