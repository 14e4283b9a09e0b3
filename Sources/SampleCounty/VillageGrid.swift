/// Where the villages lie, and which ground belongs to which: a jittered grid of centres.
struct VillageGrid: Sendable {
    let across: Int
    let along: Int
    private let centres: [(x: Double, y: Double)]
    private let stepX: Double
    private let stepY: Double

    init(lattice: CountyLattice, patches: Int) {
        let width = lattice.lineX[lattice.columnCount]
        let height = lattice.lineY[lattice.rowCount]
        let wanted = max(4, patches / 900)
        across = max(2, Int((Double(wanted) * width / height).squareRoot().rounded()))
        along = max(2, (wanted + across / 2) / across)
        stepX = width / Double(across)
        stepY = height / Double(along)
        var centres: [(x: Double, y: Double)] = []
        for row in 0..<along {
            for column in 0..<across {
                centres.append(
                    (
                        (Double(column) + 0.3 + 0.4 * lattice.noise.unit(30, column, row)) * stepX,
                        (Double(row) + 0.3 + 0.4 * lattice.noise.unit(31, column, row)) * stepY
                    ))
            }
        }
        self.centres = centres
    }

    var count: Int { centres.count }

    func centre(_ village: Int) -> (x: Double, y: Double) { centres[village] }

    func distance(_ at: (x: Double, y: Double), _ village: Int) -> Double {
        let dx = at.x - centres[village].x
        let dy = at.y - centres[village].y
        return (dx * dx + dy * dy).squareRoot()
    }

    /// The village with the nearest centre.
    func village(_ at: (x: Double, y: Double)) -> Int {
        let column = min(across - 1, max(0, Int(at.x / stepX)))
        let row = min(along - 1, max(0, Int(at.y / stepY)))
        var best = row * across + column
        for r in max(0, row - 1)...min(along - 1, row + 1) {
            for c in max(0, column - 1)...min(across - 1, column + 1)
            where distance(at, r * across + c) < distance(at, best) {
                best = r * across + c
            }
        }
        return best
    }

    /// Townships are blocks of up to three by three villages.
    func township(_ village: Int) -> Int {
        let perRow = (across + 2) / 3
        return (village / across / 3) * perRow + village % across / 3
    }

    var townshipCount: Int { ((across + 2) / 3) * ((along + 2) / 3) }

    /// The middle village of a township is its town.
    func isTown(_ village: Int) -> Bool {
        let column = village % across
        let row = village / across
        return column % 3 == min(1, across - 1 - column / 3 * 3)
            && row % 3 == min(1, along - 1 - row / 3 * 3)
    }
}
