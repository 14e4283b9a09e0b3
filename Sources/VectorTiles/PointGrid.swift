/// Points sorted into square cells, to find those in a triangle.
struct PointGrid {
    private var west: Int32 = 0
    private var north: Int32 = 0
    private var bits: Int32 = 0
    private var columns = 0
    private var ends: [Int32] = []
    private var members: [Int32] = []

    /// Sorts points into cells of about two points each.
    mutating func fill(_ points: [Int32], _ x: [Int32], _ y: [Int32]) {
        var (east, south) = (Int32.min, Int32.min)
        (west, north) = (.max, .max)
        for point in points {
            let (px, py) = (x[Int(point)], y[Int(point)])
            (west, north) = (min(west, px), min(north, py))
            (east, south) = (max(east, px), max(south, py))
        }
        guard !points.isEmpty else {
            (columns, ends, members) = (0, [], [])
            return
        }
        bits = 0
        while (Int(east - west) >> bits + 1) * (Int(south - north) >> bits + 1)
            > max(points.count, 1)
        {
            bits += 1
        }
        columns = Int(east - west) >> bits + 1
        let rows = Int(south - north) >> bits + 1
        ends = Array(repeating: 0, count: columns * rows + 1)
        for point in points { ends[cell(x[Int(point)], y[Int(point)]) + 1] += 1 }
        for cell in 1..<ends.count { ends[cell] += ends[cell - 1] }
        var next = ends
        members = Array(repeating: 0, count: points.count)
        for point in points {
            let cell = cell(x[Int(point)], y[Int(point)])
            members[Int(next[cell])] = point
            next[cell] += 1
        }
    }

    @inline(__always)
    private func cell(_ x: Int32, _ y: Int32) -> Int {
        Int((y - north) >> bits) * columns + Int((x - west) >> bits)
    }

    /// Whether a point other than the three corners lies in the triangle.
    func holdsPoint(
        in corner: Corner, _ x: [Int32], _ y: [Int32], _ isThere: (Int) -> Bool
    ) -> Bool {
        let (left, right) = (
            min(corner.ax, corner.bx, corner.cx), max(corner.ax, corner.bx, corner.cx)
        )
        let (top, bottom) = (
            min(corner.ay, corner.by, corner.cy), max(corner.ay, corner.by, corner.cy)
        )
        let columnRun = Int(left - Int64(west)) >> bits...Int(right - Int64(west)) >> bits
        for row in Int(top - Int64(north)) >> bits...Int(bottom - Int64(north)) >> bits {
            let base = row * columns
            let run =
                Int(
                    ends[base + columnRun.lowerBound])..<Int(
                    ends[base + columnRun.upperBound + 1])
            for place in run {
                let point = members[place]
                let (px, py) = (Int64(x[Int(point)]), Int64(y[Int(point)]))
                guard px >= left, px <= right, py >= top, py <= bottom, point != corner.point,
                    point != corner.before, point != corner.after, isThere(Int(point)),
                    corner.holds(px, py)
                else { continue }
                return true
            }
        }
        return false
    }
}
