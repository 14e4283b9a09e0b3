import Geodesy
import Geometry
import Glibc
import LandExchange
import LandModel

/// The polygons of an uploaded boundary-coordinate TXT or zipped Shapefile.
struct UploadedShapes: ShapeReading {
    let polygons: PolygonLayer
    let names: [String]
    let statedAreas: [Area?]
    let frame: CoordinateFrame
    var lines: [DrawnLine] { [] }

    /// The most bytes an archive may unpack to.
    private static let mostUnpacked = 200_000_000
    /// The most files in an archive.
    private static let mostEntries = 100
    /// How many times its size a file of an archive may unpack to.
    private static let mostRatio = 200

    init(name: String, bytes: [UInt8], scratch folder: String) throws(ShapeFault) {
        guard bytes.count <= DrawnShape.mostBytes else {
            throw .tooLarge(bytes.count, most: DrawnShape.mostBytes)
        }
        let ending = String(name.lowercased().split(separator: ".").last ?? "")
        let copy = try ScratchFile(bytes, in: folder, ending: ending)
        let layers = try withExtendedLifetime(copy) { () throws(ShapeFault) -> [LandLayer] in
            try UploadedShapes.layers(of: copy.path, shown: String(name.prefix(100)))
        }
        guard let first = layers.first(where: { $0.count > 0 }) else { throw .noPolygon }
        do {
            frame = try CoordinateFrame(epsg: first.epsg)
        } catch {
            throw .unknownSystem("EPSG:\(first.epsg)")
        }
        var all = PolygonLayer()
        var names: [String] = []
        var stated: [Area?] = []
        for layer in layers where layer.count > 0 {
            guard layer.epsg == first.epsg else { throw .unknownSystem("EPSG:\(layer.epsg)") }
            all.append(contentsOf: layer.geometry)
            for row in 0..<layer.count {
                names.append(UploadedShapes.name(layer, row) ?? "\(names.count + 1)")
                stated.append(
                    layer.column("stated_area_m2")?.number(row).map(
                        Area.init(roundingSquareMetres:)))
            }
        }
        polygons = all
        self.names = names
        statedAreas = stated
    }

    private static func layers(
        of path: String, shown: String
    ) throws(ShapeFault) -> [LandLayer] {
        let file: SurveyFile
        let polygonal: [SourceLayer]
        do throws(LandExchangeError) {
            file = try SurveyFile(
                path,
                options: ReadingOptions(
                    archiveLimitInBytes: mostUnpacked, archiveEntryLimit: mostEntries,
                    archiveRatioLimit: mostRatio))
            polygonal = file.layers.filter(\.hasPolygons)
        } catch {
            throw .file(error.renaming(path, to: shown))
        }
        let parts = polygonal.reduce(0) { $0 + $1.featureCount }
        guard parts <= DrawnShape.mostParts else {
            throw .tooManyParts(parts, most: DrawnShape.mostParts)
        }
        do throws(LandExchangeError) {
            var layers: [LandLayer] = []
            for layer in polygonal { layers.append(try file.layer(layer.name, digesting: false)) }
            return layers
        } catch {
            throw .file(error.renaming(path, to: shown))
        }
    }

    private static func name(_ layer: LandLayer, _ row: Int) -> String? {
        for field in ["DKMC", "XMMC", "MC", "NAME", "DKBH", "BSM"] {
            if let text = layer.column(field)?.text(row), !text.isEmpty {
                return String(text.prefix(100))
            }
        }
        return nil
    }
}

/// A file that exists as long as this value.
private final class ScratchFile {
    let path: String

    init(_ bytes: [UInt8], in folder: String, ending: String) throws(ShapeFault) {
        var template = Array("\(folder)/shape-XXXXXX.\(ending)".utf8CString)
        let descriptor = mkstemps(&template, Int32(ending.utf8.count + 1))
        guard descriptor >= 0 else { throw .noScratch(code: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                write(descriptor, all.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                unlink(path)
                throw .noScratch(code: code)
            }
            written += count
        }
    }

    deinit { unlink(path) }
}
