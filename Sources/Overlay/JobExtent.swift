import Geometry

/// The box of all layers of a job, and how long their edges are.
///
/// Boxes were kept while the layers were read; vertices are looked at only for the edges of features
/// that are wider than an edge may be.
struct JobExtent {
    private(set) var box = Box.empty
    private var layers: [PolygonLayer] = []
    /// The longest side of the box of a feature.
    private var widest = 0.0

    /// - Throws: ``OverlayError`` for coordinates that cannot be used.
    mutating func include(
        _ layer: PolygonLayer, as place: OverlayError.Layer, inDegrees: Bool
    ) throws(OverlayError) {
        guard layer.vertexCount + 2 * layer.ringCount < Int(Int32.max) - 64 else {
            throw .tooManyVertices(layer: place, count: layer.vertexCount)
        }
        let (own, isFinite) = (layer.extents.box, layer.extents.isFinite)
        if own.isEmpty && isFinite { return }
        let onGlobe = abs(own.minX) <= 360 && abs(own.maxX) <= 360
        let inRange = onGlobe && own.minY >= -90 && own.maxY <= 90
        guard isFinite, inRange || !inDegrees else {
            throw Self.culprit(in: layer, as: place, finite: isFinite)
        }
        box.extend(own)
        widest = max(widest, layer.extents.widest)
        layers.append(layer)
    }

    /// The longest edge, by its longer side, when it is longer than the limit; else 0.
    func longestEdge(over limit: Double) -> Double {
        if widest <= limit { return 0 }
        var longest = 0.0
        for layer in layers {
            for (feature, box) in layer.featureBoxes.enumerated()
            where max(box.width, box.height) > max(limit, longest) {
                longest = max(longest, Self.longestEdge(feature, layer))
            }
        }
        return longest > limit ? longest : 0
    }

    private static func longestEdge(_ feature: Int, _ layer: PolygonLayer) -> Double {
        var longest = 0.0
        for ring in layer.rings(ofFeature: feature) {
            let run = layer.vertices(ofRing: ring)
            var last = run.upperBound - 1
            for vertex in run {
                longest = max(
                    longest, abs(layer.x[vertex] - layer.x[last]),
                    abs(layer.y[vertex] - layer.y[last]))
                last = vertex
            }
        }
        return longest
    }

    private static func culprit(
        in layer: PolygonLayer, as place: OverlayError.Layer, finite: Bool
    ) -> OverlayError {
        for feature in 0..<layer.featureCount {
            for vertex in layer.vertices(ofFeature: feature) {
                let (x, y) = (layer.x[vertex], layer.y[vertex])
                if !finite, !x.isFinite || !y.isFinite {
                    return .coordinateNotFinite(layer: place, feature: feature)
                }
                if finite, abs(x) > 360 || abs(y) > 90 {
                    return .notInDegrees(layer: place, feature: feature, x: x, y: y)
                }
            }
        }
        // Not reached: what made the layer unusable is found above.
        return .coordinateNotFinite(layer: place, feature: 0)
    }
}
