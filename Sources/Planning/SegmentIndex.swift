import Glibc

/// Which distinct segments run through which cell of a coarse raster.
///
/// A long segment is listed only in the cells along its way.
struct SegmentIndex {
    fileprivate let raster: Raster
    private let starts: [Int]
    private let members: [Int32]

    /// Where the cells lie, in grid units.
    fileprivate struct Raster {
        var columns = 1
        var rows = 1
        var cell = 1
        var minX = 0
        var minY = 0
        let reach: Int
    }

    /// - Parameters:
    ///   - reach: units by which each segment is thickened; for searches within a distance.
    ///   - smallestCell: least side of a cell in units.
    init(_ borders: NodedBorders, reach: Int = 1, smallestCell: Int = 1) {
        let raster = Self.layOut(borders, reach: reach, smallestCell: smallestCell)
        let cells = raster.columns * raster.rows
        var starts = [Int](repeating: 0, count: cells + 1)
        for segment in 0..<borders.count {
            raster.visit(borders.shape(segment)) { starts[$0 + 1] += 1 }
        }
        for index in 0..<cells { starts[index + 1] += starts[index] }
        var members = [Int32](repeating: 0, count: starts[cells])
        var cursor = starts
        for segment in 0..<borders.count {
            raster.visit(borders.shape(segment)) { at in
                members[cursor[at]] = Int32(segment)
                cursor[at] += 1
            }
        }
        self.raster = raster
        self.starts = starts
        self.members = members
    }

    private static func layOut(
        _ borders: NodedBorders, reach: Int, smallestCell: Int
    ) -> Raster {
        var raster = Raster(reach: reach)
        guard borders.count > 0 else { return raster }
        var lowX = Int.max
        var lowY = Int.max
        var highX = Int.min
        var highY = Int.min
        var extent = 0.0
        for segment in 0..<borders.count {
            let s = borders.shape(segment)
            lowX = min(lowX, Int(s.ax))
            highX = max(highX, Int(s.bx))
            lowY = min(lowY, Int(min(s.ay, s.by)))
            highY = max(highY, Int(max(s.ay, s.by)))
            extent += Double(s.bx) - Double(s.ax) + abs(Double(s.by) - Double(s.ay))
        }
        let count = borders.count
        let width = highX - lowX + 1
        let height = highY - lowY + 1
        // About the length of a segment, and never more cells than twice the segments.
        let mean = Int(extent / Double(count)) + 1
        let sparse = Int((Double(width) * Double(height) / Double(2 * count)).squareRoot()) + 1
        raster.cell = max(mean, sparse, smallestCell)
        raster.minX = lowX - reach
        raster.minY = lowY - reach
        raster.columns = (width + 2 * reach) / raster.cell + 1
        raster.rows = (height + 2 * reach) / raster.cell + 1
        return raster
    }

    /// Calls the body with the segments of every cell that holds two or more.
    func forEachCell(_ body: (ArraySlice<Int32>) -> Void) {
        for index in 0..<starts.count - 1 where starts[index + 1] - starts[index] > 1 {
            body(members[starts[index]..<starts[index + 1]])
        }
    }

    /// Calls the body with the segments of the cells of the raster row that holds `y`, from the
    /// cell of `x` to the left, until the body says to stop.
    func forEachCell(
        leftOf x: Int, y: Int, _ body: (ArraySlice<Int32>, _ cellLeft: Int) -> Bool
    ) {
        let row = (y - raster.minY) / raster.cell
        guard row >= 0, row < raster.rows else { return }
        var column = min(raster.columns - 1, (x - raster.minX) / raster.cell)
        while column >= 0 {
            let at = row * raster.columns + column
            if starts[at + 1] > starts[at],
                !body(
                    members[starts[at]..<starts[at + 1]], raster.minX + column * raster.cell)
            {
                return
            }
            column -= 1
        }
    }
}

extension SegmentIndex.Raster {
    /// Calls the body with the number of every cell near the segment.
    fileprivate func visit(_ s: BorderSegment, _ body: (Int) -> Void) {
        let left = (Int(s.ax) - reach - minX) / cell
        let right = (Int(s.bx) + reach - minX) / cell
        let bottom = (Int(min(s.ay, s.by)) - reach - minY) / cell
        let top = (Int(max(s.ay, s.by)) + reach - minY) / cell
        let dy = Double(s.by) - Double(s.ay)
        if top - bottom <= 1 || right - left <= 1 || dy == 0 {
            for row in bottom...top {
                for column in left...right { body(row * columns + column) }
            }
            return
        }
        let dx = Double(s.bx) - Double(s.ax)
        for row in bottom...top {
            let low = Double(minY + row * cell - reach - 1) - Double(s.ay)
            let high = Double(minY + (row + 1) * cell + reach + 1) - Double(s.ay)
            let one = Double(s.ax) + dx * low / dy
            let two = Double(s.ax) + dx * high / dy
            let from = max(Double(s.ax), min(one, two)) - Double(reach + 2)
            let to = min(Double(s.bx), max(one, two)) + Double(reach + 2)
            guard from <= to else { continue }
            let first = max(left, Int((from - Double(minX)) / Double(cell)))
            let last = min(right, Int((to - Double(minX)) / Double(cell)))
            guard first <= last else { continue }
            for column in first...last { body(row * columns + column) }
        }
    }
}
