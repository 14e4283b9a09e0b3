import DataQuality
import Geometry
import LandModel

/// Times the topology rules on one layer without reading: `OverlayBench topology [--repeat N] LAYER.wkbs EPSG`.
///
/// Prints on standard output, one a line: `cpu SECONDS` per repeat; `invalid FEATURE…`, the features that cross
/// themselves or have misplaced rings; `disagreeing FEATURE…`, those whose borders do not agree with their
/// neighbours'; `findings RULE COUNT` per rule.
enum TopologyBench {
    private static let rules: Set = [
        "DQ-T01", "DQ-T02", "DQ-T03", "DQ-T05", "DQ-T06", "DQ-T07", "DQ-T08", "DQ-T11",
    ]

    @Sendable static func run(_ arguments: [String]) throws {
        var words = arguments[...]
        var repeats = 1
        if words.first == "--repeat" {
            repeats = words.dropFirst().first.flatMap { Int($0) } ?? 1
            words = words.dropFirst(2)
        }
        guard let path = words.first, let epsg = words.dropFirst().first.flatMap({ Int($0) })
        else { throw UsageError(text: "topology [--repeat N] LAYER.wkbs EPSG") }
        let geometry = try LayerFile.read(path)
        let layer = LandLayer(
            name: "DLTB", role: .landUse, epsg: epsg,
            featureIDs: (0..<geometry.featureCount).map(Int64.init), geometry: geometry,
            columns: [])
        var report: QualityReport?
        for _ in 0..<max(1, repeats) {
            let start = ProcessMeasures.processorSeconds
            report = try checkQuality(of: [layer], rules: rules)
            print("cpu", ProcessMeasures.processorSeconds - start)
        }
        guard let report else { return }
        let invalid = report.findings.filter { ["DQ-T01", "DQ-T11"].contains($0.rule) }
        print(line("invalid", Set(invalid.flatMap(\.features)).sorted()))
        print(line("disagreeing", report.borders.flatMap(\.disagreeing)))
        for rule in rules.sorted() { print("findings", rule, report.defectCount(ofRule: rule)) }
    }

    private static func line(_ name: String, _ features: [Int64]) -> String {
        ([name] + features.map(String.init)).joined(separator: " ")
    }
}
