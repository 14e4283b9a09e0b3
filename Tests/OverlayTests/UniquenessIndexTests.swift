import Geometry
import TestSupport
import Testing

@testable import Overlay

/// The register of parcels against brute force, against GEOS and against itself.
@Suite struct UniquenessIndexTests {
    private func lattice(
        _ random: inout SeededGenerator, features: ClosedRange<Int> = 1...12
    ) -> LatticeLayer {
        LatticeLayer.random(
            width: Int.random(in: 1...9, using: &random),
            height: Int.random(in: 1...9, using: &random),
            step: Int.random(in: 1...4, using: &random),
            origin: (Int.random(in: 0...2, using: &random), Int.random(in: 0...2, using: &random)),
            features: Int.random(in: features, using: &random), emptyShare: 0.2, using: &random)
    }

    private func shared(_ a: LatticeLayer, _ feature: Int, _ b: LatticeLayer, _ other: Int) -> Int {
        var count = 0
        for y in 0..<40 {
            for x in 0..<40 where a.owner(x: x, y: y) == feature && b.owner(x: x, y: y) == other {
                count += 1
            }
        }
        return count
    }

    @Test func `overlaps equal the counts of cells while parcels come and go`() throws {
        for seed in 0..<UInt64(80) {
            var random = SeededGenerator(seed: seed)
            let map = LatticeLayer.Map(
                a: 3, b: Int.random(in: -2...2, using: &random), c: 0, d: 3, e: 500, f: -200)
            let layers = (0..<3).map { _ in lattice(&random) }
            let shapes = layers.map { $0.layer(map) }
            var index = try UniquenessIndex(
                extent: Box(minX: 0, minY: -1000, maxX: 3000, maxY: 1000), metric: .planar)
            var present: Set<[Int]> = []
            for _ in 0..<60 {
                let n = Int.random(in: 0..<3, using: &random)
                let feature = Int.random(in: 0..<layers[n].featureCount, using: &random)
                let name = "\(n)/\(feature)"
                if present.remove([n, feature]) != nil {
                    let removed = index.remove(name)
                    try #require(removed, "seed \(seed)")
                } else {
                    let added = try index.add(feature, of: shapes[n], as: name)
                    try #require(added, "seed \(seed)")
                    present.insert([n, feature])
                }
            }
            try #require(
                index.count == present.count && Set(index.identifiers).count == present.count)
            for n in 0..<3 {
                for feature in 0..<layers[n].featureCount {
                    let found = try index.overlaps(of: feature, in: shapes[n])
                    var expected: [String: Int] = [:]
                    for other in present {
                        let cells = shared(layers[n], feature, layers[other[0]], other[1])
                        if cells > 0 { expected["\(other[0])/\(other[1])"] = cells * 9 }
                    }
                    let areas = Dictionary(
                        uniqueKeysWithValues: found.map { ($0.identifier, Int($0.area.rounded())) })
                    try #require(areas == expected, "seed \(seed)")
                    try #require(found.allSatisfy { $0.area == $0.area.rounded() }, "seed \(seed)")
                    guard present.contains([n, feature]) else { continue }
                    let others = try #require(index.overlaps(ofParcel: "\(n)/\(feature)"))
                    expected["\(n)/\(feature)"] = nil
                    try #require(
                        Set(others.map(\.identifier)) == Set(expected.keys), "seed \(seed)")
                }
            }
        }
    }

    @Test func `areas equal those of GEOS`() throws {
        for item in try OverlayCorpus.load().cases {
            var box = item.layerA.box
            box.extend(item.layerB.box)
            // Room enough that edges as long as the extent fit the grid too.
            box.extend(x: box.minX - box.width, y: box.minY - box.height)
            var index = try UniquenessIndex(extent: box, metric: .planar)
            for feature in 0..<item.layerA.featureCount {
                _ = try index.add(feature, of: item.layerA, as: "\(feature)")
            }
            var expected: [String: Double] = [:]
            let scale = max(1, item.pairs.map { $0[2] }.max() ?? 1)
            for pair in item.pairs { expected["\(Int(pair[0])) \(Int(pair[1]))"] = pair[2] }
            for feature in 0..<item.layerB.featureCount {
                for overlap in try index.overlaps(of: feature, in: item.layerB, atLeast: 0) {
                    let key = "\(overlap.identifier) \(feature)"
                    let area = expected.removeValue(forKey: key) ?? 0
                    #expect(abs(overlap.area - area) <= 1e-9 * scale + 1e-6, "\(item.name) \(key)")
                }
            }
            #expect(expected.values.allSatisfy { $0 <= 1e-9 * scale + 1e-6 }, "\(item.name)")
        }
    }

    @Test func `neighbours with shared borders do not overlap, in the plane and on the globe`()
        throws
    {
        for item in try OverlayCorpus.load().cases
        where item.name.hasPrefix("coverage and unions of it ") && !item.name.contains("moved") {
            let globe = item.layerA.mapped { (109.4 + $0 * 1e-6, 24.3 + $1 * 1e-6) }
            for (layer, metric) in [(item.layerA, OverlayMetric.planar), (globe, .ellipsoidal)] {
                var index = try UniquenessIndex(extent: layer.box, metric: metric)
                for feature in 0..<layer.featureCount {
                    #expect(
                        try index.overlaps(of: feature, in: layer, atLeast: 0).isEmpty,
                        "\(item.name)")
                    _ = try index.add(feature, of: layer, as: "lot \(feature)")
                }
                for feature in 0..<layer.featureCount {
                    let again = try index.overlaps(of: feature, in: layer, atLeast: 0)
                    #expect(again.map(\.identifier) == ["lot \(feature)"], "\(item.name)")
                    #expect(again.first?.shareOfParcel == 1)
                }
            }
        }
    }

    @Test func `blocks emptied by removals change no answer`() throws {
        var random = SeededGenerator(seed: 7)
        var layer = PolygonLayer()
        // Polygons of 400 corners, so that blocks fill and empty often; squares in outline.
        for n in 0..<66 {
            let (x, y) = (Double(n % 11) * 700, Double(n / 11) * 700)
            for side in 0..<4 {
                for step in 0..<100 {
                    let (at, rest) = (Double(10 * step), Double(1000 - 10 * step))
                    switch side {
                    case 0: layer.append(x: x + at, y: y)
                    case 1: layer.append(x: x + 1000, y: y + at)
                    case 2: layer.append(x: x + rest, y: y + 1000)
                    default: layer.append(x: x, y: y + rest)
                    }
                }
            }
            layer.endRing()
            layer.endPolygon()
            layer.endFeature()
        }
        var index = try UniquenessIndex(extent: layer.box, metric: .planar)
        var present: Set<Int> = []
        for _ in 0..<1500 {
            let n = Int.random(in: 0..<66, using: &random)
            if present.remove(n) != nil {
                let removed = index.remove("\(n)")
                #expect(removed)
            } else {
                let added = try index.add(n, of: layer, as: "\(n)")
                #expect(added)
                present.insert(n)
            }
        }
        var fresh = try UniquenessIndex(extent: layer.box, metric: .planar)
        for n in present.sorted() { _ = try fresh.add(n, of: layer, as: "\(n)") }
        for n in 0..<66 {
            let found = try index.overlaps(of: n, in: layer)
            #expect(try found == fresh.overlaps(of: n, in: layer))
            // Squares of 1,000 at distances of 700 overlap by 300 or 1,000 a side.
            for overlap in found {
                let other = Int(overlap.identifier) ?? -1
                let (dx, dy) = (abs(other % 11 - n % 11), abs(other / 11 - n / 11))
                let expected = Double((1000 - 700 * dx) * (1000 - 700 * dy))
                #expect(overlap.area == expected)
            }
        }
        #expect(index.byteCount < 3 * fresh.byteCount + 4_000_000)
    }

    @Test func `a copy keeps what it had`() throws {
        var layer = PolygonLayer()
        layer.appendFeature([[[(0, 0), (10, 0), (10, 10), (0, 10)]]])
        var index = try UniquenessIndex(extent: layer.box, metric: .planar)
        var answers = [try index.add(0, of: layer, as: "first")]
        let copy = index
        answers.append(try index.add(0, of: layer, as: "first"))
        answers += [index.remove("first"), index.remove("first")]
        #expect(answers == [true, false, true, false], "an identifier is taken and removed once")
        #expect(index.count == 0 && copy.count == 1 && copy.contains("first"))
        #expect(try copy.overlaps(of: 0, in: layer).map(\.area) == [100])
        #expect(try index.overlaps(of: 0, in: layer).isEmpty)
        #expect(index.overlaps(ofParcel: "first") == nil)
    }

    @Test func `a shape the grid does not hold is refused`() throws {
        var near = PolygonLayer()
        near.appendFeature([[[(109, 24), (109.1, 24), (109.1, 24.1)]]])
        let index = try UniquenessIndex(extent: near.box, metric: .ellipsoidal)
        var far = PolygonLayer()
        far.appendFeature([[[(119, 24), (119.1, 24), (119.1, 24.1)]]])
        #expect(throws: OverlayError.self) { _ = try index.overlaps(of: 0, in: far) }
        var metres = PolygonLayer()
        metres.appendFeature([[[(500_000, 2_700_000), (500_001, 2_700_000), (500_000, 2_700_001)]]])
        #expect(
            throws: OverlayError.notInDegrees(layer: .divided, feature: 0, x: 500_000, y: 2_700_000)
        ) {
            _ = try index.overlaps(of: 0, in: metres)
        }
    }
}
