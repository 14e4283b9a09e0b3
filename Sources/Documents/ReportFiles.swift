import LandModel
import Glibc

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

    /// Writes `report.html`, `findings.json`, `tables.xlsx` and `report.pdf`, in that order.
    ///
    /// - Parameters:
    ///   - folder: an existing folder; files of these names are replaced.
    ///   - pdfCommand: the typesetter with its first arguments, such as
    ///     `["python3", "-m", "weasyprint"]`; empty leaves out the PDF.
    /// - Returns: the paths written.
    /// - Throws: ``DocumentsError``; the files before the one named are then complete.
    @discardableResult
    public func write(
        to folder: String, pdfCommand: [String]
    ) throws(DocumentsError) -> [String] {
        var written: [String] = []
        for (name, text) in [("report.html", page), ("findings.json", findings)] {
            let path = "\(folder)/\(name)"
            try Self.write(text, to: path)
            written.append(path)
        }
        let workbook = "\(folder)/tables.xlsx"
        try TablesWorkbook(report: report).write(to: workbook)
        written.append(workbook)
        guard !pdfCommand.isEmpty else { return written }
        let document = "\(folder)/report.pdf"
        try Typesetter(command: pdfCommand).set(
            PrintedReport(report: report).hypertext, to: document, moment: report.moment,
            identifier: report.heading.number)
        written.append(document)
        return written
    }

    private static func write(_ text: String, to path: String) throws(DocumentsError) {
        guard let file = fopen(path, "wb") else {
            throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
        var text = text
        let count = text.utf8.count
        let done = text.withUTF8 { fwrite($0.baseAddress, 1, count, file) }
        let closed = fclose(file)
        guard done == count, closed == 0 else {
            throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
