import DataQuality
import Geometry
import LandModel
import Testing

/// The topology rules against shapely on real layers, valid and invalid.
@Suite struct CoverageOracleTests {
    private func layer(_ oracle: CoverageOracle, epsg: Int) throws -> LandLayer {
        var geometry = PolygonLayer()
        for feature in oracle.wkb.indices {
            try oracle.bytes(feature).withUnsafeBytes {
                try WellKnownBinary.appendFeature($0, to: &geometry)
            }
        }
        return LandLayer(
            name: "oracle", role: .landUse, epsg: epsg,
            featureIDs: oracle.wkb.indices.map(Int64.init),
            geometry: geometry, columns: [])
    }

    private let rules: Set = ["DQ-T01", "DQ-T02", "DQ-T03", "DQ-T05", "DQ-T11"]

    private func planarArea(_ finding: QualityFinding) -> Double {
        guard let shape = finding.shape else { return 0 }
        var total = 0.0
        for polygon in 0..<shape.polygonCount {
            for ring in shape.rings(ofPolygon: polygon) {
                let run = shape.vertices(ofRing: ring)
                var sum = 0.0
                for vertex in run.dropFirst().dropLast() {
                    sum +=
                        (shape.x[vertex] - shape.x[run.lowerBound])
                        * (shape.y[vertex + 1] - shape.y[run.lowerBound])
                        - (shape.x[vertex + 1] - shape.x[run.lowerBound])
                        * (shape.y[vertex] - shape.y[run.lowerBound])
                }
                let isExterior = ring == shape.rings(ofPolygon: polygon).lowerBound
                total += isExterior ? abs(sum) / 2 : -abs(sum) / 2
            }
        }
        return total
    }

    private func pairs(_ report: QualityReport) -> [[Int64]: Double] {
        Dictionary(
            uniqueKeysWithValues: report.findings
                .filter { $0.rule == "DQ-T02" && $0.severity == .blocking }
                .map { ($0.features, planarArea($0)) })
    }

    private func compare(_ arguments: [String], epsg: Int, squareMetre: Double) throws {
        guard let path = SharedData.path(arguments[0]),
            let oracle = try CoverageOracle.ask([path] + arguments.dropFirst())
        else { return }
        let report = try checkQuality(of: [layer(oracle, epsg: epsg)], rules: rules)
        let invalid = Set(
            report.findings.filter { ["DQ-T01", "DQ-T11"].contains($0.rule) }.flatMap(\.features))
        #expect(invalid == Set(oracle.invalid.map(Int64.init)), "invalid shapes")

        let duplicates = Set(
            report.findings.filter { $0.rule == "DQ-T05" }.map { $0.features })
        let ours = pairs(report)
        var (matched, sums) = (0, (ours: 0.0, theirs: 0.0))
        for pair in oracle.overlaps {
            let key = [Int64(pair[0]), Int64(pair[1])]
            if duplicates.contains(where: { $0.contains(key[0]) || $0.contains(key[1]) }) {
                continue
            }
            sums.theirs += pair[2]
            if let found = ours[key] {
                matched += 1
                sums.ours += found
                #expect(abs(found - pair[2]) < 0.02 * squareMetre + pair[2] * 1e-3, "\(key)")
            } else {
                // Strips below the stated tolerance: thinner than 1 mm or smaller than 0.01 m².
                #expect(pair[2] < 0.5 * squareMetre, "missed overlap of \(key): \(pair[2])")
            }
        }
        let broken = Set(oracle.invalid.map(Int64.init))
        let theirs = Set(oracle.overlaps.map { [Int64($0[0]), Int64($0[1])] })
        for key in ours.keys where broken.isDisjoint(with: key) {
            #expect(theirs.contains(key), "overlap unknown to shapely: \(key)")
        }
        #expect(abs(sums.ours - sums.theirs) <= sums.theirs * 1e-4 + 0.1 * squareMetre)

        let gaps = report.findings.filter { $0.rule == "DQ-T03" && $0.severity == .blocking }
            .map { planarArea($0) }.sorted(by: >)
        let holes = oracle.gaps.sorted(by: >)
        for (found, expected) in zip(gaps, holes) where expected > squareMetre {
            #expect(abs(found - expected) < 0.02 * squareMetre + expected * 1e-3)
        }
        #expect(gaps.filter { $0 > squareMetre }.count == holes.filter { $0 > squareMetre }.count)
        let (gapSum, holeSum) = (gaps.reduce(0, +), holes.reduce(0, +))
        #expect(abs(gapSum - holeSum) <= holeSum * 1e-4 + squareMetre)
        if oracle.coverageIsValid, oracle.invalid.isEmpty { #expect(ours.isEmpty) }
        print(
            "\(arguments): \(oracle.wkb.count) features, \(invalid.count) invalid, "
                + "\(matched) of \(oracle.overlaps.count) overlaps, \(gaps.count) of \(holes.count) gaps"
        )
    }

    private let squareDegreeAtJava = 1 / (111_320.0 * 110_600)

    @Test func `villages simplified one by one show shapely's overlaps and gaps`() throws {
        try compare(
            ["coverage/id_villages_diy_34.gpkg"], epsg: 4326, squareMetre: squareDegreeAtJava)
    }

    @Test func `a valid coverage of communes shows nothing`() throws {
        try compare(
            ["coverage/fr_communes_hauts-de-france.geojson"], epsg: 4326,
            squareMetre: 1 / (111_320.0 * 0.64 * 111_200))
    }

    @Test func `the parcels of Cambridge show shapely's invalid shapes, overlaps and gaps`() throws
    {
        try compare(
            ["parcels/cambridge_ma_parcels_fy2013.topojson"], epsg: 4326,
            squareMetre: 1 / (111_320.0 * 0.739 * 111_000))
    }

    @Test func `a valid cadastre shows nothing`() throws {
        try compare(
            ["parcels/fr_cadastre_25354.gpkg", "PARCELLE_id_25354"], epsg: 2154, squareMetre: 1)
    }

    @Test func `its fiscal sub-divisions show shapely's overlaps and gaps`() throws {
        try compare(
            ["parcels/fr_cadastre_25354.gpkg", "SUBDFISC_id_25354"], epsg: 2154, squareMetre: 1)
    }

    @Test func `the demonstration survey shows its one gap of 50 square metres`() throws {
        try compare(["demo/dianbu/dianbu.gpkg", "DLTB"], epsg: 4527, squareMetre: 1)
    }
}
