import DataQuality
import Foundation
import Geometry
import LandModel
import TestSupport
import Testing

/// Random small coverages with planted defects, where edges coincide, touch and cross, against GEOS.
@Suite struct PlantedLatticeTests {
    private struct Answer: Decodable {
        var invalid: [Int64]
        var duplicates: [[Int64]]
        var overlaps: [[Double]]
        var gaps: [Double]
        var disagreeing: [Int64]
    }

    private func layer(_ lattice: PlantedLattice) -> LandLayer {
        shapes(
            lattice.shapes.map { shape in
                [shape.map { ring in ring.map { (Double($0.x), Double($0.y)) } }]
            })
    }

    /// Asks shapely; nil, with a line on standard output, when python3 or shapely is not there.
    private func ask(_ lattices: [PlantedLattice]) throws -> [Answer]? {
        let cases = FileManager.default.temporaryDirectory.appending(
            path: "planted-\(UUID().uuidString).json")
        try JSONEncoder().encode(lattices.map(\.shapes)).write(to: cases)
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Oracle/lattice_oracle.py")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", script.path(percentEncoded: false), cases.path(percentEncoded: false),
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try FileManager.default.removeItem(at: cases)
        guard process.terminationStatus == 0 else {
            print("SKIPPED: python3 with shapely is not present")
            return nil
        }
        return try JSONDecoder().decode([Answer].self, from: data)
    }

    private func areas(_ report: QualityReport, _ rule: String) -> [[Int64]: Double] {
        Dictionary(
            report.findings.filter { $0.rule == rule && $0.severity == .blocking }
                .map { ($0.features, $0.areaSquareMetres?.squareMetres ?? 0) },
            uniquingKeysWith: +)
    }

    @Test func `findings and disagreeing borders are those of GEOS`() throws {
        let seeds = Array(UInt64(1)...500)
        let lattices = seeds.map { PlantedLattice(seed: $0) }
        guard let answers = try ask(lattices) else { return }
        var compared = (cases: 0, overlaps: 0, gaps: 0, disagreeing: 0)
        for ((seed, lattice), answer) in zip(zip(seeds, lattices), answers) {
            let report = try checkQuality(
                of: [layer(lattice)], rules: ["DQ-T01", "DQ-T02", "DQ-T03", "DQ-T05", "DQ-T11"])
            let broken = report.findings.filter { ["DQ-T01", "DQ-T11"].contains($0.rule) }
            #expect(Set(broken.flatMap(\.features)) == Set(answer.invalid), "invalid, seed \(seed)")
            if !answer.invalid.isEmpty { continue }
            let groups = report.findings.filter { $0.rule == "DQ-T05" }.map(\.features)
            #expect(Set(groups) == Set(answer.duplicates), "duplicates, seed \(seed)")
            let copies = Set(answer.duplicates.flatMap { $0.dropFirst() })
            var overlaps = areas(report, "DQ-T02")
            for found in answer.overlaps {
                let pair = [Int64(found[0]), Int64(found[1])]
                if !copies.isDisjoint(with: pair) { continue }
                let area = overlaps.removeValue(forKey: pair) ?? 0
                #expect(abs(area - found[2]) < 0.02, "overlap \(pair), seed \(seed)")
                compared.overlaps += 1
            }
            #expect(overlaps.isEmpty, "overlaps unknown to GEOS, seed \(seed)")
            let gaps = report.findings.filter { $0.rule == "DQ-T03" && $0.severity == .blocking }
                .map { $0.areaSquareMetres?.squareMetres ?? 0 }.sorted()
            let expected = answer.gaps.filter { $0 >= 0.01 }.sorted()
            #expect(gaps.count == expected.count, "gaps, seed \(seed)")
            #expect(
                zip(gaps, expected).allSatisfy { abs($0 - $1) < 0.02 }, "gap areas, seed \(seed)")
            #expect(
                report.borders.map(\.disagreeing) == [answer.disagreeing],
                "disagreeing, seed \(seed)")
            compared.cases += 1
            compared.gaps += gaps.count
            compared.disagreeing += answer.disagreeing.count
        }
        print(
            "planted lattices: \(compared.cases) valid of \(seeds.count), \(compared.overlaps) overlaps, "
                + "\(compared.gaps) gaps, \(compared.disagreeing) disagreeing shapes")
        #expect(compared.cases > 200 && compared.overlaps > 200 && compared.gaps > 100)
    }

    @Test func `the order of the shapes does not matter`() throws {
        for seed in UInt64(1)...60 {
            let lattice = PlantedLattice(seed: seed)
            let layer = layer(lattice)
            var random = SeededGenerator(seed: seed)
            let order = lattice.shapes.indices.shuffled(using: &random)
            let turned = LandLayer(
                name: layer.name, role: layer.role, epsg: layer.epsg,
                featureIDs: order.map { layer.featureIDs[$0] },
                geometry: layer.geometry.selecting(order), columns: [])
            let rules: Set = ["DQ-T01", "DQ-T02", "DQ-T03", "DQ-T05"]
            let (one, other) = (
                try checkQuality(of: [layer], rules: rules),
                try checkQuality(of: [turned], rules: rules)
            )
            // Of identical shapes the first is the one whose overlaps are reported.
            let first = Dictionary(
                one.findings.filter { $0.rule == "DQ-T05" }.flatMap { finding in
                    finding.features.map { ($0, finding.features.min() ?? $0) }
                }, uniquingKeysWith: { $1 })
            func summary(_ report: QualityReport) -> [[Int64]: [String]] {
                Dictionary(
                    report.findings.map { finding in
                        (
                            Set(finding.features.map { first[$0] ?? $0 }).sorted(),
                            ["\(finding.rule) \(finding.areaSquareMetres ?? .zero)"]
                        )
                    }, uniquingKeysWith: { ($0 + $1).sorted() })
            }
            #expect(summary(one) == summary(other), "seed \(seed)")
            #expect(
                one.borders.first?.disagreeing.sorted()
                    == other.borders.first?.disagreeing.sorted(),
                "seed \(seed)")
        }
    }

    @Test func `borders agree vertex for vertex or not`() throws {
        let left = rectangle(0, 0, 10, 10)
        let right = rectangle(10, 0, 10, 10)
        let lower = rectangle(10, 0, 10, 5)
        let upper = rectangle(10, 5, 10, 5)
        func borders(_ rings: [Ring]) throws -> BorderAgreement? {
            try checkQuality(of: [shapes(rings.map { [[$0]] })], rules: ["DQ-T02"]).borders.first
        }
        let agreeing = try #require(try borders([left, right]))
        #expect(agreeing.sharedEdges == 1 && agreeing.otherEdges == 6)
        #expect(agreeing.disagreeing.isEmpty)
        // A vertex that only the two small ones have: no gap, no overlap, but no common edge.
        #expect(try borders([left, lower, upper])?.disagreeing == [0, 1, 2])
        #expect(try borders([left, rectangle(2, 2, 3, 3)])?.disagreeing == [1])
        #expect(try borders([left, right, left])?.disagreeing == [0, 2])
        let other = try checkQuality(of: [shapes([[[left]]])], rules: ["DQ-T01"])
        #expect(other.borders.isEmpty)
    }
}
