/// The outlines of the classes of a mosaic in one tile.
///
/// Cells of a class that share a side become one polygon; its corners lie on the lattice of the
/// cells, so that the classes meet without gaps and overlaps.
public struct MosaicOutlines {
    /// Tile units of a cell as a power of two: 8, or more when the mosaic is of a coarser zoom.
    private let cellBits: Int
    /// Column and row of the first cell, a frame of empty ones included, from the tile's corner.
    private let left: Int
    private let top: Int
    private let stride: Int
    /// The class of each cell with its frame, plus one.
    private var cells: [UInt8]
    /// The sides not walked yet, four bits for each cell: north, east, south, west.
    private var sides: [UInt8]
    /// The ring that the western side of a cell belongs to.
    private var westRings: [Int32]
    private var rings: [Ring] = []

    private struct Ring {
        let landClass: UInt8
        let points: [(x: Int32, y: Int32)]
        let isHole: Bool
        /// The westernmost cell beside the ring.
        let cell: Int
    }

    /// Cuts the window of a tile out of a mosaic of its zoom, or of one at most three zooms coarser.
    public init(_ mosaic: CellMosaic, _ address: TileAddress) {
        let coarser = address.zoom - mosaic.zoom
        precondition(0...3 ~= coarser, "a mosaic for the tile's zoom")
        cellBits = 3 + coarser
        let margin = Int(TileFrame.buffer) >> cellBits
        let side = TileLayer.extent >> cellBits
        let (tileColumn, tileRow) = (address.x * side, address.y * side)
        let first = max(tileColumn - margin, mosaic.originX)
        let last = min(tileColumn + side + margin, mosaic.originX + mosaic.columns)
        let upper = max(tileRow - margin, mosaic.originY)
        let lower = min(tileRow + side + margin, mosaic.originY + mosaic.rows)
        let (columns, rows) = (max(last - first, 0), max(lower - upper, 0))
        (left, top) = (first - tileColumn - 1, upper - tileRow - 1)
        stride = columns + 2
        cells = Array(repeating: 0, count: stride * (rows + 2))
        for row in 0..<rows {
            let from = (upper + row - mosaic.originY) * mosaic.columns + first - mosaic.originX
            let to = (row + 1) * stride + 1
            for column in 0..<columns { cells[to + column] = mosaic.cells[from + column] }
        }
        sides = Array(repeating: 0, count: cells.count)
        westRings = Array(repeating: 0, count: cells.count)
    }

    /// The polygons of every class that is there, by class.
    public mutating func polygons() -> [(landClass: UInt8, polygons: TilePolygons)] {
        findSides()
        for cell in cells.indices where sides[cell] != 0 {
            for side in 0..<4 where sides[cell] & 1 << side != 0 { walk(cell, side) }
        }
        var holes: [[Int]] = Array(repeating: [], count: rings.count)
        for ring in rings.indices where rings[ring].isHole {
            holes[exterior(of: ring)].append(ring)
        }
        var found: [TilePolygons] = Array(repeating: TilePolygons(), count: 256)
        for ring in rings.indices where !rings[ring].isHole {
            let number = Int(rings[ring].landClass)
            found[number].append(ring: rings[ring].points)
            for hole in holes[ring] { found[number].append(ring: rings[hole].points) }
        }
        return found.indices.compactMap { number in
            found[number].isEmpty ? nil : (UInt8(number - 1), found[number])
        }
    }

    private mutating func findSides() {
        let steps = (0..<4).map(step)
        cells.withUnsafeBufferPointer { cells in
            sides.withUnsafeMutableBufferPointer { sides in
                for cell in stride..<max(stride, cells.count - stride) where cells[cell] != 0 {
                    let own = cells[cell]
                    sides[cell] =
                        (cells[cell + steps[0]] != own ? 1 : 0)
                        | (cells[cell + steps[1]] != own ? 2 : 0)
                        | (cells[cell + steps[2]] != own ? 4 : 0)
                        | (cells[cell + steps[3]] != own ? 8 : 0)
                }
            }
        }
    }

    /// From a cell to its neighbour behind a side: north, east, south, west.
    @inline(__always)
    private func step(_ side: Int) -> Int {
        switch side {
        case 0: -stride
        case 1: 1
        case 2: stride
        default: -1
        }
    }

