import Geometry

/// A straight piece between two points; a point when both are the same.
struct Segment: Equatable {
    let ax: Double
    let ay: Double
    let bx: Double
    let by: Double

    var box: Box {
        Box(minX: min(ax, bx), minY: min(ay, by), maxX: max(ax, bx), maxY: max(ay, by))
    }
}

extension PolygonLayer {
    /// Calls the body with every edge of a feature until it returns true; whether it did.
    func anyEdge(ofFeature feature: Int, _ body: (Segment) -> Bool) -> Bool {
        for ring in rings(ofFeature: feature) {
            let run = vertices(ofRing: ring)
            var last = run.upperBound - 1
            for vertex in run {
                if body(Segment(ax: x[last], ay: y[last], bx: x[vertex], by: y[vertex])) {
                    return true
                }
                last = vertex
            }
        }
        return false
    }

    /// Whether a point lies in a feature or on its border, decided exactly.
    func contains(_ px: Double, _ py: Double, feature: Int) -> Bool {
        var isInside = false
        for ring in rings(ofFeature: feature) {
            let run = vertices(ofRing: ring)
            var last = run.upperBound - 1
            for vertex in run {
                let (ax, ay, bx, by) = (x[last], y[last], x[vertex], y[vertex])
                last = vertex
                if (ay > py) == (by > py) {
                    // Only an edge along the ray can still carry the point, or a vertex that is it.
                    if ay == py, by == py, min(ax, bx) <= px, px <= max(ax, bx) { return true }
                    if bx == px, by == py { return true }
                    continue
                }
                let side = Orientation.side(ax, ay, bx, by, px, py)
                if side == 0 { return true }
                if (side > 0) == (by > ay) { isInside.toggle() }
            }
        }
        return isInside
    }
}
