import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct SelfOverlapsTests {
    private func square(_ x: Double, _ y: Double, _ size: Double) -> [(x: Double, y: Double)] {
        [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
    }

    @Test func `overlapping pairs are listed once with their area`() throws {
        var layer = PolygonLayer()
        layer.appendFeature([[square(0, 0, 10)]])
        layer.appendFeature([[square(10, 0, 10)]])
        layer.appendFeature([[square(8, 8, 4)]])
        layer.appendFeature([[square(0, 0, 10)]])
        let result = try selfOverlaps(of: layer, metric: .planar, threads: 2)
        let found = result.overlaps.map {
            [Double($0.first), Double($0.second), result.area(of: $0)]
        }
        #expect(found == [[0, 2, 4], [0, 3, 100], [1, 2, 4], [2, 3, 4]])
    }

    @Test func `a feature that covers ground twice overlaps itself`() throws {
        var layer = PolygonLayer()
        layer.appendFeature([[square(0, 0, 10)], [square(5, 5, 10)]])
        layer.appendFeature([[square(20, 0, 10), square(22, 2, 3)]])
        // A hole outside its exterior winds −1 about 9 square units: w (w − 1) / 2 = 1 there.
        layer.appendFeature([[square(40, 0, 10), square(60, 2, 3)]])
        let result = try selfOverlaps(of: layer, metric: .planar)
        let found = result.overlaps.map {
            [Double($0.first), Double($0.second), result.area(of: $0)]
        }
        #expect(found == [[0, 0, 25], [2, 2, 9]])
    }

    @Test func `a coverage of cells has no overlaps and two of them have all`() throws {
        for seed in 0..<UInt64(60) {
            var random = SeededGenerator(seed: seed)
            let lattices = (0..<2).map { n in
                LatticeLayer.random(
                    width: 6, height: 5, step: n + 1, origin: (n, 2 - n), features: 5,
                    emptyShare: 0.2, using: &random)
            }
            let map = LatticeLayer.Map(a: 2, b: 1, c: -1, d: 3, e: 0, f: 0)
            var layer = lattices[0].layer(map)
            #expect(try selfOverlaps(of: layer, metric: .planar).overlaps.isEmpty, "seed \(seed)")
            let other = lattices[1].layer(map)
            for feature in 0..<other.featureCount { layer.appendFeature(feature, of: other) }
            var expected: [[Int]: Int] = [:]
            for y in 0..<40 {
                for x in 0..<40 {
                    let (p, q) = (lattices[0].owner(x: x, y: y), lattices[1].owner(x: x, y: y))
                    if p >= 0, q >= 0 { expected[[p, q + 5], default: 0] += map.determinant }
                }
            }
            let result = try selfOverlaps(of: layer, metric: .planar)
            var found: [[Int]: Int] = [:]
            for overlap in result.overlaps {
                found[[overlap.first, overlap.second]] = Int(result.area(of: overlap).rounded())
            }
            #expect(found == expected, "seed \(seed)")
        }
    }
}
