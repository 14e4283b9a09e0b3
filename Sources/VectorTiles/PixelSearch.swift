/// The search for the hot units that an edge passes through.
struct PixelSearch {
    let x: UnsafeBufferPointer<Int32>
    let y: UnsafeBufferPointer<Int32>
    let bucketStarts: UnsafeBufferPointer<Int32>
    let members: UnsafeBufferPointer<Int32>
    let bucketBits: Int32

    /// Buckets of a row: the tile and its margin.
    static func columns(_ bits: Int32) -> Int {
        Int((Int64(TileLayer.extent) + 2 * TileFrame.buffer) >> Int64(bits)) + 1
    }

    @inline(__always)
    private static func cell(_ unit: Int32, _ bits: Int32) -> Int {
        Int((unit + Int32(TileFrame.buffer)) >> bits)
    }

    /// The bucket of a unit.
    @inline(__always)
    static func bucket(_ unitX: Int32, _ unitY: Int32, _ bits: Int32, _ columns: Int) -> Int {
        cell(unitY, bits) * columns + cell(unitX, bits)
    }

    /// An edge in parts of a unit.
    struct Edge {
        let x: Int64
        let y: Int64
        let dx: Int64
        let dy: Int64

        /// Whether the edge passes through a unit, given that their boxes meet.
        @inline(__always)
        func passes(_ unitX: Int32, _ unitY: Int32) -> Bool {
            let toX = Int64(unitX) << Int64(TileFrame.partBits) &- x
            let toY = Int64(unitY) << Int64(TileFrame.partBits) &- y
            let reach = (dx.magnitude &+ dy.magnitude) << UInt64(TileFrame.partBits - 1)
            return (dx &* toY &- dy &* toX).magnitude < reach
        }

        /// How far along the edge the middle of a unit lies.
        @inline(__always)
        func progress(_ unitX: Int32, _ unitY: Int32) -> Int64 {
            (Int64(unitX) << Int64(TileFrame.partBits) &- x) &* dx
                &+ (Int64(unitY) << Int64(TileFrame.partBits) &- y) &* dy
        }
    }

    /// Adds the hot units that an edge passes through between its ends, in their order along it.
    @inline(__always)
    func appendPassed(by edge: Edge, from start: Int32, to end: Int32, onto path: inout [Int32]) {
        let (ax, ay) = (x[Int(start)], y[Int(start)])
        let (bx, by) = (x[Int(end)], y[Int(end)])
        let (west, east) = (min(ax, bx), max(ax, bx))
        let (north, south) = (min(ay, by), max(ay, by))
        // Ends in the same or adjoining units leave no room for a third one between them.
        if east &- west <= 1, south &- north <= 1, east == west || south == north { return }
        let first = path.count
        let row = Self.columns(bucketBits)
        let (left, right) = (Self.cell(west, bucketBits), Self.cell(east, bucketBits))
        for line in Self.cell(north, bucketBits)...Self.cell(south, bucketBits) {
            let run = right &- left > 1 ? reach(edge, line, left...right) : left...right
            let base = line &* row
            let members =
                Int(
                    bucketStarts[base &+ run.lowerBound])..<Int(
                    bucketStarts[base &+ run.upperBound &+ 1])
            for place in members {
                let pixel = self.members[place]
                let (px, py) = (x[Int(pixel)], y[Int(pixel)])
                guard px >= west, px <= east, py >= north, py <= south, pixel != start,
                    pixel != end, edge.passes(px, py)
                else { continue }
                path.append(pixel)
            }
        }
        if path.count &- first > 1 { sort(&path, from: first, along: edge) }
    }

    /// The columns of buckets that an edge can touch in a row of them.
    private func reach(
        _ edge: Edge, _ row: Int, _ columns: ClosedRange<Int>
    ) -> ClosedRange<Int> {
        guard edge.dy != 0 else { return columns }
        let unit = Double(1 << TileFrame.partBits)
        let margin = Double(TileFrame.buffer)
        let side = Double(1 << bucketBits)
        // The row with a unit more on either side, as the units themselves reach out by half.
        let top = (Double(row) * side - margin - 1) * unit
        let bottom = top + (side + 2) * unit
        let slope = Double(edge.dx) / Double(edge.dy)
        let atTop = Double(edge.x) + (top - Double(edge.y)) * slope
        let atBottom = Double(edge.x) + (bottom - Double(edge.y)) * slope
        let low = (min(atTop, atBottom) / unit + margin - 1) / side
        let high = (max(atTop, atBottom) / unit + margin + 1) / side
        let first = max(Double(columns.lowerBound), low.rounded(.down))
        let last = min(Double(columns.upperBound), high.rounded(.down))
        return first <= last ? Int(first)...Int(last) : columns
    }

    private func sort(_ path: inout [Int32], from first: Int, along edge: Edge) {
        func progress(_ pixel: Int32) -> Int64 { edge.progress(x[Int(pixel)], y[Int(pixel)]) }
        path[first...].sort { progress($0) < progress($1) }
    }
}
