import Geometry

/// The box and the longest edge of all layers of a job.
struct JobExtent {
    private(set) var box = Box.empty
    private(set) var longestEdge = 0.0

    /// - Throws: ``OverlayError`` for coordinates that cannot be used.
    mutating func include(
        _ layer: PolygonLayer, number: Int, inDegrees: Bool
    ) throws(OverlayError) {
        guard layer.vertexCount + 2 * layer.ringCount < Int(Int32.max) - 64 else {
            throw .tooManyVertices(layer: number, count: layer.vertexCount)
        }
        let (own, edge, finite) = Self.measure(layer)
        let onGlobe = own.isEmpty || (abs(own.minX) <= 360 && abs(own.maxX) <= 360)
        let inRange = onGlobe && (own.isEmpty || (own.minY >= -90 && own.maxY <= 90))
        guard finite, inRange || !inDegrees else {
            throw Self.culprit(in: layer, number: number, finite: finite)
        }
        box.extend(own)
        longestEdge = max(longestEdge, edge)
    }

    private static func measure(_ layer: PolygonLayer) -> (Box, edge: Double, finite: Bool) {
        var box = Box.empty
        var edge = 0.0
        // A product with zero is not a number as soon as one factor is not finite.
        var poison = 0.0
        layer.x.withUnsafeBufferPointer { x in
            layer.y.withUnsafeBufferPointer { y in
                for ring in 0..<layer.ringCount {
                    let run = layer.vertices(ofRing: ring)
                    var (lastX, lastY) = (x[run.upperBound - 1], y[run.upperBound - 1])
                    for vertex in run {
                        let (px, py) = (x[vertex], y[vertex])
                        box.extend(x: px, y: py)
                        edge = max(edge, max(abs(px - lastX), abs(py - lastY)))
                        poison += (px + py) * 0
                        (lastX, lastY) = (px, py)
                    }
                }
            }
        }
        return (box, edge, poison == 0)
    }

    private static func culprit(
        in layer: PolygonLayer, number: Int, finite: Bool
    ) -> OverlayError {
        for feature in 0..<layer.featureCount {
            for vertex in layer.vertices(ofFeature: feature) {
                let (x, y) = (layer.x[vertex], layer.y[vertex])
                if !finite, !x.isFinite || !y.isFinite {
                    return .coordinateNotFinite(layer: number, feature: feature)
                }
                if finite, abs(x) > 360 || abs(y) > 90 {
                    return .notInDegrees(layer: number, feature: feature, x: x, y: y)
                }
            }
        }
        // Two finite numbers whose sum overflows: far outside any extent.
        return .coordinateNotFinite(layer: number, feature: 0)
    }
}
