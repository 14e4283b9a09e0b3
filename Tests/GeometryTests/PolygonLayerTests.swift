import Testing

@testable import Geometry

/// The boxes that a layer keeps of its features, against boxes from its vertices.
@Suite struct PolygonLayerTests {
    private func square(_ x: Double, _ y: Double, _ side: Double) -> [(x: Double, y: Double)] {
        [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    }

    private func layer() -> PolygonLayer {
        var layer = PolygonLayer()
        layer.appendFeature([[square(0, 0, 10), square(2, 2, 3)], [square(20, -5, 5)]])
        layer.appendFeature([])
        layer.appendFeature([[square(-7, 3, 1)]])
        return layer
    }

    /// What the layer should have kept.
    private func expect(_ layer: PolygonLayer, sourceLocation: SourceLocation = #_sourceLocation) {
        var (all, widest) = (Box.empty, 0.0)
        for feature in 0..<layer.featureCount {
            var box = Box.empty
            for vertex in layer.vertices(ofFeature: feature) {
                box.extend(x: layer.x[vertex], y: layer.y[vertex])
            }
            #expect(layer.featureBoxes[feature] == box, sourceLocation: sourceLocation)
            #expect(layer.box(ofFeature: feature) == box, sourceLocation: sourceLocation)
            all.extend(box)
            widest = max(widest, box.width, box.height)
        }
        #expect(layer.featureBoxes.count == layer.featureCount, sourceLocation: sourceLocation)
        #expect(layer.extents.box == all && layer.box == all, sourceLocation: sourceLocation)
        #expect(layer.extents.widest == widest, sourceLocation: sourceLocation)
        #expect(layer.extents.isFinite, sourceLocation: sourceLocation)
        let length = PolygonLayer.featuresPerRun
        let runs = stride(from: 0, to: layer.featureCount, by: length).map { first in
            layer.featureBoxes[first..<min(first + length, layer.featureCount)]
                .reduce(into: Box.empty) { $0.extend($1) }
        }
        #expect(layer.runBoxes == runs, sourceLocation: sourceLocation)
    }

    @Test func `boxes follow every way to build a layer`() throws {
        var built = layer()
        expect(built)
        built.append(contentsOf: layer())
        built.appendFeature(2, of: layer())
        expect(built)
        expect(built.selecting([5, 1, 0]))
        let mark = built.mark
        built.appendFeature([[square(1000, 1000, 50)]])
        built.append(x: 5000, y: 1)
        built.remove(after: mark)
        expect(built)
        #expect(built.featureCount == 7 && built.extents.widest == 25)
        for n in 0..<60 { built.appendFeature([[square(Double(n * 7 % 31), Double(n), 2)]]) }
        expect(built)
        built.append(contentsOf: built)
        expect(built)
        built.remove(after: mark)
        expect(built)
        var read = PolygonLayer()
        for feature in 0..<built.featureCount {
            let bytes = WellKnownBinary.multiPolygon(feature, of: built)
            try bytes.withUnsafeBytes { try WellKnownBinary.appendFeature($0, to: &read) }
        }
        expect(read)
        #expect(read == built)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a coordinate that is not finite is found, wherever it stands`(bad: Double) {
        for place in 0..<8 {
            var ring = square(0, 0, 4).dropLast()
            if place < 4 { ring[place].x = bad } else { ring[place - 4].y = bad }
            var built = layer()
            built.appendFeature([[square(0, 0, 1)], [Array(ring)]])
            #expect(built.featureBoxes[3].minX.isNaN && !built.extents.isFinite)
            #expect(built.extents.box == layer().box)
            built.append(contentsOf: layer())
            #expect(!built.extents.isFinite)
        }
    }
}
