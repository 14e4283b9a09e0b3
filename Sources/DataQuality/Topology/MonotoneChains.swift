import Geometry

/// The rings of one feature as chains that run one way along an axis, to see that no edges meet.
///
/// Within such a chain no two edges meet but where one follows the other. So only edges of
/// different chains are compared, and only inside the common part of the chains' boxes.
struct MonotoneChains {
    /// Edges `first ... last` of one ring, all rising (or all falling) in x, or in y.
    private struct Chain {
        var first: Int
        var last: Int
        /// The edges of its ring.
        var ring: Range<Int>
        /// Whether it runs one way in x; else it does in y.
        var isAlongX = false
        var box: IntegerBox
    }

    /// From how many chains on they are sorted before they are compared.
    private static let sortedFrom = 48

    private var chains: [Chain] = []
    /// Vertices at which the ring turns back by more than a right angle, ascending.
    private(set) var sharpVertices: [Int] = []

    /// Forgets the chains of the last feature.
    mutating func removeAll() {
        chains.removeAll(keepingCapacity: true)
        sharpVertices.removeAll(keepingCapacity: true)
    }

    /// Takes up a ring; `run` are its edges by their first point.
    mutating func add(_ points: UnsafeBufferPointer<GridPoint>, _ run: Range<Int>) {
        let before = points[run.upperBound - 1]
        var from = points[run.lowerBound]
        var lastX = Int64(from.x) - Int64(before.x)
        var lastY = Int64(from.y) - Int64(before.y)
        var ways = 0
        var chain = Chain(first: run.lowerBound, last: run.lowerBound, ring: run, box: .empty)
        for edge in run {
            let to = points[edge + 1]
            let (x, y) = (Int64(to.x) - Int64(from.x), Int64(to.y) - Int64(from.y))
            if x &* lastX &+ y &* lastY < 0 { sharpVertices.append(edge) }
            let own = (x > 0 ? 1 : 0) | (x < 0 ? 2 : 0) | (y > 0 ? 4 : 0) | (y < 0 ? 8 : 0)
            if ways & own == 0 {
                if edge > run.lowerBound {
                    chain.last = edge - 1
                    chain.isAlongX = ways & 3 != 0
                    chains.append(chain)
                }
                chain.first = edge
                chain.box = IntegerBox(minX: from.x, minY: from.y, maxX: from.x, maxY: from.y)
                ways = own
            } else {
                ways &= own
            }
            chain.box.extend(to.x, to.y)
            (lastX, lastY) = (x, y)
            from = to
        }
        chain.last = run.upperBound - 1
        chain.isAlongX = ways & 3 != 0
        chains.append(chain)
    }

    /// Whether no two edges meet but where one follows the other in its ring.
    mutating func isSimple(_ points: UnsafeBufferPointer<GridPoint>) -> Bool {
        guard chains.count >= Self.sortedFrom else {
            for i in chains.indices {
                for j in i + 1..<chains.count where meet(i, j, points) { return false }
            }
            return true
        }
        chains.sort { ($0.box.minX, $0.first) < ($1.box.minX, $1.first) }
        for i in chains.indices {
            let right = chains[i].box.maxX
            var j = i + 1
            while j < chains.count, chains[j].box.minX <= right {
                if meet(i, j, points) { return false }
                j += 1
            }
        }
        return true
    }

    @inline(__always)
    private func meet(_ i: Int, _ j: Int, _ points: UnsafeBufferPointer<GridPoint>) -> Bool {
        chains[i].box.intersects(chains[j].box) && meetInside(chains[i], chains[j], points)
    }

    private func meetInside(
        _ a: Chain, _ b: Chain, _ points: UnsafeBufferPointer<GridPoint>
    ) -> Bool {
        if a.ring != b.ring { return meetAnywhere(a, b, points) }
        let follows =
            b.first == a.last + 1
            || (b.first == b.ring.lowerBound && a.last == a.ring.upperBound - 1)
        let precedes =
            a.first == b.last + 1
            || (a.first == a.ring.lowerBound && b.last == b.ring.upperBound - 1)
        if follows && precedes { return meetAnywhere(a, b, points) }
        if follows { return meetFromTip(a, b, points) }
        if precedes { return meetFromTip(b, a, points) }
        return meetAnywhere(a, b, points)
    }

