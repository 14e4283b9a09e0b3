/// A kind of file that the vault accepts (附件类型), told by its first bytes, never by its name.
public enum MediaType: String, Sendable, CaseIterable {
    /// PDF.
    case pdf = "application/pdf"
    /// Word.
    case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    /// Excel.
    case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    /// JPEG.
    case jpeg = "image/jpeg"
    /// PNG.
    case png = "image/png"
    /// ZIP, in which survey files such as Shapefile travel.
    case zip = "application/zip"
    /// GeoPackage, the form of snapshots.
    case geoPackage = "application/geopackage+sqlite3"
    /// JSON.
    case json = "application/json"
    /// Comma-separated values.
    case csv = "text/csv"
    /// Text.
    case text = "text/plain"
}
