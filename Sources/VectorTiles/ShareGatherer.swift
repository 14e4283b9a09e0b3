/// Gathers the shares of cells from polygons, feature by feature.
///
/// The area of a polygon in every cell follows from its edges alone: each edge adds the area between itself and
/// the eastern end of its row, with the sign of its direction. Rings need only be closed, exteriors
/// positive and holes negative as in ``TileCutter``.
public struct ShareGatherer {
    private let zoom: Int
    private let originX: Int
    private let originY: Int
    private let columns: Int
    private let rows: Int
    private var whole: [UInt8]
    private var gathered: [CellShares.Share] = []
    // The rings of the feature being added, in cells from the first one.
    private var x: [Double] = []
    private var y: [Double] = []
    private var ringEnds: [Int] = []
    private var sums: [Double] = []

    /// Makes a gatherer for what lies in a part of the world grid.
    public init(zoom: Int, west: Int32, north: Int32, east: Int32, south: Int32) {
        let bits = CellShares.sideBits(zoom: zoom)
        self.zoom = zoom
        originX = Int(west) >> bits
        originY = Int(north) >> bits
        columns = Int(east) >> bits - originX + 1
        rows = Int(south) >> bits - originY + 1
        whole = Array(repeating: 0, count: columns * rows)
    }

    /// Adds an open ring of the feature.
    public mutating func append(
        x ringX: some Collection<Int32>, y ringY: some Collection<Int32>
    ) {
        let side = Double(1 << CellShares.sideBits(zoom: zoom))
        for value in ringX { x.append(Double(value) / side - Double(originX)) }
        for value in ringY { y.append(Double(value) / side - Double(originY)) }
        ringEnds.append(x.count)
    }

    /// Ends a feature of a class, of which there may be 254.
    public mutating func endFeature(landClass: UInt8) {
        defer {
            x.removeAll(keepingCapacity: true)
            y.removeAll(keepingCapacity: true)
            ringEnds.removeAll(keepingCapacity: true)
        }
        guard let west = x.min(), let east = x.max(), let north = y.min(), let south = y.max()
        else { return }
        let (left, top) = (Int(west), Int(north))
        // One column more takes what edges at the eastern end add behind it.
        let (width, height) = (Int(east) - left + 2, Int(south) - top + 1)
        sums.removeAll(keepingCapacity: true)
        sums.append(contentsOf: repeatElement(0, count: width * height + 1))
        var start = 0
        for end in ringEnds {
            var last = end - 1
            for vertex in start..<end {
                add(
                    x[last] - Double(left), y[last] - Double(top), x[vertex] - Double(left),
                    y[vertex] - Double(top), width, height)
                last = vertex
            }
            start = end
        }
        for row in 0..<height {
            var sum = 0.0
            for column in 0..<(width - 1) {
                sum -= sums[row * width + column]
                if sum > 0.00001 {
                    record((top + row) * columns + left + column, landClass, min(sum, 1))
                }
            }
        }
    }

    @inline(__always)
    private mutating func record(_ cell: Int, _ landClass: UInt8, _ share: Double) {
        if share > 0.9999, whole[cell] == 0 {
            whole[cell] = landClass + 1
        } else {
            gathered.append(
                CellShares.Share(
                    cell: Int32(truncatingIfNeeded: cell), landClass: landClass,
                    share: Float(share)))
        }
    }

    /// Adds an edge, row by row.
    private mutating func add(
        _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ width: Int, _ height: Int
    ) {
        guard y0 != y1 else { return }
        let sign = y1 > y0 ? 1.0 : -1.0
        let (startX, startY, endX, endY) = y1 > y0 ? (x0, y0, x1, y1) : (x1, y1, x0, y0)
        let slope = (endX - startX) / (endY - startY)
        for row in Int(startY)...min(Int(endY), height - 1) {
            let (top, bottom) = (max(startY, Double(row)), min(endY, Double(row + 1)))
            guard bottom > top else { continue }
            add(
                from: startX + (top - startY) * slope, to: startX + (bottom - startY) * slope,
                sign * (bottom - top), row * width)
        }
    }

    /// Adds the part of an edge in one row, cell by cell.
    private mutating func add(from a: Double, to b: Double, _ height: Double, _ base: Int) {
        let (low, high) = (max(min(a, b), 0), max(a, b))
        let (first, last) = (Int(low), Int(high))
        if first == last {
            add(height, between: low, high, first, base)
            return
        }
        let perCell = height / (high - low)
        for cell in first...last {
            let (left, right) = (max(low, Double(cell)), min(high, Double(cell + 1)))
            if right > left { add(perCell * (right - left), between: left, right, cell, base) }
        }
    }

    @inline(__always)
    private mutating func add(
        _ height: Double, between left: Double, _ right: Double, _ cell: Int, _ base: Int
    ) {
        // The share of this cell east of the edge; cells further east are covered whole.
        let east = Double(cell + 1) - (left + right) / 2
        sums[base + cell] += height * east
        sums[base + cell + 1] += height * (1 - east)
    }

    /// The shares of all features.
    public consuming func finish() -> CellShares {
        CellShares(
            zoom: zoom, originX: originX, originY: originY, columns: columns, rows: rows,
            whole: whole, gathered: gathered)
    }
}
