/// Makes valid polygons of rings that snap rounding has pinched or folded.
///
/// The rings of a feature never cross, but a narrow place may have become a line that is run to and
/// fro, and two corners may have become one. Edges run in both directions cancel; what is left is
/// walked again around each connected piece of the inside, and rings that touch themselves are split
/// where they do. The area painted stays the same.
struct RingAssembly {
    private struct Edge {
        let from: Int32
        let to: Int32
    }

    private var edges: [Edge] = []
    private var kept: [Edge] = []
    private var isUsed: [Bool] = []
    private var rings: [[Int32]] = []

    mutating func removeAll() { edges.removeAll(keepingCapacity: true) }

    /// Adds a ring of numbers of units, open.
    mutating func append(ring: ArraySlice<Int32>) {
        guard var last = ring.last else { return }
        for next in ring {
            if next != last { edges.append(Edge(from: last, to: next)) }
            last = next
        }
    }

    /// The polygons of the edges, nothing when all cancel.
    mutating func assemble(_ pixels: PixelSearch, into polygons: inout TilePolygons) {
        cancel()
        walk(pixels)
        nest(pixels, into: &polygons)
    }

    /// Keeps of every pair of units the edges that the other direction does not take away.
    private mutating func cancel() {
        edges.sort { left, right in
            let (a, b) = (min(left.from, left.to), min(right.from, right.to))
            return a != b ? a < b : max(left.from, left.to) < max(right.from, right.to)
        }
        kept.removeAll(keepingCapacity: true)
        var start = 0
        while start < edges.count {
            let (low, high) = Self.pair(edges[start])
            var (end, balance) = (start, 0)
            while end < edges.count, Self.pair(edges[end]) == (low, high) {
                balance += edges[end].from == low ? 1 : -1
                end += 1
            }
            // A valid feature has at most one edge left; more would be run twice the same way.
            if balance > 0 { kept.append(Edge(from: low, to: high)) }
            if balance < 0 { kept.append(Edge(from: high, to: low)) }
            start = end
        }
        kept.sort { $0.from < $1.from }
    }

    private static func pair(_ edge: Edge) -> (Int32, Int32) {
        (min(edge.from, edge.to), max(edge.from, edge.to))
    }

