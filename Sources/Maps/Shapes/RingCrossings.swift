import Geometry

/// Finds where the rings of a polygon cross or touch themselves, or cross each other.
///
/// Edges are swept from west to east; which side a point lies on is decided exactly. Two rings may
/// touch in a point, as a hole may touch the exterior.
struct RingCrossings {
    /// A crossing: at the edge that begins at this vertex of this ring, both from 0.
    struct Crossing: Equatable {
        let ring: Int
        let vertex: Int
        let x: Double
        let y: Double
    }

    private struct Edge {
        let segment: Segment
        let box: Box
        let ring: Int
        let vertex: Int
        /// How many edges the ring has.
        let count: Int
    }

    private var edges: [Edge] = []

    init(_ shapes: PolygonLayer, feature: Int) {
        let rings = shapes.rings(ofFeature: feature)
        for ring in rings {
            let run = shapes.vertices(ofRing: ring)
            // Repeated points make no edge.
            let kept = run.filter { at in
                let last = at == run.lowerBound ? run.upperBound - 1 : at - 1
                return shapes.x[at] != shapes.x[last] || shapes.y[at] != shapes.y[last]
            }
            for (number, at) in kept.enumerated() {
                let next = kept[(number + 1) % kept.count]
                let segment = Segment(
                    ax: shapes.x[at], ay: shapes.y[at], bx: shapes.x[next], by: shapes.y[next])
                edges.append(
                    Edge(
                        segment: segment, box: segment.box, ring: ring - rings.lowerBound,
                        vertex: number, count: kept.count))
            }
        }
        edges.sort { $0.box.minX < $1.box.minX }
    }

    /// The crossings, at most so many.
    func found(most: Int) -> [Crossing] {
        var found: [Crossing] = []
        // Edges that may still be met, by their eastern end; the dead are swept out now and then.
        var active: [Int] = []
        for (number, edge) in edges.enumerated() {
            var kept = 0
            for place in active.indices {
                let other = edges[active[place]]
                if other.box.maxX < edge.box.minX { continue }
                active[kept] = active[place]
                kept += 1
                guard other.box.minY <= edge.box.maxY, edge.box.minY <= other.box.maxY,
                    let at = RingCrossings.crossing(other, edge)
                else { continue }
                found.append(at)
                if found.count == most { return found }
            }
            active.removeLast(active.count - kept)
            active.append(number)
        }
        return found
    }

    private static func crossing(_ one: Edge, _ other: Edge) -> Crossing? {
        guard Orientation.meet(one.segment, other.segment) else { return nil }
        let (s, t) = (one.segment, other.segment)
        if one.ring == other.ring {
            let apart = abs(one.vertex - other.vertex)
            if apart == 1 || apart == one.count - 1 {
                guard folds(one, other) else { return nil }
            }
        } else if !crossesProperly(s, t), !overlaps(s, t) {
            return nil
        }
        let at = meeting(s, t)
        let first = one.vertex < other.vertex || one.ring < other.ring ? one : other
        return Crossing(ring: first.ring, vertex: first.vertex, x: at.0, y: at.1)
    }

    /// Whether two neighbouring edges run back over each other.
    private static func folds(_ one: Edge, _ other: Edge) -> Bool {
        let (first, second) =
            (one.vertex + 1) % one.count == other.vertex
            ? (one.segment, other.segment)
            : (other.segment, one.segment)
        let side = Orientation.side(
            first.ax, first.ay, first.bx, first.by, second.bx, second.by)
        guard side == 0 else { return false }
        let turn =
            (first.ax - first.bx) * (second.bx - first.bx)
            + (first.ay - first.by) * (second.by - first.by)
        return turn > 0
    }

    private static func crossesProperly(_ s: Segment, _ t: Segment) -> Bool {
        Orientation.side(s.ax, s.ay, s.bx, s.by, t.ax, t.ay)
            * Orientation.side(s.ax, s.ay, s.bx, s.by, t.bx, t.by) < 0
            && Orientation.side(t.ax, t.ay, t.bx, t.by, s.ax, s.ay)
                * Orientation.side(t.ax, t.ay, t.bx, t.by, s.bx, s.by) < 0
    }

    /// Whether two segments on one line share more than a point.
    private static func overlaps(_ s: Segment, _ t: Segment) -> Bool {
        guard Orientation.side(s.ax, s.ay, s.bx, s.by, t.ax, t.ay) == 0,
            Orientation.side(s.ax, s.ay, s.bx, s.by, t.bx, t.by) == 0
        else { return false }
        let (one, other) = (s.box, t.box)
        let width = min(one.maxX, other.maxX) - max(one.minX, other.minX)
        let height = min(one.maxY, other.maxY) - max(one.minY, other.minY)
        return width > 0 || height > 0
    }

    /// About where two segments meet.
    private static func meeting(_ s: Segment, _ t: Segment) -> (Double, Double) {
        let (dx, dy) = (s.bx - s.ax, s.by - s.ay)
        let (ex, ey) = (t.bx - t.ax, t.by - t.ay)
        let cross = dx * ey - dy * ex
        guard cross != 0 else { return (t.ax, t.ay) }
        let share = min(1, max(0, ((t.ax - s.ax) * ey - (t.ay - s.ay) * ex) / cross))
        return (s.ax + share * dx, s.ay + share * dy)
    }
}
