import Foundation
import Testing

@testable import LandExchange

/// A folder of a test, removed at its end.
final class TestFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/exchange-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            print("left \(path): \(error)")
        }
    }

    func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    /// The names of the files, hidden ones too.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}

/// Runs another program and returns what it printed; fails the test when it fails.
func run(_ arguments: String..., input: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let out = Pipe()
    process.standardOutput = out
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(arguments)")
    return String(decoding: data, as: UTF8.self)
}

/// Runs a piece of Python with `import` lines of its own; its last argument is in `sys.argv`.
func python(_ code: String, _ arguments: String...) throws -> String {
    try python(code, arguments: arguments)
}

/// As above, with any number of arguments.
func python(_ code: String, arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", code] + arguments
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
}

/// The folder of shared real data; nil, said aloud, when it is not there.
func sharedFolder(_ part: String) -> String? {
    let root =
        ProcessInfo.processInfo.environment["TIANCHOU_SHARED"]
        ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/shared"
    let path = root + "/" + part
    if FileManager.default.fileExists(atPath: path) { return path }
    print("SKIPPED: \(part) data not present")
    return nil
}

/// Builds the bytes of a Shapefile by hand, so that every byte can be wrong.
struct RawShapefile {
    struct Field {
        var name: [UInt8]
        var type: Character = "C"
        var width: UInt8 = 20
        var decimals: UInt8 = 0
    }

    /// Rings of each record as closed lists of points; nil for a null shape.
    var records: [[[(Double, Double)]]?] = []
    var fields: [Field] = [Field(name: Array("DLBM".utf8), width: 5)]
    var rows: [[[UInt8]]] = []
    var languageDriver: UInt8 = 0
    var prj: String? = RawShapefile.zone39
    var cpg: String?

    static let zone39 = """
        PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",\
        DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],\
        UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",39500000.0],\
        PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],\
        PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
        """

    /// A clockwise square of 100 m, closed.
    static func square(x: Double = 39_500_100, y: Double = 3_500_000) -> [(Double, Double)] {
        [(x, y), (x, y + 100), (x + 100, y + 100), (x + 100, y), (x, y)]
    }

    /// Squares in a row with the class 0101.
    static func squares(_ count: Int) -> RawShapefile {
        var out = RawShapefile()
        for number in 0..<count {
            // Lines of 4000, so that none leaves its zone.
            let (column, line) = (Double(number % 4000), Double(number / 4000))
            out.records.append([
                square(x: 39_500_100 + column * 100, y: 3_500_000 + line * 100)
            ])
            out.rows.append([Array("0101".utf8)])
        }
        return out
    }

    private static func big(_ value: Int) -> [UInt8] {
        withUnsafeBytes(of: Int32(value).bigEndian, Array.init)
    }
    private static func little(_ value: Int) -> [UInt8] {
        withUnsafeBytes(of: Int32(value).littleEndian, Array.init)
    }
    private static func little(_ value: Double) -> [UInt8] {
        withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
    }

    private func content(_ rings: [[(Double, Double)]]?) -> [UInt8] {
        guard let rings else { return Self.little(0) }
        var out = Self.little(5)
        for _ in 0..<4 { out += Self.little(0.0) }
        out += Self.little(rings.count) + Self.little(rings.reduce(0) { $0 + $1.count })
        var start = 0
        for ring in rings {
            out += Self.little(start)
            start += ring.count
        }
        for point in rings.joined() { out += Self.little(point.0) + Self.little(point.1) }
        return out
    }

    private static func header(_ size: Int, _ type: Int = 5) -> [UInt8] {
        big(9994) + [UInt8](repeating: 0, count: 20) + big(size / 2) + little(1000) + little(type)
            + [UInt8](repeating: 0, count: 64)
    }

    var shp: [UInt8] {
        var body: [UInt8] = []
        for (number, record) in records.enumerated() {
            let content = content(record)
            body += Self.big(number + 1) + Self.big(content.count / 2) + content
        }
        return Self.header(100 + body.count) + body
    }

    var shx: [UInt8] {
        var body: [UInt8] = []
        var at = 100
        for record in records {
            let size = content(record).count
            body += Self.big(at / 2) + Self.big(size / 2)
            at += 8 + size
        }
        return Self.header(100 + body.count) + body
    }

    var dbf: [UInt8] {
        let width = fields.reduce(1) { $0 + Int($1.width) }
        let headerLength = 33 + fields.count * 32
        var out: [UInt8] = [3, 125, 1, 1] + Self.little(rows.count)
        out += [
            UInt8(headerLength & 255), UInt8(headerLength >> 8), UInt8(width & 255),
            UInt8(width >> 8),
        ]
        out += [UInt8](repeating: 0, count: 17) + [languageDriver, 0, 0]
        for field in fields {
            out += field.name + [UInt8](repeating: 0, count: 11 - field.name.count)
            out += [field.type.asciiValue ?? 67, 0, 0, 0, 0, field.width, field.decimals]
            out += [UInt8](repeating: 0, count: 14)
        }
        out.append(0x0D)
        for row in rows {
            out.append(0x20)
            for (field, value) in zip(fields, row) {
                out += value.prefix(Int(field.width))
                out += [UInt8](repeating: 0x20, count: max(0, Int(field.width) - value.count))
            }
        }
        return out + [0x1A]
    }

    /// Writes all parts and returns the path of the `.shp`.
    func write(_ folder: TestFolder, _ stem: String = "DLTB") throws -> String {
        try folder.write(stem + ".shp", shp)
        try folder.write(stem + ".shx", shx)
        try folder.write(stem + ".dbf", dbf)
        if let prj { try folder.write(stem + ".prj", prj) }
        if let cpg { try folder.write(stem + ".cpg", cpg) }
        return folder.file(stem + ".shp")
    }
}

/// Texts of the tests.
enum Samples {
    static let gbkPaddy: [UInt8] = [0xCB, 0xAE, 0xCC, 0xEF]  // 水田 in GBK
    static let utf8Paddy = Array("水田".utf8)

    static func boundary(
        properties: String = "坐标系=2000国家大地坐标系\n几度分带=3\n计量单位=米\n带号=39\n",
        parcels: String = Samples.parcel
    ) -> String { "[属性描述]\n\(properties)[地块坐标]\n\(parcels)" }

    static let parcel = """
        5,1.0000,DK1,一号,面,TFH,耕地,0101,@
        J1,1,3500000.000,39500100.000
        J2,1,3500100.000,39500100.000
        J3,1,3500100.000,39500200.000
        J4,1,3500000.000,39500200.000
        J1,1,3500000.000,39500100.000

        """
}
