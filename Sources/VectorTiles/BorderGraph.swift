/// The points of borders and their neighbours along them, from which points are dropped.
struct BorderGraph {
    private static let none: Int32 = -1
    private static let node: Int32 = -2

    /// The two neighbours of a point; `none` where there is no second, `node` in the first for a node.
    private var one: [Int32] = []
    private var other: [Int32] = []
    /// Points still there.
    private var remaining: [Int32] = []
    /// Edges that run from node to node, as no second border may fall on one.
    private var direct: Set<UInt64> = []
    private var grid = PointGrid()

    /// Forgets all edges.
    mutating func reset(points: Int) {
        one = Array(repeating: Self.none, count: points)
        other = one
        direct = []
        remaining = []
    }

    /// Adds an edge; adding it again changes nothing.
    mutating func join(_ a: Int32, _ b: Int32) {
        guard a != b else { return }
        add(b, to: Int(a))
        add(a, to: Int(b))
    }

    @inline(__always)
    private mutating func add(_ neighbour: Int32, to point: Int) {
        if one[point] == neighbour || other[point] == neighbour || one[point] == Self.node {
            return
        }
        if one[point] == Self.none {
            one[point] = neighbour
        } else if other[point] == Self.none {
            other[point] = neighbour
        } else {
            one[point] = Self.node
        }
    }

    /// Makes nodes of the ends of lines, after the last edge is known.
    mutating func findNodes() {
        for point in one.indices where one[point] != Self.none {
            if other[point] == Self.none { one[point] = Self.node }
            remaining.append(Int32(truncatingIfNeeded: point))
        }
    }

    /// Notes an edge that runs from node to node, after the nodes are known.
    mutating func noteDirect(_ a: Int32, _ b: Int32) {
        if a != b, one[Int(a)] == Self.node, one[Int(b)] == Self.node {
            direct.insert(Self.key(a, b))
        }
    }

    /// Drops points within borders whose triangle is small and empty.
    ///
    /// - Parameters:
    ///   - limit: twice the area of the largest triangle to drop.
    ///   - x: x of all points.
    ///   - y: y of all points.
    ///   - dropped: told every point that is dropped.
    mutating func dropVertices(
        below limit: Int64, x: [Int32], y: [Int32], dropped: (Int) -> Void
    ) {
        grid.fill(remaining, x, y)
        var isDropped = [Bool](repeating: false, count: remaining.count)
        for (place, point) in remaining.enumerated() where one[Int(point)] >= 0 {
            let corner = Corner(before: one[Int(point)], point, after: other[Int(point)], x, y)
            guard corner.doubledArea <= limit, keepsRing(corner) else { continue }
            if corner.doubledArea > 0, grid.holdsPoint(in: corner, x, y, { one[$0] != Self.none }) {
                continue
            }
            remove(corner)
            isDropped[place] = true
            dropped(Int(point))
        }
        var kept: [Int32] = []
        kept.reserveCapacity(remaining.count)
        for (place, point) in remaining.enumerated() where !isDropped[place] { kept.append(point) }
        remaining = kept
    }

    /// Whether the edge that would take the place of a corner is new: otherwise a ring would collapse.
    private func keepsRing(_ corner: Corner) -> Bool {
        let (before, after) = (Int(corner.before), Int(corner.after))
        guard before != after else { return false }
        let isNode = (one[before] == Self.node, one[after] == Self.node)
        if !isNode.0 { return one[before] != corner.after && other[before] != corner.after }
        if !isNode.1 { return one[after] != corner.before && other[after] != corner.before }
        return !direct.contains(Self.key(corner.before, corner.after))
    }

    private mutating func remove(_ corner: Corner) {
        replace(corner.point, by: corner.after, at: Int(corner.before))
        replace(corner.point, by: corner.before, at: Int(corner.after))
        if one[Int(corner.before)] == Self.node, one[Int(corner.after)] == Self.node {
            direct.insert(Self.key(corner.before, corner.after))
        }
        one[Int(corner.point)] = Self.none
        other[Int(corner.point)] = Self.none
    }

    private mutating func replace(_ old: Int32, by new: Int32, at point: Int) {
        if one[point] == Self.node { return }
        if one[point] == old { one[point] = new } else { other[point] = new }
    }

    private static func key(_ a: Int32, _ b: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: min(a, b))) << 32 | UInt64(UInt32(bitPattern: max(a, b)))
    }
}

/// A point within a border and its two neighbours.
struct Corner {
    let before: Int32
    let point: Int32
    let after: Int32
    let ax: Int64
    let ay: Int64
    let bx: Int64
    let by: Int64
    let cx: Int64
    let cy: Int64
    let doubledArea: Int64

    @inline(__always)
    init(before: Int32, _ point: Int32, after: Int32, _ x: [Int32], _ y: [Int32]) {
        self.before = before
        self.point = point
        self.after = after
        (ax, ay) = (Int64(x[Int(before)]), Int64(y[Int(before)]))
        (bx, by) = (Int64(x[Int(point)]), Int64(y[Int(point)]))
        (cx, cy) = (Int64(x[Int(after)]), Int64(y[Int(after)]))
        doubledArea = Int64(((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).magnitude)
    }

    /// Whether a point lies in the triangle or on its border.
    @inline(__always)
    func holds(_ x: Int64, _ y: Int64) -> Bool {
        let first = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        let second = (cx - bx) * (y - by) - (cy - by) * (x - bx)
        let third = (ax - cx) * (y - cy) - (ay - cy) * (x - cx)
        return (first >= 0 && second >= 0 && third >= 0)
            || (first <= 0 && second <= 0 && third <= 0)
    }
}
