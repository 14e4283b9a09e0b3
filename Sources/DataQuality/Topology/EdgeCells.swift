import Geometry

/// Edges sorted into square cells, to find those that may meet.
struct EdgeCells {
    private let edges: [WeightedEdge]
    private let box: IntegerBox
    private let cell: Double
    private let columns: Int
    private var starts: [Int32] = []
    private var members: [Int32] = []

    init(_ edges: [WeightedEdge]) {
        self.edges = edges
        var box = IntegerBox.empty
        for edge in edges {
            box.extend(edge.from.x, edge.from.y)
            box.extend(edge.to.x, edge.to.y)
        }
        self.box = box
        let (width, height) = (
            Double(box.maxX) - Double(box.minX) + 1, Double(box.maxY) - Double(box.minY) + 1
        )
        // About as many cells as edges: a chain of edges fills few cells, each with few edges.
        cell = max(1, (width * height / Double(max(1, edges.count))).squareRoot())
        columns = Int(width / cell) + 1
        let rows = Int(height / cell) + 1
        var counts = [Int32](repeating: 0, count: columns * rows + 1)
        for index in edges.indices { forEachCell(of: index) { counts[$0 + 1] += 1 } }
        for slot in 1..<counts.count { counts[slot] += counts[slot - 1] }
        starts = counts
        var filled = [Int32](repeating: 0, count: Int(counts[counts.count - 1]))
        for index in edges.indices {
            forEachCell(of: index) {
                filled[Int(counts[$0])] = Int32(index)
                counts[$0] += 1
            }
        }
        members = filled
    }

    /// Calls the body with every pair of edges that share a cell; a pair may come more than once.
    func forEachNearPair(_ body: (Int, Int) -> Void) {
        for slot in 0..<starts.count - 1 {
            let (start, end) = (Int(starts[slot]), Int(starts[slot + 1]))
            guard end - start > 1 else { continue }
            for i in start..<end - 1 {
                for j in i + 1..<end { body(Int(members[i]), Int(members[j])) }
            }
        }
    }

    /// The cells of an edge: row by row, from where it enters the row to where it leaves it.
    private func forEachCell(of index: Int, _ body: (Int) -> Void) {
        let edge = edges[index]
        let (lower, upper) = edge.from.y <= edge.to.y ? (edge.from, edge.to) : (edge.to, edge.from)
        let (x0, y0) = (Double(lower.x) - Double(box.minX), Double(lower.y) - Double(box.minY))
        let (x1, y1) = (Double(upper.x) - Double(box.minX), Double(upper.y) - Double(box.minY))
        let (firstRow, lastRow) = (Int(y0 / cell), Int(y1 / cell))
        for row in firstRow...lastRow {
            let (bottom, top) = (Double(row) * cell, Double(row + 1) * cell)
            let enter = row == firstRow ? x0 : x0 + (x1 - x0) * ((bottom - y0) / (y1 - y0))
            let leave = row == lastRow ? x1 : x0 + (x1 - x0) * ((top - y0) / (y1 - y0))
            // Half a grid cell of slack covers the rounding of the two quotients.
            let left = max(0, Int((min(enter, leave) - 0.5) / cell))
            let right = min(columns - 1, Int((max(enter, leave) + 0.5) / cell))
            for column in left...max(left, right) { body(row * columns + column) }
        }
    }
}
