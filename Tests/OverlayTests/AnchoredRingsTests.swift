import Geometry
import TestSupport
import Testing

@testable import Overlay

@Suite struct AnchoredRingsTests {
    /// Features of rings of 3 to 40 vertices, some of them no larger than a point of the grid.
    private static func layer(seed: UInt64, features: Int) -> PolygonLayer {
        var random = SeededGenerator(seed: seed)
        var layer = PolygonLayer()
        for _ in 0..<features {
            let rings = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let size = Int.random(in: 0..<8, using: &random) == 0 ? 1e-9 : 1000.0
                return (0..<Int.random(in: 3...40, using: &random)).map { _ in
                    (
                        Double.random(in: 0..<size, using: &random),
                        Double.random(in: 0..<size, using: &random)
                    )
                }
            }
            layer.appendFeature([rings])
        }
        return layer
    }

    /// The integrals from the start of each ring, summed edge by edge with all entries looked at.
    private static func check(_ rings: IntegerRings) {
        let zones = rings.zones
        for ring in 0..<rings.ringCount {
            let edges = rings.edges(ofRing: ring)
            let origin = zones.prefix(edges.lowerBound)
            var sum: Int64 = 0
            for n in edges {
                #expect(zones.prefix(n) &- origin == sum, "ring \(ring), entry \(n)")
                sum &+=
                    (Int64(rings.x[n]) + Int64(rings.x[n + 1]))
                    &* (Int64(rings.y[n + 1]) - Int64(rings.y[n]))
            }
            #expect(zones.prefix(edges.upperBound) &- origin == sum)
            #expect(rings.twiceArea(ofRing: ring) == sum)
        }
    }

    @Test(arguments: [1, 2, 3])
    func `the integral of an entry is its anchor and the edges after it`(threads: Int) throws {
        let seed: UInt64 = 20_261_123
        print("seed \(seed)")
        // A large layer, which threads share, between small ones.
        let layers = [
            Self.layer(seed: seed, features: 11), Self.layer(seed: seed + 1, features: 900),
            PolygonLayer(), Self.layer(seed: seed + 2, features: 7),
            Self.layer(seed: seed + 3, features: 901),
        ]
        #expect(layers[1].vertexCount > 1 << 14)
        let grid = try OverlayGrid(layers: layers, metric: .planar)
        var extent = JobExtent()
        for layer in layers { try extent.include(layer, as: .zone(0), inDegrees: false) }
        let curve = MetricCurve(grid: grid, extent: extent)
        for path in CodePath.allCases {
            let rings = IntegerRings(
                zones: layers, grid: grid, curve: curve, threads: threads, kernels: path.kernels)
            Self.check(rings)
            #expect(rings.parts.map(\.features.count) == layers.map(\.featureCount))
            #expect(rings.parts.last?.rings.upperBound == rings.ringCount)
            #expect(rings.parts.reduce(0) { $0 + $1.edgeCount } == rings.edgeCount)
            for part in rings.parts {
                #expect(
                    part.rings.allSatisfy { part.features.contains(Int(rings.featureOfRing[$0])) })
            }
            let alone = layers.map {
                IntegerRings(zones: [$0], grid: grid, curve: curve, kernels: path.kernels)
            }
            #expect(rings.parts.map(\.edgeCount) == alone.map(\.edgeCount))
            #expect(rings.parts.map(\.rings.count) == alone.map(\.ringCount))
        }
    }
}