    /// Whether edges of two chains of which the second follows the first meet.
    ///
    /// Both are walked away from their common point; once out of the common part of the boxes a
    /// chain does not come back.
    private func meetFromTip(
        _ a: Chain, _ b: Chain, _ points: UnsafeBufferPointer<GridPoint>
    ) -> Bool {
        let common = a.box.intersection(b.box)
        var edge = a.last
        while edge >= a.first {
            let box = Self.box(points, edge)
            if Self.isBeyond(box, common, a.isAlongX) { return false }
            if box.intersects(common) {
                var other = b.first
                while other <= b.last {
                    let otherBox = Self.box(points, other)
                    if Self.isBeyond(otherBox, common, b.isAlongX) { break }
                    if otherBox.intersects(box), meet(edge, other, a.ring, points) { return true }
                    other += 1
                }
            }
            edge -= 1
        }
        return false
    }

    private func meetAnywhere(
        _ a: Chain, _ b: Chain, _ points: UnsafeBufferPointer<GridPoint>
    ) -> Bool {
        let common = a.box.intersection(b.box)
        let ring = a.ring == b.ring ? a.ring : 0..<0
        for edge in a.first...a.last {
            let box = Self.box(points, edge)
            guard box.intersects(common) else { continue }
            for other in b.first...b.last
            where Self.box(points, other).intersects(box) && meet(edge, other, ring, points) {
                return true
            }
        }
        return false
    }

    /// Whether a box lies outside another along one axis.
    @inline(__always)
    private static func isBeyond(_ box: IntegerBox, _ other: IntegerBox, _ alongX: Bool) -> Bool {
        alongX
            ? box.maxX < other.minX || box.minX > other.maxX
            : box.maxY < other.minY || box.minY > other.maxY
    }

    /// Whether two edges meet other than by one following the other.
    ///
    /// - Parameter ring: the edges of the ring of both; empty when they lie on two.
    private func meet(
        _ edge: Int, _ other: Int, _ ring: Range<Int>, _ points: UnsafeBufferPointer<GridPoint>
    ) -> Bool {
        let apart = abs(other - edge)
        if !ring.isEmpty, apart == 1 || apart == ring.count - 1 {
            return Self.turnsBack(points, edge, other)
        }
        return Self.meet(points[edge], points[edge + 1], points[other], points[other + 1])
    }

    @inline(__always)
    private static func box(_ points: UnsafeBufferPointer<GridPoint>, _ edge: Int) -> IntegerBox {
        let (a, b) = (points[edge], points[edge + 1])
        return IntegerBox(
            minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
    }

    /// Whether two edges that follow each other lie on each other.
    private static func turnsBack(
        _ points: UnsafeBufferPointer<GridPoint>, _ i: Int, _ j: Int
    ) -> Bool {
        // The tip is where one ends and the other begins.
        let (one, tip, other) =
            points[i + 1] == points[j]
            ? (points[i], points[j], points[j + 1]) : (points[j], points[i], points[i + 1])
        guard EdgeCuts.orientation(one, tip, other) == 0 else { return false }
        let (ux, uy) = (Int64(one.x) - Int64(tip.x), Int64(one.y) - Int64(tip.y))
        let (vx, vy) = (Int64(other.x) - Int64(tip.x), Int64(other.y) - Int64(tip.y))
        return ux * vx + uy * vy > 0
    }

    private static func meet(
        _ a: GridPoint, _ b: GridPoint, _ c: GridPoint, _ d: GridPoint
    ) -> Bool {
        let (o1, o2) = (EdgeCuts.orientation(a, b, c), EdgeCuts.orientation(a, b, d))
        if (o1 > 0 && o2 > 0) || (o1 < 0 && o2 < 0) { return false }
        let (o3, o4) = (EdgeCuts.orientation(c, d, a), EdgeCuts.orientation(c, d, b))
        return !((o3 > 0 && o4 > 0) || (o3 < 0 && o4 < 0))
    }
}
