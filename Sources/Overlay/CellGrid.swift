import Geometry

/// The coarse square cells that cover a zone layer; their side is a power of two of grid units.
struct CellGrid: Sendable {
    let originX: Int64
    let originY: Int64
    let shift: Int64
    let columns: Int
    let rows: Int

    /// A range of cells, both ends included.
    struct Window: Equatable {
        var columns: ClosedRange<Int>
        var rows: ClosedRange<Int>
    }

    /// Cells about `side` grid units wide over the box, at most `most` of them (1024 or more).
    ///
    /// Never wider than 2^26, so that reference points outside the box keep differences in 32 bits.
    init(box: IntegerBox, side: Int, most: Int) {
        guard !box.isEmpty else {
            (originX, originY, shift, columns, rows) = (0, 0, 1, 0, 0)
            return
        }
        let (width, height) = (Int(box.maxX) - Int(box.minX), Int(box.maxY) - Int(box.minY))
        var bits = 1
        while (1 << bits) < side && bits < 26 { bits += 1 }
        while ((width >> bits) + 1) * ((height >> bits) + 1) > most && bits < 26 { bits += 1 }
        originX = Int64(box.minX)
        originY = Int64(box.minY)
        shift = Int64(bits)
        columns = (width >> bits) + 1
        rows = (height >> bits) + 1
    }

    var count: Int { columns * rows }
    /// The side of a cell, in grid units.
    var side: Int64 { 1 << shift }

    @inline(__always)
    func column(_ x: Int32) -> Int { Int((Int64(x) &- originX) >> shift) }

    @inline(__always)
    func row(_ y: Int32) -> Int { Int((Int64(y) &- originY) >> shift) }

    /// The cells a box touches; nil when it lies outside.
    @inline(__always)
    func window(_ box: IntegerBox) -> Window? {
        let left = max(column(box.minX), 0)
        let right = min(column(box.maxX), columns - 1)
        let bottom = max(row(box.minY), 0)
        let top = min(row(box.maxY), rows - 1)
        guard left <= right, bottom <= top else { return nil }
        return Window(columns: left...right, rows: bottom...top)
    }

    /// The cell at the lower left of a window.
    @inline(__always)
    func firstCell(_ window: Window) -> Int {
        window.rows.lowerBound * columns + window.columns.lowerBound
    }

    /// The reference point of a cell, its middle.
    @inline(__always)
    func reference(column: Int, row: Int) -> GridPoint {
        GridPoint(
            x: originX + (Int64(column) << shift) + (1 << (shift - 1)),
            y: originY + (Int64(row) << shift) + (1 << (shift - 1)))
    }

    /// A cell whose reference point lies in a box; nil where there is none.
    @inline(__always)
    func cell(withReferenceIn box: IntegerBox) -> Int? {
        let (half, last) = (side / 2, side - 1)
        let column = (Int64(box.minX) &- originX &- half &+ last) >> shift
        let row = (Int64(box.minY) &- originY &- half &+ last) >> shift
        guard column >= 0, row >= 0, column < columns, row < rows,
            originX &+ column << shift &+ half <= Int64(box.maxX),
            originY &+ row << shift &+ half <= Int64(box.maxY)
        else { return nil }
        return Int(row) &* self.columns &+ Int(column)
    }

    /// Calls the body with runs of cells that together hold all points of an edge: row, columns.
    ///
    /// Generous by two grid units, so rounding cannot lose a cell.
    @inline(__always)
    func forEachRun(
        along a: GridPoint, _ b: GridPoint, _ body: (Int, ClosedRange<Int>) -> Void
    ) {
        let (low, high) = a.y <= b.y ? (a, b) : (b, a)
        let first = max(Int((low.y - originY) >> shift), 0)
        let last = min(Int((high.y - originY) >> shift), rows - 1)
        guard first <= last else { return }
        let slope = high.y == low.y ? 0 : Double(high.x - low.x) / Double(high.y - low.y)
        for row in first...last {
            let bottom = max(originY + (Int64(row) << shift), low.y)
            let top = min(originY + (Int64(row + 1) << shift), high.y)
            var (x0, x1) = (low.x, high.x)
            if high.y != low.y {
                x0 = low.x + Int64(Double(bottom - low.y) * slope)
                x1 = low.x + Int64(Double(top - low.y) * slope)
            }
            let left = max(Int((min(x0, x1) - 2 - originX) >> shift), 0)
            let right = min(Int((max(x0, x1) + 2 - originX) >> shift), columns - 1)
            if left <= right { body(row, left...right) }
        }
    }
}
