import CXLSXWriter
import Glibc
import LandModel

/// A workbook (xlsx) being written through libxlsxwriter; closed by ``close()``.
final class Workbook {
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let path: String
    /// The library writes beside the place; only a complete file is put there.
    private static let partial = ".partial"
    private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]

    /// Opens a workbook whose dates are those of the report, so that its bytes repeat.
    ///
    /// - Throws: ``DocumentsError/workbook(path:reason:)`` when the library cannot make one.
    init(path: String, title: String, moment: ReportMoment) throws(DocumentsError) {
        guard let book = workbook_new(path + Self.partial) else {
            throw .workbook(path: path, reason: "workbook_new")
        }
        self.book = book
        self.path = path
        // Safety: the library copies every text of the properties before the call returns.
        title.withCString { title in
            var properties = lxw_doc_properties()
            properties.title = UnsafeMutablePointer(mutating: title)
            properties.created = time_t(moment.epochSeconds)
            workbook_set_properties(book, &properties)
        }
    }

    /// Adds a sheet.
    func addSheet(_ name: String) -> Sheet? {
        workbook_add_worksheet(book, name).map { Sheet(sheet: $0, book: self) }
    }

    /// The library's format of a style; made once.
    func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
        if let known = formats[style] { return known }
        guard let format = workbook_add_format(book) else { return nil }
        style.apply(to: format)
        formats[style] = format
        return format
    }

    /// Writes the file and frees everything.
    ///
    /// - Throws: ``DocumentsError/workbook(path:reason:)`` when it cannot be written.
    func close() throws(DocumentsError) {
        let status = workbook_close(book)
        guard status == LXW_NO_ERROR else {
            unlink(path + Self.partial)
            let reason = lxw_strerror(status).map { String(cString: $0) } ?? "\(status.rawValue)"
            throw .workbook(path: path, reason: reason)
        }
        try PlacedFile.place(path + Self.partial, at: path)
    }
}
