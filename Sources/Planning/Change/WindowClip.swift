import Geometry

/// Cuts features to a rectangle, so that a river of ten thousand vertices costs a pair only what is near.
///
/// Ring by ring after I. E. Sutherland and G. W. Hodgman (doi 10.1145/360767.360802). Parts are
/// joined along the rectangle's sides, there and back: such stretches enclose nothing.
struct WindowClip {
    let box: Box

    /// The feature cut to the rectangle, as a layer of one feature; nil when it lies within anyway.
    func clip(_ feature: Int, of layer: PolygonLayer) -> PolygonLayer? {
        let own = layer.box(ofFeature: feature)
        if own.minX >= box.minX, own.maxX <= box.maxX, own.minY >= box.minY, own.maxY <= box.maxY {
            return nil
        }
        var out = PolygonLayer()
        for polygon in layer.polygons(ofFeature: feature) {
            for ring in layer.rings(ofPolygon: polygon) {
                var points = layer.vertices(ofRing: ring).map { (x: layer.x[$0], y: layer.y[$0]) }
                points = cut(points) { $0.x - box.minX }
                points = cut(points) { box.maxX - $0.x }
                points = cut(points) { $0.y - box.minY }
                points = cut(points) { box.maxY - $0.y }
                // An exterior that misses the rectangle leaves its holes without ring to hang on.
                if points.count < 3 {
                    if ring == layer.rings(ofPolygon: polygon).lowerBound { break }
                    continue
                }
                for point in points { out.append(x: point.x, y: point.y) }
                out.endRing()
            }
            out.endPolygon()
        }
        out.endFeature()
        return out
    }

    private typealias Point = (x: Double, y: Double)

    private func cut(_ points: [Point], _ inside: (Point) -> Double) -> [Point] {
        guard var last = points.last else { return [] }
        var lastSide = inside(last)
        var out: [Point] = []
        for point in points {
            let side = inside(point)
            if (side < 0) != (lastSide < 0) { out.append(crossing(last, lastSide, point, side)) }
            if side >= 0 { out.append(point) }
            (last, lastSide) = (point, side)
        }
        return out
    }

    /// The same point whichever way the edge is walked, so that neighbours stay neighbours.
    private func crossing(_ p: Point, _ a: Double, _ q: Point, _ b: Double) -> Point {
        if (p.x, p.y) > (q.x, q.y) { return crossing(q, b, p, a) }
        let share = a / (a - b)
        return (p.x + (q.x - p.x) * share, p.y + (q.y - p.y) * share)
    }
}
