import Geometry

/// The faces that polygons cut the plane into, each with the polygons that cover it.
///
/// Every border is cut at every other (``NodedBorders``); what covers a face follows from its
/// neighbour by crossing one border, so coincident, touching and overlapping polygons need no
/// special case. Overlaps show as a face covered by two polygons, gaps as a face covered by none.
struct PlanarArrangement: Sendable {
    /// How often the polygons of each key cover a face; keys in order, no zeros.
    struct Cover: Hashable, Sendable {
        var keys: [Int32] = []
        var counts: [Int32] = []

        func contains(_ key: Int32) -> Bool { keys.contains(key) }
    }

    /// One face: its cover and its border cycles, the exterior first.
    struct Face: Sendable {
        var cover: Cover
        /// Half-edges that start each cycle; the first runs counter-clockwise, the holes clockwise.
        var cycles: [Int]
    }

    private let grid: WorkingGrid
    private let borders: NodedBorders
    private var next: [Int32] = []
    private var cycleOf: [Int32] = []
    private var cycleStarts: [Int] = []
    private(set) var faces: [Face] = []

    /// - Throws: ``PlanningError/bordersTooEntangled``.
    init(_ segments: BorderSegments) throws(PlanningError) {
        grid = segments.grid
        borders = try NodedBorders(segments)
        linkHalfEdges()
        let areas = traceCycles()
        let faceOf = nestCycles(areas)
        label(faceOf, areas)
    }

    // MARK: Half-edges: 2s runs from the first end of segment s to the second, 2s + 1 back

    private func origin(_ half: Int) -> (x: Int32, y: Int32) {
        let s = borders.shape(half >> 1)
        return half & 1 == 0 ? (s.ax, s.ay) : (s.bx, s.by)
    }

    private func vector(_ half: Int) -> (x: Int, y: Int) {
        let s = borders.shape(half >> 1)
        let x = Int(s.bx) - Int(s.ax)
        let y = Int(s.by) - Int(s.ay)
        return half & 1 == 0 ? (x, y) : (-x, -y)
    }

