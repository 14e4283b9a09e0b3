import CGDAL

/// The cells of the first filled sheet of a workbook, as texts (电子表格内容).
///
/// A cell is what it shows as a value: numbers with up to 15 digits, days as `2026-06-18`, truth as `1` and `0`,
/// formulas as what they came to when the workbook was kept. Row and column of a cell are those of the sheet.
public struct WorkbookCells: Sendable {
    /// The name of the sheet.
    public let sheet: String
    /// How many rows the sheet has, up to its last filled one.
    public let rowCount: Int
    /// The rows from the sheet's first on, each from its first column on; at most as many as asked for.
    public let rows: [[String]]

    /// What a workbook may unpack to, in bytes.
    public static let largest = 16 << 20

    /// Reads a workbook (XLSX).
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - limit: the most rows that are read.
    ///   - columns: the most columns that are read.
    /// - Throws: ``LandExchangeError/file(path:_:)`` when it is no workbook, is broken or too large.
    public init(file path: String, limit: Int, columns: Int) throws(LandExchangeError) {
        // A small file may claim to unpack to anything.
        _ = try ZipArchive(path: path, limit: Self.largest)
        let (opened, messages) = LibraryMessages.capture { Self.open(path) }
        guard let opened else {
            throw .file(path: path, .unknownFormat(message: messages.first ?? ""))
        }
        defer { LibraryMessages.silently { GDALClose(opened) } }
        let (found, faults) = LibraryMessages.capture { Self.firstFilled(opened) }
        guard let found else {
            throw .file(path: path, faults.isEmpty ? .empty : .unknownFormat(message: faults[0]))
        }
        sheet = LibraryDataset.name(found.layer)
        rowCount = found.rows
        rows = LibraryMessages.silently {
            Self.rows(found.layer, limit: limit, columns: columns)
        }
    }

    /// Every row is data and every cell a text: what the cells mean is the reader's to say.
    private static func open(_ path: String) -> GDALDatasetH? {
        let options = ["OGR_XLSX_HEADERS": "DISABLE", "OGR_XLSX_FIELD_TYPES": "STRING"]
        for (name, value) in options { CPLSetThreadLocalConfigOption(name, value) }
        defer { for name in options.keys { CPLSetThreadLocalConfigOption(name, nil) } }
        let drivers = CSLAddString(nil, "XLSX")
        defer { CSLDestroy(drivers) }
        let opened = drivers?.withMemoryRebound(
            to: UnsafePointer<CChar>?.self, capacity: 2
        ) { drivers in
            GDALOpenEx(
                path, UInt32(GDAL_OF_VECTOR) | UInt32(GDAL_OF_READONLY), drivers, nil, nil)
        }
        // Sheets are read when they are first asked for, and the settings hold for that as well.
        if let opened { _ = firstFilled(opened) }
        return opened ?? nil
    }

    private static func firstFilled(
        _ dataset: GDALDatasetH
    ) -> (layer: OGRLayerH, rows: Int)? {
        for number in 0..<GDALDatasetGetLayerCount(dataset) {
            guard let layer = GDALDatasetGetLayer(dataset, number) else { continue }
            let rows = Int(OGR_L_GetFeatureCount(layer, 1))
            if rows > 0 { return (layer, rows) }
        }
        return nil
    }

    private static func rows(_ layer: OGRLayerH, limit: Int, columns: Int) -> [[String]] {
        let width = min(Int(OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer))), columns)
        var rows: [[String]] = []
        OGR_L_ResetReading(layer)
        while rows.count < limit, let feature = OGR_L_GetNextFeature(layer) {
            defer { OGR_F_Destroy(feature) }
            // The library numbers the rows as the sheet does and leaves empty ones out at times.
            let number = Int(OGR_F_GetFID(feature))
            while rows.count < min(number - 1, limit) { rows.append([]) }
            guard rows.count < limit else { break }
            var row = (0..<width).map { cell(feature, Int32($0)) }
            while row.last?.isEmpty == true { row.removeLast() }
            rows.append(row)
        }
        return rows
    }

    private static func cell(_ feature: OGRFeatureH, _ at: Int32) -> String {
        guard OGR_F_IsFieldSetAndNotNull(feature, at) != 0,
            let text = OGR_F_GetFieldAsString(feature, at)
        else { return "" }
        let shown = String(cString: text)
        // The library writes days with slashes.
        guard let day = shown.prefixMatch(of: /(\d{4})\/(\d\d)\/(\d\d)( 00:00:00)?$/) else {
            return shown
        }
        return "\(day.1)-\(day.2)-\(day.3)"
    }
}
