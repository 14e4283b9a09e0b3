import Geometry

/// A grid fixed before the shapes are known, and the coordinates it holds.
///
/// A grid of a job follows from its layers; an index that lives takes shapes later, so its grid
/// follows from a stated extent. It holds whatever lies within ``reach`` units of its origin.
struct GridReach: Sendable {
    let grid: OverlayGrid
    let curve: MetricCurve

    /// Half of what differences of coordinates may span.
    static let reach = 1_054_000_000.0

    /// - Parameter longestEdge: the longest edge that is known to come, in coordinate units.
    /// - Throws: ``OverlayError`` when no grid holds the extent.
    init(
        extent: Box, longestEdge: Double = 0, metric: OverlayMetric
    ) throws(OverlayError) {
        let outline = Self.outline(extent, longestEdge: longestEdge)
        grid = try OverlayGrid(layers: [outline], metric: metric)
        // The curve is wanted wherever a shape may lie, but q(B) ends at the poles.
        var (lowest, highest) = (-Self.reach, Self.reach)
        if metric == .ellipsoidal {
            lowest = max(lowest, ((-90 - grid.originY) / grid.unit).rounded(.up))
            highest = min(highest, ((90 - grid.originY) / grid.unit).rounded(.down))
        }
        curve = MetricCurve(grid: grid, lowestY: Int32(lowest), highestY: Int32(highest))
    }

    /// Checks that the grid holds a feature.
    ///
    /// - Throws: ``OverlayError``, which names the layer as `place`: a coordinate that is not finite or
    ///   not in degrees, or one that the grid does not hold.
    func check(
        _ feature: Int, of layer: PolygonLayer, as place: OverlayError.Layer
    ) throws(OverlayError) {
        var box = Box.empty
        var longest = 0.0
        for ring in layer.rings(ofFeature: feature) {
            let run = layer.vertices(ofRing: ring)
            var (lastX, lastY) = (layer.x[run.upperBound - 1], layer.y[run.upperBound - 1])
            for vertex in run {
                let (x, y) = (layer.x[vertex], layer.y[vertex])
                guard x.isFinite, y.isFinite else {
                    throw .coordinateNotFinite(layer: place, feature: feature)
                }
                if grid.metric == .ellipsoidal, abs(x) > 360 || abs(y) > 90 {
                    throw .notInDegrees(layer: place, feature: feature, x: x, y: y)
                }
                box.extend(x: x, y: y)
                longest = max(longest, abs(x - lastX), abs(y - lastY))
                (lastX, lastY) = (x, y)
            }
        }
        let most = Self.reach * grid.unit
        let isHeld =
            box.isEmpty
            || (box.minX >= grid.originX - most && box.maxX <= grid.originX + most
                && box.minY >= grid.originY - most && box.maxY <= grid.originY + most)
        guard isHeld, longest <= OverlayGrid.longestEdgeInUnits * grid.unit else {
            throw .beyondGrid(
                layer: place, feature: feature, longestEdge: longest, unit: grid.unit)
        }
    }

    /// The outline of the extent, its sides divided so far as edges as long as the longest allow:
    /// the grid need hold no edge that cannot come.
    private static func outline(_ extent: Box, longestEdge: Double) -> PolygonLayer {
        var layer = PolygonLayer()
        guard !extent.isEmpty else { return layer }
        let size = max(extent.width, extent.height)
        let parts = longestEdge > size / 2 ? 1 : longestEdge > size / 4 ? 2 : 4
        let (left, right, bottom, top) = (extent.minX, extent.maxX, extent.minY, extent.maxY)
        for side in [
            (left, bottom, right, bottom), (right, bottom, right, top), (right, top, left, top),
            (left, top, left, bottom),
        ] {
            for n in 0..<parts {
                let share = Double(n) / Double(parts)
                layer.append(
                    x: side.0 + share * (side.2 - side.0), y: side.1 + share * (side.3 - side.1))
            }
        }
        layer.endRing()
        layer.endPolygon()
        layer.endFeature()
        return layer
    }
}