    private mutating func linkHalfEdges() {
        let count = borders.count * 2
        var order: [(key: UInt64, half: Int32)] = []
        order.reserveCapacity(count)
        for half in 0..<count {
            let point = origin(half)
            let key =
                UInt64(UInt32(bitPattern: point.x)) << 32 | UInt64(UInt32(bitPattern: point.y))
            order.append((key, Int32(half)))
        }
        order.sort { $0.key != $1.key ? $0.key < $1.key : $0.half < $1.half }
        next = [Int32](repeating: -1, count: count)
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, order[end].key == order[start].key { end += 1 }
            let star = order[start..<end].sorted { left, right in
                Self.isBefore(vector(Int(left.half)), vector(Int(right.half)))
            }
            for (position, spoke) in star.enumerated() {
                // The face left of the edge that arrives along this spoke goes on along the
                // spoke clockwise from it.
                let clockwise = star[position == 0 ? star.count - 1 : position - 1]
                next[Int(spoke.half ^ 1)] = clockwise.half
            }
            start = end
        }
    }

    /// Order by angle, counter-clockwise from the positive x axis.
    private static func isBefore(_ left: (x: Int, y: Int), _ right: (x: Int, y: Int)) -> Bool {
        let upperLeft = left.y > 0 || (left.y == 0 && left.x > 0)
        let upperRight = right.y > 0 || (right.y == 0 && right.x > 0)
        if upperLeft != upperRight { return upperLeft }
        return left.x * right.y - left.y * right.x > 0
    }

    // MARK: Cycles

    /// Twice the signed area of every cycle, modulo 2^64.
    private mutating func traceCycles() -> [Int] {
        cycleOf = [Int32](repeating: -1, count: next.count)
        var areas: [Int] = []
        for start in next.indices where cycleOf[start] < 0 {
            let cycle = Int32(cycleStarts.count)
            cycleStarts.append(start)
            let base = origin(start)
            var twice = 0
            var half = start
            repeat {
                cycleOf[half] = cycle
                let p = origin(half)
                let v = vector(half)
                twice &+= (Int(p.x) - Int(base.x)) &* v.y &- (Int(p.y) - Int(base.y)) &* v.x
                half = Int(next[half])
            } while half != start
            areas.append(twice)
        }
        return areas
    }

    private func forEachHalf(ofCycle cycle: Int, _ body: (Int) -> Void) {
        let start = cycleStarts[cycle]
        var half = start
        repeat {
            body(half)
            half = Int(next[half])
        } while half != start
    }

    /// The face of every cycle: an exterior has its own, a hole that of what surrounds it; 0 is
    /// the outside of everything.
    private func nestCycles(_ areas: [Int]) -> [Int] {
        var faceOf = [Int](repeating: -1, count: areas.count)
        var faceCount = 1
        for cycle in areas.indices where areas[cycle] > 0 {
            faceOf[cycle] = faceCount
            faceCount += 1
        }
        let holes = areas.indices.filter { areas[$0] <= 0 }
            .map { (cycle: $0, at: leftmost($0)) }
            .sorted { ($0.at.x, $0.at.y, $0.cycle) < ($1.at.x, $1.at.y, $1.cycle) }
        guard !holes.isEmpty else { return faceOf }
        let index = SegmentIndex(borders)
        for hole in holes {
            // The edge to the left belongs to a cycle that begins further left, so it is settled.
            faceOf[hole.cycle] = edge(leftOf: hole.at, index).map { faceOf[Int(cycleOf[$0])] } ?? 0
        }
        return faceOf
    }

    private func leftmost(_ cycle: Int) -> (x: Int32, y: Int32) {
        var best = origin(cycleStarts[cycle])
        forEachHalf(ofCycle: cycle) { half in
            let point = origin(half)
            if (point.x, point.y) < best { best = point }
        }
        return best
    }

    /// The half-edge that has the point's neighbourhood on its left: the first border met going
    /// left from a spot just above the point; nil when there is none.
    private func edge(leftOf at: (x: Int32, y: Int32), _ index: SegmentIndex) -> Int? {
        var best: Int?
        index.forEachCell(leftOf: Int(at.x), y: Int(at.y)) { members, cellLeft in
            for member in members {
                let s = borders.shape(Int(member))
                guard min(s.ay, s.by) <= at.y, at.y < max(s.ay, s.by), isLeft(s, of: at) else {
                    continue
                }
                if let known = best, !isRight(s, of: borders.shape(known), y: at.y) { continue }
                best = Int(member)
            }
            // A border listed in this cell may cross the line further left, behind another one.
            guard let best else { return true }
            let (top, bottom) = crossing(borders.shape(best), y: at.y)
            return top < Int128(cellLeft) * bottom
        }
        return best.map { segment in
            let s = borders.shape(segment)
            // The half-edge that runs down has the east on its left.
            return s.ay > s.by ? segment * 2 : segment * 2 + 1
        }
    }

    /// Numerator and denominator of the x at which the segment crosses a height.
    private func crossing(_ s: BorderSegment, y: Int32) -> (Int128, Int128) {
        let dy = Int128(s.by) - Int128(s.ay)
        let dx = Int128(s.bx) - Int128(s.ax)
        let top = Int128(s.ax) * dy + (Int128(y) - Int128(s.ay)) * dx
        return dy < 0 ? (-top, -dy) : (top, dy)
    }

    private func isLeft(_ s: BorderSegment, of at: (x: Int32, y: Int32)) -> Bool {
        let (top, bottom) = crossing(s, y: at.y)
        return top < Int128(at.x) * bottom
    }

    /// Whether the first segment lies right of the second just above the height.
    private func isRight(_ s: BorderSegment, of other: BorderSegment, y: Int32) -> Bool {
        let (top, bottom) = crossing(s, y: y)
        let (otherTop, otherBottom) = crossing(other, y: y)
        let left = top * otherBottom
        let right = otherTop * bottom
        if left != right { return left > right }
        let slope = (Int128(s.bx) - Int128(s.ax)) * (s.by < s.ay ? -1 : 1)
        let otherSlope =
            (Int128(other.bx) - Int128(other.ax)) * (other.by < other.ay ? -1 : 1)
        return slope * otherBottom > otherSlope * bottom
    }

    // MARK: Covers

    private mutating func label(_ faceOf: [Int], _ areas: [Int]) {
        let faceCount = (faceOf.max() ?? 0) + 1
        var cyclesOf = [[Int]](repeating: [], count: faceCount)
        for cycle in faceOf.indices {
            if areas[cycle] > 0 {
                cyclesOf[faceOf[cycle]].insert(cycle, at: 0)
            } else {
                cyclesOf[faceOf[cycle]].append(cycle)
            }
        }
        var covers = [Cover?](repeating: nil, count: faceCount)
        covers[0] = Cover()
        var stack = [0]
        while let face = stack.popLast() {
            guard let cover = covers[face] else { continue }
            for cycle in cyclesOf[face] {
                forEachHalf(ofCycle: cycle) { half in
                    let other = faceOf[Int(cycleOf[half ^ 1])]
                    guard covers[other] == nil else { return }
                    covers[other] = crossed(cover, over: half)
                    stack.append(other)
                }
            }
        }
        faces = (1..<max(1, faceCount)).map { face in
            Face(cover: covers[face] ?? Cover(), cycles: cyclesOf[face].map { cycleStarts[$0] })
        }
    }

    /// The cover to the right of a half-edge, from the cover to its left.
    private func crossed(_ cover: Cover, over half: Int) -> Cover {
        var out = cover
        // Left minus right is the sum of the deltas along the segment's own direction.
        let sign: Int32 = half & 1 == 0 ? -1 : 1
        for entry in borders.run(half >> 1) {
            let key = borders.entries[entry].key
            let change = sign * borders.entries[entry].delta
            var at = 0
            while at < out.keys.count, out.keys[at] < key { at += 1 }
            if at < out.keys.count, out.keys[at] == key {
                out.counts[at] += change
                if out.counts[at] == 0 {
                    out.keys.remove(at: at)
                    out.counts.remove(at: at)
                }
            } else {
                out.keys.insert(key, at: at)
                out.counts.insert(change, at: at)
            }
        }
        return out
    }

    // MARK: Shapes

    /// Adds the face as one polygon of the feature being built.
    func append(_ face: Face, to layer: inout PolygonLayer) {
        for start in face.cycles {
            var half = start
            repeat {
                let point = origin(half)
                layer.append(x: grid.x(point.x), y: grid.y(point.y))
                half = Int(next[half])
            } while half != start
            layer.endRing()
        }
        layer.endPolygon()
    }
}
