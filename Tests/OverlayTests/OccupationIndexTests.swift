import Foundation
import Geometry
import LandModel
import TestSupport
import Testing

@testable import Overlay

/// What lies under a polygon against counts of cells, against the tabulation and against GEOS.
@Suite struct OccupationIndexTests {
    private func layer(
        _ shapes: PolygonLayer, _ values: [String?], name: String = "layer"
    ) -> OccupationLayer {
        let column = AttributeColumn(name: "kind", values: .text(DictionaryText(values)))
        return OccupationLayer(
            LandLayer(
                name: name, role: .other, epsg: 0,
                featureIDs: (0..<Int64(shapes.featureCount)).map { $0 }, geometry: shapes,
                columns: [column]),
            shapes: shapes, groupedBy: ["kind", "missing"])
    }

    @Test func `areas equal the counts of cells, and books balance`() throws {
        for seed in 0..<UInt64(80) {
            var random = SeededGenerator(seed: seed)
            let lattices = (0..<3).map { n in
                LatticeLayer.random(
                    width: Int.random(in: 1...9, using: &random),
                    height: Int.random(in: 1...9, using: &random),
                    step: Int.random(in: 1...4, using: &random), origin: (n, 1),
                    features: Int.random(in: 1...12, using: &random),
                    emptyShare: [0, 0.3].randomElement(using: &random) ?? 0, using: &random)
            }
            let map = LatticeLayer.Map(
                a: 5, b: Int.random(in: -2...2, using: &random), c: 0, d: 5, e: -30, f: 9)
            let polygons = lattices[0].layer(map)
            let zones = lattices.dropFirst().map { lattice in
                layer(
                    lattice.layer(map),
                    (0..<lattice.featureCount).map { $0 % 4 == 3 ? nil : "k\($0 % 4)" })
            }
            let index = try OccupationIndex(
                Array(zones), metric: .planar, extent: polygons.box)
            for polygon in 0..<lattices[0].featureCount {
                var whole = 0
                var sums = [[String?: Int]](repeating: [:], count: 2)
                for y in 0..<40 {
                    for x in 0..<40 where lattices[0].owner(x: x, y: y) == polygon {
                        whole += 25
                        for n in 0..<2 {
                            let owner = lattices[n + 1].owner(x: x, y: y)
                            guard owner >= 0 else { continue }
                            sums[n][owner % 4 == 3 ? nil : "k\(owner % 4)", default: 0] += 25
                        }
                    }
                }
                let found = try index.occupation(
                    under: polygon, of: polygons, stated: Area(hundredths: Int64(whole) * 100))
                for n in 0..<2 {
                    let result = found.layers[n]
                    try #require(result.groupings.map(\.field) == ["kind"])
                    var groups: [String?: Int] = [:]
                    for group in result.groupings[0].groups {
                        try #require(group.area.hundredths % 100 == 0, "seed \(seed)")
                        groups[group.value] = Int(group.area.hundredths / 100)
                    }
                    try #require(groups == sums[n], "seed \(seed)")
                    let covered = sums[n].values.reduce(0, +)
                    try #require(result.covered.hundredths == Int64(covered) * 100)
                    try #require(result.covered + result.outside == found.area)
                    try #require(result.closureResidual == 0 && result.droppedTwice == 0)
                }
            }
        }
    }

