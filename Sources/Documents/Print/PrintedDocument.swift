import LandModel

/// A report as it goes to the typesetter.
public struct PrintedDocument: Sendable {
    /// The document as hypertext.
    let hypertext: String
    /// The PDF's path.
    let path: String
    /// The moment the document carries.
    let moment: ReportMoment
    /// The document's identifier.
    let identifier: String
    /// Drawing operators of PDF laid below the texts, page by page; empty for none.
    var drawings: [[UInt8]] = []
    /// After so many seconds of setting it is given up; 0 for never.
    var limitSeconds = 0

    /// Sets documents side by side in one run of the typesetter.
    ///
    /// - Parameters:
    ///   - documents: the documents; files at their paths are replaced.
    ///   - command: a Python that has WeasyPrint, with its first arguments, such as `["python3"]`.
    ///   - stop: lets somebody else end it early.
    /// - Throws: ``DocumentsError`` when the program is missing, fails or is stopped; no file is replaced then.
    public static func set(
        _ documents: [PrintedDocument], by command: [String], until stop: PrintStop = PrintStop()
    ) throws(DocumentsError) {
        try Typesetter(command: command).set(documents, until: stop)
    }
}
