import LandModel

/// Writes the four files of a compliance report into a folder.
public struct ReportFiles: Sendable {
    /// The report.
    private let report: ComplianceReport

    /// Prepares the files of a report.
    public init(_ report: ComplianceReport) { self.report = report }

    /// The text of `report.html`: one self-contained page, Chinese and English.
    public var page: String { ReportPage(report: report).hypertext }

    /// The text of `findings.json`, after `schemas/findings.schema.json`.
    public var findings: String { FindingsFile(report: report).text }

    /// The printed report as it goes to the typesetter, for `report.pdf` in a folder.
    public func printed(in folder: String) -> PrintedDocument {
        PrintedDocument(
            hypertext: PrintedReport(report: report).hypertext, path: "\(folder)/report.pdf",
            moment: report.moment, identifier: report.heading.number)
    }

    /// Writes `report.html`, `findings.json`, `tables.xlsx` and `report.pdf`, in that order.
    ///
    /// Each file is written whole or not at all. Several reports are printed quicker together, by
    /// ``PrintedDocument/set(_:by:)``.
    /// - Parameters:
    ///   - folder: an existing folder; files of these names are replaced.
    ///   - pdfCommand: a Python that has WeasyPrint, with its first arguments, such as
    ///     `["python3"]`; empty leaves out the PDF.
    /// - Returns: the paths written.
    /// - Throws: ``DocumentsError``; the files before the one named are then complete.
    @discardableResult
    public func write(
        to folder: String, pdfCommand: [String] = []
    ) throws(DocumentsError) -> [String] {
        var written: [String] = []
        for (name, text) in [("report.html", page), ("findings.json", findings)] {
            let path = "\(folder)/\(name)"
            try PlacedFile.write(text, to: path)
            written.append(path)
        }
        let workbook = "\(folder)/tables.xlsx"
        try TablesWorkbook(report: report).write(to: workbook)
        written.append(workbook)
        guard !pdfCommand.isEmpty else { return written }
        let document = printed(in: folder)
        try PrintedDocument.set([document], by: pdfCommand)
        written.append(document.path)
        return written
    }
}