    @Test func `pieces are those of the tabulation, levelled alike`() throws {
        for item in try OverlayCorpus.load().cases {
            let (a, b) = (item.layerA, item.layerB)
            let index = try OccupationIndex(
                [layer(b, (0..<b.featureCount).map { "\($0)" })], metric: .planar, extent: a.box)
            let table = try tabulate(
                a, by: [b], metric: .planar, options: TabulationOptions(includesOutside: true))
            let stated = table.wholeTwice.map {
                Area(roundingSquareMetres: table.grid.area(twice: $0))
            }
            let shares = table.shares(ofStatedHundredths: stated.map(\.hundredths))
            for patch in 0..<a.featureCount {
                let found = try index.occupation(under: patch, of: a, stated: stated[patch])
                let rows = (0..<table.rowCount).filter { Int(table.patches[$0]) == patch }
                let inside = rows.filter { table.zones[$0] != Tabulation.outside }
                #expect(
                    found.layers[0].pieces.map(\.feature) == inside.map { Int(table.zones[$0]) },
                    "\(item.name)")
                // The two grids differ by a power of ten at most, hence the hundredth.
                for (piece, row) in zip(found.layers[0].pieces, inside) {
                    #expect(
                        abs(piece.area.hundredths - shares[row]) <= 1, "\(item.name) \(patch)")
                }
                #expect(found.layers[0].covered + found.layers[0].outside == stated[patch])
            }
        }
    }

    private struct Corpus: Decodable {
        struct Layer: Decodable {
            let name: String
            let values: [String]
            let features: [[[[[Double]]]]]
        }
        let layers: [Layer]
        let polygons: [[[[[Double]]]]]
        let areas: [Double]
        let groups: [[[String: Double]]]
        let outside: [[Double]]

        static func load() throws -> Corpus {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Corpus/geometry/occupation.json")
            return try JSONDecoder().decode(Corpus.self, from: Data(contentsOf: file))
        }

        static func shapes(_ features: [[[[[Double]]]]]) -> PolygonLayer {
            var layer = PolygonLayer()
            for feature in features {
                layer.appendFeature(feature.map { $0.map { $0.map { (x: $0[0], y: $0[1]) } } })
            }
            return layer
        }
    }

    @Test func `official areas by group equal those of GEOS in the equal-area cylinder`() throws {
        let corpus = try Corpus.load()
        let index = try OccupationIndex(
            corpus.layers.map { layer(Corpus.shapes($0.features), $0.values, name: $0.name) },
            metric: .ellipsoidal, threads: 2)
        let polygons = Corpus.shapes(corpus.polygons)
        for polygon in 0..<polygons.featureCount {
            let stated = Area(roundingSquareMetres: corpus.areas[polygon])
            let found = try index.occupation(under: polygon, of: polygons, stated: stated)
            #expect(abs(found.gridArea - corpus.areas[polygon]) < 0.1)
            for n in corpus.layers.indices {
                let result = found.layers[n]
                var expected = corpus.groups[polygon][n]
                for group in result.groupings[0].groups {
                    let area = expected.removeValue(forKey: group.value ?? "") ?? 0
                    // Some hundreds of vertices rounded to 0.1 mm along edges of up to 60 m.
                    #expect(
                        abs(Double(group.area.hundredths) / 100 - area) < 0.1,
                        "polygon \(polygon), \(group.value ?? ""): \(group.area) \(area)")
                }
                #expect(expected.values.allSatisfy { $0 < 0.1 }, "\(expected)")
                let outside = Double(result.outside.hundredths) / 100
                #expect(abs(outside - corpus.outside[polygon][n]) < 0.1)
                #expect(result.covered + result.outside == stated)
                let sum = result.groupings[0].groups.reduce(Area.zero) { $0 + $1.area }
                #expect(sum == result.covered && result.closureResidual == 0)
            }
        }
    }

    @Test
    func `a polygon beyond the layers lies outside, and one the grid does not hold is refused`()
        throws
    {
        var square = PolygonLayer()
        square.appendFeature([[[(0, 0), (100, 0), (100, 100), (0, 100)]]])
        let index = try OccupationIndex([layer(square, ["x"])], metric: .planar)
        var beside = PolygonLayer()
        beside.appendFeature([[[(90, -20), (120, -20), (120, 40), (90, 40)]]])
        beside.appendFeature([[[(110, 0), (120, 0), (120, 10), (110, 10)]]])
        beside.appendFeature([[[(1e7, 0), (1e7 + 1, 0), (1e7, 1)]]])
        let half = try index.occupation(under: 0, of: beside, stated: Area(hundredths: 180_000))
        #expect(half.layers[0].covered == Area(hundredths: 40_000))
        #expect(half.layers[0].outside == Area(hundredths: 140_000))
        let none = try index.occupation(under: 1, of: beside, stated: Area(hundredths: 10_000))
        #expect(none.layers[0].pieces.isEmpty && none.layers[0].outside == none.area)
        #expect(throws: OverlayError.self) {
            _ = try index.occupation(under: 2, of: beside, stated: .zero)
        }
    }
}
