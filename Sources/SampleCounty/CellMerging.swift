/// Joins neighbouring cells of one kind into patches until an exact number of patches is left.
struct CellMerging {
    private var parent: [Int32]
    private var size: [Int32]
    private(set) var count: Int

    init(cells: Int) {
        parent = (0..<Int32(cells)).map { $0 }
        size = [Int32](repeating: 1, count: cells)
        count = cells
    }

    private mutating func root(_ cell: Int32) -> Int32 {
        var cell = cell
        while parent[Int(cell)] != cell {
            parent[Int(cell)] = parent[Int(parent[Int(cell)])]
            cell = parent[Int(cell)]
        }
        return cell
    }

    /// Joins cells with equal keys across shared borders, in an order drawn from the seed.
    ///
    /// - Parameters:
    ///   - keys: what a cell is; only equal keys join.
    ///   - target: where to stop; nil joins all that can be.
    ///   - cap: the most cells a patch of that key may have.
    mutating func join(
        keys: [Int64], lattice: CountyLattice, target: Int?, cap: (Int64) -> Int32
    ) {
        let width = lattice.columnCount
        var borders: [(order: UInt32, cell: Int32, north: Bool)] = []
        for cell in keys.indices {
            let i = cell % width
            if i + 1 < width, keys[cell] == keys[cell + 1] {
                let order = UInt32(lattice.noise.unit(40, cell) * 4e9)
                borders.append((order, Int32(cell), false))
            }
            if cell + width < keys.count, keys[cell] == keys[cell + width] {
                let order = UInt32(lattice.noise.unit(41, cell) * 4e9)
                borders.append((order, Int32(cell), true))
            }
        }
        borders.sort { ($0.order, $0.cell) < ($1.order, $1.cell) }
        for border in borders {
            if let target, count <= target { return }
            let one = root(border.cell)
            let other = root(border.cell + Int32(border.north ? width : 1))
            guard one != other,
                size[Int(one)] + size[Int(other)] <= cap(keys[Int(border.cell)])
            else { continue }
            let low = min(one, other)
            let high = max(one, other)
            parent[Int(high)] = low
            size[Int(low)] += size[Int(high)]
            count -= 1
        }
    }

    /// The patch of every cell, numbered 0 ..< count in the order of their first cells.
    mutating func labels() -> [Int32] {
        var number = [Int32](repeating: -1, count: parent.count)
        var labels = [Int32](repeating: 0, count: parent.count)
        var next: Int32 = 0
        for cell in parent.indices {
            let top = Int(root(Int32(cell)))
            if number[top] < 0 {
                number[top] = next
                next += 1
            }
            labels[cell] = number[top]
        }
        return labels
    }
}
