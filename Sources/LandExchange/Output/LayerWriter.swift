import Geometry
public import LandModel

/// Writes layers as files that other programs read.
///
/// A file appears under its name only when it is whole.
public enum LayerWriter {
    /// A format that can be written.
    public enum Format: Equatable, Sendable {
        /// GeoPackage 1.3; any number of layers.
        case geoPackage
        /// Shapefile; one layer; texts in the encoding, which its `.cpg` names.
        case shapefile(TextEncoding)
        /// GeoJSON; one layer; RFC 7946 when the coordinates are degrees, else with a `crs` member.
        case geoJSON
        /// Boundary-coordinate TXT (界址点坐标文件); one layer; GBK with CR LF, or UTF-8.
        case boundaryText(TextEncoding)

        /// The format of a file name's ending, texts in GBK; nil for any other.
        public init?(ofFile path: String) {
            switch PathText.ending(path) {
            case "gpkg": self = .geoPackage
            case "shp": self = .shapefile(.gb18030)
            case "geojson", "json": self = .geoJSON
            case "txt": self = .boundaryText(.gb18030)
            default: return nil
            }
        }
    }

    /// Writes layers into one new file.
    ///
    /// - Parameters:
    ///   - layers: the layers; formats other than GeoPackage take one.
    ///   - path: the file; parts of a Shapefile get its name with their endings.
    ///   - format: the format; nil for that of the ending.
    ///   - isOverwriting: whether a file of that name may be replaced.
    /// - Throws: ``LandExchangeError/target(path:_:)``.
    public static func write(
        _ layers: [LandLayer], to path: String, as format: Format? = nil,
        overwriting isOverwriting: Bool = false
    ) throws(LandExchangeError) {
        guard let format = format ?? Format(ofFile: path) else {
            throw .target(path: path, .unknownFormat(ending: PathText.ending(path)))
        }
        if format != .geoPackage, layers.count != 1 {
            throw .target(
                path: path, .library(message: "\(layers.count) layers for a format of one"))
        }
        switch format {
        case .geoPackage:
            let temporary = try TemporaryTarget(path, overwriting: isOverwriting)
            try writeGeoPackage(layers, temporary.path, path)
            try temporary.publish(overwriting: isOverwriting)
        case .shapefile(let encoding):
            try ShapefileWriter(layers[0], encoding: encoding, target: path)
                .write(overwriting: isOverwriting)
        case .geoJSON:
            try publish(GeoJSONText.of(layers[0]), path, isOverwriting)
        case .boundaryText(let encoding):
            let text = try BoundaryTextWriter.text(layers[0], path: path)
            let encoder = try TextEncoder(encoding, path: path)
            guard let bytes = encoder.encode(text) else {
                throw .target(path: path, .unwritableText(layers[0].name, encoding: encoding.name))
            }
            try publish(bytes, path, isOverwriting)
        }
    }

    private static func publish(
        _ bytes: [UInt8], _ path: String, _ isOverwriting: Bool
    ) throws(LandExchangeError) {
        let temporary = try TemporaryTarget(path, overwriting: isOverwriting)
        try temporary.fill(bytes)
        try temporary.publish(overwriting: isOverwriting)
    }

    private static func writeGeoPackage(
        _ layers: [LandLayer], _ path: String, _ shown: String
    ) throws(LandExchangeError) {
        let writer = try GeoPackageWriter(path, shownAs: shown)
        for layer in layers {
            let reference =
                layer.epsg == 0
                ? nil : try CoordinateReference(epsg: layer.epsg, path: shown, layer: layer.name)
            let columns = layer.columns.map { column in
                GeoPackageWriter.Column(name: column.name, kind: column.sourceKind)
            }
            let table = try writer.beginLayer(layer.name, columns: columns, reference: reference)
            for start in stride(from: 0, to: layer.count, by: 4096) {
                let rows = start..<min(start + 4096, layer.count)
                try table.append(FeatureBatch(layer, rows: rows), areas: nil)
            }
            try table.finish()
        }
        try writer.finish()
    }
}

extension AttributeColumn {
    /// The kind of field that holds the column.
    var sourceKind: SourceField.Kind {
        switch values {
        case .text: .text(width: nil)
        case .integer: .integer
        case .real: .real
        }
    }
}

extension FeatureBatch {
    /// Some rows of a layer.
    init(_ layer: LandLayer, rows: Range<Int>) {
        self.init()
        identifiers = Array(layer.featureIDs[rows])
        geometry = layer.geometry.selecting(rows)
        for row in rows {
            for column in layer.columns {
                switch column.values {
                case .text(let texts):
                    if let text = texts[row] {
                        cells.append(text: text)
                    } else {
                        cells.appendNull()
                    }
                case .integer(let numbers):
                    if let number = numbers[row] {
                        cells.append(integer: number)
                    } else {
                        cells.appendNull()
                    }
                case .real(let numbers):
                    if let number = numbers[row] {
                        cells.append(real: number)
                    } else {
                        cells.appendNull()
                    }
                }
            }
        }
    }
}
