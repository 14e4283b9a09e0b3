import Geometry
import LandModel
import Testing

@testable import LandExchange

/// Parts of a layer, read alone, against the layer read whole.
@Suite struct FeatureRunsTests {
    /// Squares with village codes of three counties, in runs and mixed, one of them without a code.
    private func shapefile() -> RawShapefile {
        var out = RawShapefile.squares(41)
        out.fields = [
            RawShapefile.Field(name: Array("ZLDWDM".utf8), width: 19),
            RawShapefile.Field(name: Array("DLBM".utf8), width: 5),
        ]
        out.rows = (0..<41).map { number in
            let county = number < 12 ? 1 : number < 25 ? number % 3 + 1 : 3
            let code = number == 30 ? "" : "45990\(county)20120100000\(number % 2)"
            return [Array(code.utf8), Array("0101".utf8)]
        }
        return out
    }

    /// The parts must be those of a search in the whole layer, and their features those of the whole.
    private func expectParts(
        _ whole: LandLayer, _ runs: [String: FeatureRuns],
        _ read: (FeatureRuns) throws -> LandLayer
    ) throws {
        var expected: [String: [Int]] = [:]
        let codes = try #require(whole.column("ZLDWDM"))
        for feature in 0..<whole.count {
            expected[String((codes.text(feature) ?? "").prefix(6)), default: []].append(feature)
        }
        #expect(Set(runs.keys) == Set(expected.keys))
        #expect(runs.keys.contains("") && runs.count == 4)
        for (code, features) in expected {
            let found = try #require(runs[code])
            #expect(found.count == features.count)
            let part = try read(found)
            #expect(part.featureIDs == features.map { whole.featureIDs[$0] }, "\(code)")
            #expect(part.geometry == whole.geometry.selecting(features))
            #expect(
                features.indices.allSatisfy {
                    part.columns[0].text($0) == codes.text(features[$0])
                })
        }
        #expect(runs["459901"]?.ranges.first.map { $0.upperBound - $0.lowerBound } == 12)
        #expect(try read(FeatureRuns()).count == 0)
    }

    @Test func `a county of a Shapefile, GeoPackage or snapshot is read alone`() throws {
        let folder = try TestFolder()
        let source = try shapefile().write(folder, "DLTB")
        let package = folder.file("DLTB.gpkg")
        _ = try run("ogr2ogr", "-f", "GPKG", "-a_srs", "EPSG:4527", package, source)
        for path in [source, package] {
            let file = try SurveyFile(path)
            let runs = try #require(try file.runs(ofLayer: nil, byPrefix: 6, of: "ZLDWDM"))
            try expectParts(try file.layer(), runs) {
                try file.layer(fields: ["ZLDWDM"], runs: $0, digesting: false)
            }
            #expect(try file.runs(ofLayer: nil, byPrefix: 6, of: "NONE") == nil)
        }
        let target = folder.file("county.gpkg")
        try SnapshotImport(.init(files: [source], target: target)).run()
        let snapshot = try Snapshot.open(target)
        let runs = try #require(
            try snapshot.runs(ofLayer: "DLTB", byPrefix: 6, of: "ZLDWDM"))
        try expectParts(try snapshot.layer(named: "DLTB"), runs) {
            try snapshot.layer(named: "DLTB", fields: ["ZLDWDM"], runs: $0)
        }
        #expect(try snapshot.runs(ofLayer: "DLTB", byPrefix: 6, of: "NONE") == nil)
    }

    @Test func `a deleted record of a Shapefile belongs to no part`() throws {
        let folder = try TestFolder()
        let raw = shapefile()
        let path = try raw.write(folder, "DLTB")
        var rows = raw.dbf
        // The mark of the seventh row, within a run of the first county.
        let (headerLength, width) = (33 + 2 * 32, 1 + 19 + 5)
        rows[headerLength + 6 * width] = UInt8(ascii: "*")
        try folder.write("DLTB.dbf", rows)
        let file = try SurveyFile(path)
        let whole = try file.layer(digesting: false)
        let runs = try #require(try file.runs(ofLayer: nil, byPrefix: 6, of: "ZLDWDM"))
        #expect(whole.count == 40)
        #expect(runs.values.reduce(0) { $0 + $1.count } == 40)
        let parts = try runs.values.flatMap {
            try file.layer(runs: $0, digesting: false).featureIDs
        }
        #expect(parts.sorted() == whole.featureIDs)
    }

    @Test func `a FileGDB is only read whole`() throws {
        let folder = try TestFolder()
        let source = try shapefile().write(folder, "DLTB")
        let base = folder.file("survey.gdb")
        _ = try run("ogr2ogr", "-f", "OpenFileGDB", base, source)
        #expect(try SurveyFile(base).runs(ofLayer: "DLTB", byPrefix: 6, of: "ZLDWDM") == nil)
    }
}
