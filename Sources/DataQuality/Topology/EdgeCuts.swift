/// Where edges meet away from their ends: the cuts that make them meet only at nodes.
///
/// Coordinates of nodes are 64ths of a grid cell, so that crossings at one place become one node.
struct EdgeCuts {
    /// One cut: on which edge, how far along it (0 to 1) and where.
    struct Cut: Equatable {
        var edge: Int32
        var along: Double
        var x: Int64
        var y: Int64
    }

    /// How two edges meet.
    struct Meeting: Equatable {
        /// The edges, by their position; `first < second`.
        var first: Int
        var second: Int
        /// Whether they cross in the inside of both; else an end of one lies inside the other.
        var isCrossing: Bool
        /// Where, in 64ths of a cell.
        var x: Int64
        var y: Int64
    }

    static let subcells: Int64 = 64

    private let edges: [WeightedEdge]
    private(set) var cuts: [Cut] = []
    private(set) var meetings: [Meeting] = []

    /// Finds the cuts of some edges.
    init(_ edges: [WeightedEdge]) {
        self.edges = edges
        if edges.count <= 80 {
            for first in edges.indices {
                for second in first + 1..<edges.count { meet(first, second) }
            }
        } else {
            EdgeCells(edges).forEachNearPair { meet($0, $1) }
        }
        cuts.sort { ($0.edge, $0.along, $0.x, $0.y) < ($1.edge, $1.along, $1.x, $1.y) }
        var once: [Cut] = []
        for cut in cuts where cut != once.last { once.append(cut) }
        cuts = once
        meetings.sort { ($0.first, $0.second, $0.x, $0.y) < ($1.first, $1.second, $1.x, $1.y) }
        var distinct: [Meeting] = []
        for meeting in meetings where meeting != distinct.last { distinct.append(meeting) }
        meetings = distinct
    }

    @inline(__always)
    private mutating func meet(_ i: Int, _ j: Int) {
        let (e, f) = (edges[i], edges[j])
        guard max(e.from.x, e.to.x) >= min(f.from.x, f.to.x),
            max(f.from.x, f.to.x) >= min(e.from.x, e.to.x),
            max(e.from.y, e.to.y) >= min(f.from.y, f.to.y),
            max(f.from.y, f.to.y) >= min(e.from.y, e.to.y)
        else { return }
        let fromSide = Self.orientation(e.from, e.to, f.from)
        let toSide = Self.orientation(e.from, e.to, f.to)
        if (fromSide > 0 && toSide > 0) || (fromSide < 0 && toSide < 0) { return }
        let startSide = Self.orientation(f.from, f.to, e.from)
        let endSide = Self.orientation(f.from, f.to, e.to)
        if (startSide > 0 && endSide > 0) || (startSide < 0 && endSide < 0) { return }
        if fromSide != 0, toSide != 0, startSide != 0, endSide != 0 {
            cross(i, j, at: Double(startSide) / (Double(startSide) - Double(endSide)))
            return
        }
        if fromSide == 0 { touch(i, j, at: f.from) }
        if toSide == 0 { touch(i, j, at: f.to) }
        if startSide == 0 { touch(j, i, at: e.from) }
        if endSide == 0 { touch(j, i, at: e.to) }
    }

    /// Twice the signed area of a triangle; positive when c lies left of a → b.
    @inline(__always)
    static func orientation(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Int64 {
        (Int64(b.x) - Int64(a.x)) * (Int64(c.y) - Int64(a.y))
            - (Int64(b.y) - Int64(a.y)) * (Int64(c.x) - Int64(a.x))
    }

    private mutating func cross(_ i: Int, _ j: Int, at share: Double) {
        let (a, b) = (edges[i].from, edges[i].to)
        let scale = Double(Self.subcells)
        let x = Double(a.x) + (Double(b.x) - Double(a.x)) * share
        let y = Double(a.y) + (Double(b.y) - Double(a.y)) * share
        let (nodeX, nodeY) = (Int64((x * scale).rounded()), Int64((y * scale).rounded()))
        cut(i, nodeX, nodeY)
        cut(j, nodeX, nodeY)
        meetings.append(
            Meeting(first: min(i, j), second: max(i, j), isCrossing: true, x: nodeX, y: nodeY))
    }

    /// Cuts edge i at a point on its line when the point lies strictly between its ends.
    private mutating func touch(_ i: Int, _ j: Int, at point: GridPoint) {
        let (a, b) = (edges[i].from, edges[i].to)
        guard point != a, point != b,
            point.x >= min(a.x, b.x), point.x <= max(a.x, b.x),
            point.y >= min(a.y, b.y), point.y <= max(a.y, b.y)
        else { return }
        let (nodeX, nodeY) = (Int64(point.x) * Self.subcells, Int64(point.y) * Self.subcells)
        cut(i, nodeX, nodeY)
        meetings.append(
            Meeting(first: min(i, j), second: max(i, j), isCrossing: false, x: nodeX, y: nodeY))
    }

    /// Measures along the longer axis, so that the same node is equally far however it was found.
    private mutating func cut(_ i: Int, _ nodeX: Int64, _ nodeY: Int64) {
        let (a, b) = (edges[i].from, edges[i].to)
        let (dx, dy) = (Int64(b.x) - Int64(a.x), Int64(b.y) - Int64(a.y))
        let along =
            abs(dx) >= abs(dy)
            ? Double(nodeX - Int64(a.x) * Self.subcells) / Double(dx * Self.subcells)
            : Double(nodeY - Int64(a.y) * Self.subcells) / Double(dy * Self.subcells)
        cuts.append(Cut(edge: Int32(i), along: along, x: nodeX, y: nodeY))
    }
}
