/// A coverage of a rectangle by crooked cells that share their borders; some borders have a vertex that only one side knows.
struct RandomCoverage {
    /// The ring of each cell, exterior, positive in the world grid.
    private(set) var rings: [[(x: Int32, y: Int32)]] = []
    let west: Int32
    let north: Int32
    let east: Int32
    let south: Int32
    private let count: Int
    private let cell: Double
    private var nodes: [[(x: Double, y: Double)]] = []
    /// The inner vertices of borders, by their ends: nodes of row, column and direction.
    private var borders: [[Int]: [(x: Int32, y: Int32)]] = [:]

    init(
        count: Int, cell: Int32, west: Int32, north: Int32,
        _ random: inout some RandomNumberGenerator
    ) {
        (self.count, self.cell) = (count, Double(cell))
        (self.west, self.north) = (west, north)
        (east, south) = (west + Int32(count) * cell, north + Int32(count) * cell)
        for row in 0...count {
            nodes.append(
                (0...count).map { column in
                    // The outline stays straight, so that its place is known.
                    let dx = column % count == 0 ? 0 : Double.random(in: -0.2...0.2, using: &random)
                    let dy = row % count == 0 ? 0 : Double.random(in: -0.2...0.2, using: &random)
                    return (
                        Double(west) + (Double(column) + dx) * self.cell,
                        Double(north) + (Double(row) + dy) * self.cell
                    )
                })
        }
        for row in 0...count {
            for column in 0...count {
                if column < count { makeBorder(row, column, 0, &random) }
                if row < count { makeBorder(row, column, 1, &random) }
            }
        }
        for row in 0..<count {
            for column in 0..<count { rings.append(ring(row, column, &random)) }
        }
    }

    /// A border to the next node east (0) or south (1).
    private mutating func makeBorder(
        _ row: Int, _ column: Int, _ way: Int, _ random: inout some RandomNumberGenerator
    ) {
        let (a, b) = (
            nodes[row][column], way == 0 ? nodes[row][column + 1] : nodes[row + 1][column]
        )
        let isOutline = way == 0 ? row % count == 0 : column % count == 0
        let steps = Int.random(in: 1...9, using: &random)
        borders[[row, column, way]] = (1..<max(steps, 1)).map { step in
            let t = Double(step) / Double(steps)
            let bend = isOutline ? 0 : Double.random(in: -0.3...0.3, using: &random) * t * (1 - t)
            let x = a.x + (b.x - a.x) * t - (b.y - a.y) * bend
            let y = a.y + (b.y - a.y) * t + (b.x - a.x) * bend
            return (Int32(x.rounded()), Int32(y.rounded()))
        }
    }

    private func node(_ row: Int, _ column: Int) -> (x: Int32, y: Int32) {
        (Int32(nodes[row][column].x.rounded()), Int32(nodes[row][column].y.rounded()))
    }

    /// The ring of a cell: along its north, east, south and west border.
    private func ring(
        _ row: Int, _ column: Int, _ random: inout some RandomNumberGenerator
    ) -> [(x: Int32, y: Int32)] {
        let sides: [(start: (x: Int32, y: Int32), inner: [(x: Int32, y: Int32)])] = [
            (node(row, column), borders[[row, column, 0]] ?? []),
            (node(row, column + 1), borders[[row, column + 1, 1]] ?? []),
            (node(row + 1, column + 1), (borders[[row + 1, column, 0]] ?? []).reversed()),
            (node(row + 1, column), (borders[[row, column, 1]] ?? []).reversed()),
        ]
        var ring: [(x: Int32, y: Int32)] = []
        let isInner = row > 0 && column > 0 && row < count - 1 && column < count - 1
        for (number, side) in sides.enumerated() {
            ring.append(side.start)
            ring += side.inner
            if side.inner.isEmpty, isInner, Bool.random(using: &random) {
                // A vertex in the middle of a straight border that the neighbour does not have.
                let next = sides[(number + 1) % 4].start
                ring.append(((side.start.x + next.x) / 2, (side.start.y + next.y) / 2))
            }
        }
        return ring
    }
}
