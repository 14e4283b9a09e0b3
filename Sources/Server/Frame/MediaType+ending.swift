import Store

extension Store.MediaType {
    /// How the names of such files end.
    var fileEnding: String {
        switch self {
        case .pdf: "pdf"
        case .docx: "docx"
        case .xlsx: "xlsx"
        case .jpeg: "jpg"
        case .png: "png"
        case .zip: "zip"
        case .geoPackage: "gpkg"
        case .json: "json"
        case .csv: "csv"
        case .text: "txt"
        }
    }
}
