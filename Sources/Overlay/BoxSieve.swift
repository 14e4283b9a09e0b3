import COverlayKernels
import Geometry

/// Tells from boxes where patches lie to one zone layer, by whole cells of its index.
struct BoxSieve: Sendable {
    /// Stands for a box near which edges may be, or in which zones overlap.
    static let undecided: Int32 = -2

    private let cells: CellGrid
    /// Per cell what ``place(_:_:into:kernels:)`` finds for boxes that begin there and end there or in the next cell.
    private let zones: FixedBuffer<Int32>

    /// - Parameters:
    ///   - starts: where the entries of each cell begin.
    ///   - labels: the zone about each cell's middle, −1 for none and less where zones overlap.
    init(cells: CellGrid, starts: FixedBuffer<Int32>, labels: UnsafePointer<Int32>) {
        self.cells = cells
        zones = FixedBuffer(uninitialised: cells.count)
        let (columns, starts, zones) = (cells.columns, starts.base, zones.base)
        for row in 0..<cells.rows {
            let first = row * columns
            let above = row + 1 < cells.rows ? first + columns : first
            for column in 0..<columns {
                let width = column + 1 < columns ? 2 : 1
                let (here, there) = (first + column, above + column)
                let isEmpty =
                    starts[here] == starts[here + width] && starts[there] == starts[there + width]
                zones[here] = isEmpty ? max(labels[here], Self.undecided) : Self.undecided
            }
        }
    }

    /// For each box the one zone (−1 for none) in which all that lies in it lies, or ``undecided``.
    func place(
        _ boxes: UnsafePointer<overlay_box>, _ count: Int, into zones: UnsafeMutablePointer<Int32>,
        kernels: UnsafePointer<overlay_kernels>?
    ) {
        if let kernels {
            var own = overlay_cells(
                origin_x: Int32(cells.originX), origin_y: Int32(cells.originY),
                shift: Int32(cells.shift), columns: Int32(cells.columns), rows: Int32(cells.rows),
                zones: self.zones.base)
            kernels.pointee.sieve(&own, boxes, count, zones)
        } else {
            let known = self.zones.base
            for n in 0..<count {
                guard let window = cells.window(IntegerBox(boxes[n])) else {
                    zones[n] = -1
                    continue
                }
                let isSmall = window.columns.count <= 2 && window.rows.count <= 2
                zones[n] = isSmall ? known[cells.firstCell(window)] : Self.undecided
            }
        }
    }
}
