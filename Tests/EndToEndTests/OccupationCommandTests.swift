import Foundation
import Testing

/// What lies under a boundary, against the tabulation of the same layers.
@Suite struct OccupationCommandTests {
    @Test func `groups equal those of tabulate to the hundredths of levelling`() throws {
        let county = try County.shared.get()
        let outcome = try Program.run([
            "occupy", county.dataset, "--boundary", county.plan + "#ZZQY", "--json",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.lines.count == 1)
        let result = try #require(try json(outcome.output) as? [String: Any])
        let layers = try #require(result["layers"] as? [[String: Any]])
        #expect(layers.count == 10, "all layers of the dataset")
        let whole = try #require(result["area_m2"] as? Double)
        for layer in layers {
            let covered = try #require(layer["covered_m2"] as? Double)
            let outside = try #require(layer["outside_m2"] as? Double)
            #expect(abs(covered + outside - whole) < 0.001)
            #expect(layer["closure_residual"] as? Int == 0)
        }
        let landUse = try #require(layers.first { $0["layer"] as? String == "DLTB" })
        let groups = try #require(landUse["groups"] as? [String: [[String: Any]]])
        let table = try Program.run([
            "tabulate", "--a", county.plan + "#ZZQY", "--b", county.dataset + "#DLTB", "--group",
            "DLBM",
        ])
        var expected: [String: Double] = [:]
        for line in table.lines.dropFirst() {
            let cells = line.split(separator: ",")
            expected[String(cells[0])] = Double(cells[1])
        }
        #expect(expected.count > 10)
        for group in try #require(groups["DLBM"]) {
            let area = try #require(group["area_m2"] as? Double)
            let known = expected.removeValue(forKey: group["value"] as? String ?? "") ?? 0
            // The grids have other origins, so corners are rounded otherwise.
            #expect(abs(area - known) < 0.1, "\(group)")
        }
        #expect(expected.isEmpty)
    }

    @Test func `a boundary of another place is refused by name`() throws {
        let county = try County.shared.get()
        let far = try Scratch.folder("far").appending(path: "far.geojson")
        let ring = "[[[87.1,43.2],[87.2,43.2],[87.2,43.3],[87.1,43.2]]]"
        try Data(
            """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":\
            "urn:ogc:def:crs:EPSG::4490"}},"features":[{"type":"Feature","properties":{"DLBM":"0101",\
            "TBMJ":1.0},"geometry":{"type":"Polygon","coordinates":\(ring)}}]}
            """.utf8
        ).write(to: far)
        let occupied = try Program.run([
            "occupy", county.dataset, "--boundary", far.path, "--lang", "en",
        ])
        let changed = try Program.run([
            "change", county.dataset, far.path + "#far", "--lang", "en",
        ])
        for outcome in [occupied, changed] {
            #expect(outcome.status == 2 && outcome.output.isEmpty)
            #expect(outcome.errors.contains("far.geojson"), "\(outcome.errors)")
            #expect(outcome.errors.contains("lie in different places"), "\(outcome.errors)")
        }
    }

    @Test func `layers and fields can be chosen, and wrong ones are refused`() throws {
        let county = try County.shared.get()
        let words = ["occupy", county.dataset, "--boundary", county.plan + "#ZZQY", "--lang", "en"]
        let one = try Program.run(words + ["--layer", "STBHHX", "--group", "HXMC", "--quiet"])
        #expect(one.status == 0 && one.errors.isEmpty)
        #expect(one.output.contains("STBHHX ecological red line: covered"))
        #expect(!one.output.contains("DLTB"))
        let wrong = try Program.run(words + ["--layer", "NONE"])
        #expect(wrong.status == 2 && wrong.errors.contains("NONE"))
        let missing = try Program.run(["occupy", county.dataset, "--boundary", "nowhere.gpkg"])
        #expect(missing.status == 2 && missing.errors.contains("nowhere.gpkg"))
    }
}
