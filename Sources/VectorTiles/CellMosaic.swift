/// A layer as squares of one pixel with one class each (像元镶嵌): what is shown where patches are too small to be drawn.
///
/// Each cell gets a class that it holds, and classes get cells in proportion to their area: what a
/// class is owed or was given too much is carried to the next cell that holds it, along a Hilbert
/// curve, so that the next cells are near (error diffusion; Floyd and Steinberg 1976). Painted areas
/// are right for every class over any stretch of many cells, where taking the largest class of each
/// cell would swallow small ones. Emptiness counts as a class.
public struct CellMosaic: Sendable, Equatable {
    /// The zoom whose pixels the cells are.
    public let zoom: Int
    /// Column of the first cell in the world.
    public let originX: Int
    /// Row of the first cell in the world.
    public let originY: Int
    /// Cells of a row.
    public let columns: Int
    /// Rows of cells.
    public let rows: Int
    /// One more than the class of each cell, row by row; 0 for an empty one.
    public let cells: [UInt8]

    /// Makes a mosaic of cells that were kept.
    public init(zoom: Int, originX: Int, originY: Int, columns: Int, rows: Int, cells: [UInt8]) {
        precondition(cells.count == columns * rows, "a class for each cell")
        self.zoom = zoom
        (self.originX, self.originY) = (originX, originY)
        (self.columns, self.rows) = (columns, rows)
        self.cells = cells
    }

    /// Gives every cell a class by the shares of the classes in it.
    public init(_ shares: CellShares) {
        zoom = shares.zoom
        (originX, originY) = (shares.originX, shares.originY)
        (columns, rows) = (shares.columns, shares.rows)
        var cells = shares.whole
        var owed = [Float](repeating: 0, count: 256)
        HilbertCurve.forEachCell(columns: columns, rows: rows) { column, row in
            let cell = row * shares.columns + column
            if shares.whole[cell] == 0 {
                let around = Self.around(cells, column, row, shares.columns, shares.rows)
                cells[cell] = Self.choose(shares, cell, &owed, around)
            }
        }
        self.cells = cells
    }

    /// The classes of the cells beside a cell, plus one, as far as they are known.
    private static func around(
        _ cells: [UInt8], _ column: Int, _ row: Int, _ columns: Int, _ rows: Int
    ) -> SIMD4<UInt8> {
        let cell = row * columns + column
        return SIMD4(
            column > 0 ? cells[cell - 1] : 0, column + 1 < columns ? cells[cell + 1] : 0,
            row > 0 ? cells[cell - columns] : 0, row + 1 < rows ? cells[cell + columns] : 0)
    }

    /// The class that is owed most in a cell, plus one.
    ///
    /// A class that is painted beside the cell goes before another that is owed a little more: this joins
    /// cells to larger pieces and leaves the areas right, as debts go on.
    private static func choose(
        _ shares: CellShares, _ cell: Int, _ owed: inout [Float], _ around: SIMD4<UInt8>
    ) -> UInt8 {
        let run = Int(shares.starts[cell])..<Int(shares.starts[cell + 1])
        guard !run.isEmpty else { return 0 }
        var empty: Float = 1
        var (best, most): (UInt8, Float) = (0, -.infinity)
        for place in run {
            let landClass = shares.classes[place] + 1
            owed[Int(landClass)] += shares.shares[place]
            empty -= shares.shares[place]
        }
        for place in run {
            let landClass = shares.classes[place] + 1
            var weight = owed[Int(landClass)]
            for side in 0..<4 where around[side] == landClass { weight += preference }
            if weight > most { (best, most) = (landClass, weight) }
        }
        if empty > 0.0001 {
            owed[0] += empty
            if owed[0] > most { best = 0 }
        }
        owed[Int(best)] -= 1
        // A debt that could not be paid here must not be paid far away.
        for place in run { limit(&owed[Int(shares.classes[place]) + 1]) }
        limit(&owed[0])
        return best
    }

    /// How much of a cell a neighbour of the same class counts.
    private static let preference: Float = 0.5

    private static func limit(_ debt: inout Float) { debt = min(max(debt, -4), 4) }
}

/// The curve that visits every cell of a rectangle, neighbours one after the other (Hilbert 1891).
enum HilbertCurve {
    /// Calls for every cell of a rectangle that starts at 0.
    static func forEachCell(columns: Int, rows: Int, _ body: (Int, Int) -> Void) {
        var side = 1
        while side < max(columns, rows) { side *= 2 }
        visit(0, 0, side, 0, 0, side, columns, rows, body)
    }

    /// Visits a square at a corner with two axes, its quarters in order.
    private static func visit(
        _ x: Int, _ y: Int, _ ax: Int, _ ay: Int, _ bx: Int, _ by: Int, _ columns: Int, _ rows: Int,
        _ body: (Int, Int) -> Void
    ) {
        let (low, top) = (min(x, x + ax + bx), min(y, y + ay + by))
        guard low < columns, top < rows else { return }
        if abs(ax + ay) <= 1 {
            body(low, top)
            return
        }
        let (cx, cy, dx, dy) = (ax / 2, ay / 2, bx / 2, by / 2)
        visit(x, y, dx, dy, cx, cy, columns, rows, body)
        visit(x + cx, y + cy, cx, cy, dx, dy, columns, rows, body)
        visit(x + cx + dx, y + cy + dy, cx, cy, dx, dy, columns, rows, body)
        visit(x + cx + bx, y + cy + by, -dx, -dy, -cx, -cy, columns, rows, body)
    }
}

extension CellMosaic {
    /// Whether a cell lies in a tile or its margin.
    public func meets(_ address: TileAddress) -> Bool {
        let bits = 9 - (address.zoom - zoom)
        let (left, top) = (address.x << bits - 8, address.y << bits - 8)
        let side = 1 << bits + 16
        return originX < left + side && originX + columns > left && originY < top + side
            && originY + rows > top
    }

    /// How many sides of cells lie between classes in the tile of a zoom that has most of them.
    ///
    /// A side takes some two and a half bytes of the tile.
    public func mostSides(inTileOfZoom tileZoom: Int) -> Int {
        let bits = 9 - (tileZoom - zoom)
        var counts: [Int: Int] = [:]
        for row in 0..<rows {
            var (tile, count) = (originX >> bits, 0)
            for column in 0..<columns {
                let next = (originX + column) >> bits
                if next != tile {
                    counts[tile << 32 | (originY + row) >> bits, default: 0] += count
                    (tile, count) = (next, 0)
                }
                let cell = row * columns + column
                guard cells[cell] != 0 else { continue }
                if column == 0 || cells[cell - 1] != cells[cell] { count += 1 }
                if column + 1 == columns || cells[cell + 1] != cells[cell] { count += 1 }
                if row == 0 || cells[cell - columns] != cells[cell] { count += 1 }
                if row + 1 == rows || cells[cell + columns] != cells[cell] { count += 1 }
            }
            counts[tile << 32 | (originY + row) >> bits, default: 0] += count
        }
        return counts.values.max() ?? 0
    }
}
