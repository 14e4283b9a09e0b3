import Foundation
import Testing

/// The whole path on real land use; basic farmland, red line and plan are SYNTHETIC (see the script).
@Suite struct RealLandUseTests {
    @Test(arguments: ["dianbu", "zhongtian"])
    func `real land use closes to the last square centimetre and agrees with its class areas`(
        name: String
    ) throws {
        guard SharedData.isPresent("demo/\(name)/\(name).gpkg") else { return }
        let demo = SharedData.folder.appending(path: "demo/\(name)")
        let folder = try Scratch.folder(name)
        let controls = folder.appending(path: "controls").path
        let script = Program.root
            .appending(path: "Tests/EndToEndTests/Scripts/synthetic_controls.py").path
        let made = try Program.python([script, demo.appending(path: "\(name).gpkg").path, controls])
        try #require(made.status == 0, "\(made.errors)")
        let dataset = folder.appending(path: "dataset.gpkg").path
        let imported = try Program.run([
            "import", demo.appending(path: "\(name).gpkg").path, controls, "--into", dataset,
            "--layer", "SOIL=OTHER",
        ])
        try #require(imported.status == 0, "\(imported.errors)")
        try compareClassAreas(dataset, demo.appending(path: "\(name)_class_areas_ha.csv"))
        let report = try Program.run([
            "report", "--data", dataset, "--plan", dataset, "--as-of", "2026-01-01", "--out",
            folder.appending(path: "reports").path, "--no-pdf",
        ])
        #expect(report.status <= 1, "\(report.errors)")
        let villages = try Program.run([
            "tabulate", "--a", dataset + "#DLTB", "--b", dataset + "#CJDCQ", "--lang", "en",
        ])
        #expect(villages.errors.contains("closure residual 0"))
        #expect(villages.errors.contains("outside 0.00"), "\(villages.errors)")
        try FileManager.default.removeItem(at: folder)
    }

    /// Compares class areas within what the two definitions of area allow.
    ///
    /// The published class areas are sums of geodesic areas (edges are geodesics between the
    /// vertices), ours are areas by the survey regulation (edges are straight in the Gauss plane,
    /// divided over 70 m). The two definitions differ by less than 0.0001 m² for a parcel under
    /// 25 ha (handbook §2.4); each patch is rounded to 0.01 m² on both sides, the published sum to
    /// 0.0001 ha. So a class may differ by 1 m² of rounding and 0.01 m² a patch, and no more.
    private func compareClassAreas(_ dataset: String, _ published: URL) throws {
        let outcome = try Program.run([
            "tabulate", "--a", dataset + "#DLTB", "--b", dataset + "#BOUNDARY", "--group", "DLBM",
        ])
        try #require(outcome.status == 0, "\(outcome.errors)")
        var ours: [String: Double] = [:]
        for line in outcome.lines.dropFirst() {
            let field = line.split(separator: ",")
            ours[String(field[0])] = Double(field[1])
        }
        let rows = try String(contentsOf: published, encoding: .utf8).split(
            whereSeparator: \.isNewline)
        #expect(rows.count == ours.count + 1)
        for row in rows.dropFirst() {
            let field = row.split(separator: ",")
            let count = try #require(Double(field[2]))
            let hectares = try #require(Double(field[3]))
            let area = try #require(ours[String(field[0])])
            #expect(abs(area - hectares * 10_000) <= 1 + 0.01 * count, "\(row): \(area)")
        }
    }
}
