import DataQuality
import Geometry
import Glibc
import LandModel

/// Times the topology rules on one layer without reading: `TopologyBench LAYER.wkbs EPSG [REPEATS]`.
///
/// The format of the file is described in `peers/frame.py`. Prints on standard output, one a line:
/// `cpu SECONDS` per repeat; `invalid FEATURE…`, the features that cross themselves or have misplaced
/// rings; `disagreeing FEATURE…`, those whose borders do not agree with their neighbours';
/// `findings RULE COUNT` per rule.
@main
struct TopologyBench {
    private static let rules: Set = [
        "DQ-T01", "DQ-T02", "DQ-T03", "DQ-T05", "DQ-T06", "DQ-T07", "DQ-T08", "DQ-T11",
    ]

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let epsg = Int(arguments[2]) else { throw Usage() }
        let geometry = try read(arguments[1])
        let layer = LandLayer(
            name: "DLTB", role: .landUse, epsg: epsg,
            featureIDs: (0..<geometry.featureCount).map(Int64.init), geometry: geometry,
            columns: [])
        var report: QualityReport?
        for _ in 0..<(arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1) {
            let start = processorSeconds()
            report = try checkQuality(of: [layer], rules: rules)
            print("cpu \(processorSeconds() - start)")
        }
        guard let report else { return }
        let invalid = report.findings.filter { ["DQ-T01", "DQ-T11"].contains($0.rule) }
        print(line("invalid", Set(invalid.flatMap(\.features)).sorted()))
        print(line("disagreeing", report.borders.flatMap(\.disagreeing)))
        for rule in rules.sorted() { print("findings \(rule) \(report.defectCount(ofRule: rule))") }
    }

    private static func line(_ name: String, _ features: [Int64]) -> String {
        ([name] + features.map(String.init)).joined(separator: " ")
    }

    private static func processorSeconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
    }

    private static func read(_ path: String) throws -> PolygonLayer {
        guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: ftell(file))
        rewind(file)
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else {
            throw Unreadable(path: path)
        }
        var layer = PolygonLayer()
        try bytes.withUnsafeBytes { buffer in
            var at = 4
            for _ in 0..<buffer.loadUnaligned(fromByteOffset: 0, as: UInt32.self) {
                let length = Int(buffer.loadUnaligned(fromByteOffset: at, as: UInt32.self))
                let feature = UnsafeRawBufferPointer(rebasing: buffer[(at + 4)..<(at + 4 + length)])
                try WellKnownBinary.appendFeature(feature, to: &layer)
                at += 4 + length
            }
        }
        return layer
    }

    struct Unreadable: Error {
        let path: String
    }

    struct Usage: Error {}
}
