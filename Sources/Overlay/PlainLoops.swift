import COverlayKernels

/// The loops of the kernels in Swift: what they mean, and what runs where there are none.
enum PlainLoops {
    /// Appends to `near` the listed blocks that meet the box and were not stamped yet.
    static func gather(
        _ listed: overlay_boxes, _ run: Range<Int>, _ box: IntegerBox,
        _ stamps: UnsafeMutablePointer<UInt32>, _ serial: UInt32, _ near: inout overlay_boxes
    ) {
        var count = near.count
        for n in run {
            let own = IntegerBox(
                minX: listed.min_x[n], minY: listed.min_y[n], maxX: listed.max_x[n],
                maxY: listed.max_y[n])
            guard own.intersects(box) else { continue }
            let block = Int(listed.block[n])
            near.min_x[count] = own.minX
            near.min_y[count] = own.minY
            near.max_x[count] = own.maxX
            near.max_y[count] = own.maxY
            near.block[count] = listed.block[n]
            count &+= stamps[block] == serial ? 0 : 1
            stamps[block] = serial
        }
        near.count = count
    }

    /// Appends the pairs of edges whose boxes meet, until more than `limit`; returns the next streamed edge.
    static func find(
        _ stream: overlay_vertices, _ run: Range<Int>, _ zone: overlay_vertices,
        _ blocks: UnsafePointer<overlay_block>, _ near: overlay_boxes,
        _ pairs: inout overlay_pairs, limit: Int
    ) -> Int {
        var (count, n) = (pairs.count, run.lowerBound)
        let found = pairs
        while n < run.upperBound, count <= limit {
            let box = IntegerBox(edge: n, stream.x, stream.y)
            var first = 0
            while first < near.count {
                var met = EdgeBoxTest.boxes(
                    box, near.min_x + first, near.min_y + first, near.max_x + first,
                    near.max_y + first)
                if near.count - first < 16 { met &= (1 << UInt32(near.count - first)) - 1 }
                while met != 0 {
                    let block = blocks[Int(near.block[first + met.trailingZeroBitCount])]
                    met &= met &- 1
                    let edge = Int(block.first_edge)
                    var hits = EdgeBoxTest.edges(box, zone.x + edge, zone.y + edge)
                    hits &= (1 << UInt32(block.edge_count)) - 1
                    while hits != 0 {
                        let m = block.first_edge &+ Int32(hits.trailingZeroBitCount)
                        hits &= hits &- 1
                        found.stream[count] = Int32(truncatingIfNeeded: n)
                        found.zone[count] = m
                        found.feature[count] = block.feature
                        count &+= 1
                    }
                }
                first += 16
            }
            n += 1
        }
        pairs.count = count
        return n
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