    /// The exterior ring around a hole: from the hole straight west, ring after ring.
    private func exterior(of hole: Int) -> Int {
        var ring = hole
        while rings[ring].isHole {
            var cell = rings[ring].cell
            while cells[cell - 1] == cells[cell] { cell -= 1 }
            ring = Int(westRings[cell])
        }
        return ring
    }

    /// Walks around a piece from a side of a cell, the inside to the right as seen on the map.
    private mutating func walk(_ start: Int, _ startSide: Int) {
        let landClass = cells[start]
        let number = rings.count
        var corners: [(x: Int32, y: Int32)] = []
        var westSides: [(cell: Int, corner: Int)] = []
        var (cell, side) = (start, startSide)
        var isPinched = false
        repeat {
            sides[cell] &= ~(1 << side)
            if side == 3 { westSides.append((cell, corners.count)) }
            let (ahead, outside) = (step((side + 1) & 3), step(side))
            if cells[cell + ahead] != landClass {
                // The diagonal neighbour alone touches the corner: another ring comes by, or this one again.
                isPinched = isPinched || cells[cell + ahead + outside] == landClass
                corners.append(corner(cell, side))
                side = (side + 1) & 3
            } else if cells[cell + ahead + outside] != landClass {
                cell += ahead
            } else {
                corners.append(corner(cell, side))
                cell += ahead + outside
                side = (side + 3) & 3
            }
        } while cell != start || side != startSide
        let parts = isPinched ? Self.split(corners) : nil
        for (cell, corner) in westSides {
            let part = parts?.partOfCorner[corner % corners.count] ?? 0
            westRings[cell] = Int32(truncatingIfNeeded: number + part)
        }
        for ring in parts?.rings ?? [corners] { append(ring, landClass) }
    }

    /// Adds a ring.
    private mutating func append(_ corners: [(x: Int32, y: Int32)], _ landClass: UInt8) {
        let area = Self.doubledArea(corners)
        guard let west = corners.min(by: { $0.x < $1.x }) else { return }
        // A hole lies to the east of the cell beside its westernmost side, south of that side's upper corner.
        let side = corners.filter { $0.x == west.x }.min { $0.y < $1.y } ?? west
        let column = Int(side.x >> Int32(cellBits)) - left - (area < 0 ? 1 : 0)
        let row = Int(side.y >> Int32(cellBits)) - top
        rings.append(
            Ring(
                landClass: landClass, points: corners, isHole: area < 0,
                cell: row * stride + column))
    }

    /// The lattice point at the end of a side, in tile units.
    private func corner(_ cell: Int, _ side: Int) -> (x: Int32, y: Int32) {
        let (row, column) = cell.quotientAndRemainder(dividingBy: stride)
        let right = side == 0 || side == 1 ? 1 : 0
        let down = side == 1 || side == 2 ? 1 : 0
        return (
            Int32(column + right + left) << Int32(cellBits),
            Int32(row + down + top) << Int32(cellBits)
        )
    }

    /// Cuts a ring that touches itself into rings that do not.
    ///
    /// Also tells which of them the side that ends at each corner belongs to.
    private static func split(
        _ corners: [(x: Int32, y: Int32)]
    ) -> (rings: [[(x: Int32, y: Int32)]], partOfCorner: [Int]) {
        var rings: [[(x: Int32, y: Int32)]] = []
        var parts = [Int](repeating: 0, count: corners.count)
        var open: [Int] = []
        var places: [Int64: Int] = [:]
        func key(_ number: Int) -> Int64 {
            Int64(corners[number].x) << 32 | Int64(UInt32(bitPattern: corners[number].y))
        }
        for number in corners.indices {
            guard let place = places[key(number)] else {
                places[key(number)] = open.count
                open.append(number)
                continue
            }
            for closed in open[(place + 1)...] {
                places[key(closed)] = nil
                parts[closed] = rings.count
            }
            parts[number] = rings.count
            rings.append(open[place...].map { corners[$0] })
            open.removeSubrange((place + 1)...)
        }
        for rest in open { parts[rest] = rings.count }
        if !open.isEmpty { rings.append(open.map { corners[$0] }) }
        return (rings, parts)
    }

    private static func doubledArea(_ ring: [(x: Int32, y: Int32)]) -> Int64 {
        guard var last = ring.last else { return 0 }
        var sum: Int64 = 0
        for next in ring {
            sum += Int64(last.x) * Int64(next.y) - Int64(next.x) * Int64(last.y)
            last = next
        }
        return sum
    }
}