    /// The first kept edge that starts at a unit or behind it.
    private func firstEdge(from unit: Int32) -> Int {
        var (low, high) = (0, kept.count)
        while low < high {
            let middle = (low + high) / 2
            if kept[middle].from < unit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Walks the kept edges, around one connected piece of the inside at a time.
    private mutating func walk(_ pixels: PixelSearch) {
        rings.removeAll(keepingCapacity: true)
        isUsed = Array(repeating: false, count: kept.count)
        for start in kept.indices where !isUsed[start] {
            var path: [Int32] = []
            var edge = start
            while !isUsed[edge] {
                isUsed[edge] = true
                let (from, at) = (kept[edge].from, kept[edge].to)
                path.append(from)
                guard let next = next(after: from, at, pixels) else {
                    // Edges of a feature that is not valid in its file may end nowhere.
                    path.removeAll()
                    break
                }
                edge = next
            }
            split(path)
        }
    }

    /// The edge out of a unit that keeps closest to the inside of the edge into it.
    private func next(after from: Int32, _ at: Int32, _ pixels: PixelSearch) -> Int? {
        var best: Int?
        for candidate in firstEdge(from: at)..<kept.count {
            guard kept[candidate].from == at else { break }
            guard let known = best else {
                best = candidate
                continue
            }
            if pixels.isCloser(kept[candidate].to, than: kept[known].to, around: at, from: from) {
                best = candidate
            }
        }
        return best
    }

    /// Cuts a walk into rings that visit no unit twice.
    private mutating func split(_ path: [Int32]) {
        var open: [Int32] = []
        var places: [Int32: Int] = [:]
        for unit in path {
            if let place = places[unit] {
                rings.append(Array(open[place...]))
                for dropped in open[(place + 1)...] { places[dropped] = nil }
                open.removeSubrange((place + 1)...)
            } else {
                places[unit] = open.count
                open.append(unit)
            }
        }
        if !open.isEmpty { rings.append(open) }
    }

    /// Gives every exterior ring its holes.
    private func nest(_ pixels: PixelSearch, into polygons: inout TilePolygons) {
        let areas = rings.map { pixels.doubledArea($0) }
        let exteriors = rings.indices.filter { areas[$0] > 0 }
        var holes: [Int: [Int]] = [:]
        for hole in rings.indices where areas[hole] < 0 {
            let around = exteriors.filter {
                areas[$0] > -areas[hole] && pixels.isInside(rings[hole], rings[$0])
            }
            // The smallest exterior ring around it; a hole of nothing is no hole.
            if let owner = around.min(by: { areas[$0] < areas[$1] }) {
                holes[owner, default: []].append(hole)
            }
        }
        for exterior in exteriors {
            for ring in [exterior] + (holes[exterior] ?? []) {
                polygons.append(ring: rings[ring].lazy.map { pixels.point($0) })
            }
        }
    }
}

extension PixelSearch {
    @inline(__always)
    func point(_ pixel: Int32) -> (x: Int32, y: Int32) { (x[Int(pixel)], y[Int(pixel)]) }

    private func direction(_ from: Int32, _ to: Int32) -> (x: Int64, y: Int64) {
        (Int64(x[Int(to)] - x[Int(from)]), Int64(y[Int(to)] - y[Int(from)]))
    }

    /// Whether one way out of a unit lies closer than another to the way in, on the side of the inside.
    ///
    /// With y to the south the inside of a positive ring is to the right of its edges, and to the right
    /// means turning from the way back against the order of the axes.
    fileprivate func isCloser(
        _ one: Int32, than other: Int32, around at: Int32, from: Int32
    ) -> Bool {
        let back = direction(at, from)
        let (a, b) = (direction(at, one), direction(at, other))
        func turn(_ way: (x: Int64, y: Int64)) -> (half: Int, cross: Int64) {
            let cross = back.x * way.y - back.y * way.x
            let dot = back.x * way.x + back.y * way.y
            // From the way back over the inside: first half turn, straight on, second half turn, the way back itself.
            if cross < 0 { return (0, cross) }
            if cross > 0 { return (2, cross) }
            return (dot < 0 ? 1 : 3, 0)
        }
        let (turnA, turnB) = (turn(a), turn(b))
        if turnA.half != turnB.half { return turnA.half < turnB.half }
        return a.x * b.y - a.y * b.x < 0
    }

    /// Twice the area of a ring, positive for exterior rings.
    func doubledArea(_ ring: [Int32]) -> Int64 {
        guard var last = ring.last.map(point) else { return 0 }
        var sum: Int64 = 0
        for next in ring.lazy.map(point) {
            sum += Int64(last.x) * Int64(next.y) - Int64(next.x) * Int64(last.y)
            last = next
        }
        return sum
    }

    /// Whether a ring lies in another one that it may touch but not cross.
    fileprivate func isInside(_ ring: [Int32], _ other: [Int32]) -> Bool {
        guard ring.count > 1, var last = other.last.map(point) else { return false }
        // The middle of an edge lies on no edge of the other ring: common edges have cancelled.
        let (a, b) = (point(ring[0]), point(ring[1]))
        let (x, y) = (Int64(a.x + b.x), Int64(a.y + b.y))
        var isInside = false
        for next in other.lazy.map(point) {
            let (ay, by) = (Int64(last.y) * 2, Int64(next.y) * 2)
            if (ay > y) != (by > y) {
                let (ax, bx) = (Int64(last.x) * 2, Int64(next.x) * 2)
                let side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
                if (side > 0) == (by > ay) { isInside.toggle() }
            }
            last = next
        }
        return isInside
    }
}
