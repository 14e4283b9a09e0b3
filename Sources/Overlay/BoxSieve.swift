import COverlayKernels
import Geometry

/// Tells from boxes where patches lie to the zone layers of an index, by its whole cells.
///
/// What it tells of a box is −1 where there is no zone; of one layer the zone; of several the cell whose labels hold for all of the box.
struct BoxSieve: Sendable {
    /// Stands for a box near which edges may be, or in which zones overlap.
    static let undecided: Int32 = -2
    /// Most rows of cells looked at for one box.
    private static let tallest = 64

    private let cells: CellGrid
    /// Per cell what ``Pointers/place(_:_:into:kernels:)`` finds for boxes that begin there and end there or in the next cell.
    private let zones: FixedBuffer<Int32>
    private let starts: FixedBuffer<Int32>
    private let codes: FixedBuffer<Int32>

    /// - Parameters:
    ///   - starts: where the entries of each cell begin.
    ///   - labels: the zone about each cell's middle.
    init(cells: CellGrid, starts: FixedBuffer<Int32>, labels: [CellLabels]) {
        (self.cells, self.starts) = (cells, starts)
        self.codes = labels.count == 1 ? labels[0].code : Self.cellsWithLabels(cells, labels)
        zones = FixedBuffer(uninitialised: cells.count)
        let (columns, starts, zones, codes) = (
            cells.columns, starts.base, zones.base, codes.base
        )
        for row in 0..<cells.rows {
            let first = row * columns
            let above = row + 1 < cells.rows ? first + columns : first
            for column in 0..<columns {
                let width = column + 1 < columns ? 2 : 1
                let (here, there) = (first + column, above + column)
                let isEmpty =
                    starts[here] == starts[here + width] && starts[there] == starts[there + width]
                zones[here] = isEmpty ? max(codes[here], Self.undecided) : Self.undecided
            }
        }
    }

    /// Per cell its number, or −1 where no layer has a label.
    private static func cellsWithLabels(
        _ cells: CellGrid, _ labels: [CellLabels]
    ) -> FixedBuffer<Int32> {
        let codes = FixedBuffer<Int32>(uninitialised: cells.count)
        for cell in 0..<cells.count {
            var none: Int32 = -1
            for layer in labels { none &= layer.codes[cell] == -1 ? -1 : 0 }
            codes.base[cell] = none == -1 ? -1 : Int32(truncatingIfNeeded: cell)
        }
        return codes
    }

    /// The sieve for loops that must not count references; valid as long as the sieve.
    var pointers: Pointers {
        Pointers(
            cells: cells, zones: UnsafePointer(zones.base), starts: UnsafePointer(starts.base),
            codes: UnsafePointer(codes.base))
    }

    /// What a sieve tells, without reference counts.
    struct Pointers: BitwiseCopyable {
        fileprivate let cells: CellGrid
        fileprivate let zones: UnsafePointer<Int32>
        fileprivate let starts: UnsafePointer<Int32>
        fileprivate let codes: UnsafePointer<Int32>

        /// For each box the one zone (−1 for none) in which all that lies in it lies, or ``undecided``.
        func place(
            _ boxes: UnsafePointer<overlay_box>, _ count: Int,
            into zones: UnsafeMutablePointer<Int32>, kernels: UnsafePointer<overlay_kernels>?
        ) {
            if let kernels {
                var own = overlay_cells(
                    origin_x: Int32(cells.originX), origin_y: Int32(cells.originY),
                    shift: Int32(cells.shift), columns: Int32(cells.columns),
                    rows: Int32(cells.rows), zones: self.zones)
                kernels.pointee.sieve(&own, boxes, count, zones)
            } else {
                let known = self.zones
                for n in 0..<count {
                    guard let window = cells.window(IntegerBox(boxes[n])) else {
                        zones[n] = -1
                        continue
                    }
                    let isSmall = window.columns.count <= 2 && window.rows.count <= 2
                    zones[n] = isSmall ? known[cells.firstCell(window)] : undecided
                }
            }
        }

        /// The same for one box that may touch many cells.
        func zone(_ box: IntegerBox) -> Int32 {
            guard let window = cells.window(box) else { return -1 }
            if window.rows.count > tallest { return undecided }
            let (first, end) = (window.columns.lowerBound, window.columns.upperBound + 1)
            for row in window.rows {
                let cell = row * cells.columns
                if starts[cell + first] != starts[cell + end] { return undecided }
            }
            return max(codes[cells.firstCell(window)], undecided)
        }
    }
}
