import Geometry

/// Which boxes lie near a box: a raster per size of box, each box in one cell of one raster.
///
/// A box goes to the raster whose cells are at least as wide as it, into the cell of its lower left
/// corner; so what meets a query lies in the cells from one cell left of and below the query to its
/// upper right corner. Nothing is ever moved when the set grows, and sizes may differ by any factor.
struct BoxLevels: Sendable {
    private struct Level: Sendable {
        /// The first box of each cell that holds one.
        var heads: [UInt64: Int32] = [:]
        var count = 0
    }

    /// Raster `n` has cells of 4^n units.
    private var levels = [Level](repeating: Level(), count: 16)
    /// The next box of the same cell, by box; −1 for none.
    private var next: [Int32] = []

    /// Adds a box under a number that is not in use.
    mutating func insert(_ box: IntegerBox, as number: Int32) {
        while next.count <= Int(number) { next.append(-1) }
        let level = Self.level(of: box)
        let cell = Self.cell(box.minX, box.minY, level)
        next[Int(number)] = levels[level].heads.updateValue(number, forKey: cell) ?? -1
        levels[level].count += 1
    }

    /// Removes the box of a number, which must be there.
    mutating func remove(_ box: IntegerBox, number: Int32) {
        let level = Self.level(of: box)
        let cell = Self.cell(box.minX, box.minY, level)
        guard var at = levels[level].heads[cell] else { return }
        levels[level].count -= 1
        if at == number {
            let following = next[Int(number)]
            levels[level].heads[cell] = following < 0 ? nil : following
            return
        }
        while next[Int(at)] >= 0 {
            if next[Int(at)] == number {
                next[Int(at)] = next[Int(number)]
                return
            }
            at = next[Int(at)]
        }
    }

    /// Calls the body with every box that may meet the query, once, in no stated order.
    func forEachNear(_ box: IntegerBox, _ body: (Int32) -> Void) {
        guard !box.isEmpty else { return }
        for (level, content) in levels.enumerated() where content.count > 0 {
            let columns = Self.span(box.minX, box.maxX, level)
            let rows = Self.span(box.minY, box.maxY, level)
            if Double(columns.count) * Double(rows.count) > Double(content.heads.count) {
                for (cell, head) in content.heads
                where columns.contains(UInt32(cell >> 32))
                    && rows.contains(UInt32(truncatingIfNeeded: cell))
                {
                    walk(head, body)
                }
                continue
            }
            for row in rows {
                for column in columns {
                    if let head = content.heads[UInt64(column) << 32 | UInt64(row)] {
                        walk(head, body)
                    }
                }
            }
        }
    }

    @inline(__always)
    private func walk(_ head: Int32, _ body: (Int32) -> Void) {
        var at = head
        while at >= 0 {
            body(at)
            at = next[Int(at)]
        }
    }

    /// Bytes held, estimated: a cell of a dictionary at its usual load takes about 20.
    var byteCount: Int {
        levels.reduce(next.count * 4) { $0 + $1.heads.capacity * 20 }
    }

    // MARK: Cells

    /// The raster for a box: the smallest whose cells are at least as wide as it.
    private static func level(of box: IntegerBox) -> Int {
        let bits = Int.bitWidth - box.span.leadingZeroBitCount
        return min((bits + 1) / 2, 15)
    }

    private static func shift(_ level: Int) -> UInt32 { UInt32(2 * level) }

    @inline(__always)
    private static func place(_ value: Int32, _ level: Int) -> UInt32 {
        (UInt32(bitPattern: value) ^ 0x8000_0000) >> shift(level)
    }

    @inline(__always)
    private static func cell(_ x: Int32, _ y: Int32, _ level: Int) -> UInt64 {
        UInt64(place(x, level)) << 32 | UInt64(place(y, level))
    }

    /// The cells in which the lower left corner of a box that meets the range can lie.
    private static func span(_ low: Int32, _ high: Int32, _ level: Int) -> ClosedRange<UInt32> {
        let first = place(low, level)
        // A box of the last raster may be wider than a cell.
        let back: UInt32 = level == 15 ? 2 : 1
        return (first > back ? first - back : 0)...place(high, level)
    }
}
