import CGDAL
import Geometry
import Glibc
import LandModel

/// Writes a layer as a Shapefile through GDAL, into a folder of its own beside the target.
struct ShapefileWriter {
    private let layer: LandLayer
    private let encoding: TextEncoding
    private let target: String

    init(_ layer: LandLayer, encoding: TextEncoding, target: String) {
        self.layer = layer
        self.encoding = encoding
        self.target = target
    }

    private static let endings = [".cpg", ".prj", ".shx", ".dbf", ".shp"]

    /// Writes all parts and then gives them their names, the `.shp` last.
    func write(overwriting: Bool) throws(LandExchangeError) {
        let stem = PathText.stem(target)
        if !overwriting {
            for ending in ShapefileWriter.endings where access(stem + ending, F_OK) == 0 {
                throw .target(path: stem + ending, .exists)
            }
        }
        let folder = "\(PathText.folder(target))/.\(PathText.name(stem)).\(getpid()).parts"
        guard mkdir(folder, 0o755) == 0 else {
            throw .target(path: target, .unwritable(code: errno))
        }
        defer {
            for name in PathText.names(in: folder) { unlink(folder + "/" + name) }
            rmdir(folder)
        }
        let widths = try textWidths()
        let inside = folder + "/" + PathText.name(stem)
        let (isWritten, messages) = LibraryMessages.capture { writeParts(inside + ".shp", widths) }
        guard isWritten else {
            throw .target(path: target, .library(message: messages.first ?? ""))
        }
        for ending in ShapefileWriter.endings where access(inside + ending, F_OK) == 0 {
            guard rename(inside + ending, stem + ending) == 0 else {
                throw .target(path: target, .unwritable(code: errno))
            }
        }
    }

    /// The most bytes of each text column in the encoding, at least 1.
    ///
    /// - Throws: ``TargetFault/unwritableText(_:encoding:)``, and for a text over 254 bytes.
    private func textWidths() throws(LandExchangeError) -> [Int] {
        let encoder = try TextEncoder(encoding, path: target)
        var widths: [Int] = []
        for column in layer.columns {
            var width = 1
            if case .text(let texts) = column.values {
                for word in texts.words {
                    guard let bytes = encoder.encode(word), bytes.count <= 254 else {
                        throw .target(path: target, .unwritableText(word, encoding: encodingName))
                    }
                    width = max(width, bytes.count)
                }
            }
            widths.append(width)
        }
        return widths
    }

    /// The name that goes into the `.cpg`.
    private var encodingName: String { encoding == .gb18030 ? "GBK" : encoding.name }

    private func writeParts(_ path: String, _ widths: [Int]) -> Bool {
        guard let driver = GDALGetDriverByName("ESRI Shapefile"),
            let dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil)
        else { return false }
        defer { GDALClose(dataset) }
        let system = OSRNewSpatialReference(nil)
        defer { OSRRelease(system) }
        let hasSystem = layer.epsg > 0 && OSRImportFromEPSG(system, Int32(layer.epsg)) == 0
        var settings = CSLAddString(nil, "ENCODING=\(encodingName)")
        defer { CSLDestroy(settings) }
        settings = CSLAddString(settings, "2GB_LIMIT=YES")
        guard
            let out = GDALDatasetCreateLayer(
                dataset, PathText.name(PathText.stem(path)), hasSystem ? system : nil, wkbPolygon,
                settings)
        else { return false }
        for (column, width) in zip(layer.columns, widths) {
            guard addField(column, width, to: out) else { return false }
        }
        for row in 0..<layer.count {
            guard writeFeature(row, to: out) else { return false }
        }
        return true
    }

    private func addField(_ column: AttributeColumn, _ width: Int, to out: OGRLayerH) -> Bool {
        let type: OGRFieldType =
            switch column.values {
            case .text: OFTString
            case .integer: OFTInteger64
            case .real: OFTReal
            }
        guard let field = OGR_Fld_Create(column.name, type) else { return false }
        defer { OGR_Fld_Destroy(field) }
        if case .text = column.values { OGR_Fld_SetWidth(field, Int32(width)) }
        return OGR_L_CreateField(out, field, 1) == 0
    }

    private func writeFeature(_ row: Int, to out: OGRLayerH) -> Bool {
        guard let feature = OGR_F_Create(OGR_L_GetLayerDefn(out)) else { return false }
        defer { OGR_F_Destroy(feature) }
        for (position, column) in layer.columns.enumerated() {
            let at = Int32(position)
            switch column.values {
            case .text(let texts):
                if let text = texts[row] { OGR_F_SetFieldString(feature, at, text) }
            case .integer(let numbers):
                if let number = numbers[row] { OGR_F_SetFieldInteger64(feature, at, number) }
            case .real(let numbers):
                if let number = numbers[row] { OGR_F_SetFieldDouble(feature, at, number) }
            }
        }
        let bytes = WellKnownBinary.multiPolygon(row, of: layer.geometry)
        var geometry: OGRGeometryH?
        guard OGR_G_CreateFromWkb(bytes, nil, &geometry, Int32(bytes.count)) == 0 else {
            return false
        }
        guard OGR_F_SetGeometryDirectly(feature, geometry) == 0 else { return false }
        return OGR_L_CreateFeature(out, feature) == 0
    }
}
