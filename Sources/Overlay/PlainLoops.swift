import COverlayKernels
import Geometry

/// The loops of the kernels in Swift: what they mean, and what runs where there are none.
enum PlainLoops {
    /// Appends to `near` the blocks listed in a window that meet the box, each once: by the marks, or else by its stamp.
    static func gather(
        _ lists: UnsafePointer<overlay_lists>, _ window: overlay_window, _ box: IntegerBox,
        _ stamps: UnsafeMutablePointer<UInt32>, _ serial: UInt32, _ near: inout overlay_boxes
    ) {
        let listed = lists.pointee.boxes
        var count = near.count
        for row in 0..<window.rows {
            let starts = lists.pointee.starts + window.cell + row * lists.pointee.columns
            let leftmostEnd = Int(starts[1])
            for n in Int(starts[0])..<Int(starts[window.columns]) {
                let own = IntegerBox(listed, n)
                guard own.meetsMoved(box) else { continue }
                let entry = listed.block[n]
                let block = entry & ListedBlock.number
                near.min_x[count] = own.minX
                near.min_y[count] = own.minY
                near.max_x[count] = own.maxX
                near.max_y[count] = own.maxY
                near.block[count] = block
                if window.is_one_of_several != 0 || entry & ListedBlock.alongEdge != 0 {
                    count &+= stamps[Int(block)] == serial ? 0 : 1
                    stamps[Int(block)] = serial
                } else {
                    var marks = row == 0 ? 0 : ListedBlock.lowestRow
                    marks |= n < leftmostEnd ? 0 : ListedBlock.leftmostColumn
                    count &+= entry & marks == marks ? 1 : 0
                }
            }
        }
        near.count = count
    }

    /// Appends the pairs of edges whose boxes meet, from the cursor on, until more than `limit`.
    static func find(
        _ stream: overlay_vertices, _ cursor: inout overlay_cursor, end: Int,
        _ zone: overlay_vertices, _ blocks: UnsafePointer<overlay_block>, _ near: overlay_boxes,
        _ pairs: inout overlay_pairs, limit: Int
    ) {
        let found = pairs
        var (count, n, k) = (found.count, cursor.edge, cursor.block)
        while n < end {
            let streamed = SixteenBoxes(edges: stream.x + n, stream.y + n)
            let valid: UInt32 = end - n < 16 ? (1 << UInt32(end - n)) - 1 : 0xFFFF
            while k < near.count {
                var met = valid & streamed.meetingZone(IntegerBox(near, k))
                if met != 0 {
                    if count > limit {
                        pairs.count = count
                        cursor = overlay_cursor(edge: n, block: k)
                        return
                    }
                    let block = blocks[Int(near.block[k])]
                    let edge = Int(block.first_edge)
                    let own = SixteenBoxes(edges: zone.x + edge, zone.y + edge)
                    let all: UInt32 = (1 << UInt32(block.edge_count)) - 1
                    while met != 0 {
                        let number = n &+ met.trailingZeroBitCount
                        met &= met &- 1
                        var hits =
                            all & own.meetingStreamed(IntegerBox(edge: number, stream.x, stream.y))
                        while hits != 0 {
                            found.stream[count] = Int32(truncatingIfNeeded: number)
                            found.zone[count] =
                                block.first_edge &+ Int32(hits.trailingZeroBitCount)
                            found.feature[count] = block.feature
                            hits &= hits &- 1
                            count &+= 1
                        }
                    }
                }
                k &+= 1
            }
            (n, k) = (n &+ 16, 0)
        }
        pairs.count = count
        cursor = overlay_cursor(edge: end, block: 0)
    }

    /// Twice the signed area of a ring on the grid, and whether two neighbours are the same.
    static func ringArea(
        _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int, _ grid: OverlayGrid
    ) -> (twice: Int64, repeats: Bool) {
        let (originX, originY, scale) = (grid.originX, grid.originY, grid.scale)
        var (sum, repeats): (Int64, Int32) = (0, 0)
        var lastX = OverlayGrid.onGrid(x[count - 1], originX, scale)
        var lastY = OverlayGrid.onGrid(y[count - 1], originY, scale)
        for n in 0..<count {
            let nextX = OverlayGrid.onGrid(x[n], originX, scale)
            let nextY = OverlayGrid.onGrid(y[n], originY, scale)
            sum &+= (Int64(lastX) &+ Int64(nextX)) &* (Int64(nextY) &- Int64(lastY))
            repeats |= lastX == nextX && lastY == nextY ? 1 : 0
            (lastX, lastY) = (nextX, nextY)
        }
        return (sum, repeats != 0)
    }

    /// Keeps the pairs that cross, with their signs.
    static func cross(
        _ stream: overlay_vertices, _ zone: overlay_vertices, _ pairs: inout overlay_pairs
    ) {
        let found = pairs
        var kept = 0
        for k in 0..<found.count {
            let (edge, other, feature) = (found.stream[k], found.zone[k], found.feature[k])
            let (n, m) = (Int(edge), Int(other))
            let sign = ShiftedPredicate.crossing(
                GridPoint(stream.x[n], stream.y[n]), GridPoint(stream.x[n + 1], stream.y[n + 1]),
                GridPoint(zone.x[m], zone.y[m]), GridPoint(zone.x[m + 1], zone.y[m + 1]))
            found.stream[kept] = edge
            found.zone[kept] = other
            found.feature[kept] = feature
            found.sign[kept] = sign
            kept &+= Int(sign & 1)
        }
        pairs.count = kept
    }
}
