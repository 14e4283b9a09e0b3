import Foundation
import Testing

/// `tabulate --each`: a table for each zone layer from one pass over layer A.
@Suite struct EachLayerTests {
    private static let zones = ["YJJBNTBHTB", "CJDCQ", "STBHHX"]

    private func tabulate(_ dataset: String, by zones: [String], _ options: String...) throws
        -> Program.Outcome
    {
        try Program.run(
            ["tabulate", "--a", dataset + "#DLTB", "--key-a", "BSM", "--lang", "en"]
                + zones.flatMap { ["--b", dataset + "#" + $0] } + options)
    }

    @Test(arguments: ["ellipsoidal", "planar"])
    func `the tables are those of each layer alone`(area: String) throws {
        let county = try County.shared.get()
        let together = try tabulate(
            county.dataset, by: Self.zones, "--each", "--area", area)
        #expect(together.status == 0, "\(together.errors)")
        var expected = ["layer,key_a,key_b,area_m2"]
        for zone in Self.zones {
            let alone = try tabulate(county.dataset, by: [zone], "--area", area)
            #expect(alone.lines.first == "key_a,key_b,area_m2")
            #expect(alone.lines.count > 10, "\(zone) has rows")
            expected += alone.lines.dropFirst().map { zone + "," + $0 }
        }
        #expect(together.lines == expected)
        let closing = together.errors.split(separator: "\n")
        #expect(closing.count == 3)
        for (line, zone) in zip(closing, Self.zones) {
            #expect(line.hasPrefix(zone + ": pairs "))
            #expect(line.contains("closure residual 0"))
        }
        #expect(closing.map { $0.contains("seconds read") } == [false, false, true])
    }

    @Test func `rows, closing lines and groups as JSON`() throws {
        let county = try County.shared.get()
        let outcome = try tabulate(
            county.dataset, by: Self.zones, "--each", "--group", "DLBM", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        var layers: [String] = []
        for line in outcome.lines {
            let row = try #require(try json(line) as? [String: Any])
            #expect(Set(row.keys) == ["layer", "DLBM", "area_m2"])
            let layer = try #require(row["layer"] as? String)
            if layers.last != layer { layers.append(layer) }
        }
        #expect(layers == Self.zones)
        let closing = try outcome.errors.split(separator: "\n").map {
            try #require(try json(String($0)) as? [String: Any])
        }
        #expect(closing.map { $0["layer"] as? String } == Self.zones)
        #expect(closing.map { $0["seconds"] != nil } == [false, false, true])
    }

    @Test func `layers of one name are told apart by their files`() throws {
        let county = try County.shared.get()
        let folder = try Scratch.folder("each")
        let copy = folder.appending(path: "copy of dataset.gpkg").path
        try FileManager.default.copyItem(atPath: county.dataset, toPath: copy)
        let references = [county.dataset + "#STBHHX", copy + "#STBHHX"]
        let outcome = try Program.run(
            ["tabulate", "--a", county.dataset + "#DLTB", "--each"]
                + references.flatMap { ["--b", $0] })
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = outcome.lines.dropFirst()
        let halves = references.map { name in
            rows.filter { $0.hasPrefix(name + ",") }.map { $0.dropFirst(name.count) }
        }
        #expect(!halves[0].isEmpty)
        #expect(halves[0] == halves[1])
        #expect(halves[0].count * 2 == rows.count)
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a file of one layer is named by its layer`() throws {
        let county = try County.shared.get()
        let outcome = try Program.run([
            "tabulate", "--a", county.dataset + "#DLTB", "--each", "--b",
            county.survey + "/STBHHX.shp",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.lines.count > 1)
        #expect(outcome.lines.dropFirst().allSatisfy { $0.hasPrefix("STBHHX,") })
    }

    @Test func `not county by county, and no layer twice`() throws {
        let county = try County.shared.get()
        let sharded = try tabulate(county.dataset, by: ["CJDCQ"], "--each", "--shard")
        #expect(sharded.status == 2)
        #expect(sharded.errors.contains("one layer at a time"))
        let twice = try tabulate(county.dataset, by: ["CJDCQ", "CJDCQ"], "--each")
        #expect(twice.status == 2)
        #expect(twice.errors.contains("leave one out"))
    }
}
