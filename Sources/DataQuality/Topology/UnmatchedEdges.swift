/// The edges of a layer that are not the common border of exactly two shapes on opposite sides.
///
/// A directed edge has the interior of its shape on the left. An edge met **once in each direction**
/// is the border between two shapes and adds nothing to the number of shapes that cover a place:
/// the two are left out. Any other edge stays with all its occurrences: one without a partner (the
/// outline, a gap, an overlap, a vertex on a neighbour's edge, a shape inside another), a second
/// occurrence on the same side (duplicates), a third one. What is left out cancels, so the sums of
/// what is left give the same number of covers everywhere; nothing is lost whoever the owners are.
///
/// Edges are sorted into square tiles by their lesser end and matched tile by tile in a small hash
/// table, so that the working set stays in cache; the tiles of a shape are few and near.
struct UnmatchedEdges {
    /// One occurrence of an edge.
    struct Use: Equatable {
        var from: GridPoint
        var to: GridPoint
        /// The row of its shape.
        var row: Int32
        /// How many shapes have this edge in this direction.
        var onSameSide: Int32
        /// How many shapes have it in the other direction.
        var onOtherSide: Int32
    }

    /// The occurrences left, by their lesser end, greater end, direction and row.
    private(set) var uses: [Use] = []
    /// How many edges are the common border of two shapes.
    private(set) var matchedCount = 0

    init(_ shapes: GridShapes) {
        let tiles = EdgeTiles(shapes)
        var table = EdgeTable(capacity: tiles.largest)
        // Safety: the pointers read arrays that do not change; edges lie within the points.
        shapes.points.withUnsafeBufferPointer { points in
            tiles.edges.withUnsafeBufferPointer { edges in
                for tile in 0..<tiles.count {
                    let run = UnsafeBufferPointer(rebasing: edges[tiles.range(ofTile: tile)])
                    if run.isEmpty { continue }
                    let open = table.match(run, points)
                    matchedCount += table.keyCount - open
                    if open == 0 { continue }
                    collect(run, table, points, shapes)
                }
            }
        }
        uses.sort { Self.precedes($0, $1) }
    }

    private mutating func collect(
        _ run: UnsafeBufferPointer<Int32>, _ table: EdgeTable,
        _ points: UnsafeBufferPointer<GridPoint>, _ shapes: GridShapes
    ) {
        for position in run.indices {
            let count = table.count(at: position)
            if count == EdgeTable.Count.matched { continue }
            let edge = Int(run[position])
            let (from, to) = (points[edge], points[edge + 1])
            let isForward = from.packed < to.packed
            uses.append(
                Use(
                    from: from, to: to, row: Int32(shapes.feature(ofEdge: edge)),
                    onSameSide: isForward ? count.forward : count.backward,
                    onOtherSide: isForward ? count.backward : count.forward))
        }
    }

    private static func precedes(_ a: Use, _ b: Use) -> Bool {
        let (endsA, endsB) = (ends(a.from, a.to), ends(b.from, b.to))
        return endsA == endsB
            ? (a.from.packed, a.row) < (b.from.packed, b.row) : endsA < endsB
    }

    /// The ends of an edge, the lesser first.
    @inline(__always)
    private static func ends(_ a: GridPoint, _ b: GridPoint) -> (UInt64, UInt64) {
        (min(a.packed, b.packed), max(a.packed, b.packed))
    }

    /// The rows that have an edge in either direction, none when it is a common border of two shapes.
    func rows(along edge: WeightedEdge) -> [Int] {
        let wanted = Self.ends(edge.from, edge.to)
        var (low, high) = (0, uses.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.ends(uses[middle].from, uses[middle].to) < wanted {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return uses[low...].prefix { Self.ends($0.from, $0.to) == wanted }.map { Int($0.row) }
    }

    /// The rows that share an edge with another shape on the same side, ascending.
    var rowsWithDoubledEdges: [Int] {
        Set(uses.lazy.filter { $0.onSameSide > 1 }.map { Int($0.row) }).sorted()
    }

    /// Adds up what is left; broken shapes count with their even-odd interior.
    ///
    /// - Parameters:
    ///   - left: rows that do not count, each of which has all its edges among the uses.
    func add(
        to tally: inout EdgeTally, _ shapes: GridShapes, broken: Set<Int>, without left: Set<Int>,
        weight: Int32
    ) {
        for use in uses where left.isEmpty || !left.contains(Int(use.row)) {
            tally.add(use.from, use.to, weight: weight)
        }
        for row in broken.sorted() where !left.contains(row) {
            // The edges of a broken shape may have cancelled with those of its neighbours.
            for edge in shapes.edges(ofFeature: row) {
                tally.add(edge.from, edge.to, weight: -weight)
            }
            for edge in shapes.evenOddEdges(ofFeature: row) {
                tally.add(edge.from, edge.to, weight: weight)
            }
        }
    }
}
