/// How much of each square cell the classes of a layer cover (各类面积占比), exact for the polygons given.
///
/// Cells have the side of a pixel, 8 tile units, at some zoom, and belong to the grid of the whole world, so that
/// four of them make one of the next coarser zoom.
public struct CellShares: Sendable {
    /// The zoom whose pixels the cells are.
    public let zoom: Int
    /// Column and row of the first cell in the world.
    let originX: Int
    let originY: Int
    let columns: Int
    let rows: Int
    /// One more than the class that covers the whole cell; 0 where no single one does.
    private(set) var whole: [UInt8]
    /// Exclusive start of the shares of each cell, and the end of the last.
    private(set) var starts: [Int32]
    private(set) var classes: [UInt8]
    private(set) var shares: [Float]

    /// A share of a cell while cells are gathered.
    struct Share {
        let cell: Int32
        let landClass: UInt8
        let share: Float
    }

    /// How many steps of the world grid a cell measures at a zoom, as a power of two.
    public static func sideBits(zoom: Int) -> Int { WorldGrid.bits - zoom - 9 }

    /// Sorts shares that were gathered in any order.
    init(
        zoom: Int, originX: Int, originY: Int, columns: Int, rows: Int, whole: [UInt8],
        gathered: [Share]
    ) {
        self.zoom = zoom
        (self.originX, self.originY) = (originX, originY)
        (self.columns, self.rows) = (columns, rows)
        self.whole = whole
        starts = Array(repeating: 0, count: columns * rows + 1)
        for share in gathered { starts[Int(share.cell) + 1] += 1 }
        for cell in 1..<starts.count { starts[cell] += starts[cell - 1] }
        classes = Array(repeating: 0, count: gathered.count)
        shares = Array(repeating: 0, count: gathered.count)
        var next = starts
        for share in gathered {
            let place = Int(next[Int(share.cell)])
            next[Int(share.cell)] += 1
            classes[place] = share.landClass
            shares[place] = share.share
        }
    }

    private init(
        zoom: Int, originX: Int, originY: Int, columns: Int, rows: Int
    ) {
        self.zoom = zoom
        (self.originX, self.originY) = (originX, originY)
        (self.columns, self.rows) = (columns, rows)
        whole = Array(repeating: 0, count: columns * rows)
        (starts, classes, shares) = ([0], [], [])
    }

    /// The shares of the cells of the next coarser zoom, each of four cells.
    public func coarser() -> CellShares {
        let (left, top) = (originX >> 1, originY >> 1)
        var next = CellShares(
            zoom: zoom - 1, originX: left, originY: top,
            columns: (originX + columns - 1) >> 1 - left + 1,
            rows: (originY + rows - 1) >> 1 - top + 1)
        var found: [(landClass: UInt8, share: Float)] = []
        for row in 0..<next.rows {
            for column in 0..<next.columns {
                found.removeAll(keepingCapacity: true)
                for part in 0..<4 {
                    let x = (left + column) * 2 + (part & 1) - originX
                    let y = (top + row) * 2 + part >> 1 - originY
                    guard x >= 0, y >= 0, x < columns, y < rows else { continue }
                    add(cell: y * columns + x, quarterTo: &found)
                }
                next.append(found, cell: row * next.columns + column)
            }
        }
        return next
    }

    private func add(cell: Int, quarterTo found: inout [(landClass: UInt8, share: Float)]) {
        func add(_ landClass: UInt8, _ share: Float) {
            if let known = found.firstIndex(where: { $0.landClass == landClass }) {
                found[known].share += share / 4
            } else {
                found.append((landClass, share / 4))
            }
        }
        if whole[cell] > 0 { add(whole[cell] - 1, 1) }
        for place in Int(starts[cell])..<Int(starts[cell + 1]) {
            add(classes[place], shares[place])
        }
    }

    private mutating func append(_ found: [(landClass: UInt8, share: Float)], cell: Int) {
        if found.count == 1, found[0].share > 0.9999 {
            whole[cell] = found[0].landClass + 1
        } else {
            for (landClass, share) in found {
                classes.append(landClass)
                shares.append(share)
            }
        }
        starts.append(Int32(classes.count))
    }
}
