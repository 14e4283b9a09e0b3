/// Cuts rings to the window of a tile, side by side (Sutherland and Hodgman, doi:10.1145/360767.360802).
///
/// Where a ring leaves the window and returns, the result runs along the window's side, perhaps to
/// and fro; ``RingAssembly`` removes such pairs. A cut point follows from the edge alone, whichever
/// way its ring runs, so that neighbours are cut at the same points.
struct RingClipper {
    /// The ring, then what is left of it.
    private(set) var x: [Int64] = []
    private(set) var y: [Int64] = []
    private var nextX: [Int64] = []
    private var nextY: [Int64] = []

    mutating func removeAll() {
        x.removeAll(keepingCapacity: true)
        y.removeAll(keepingCapacity: true)
        beyond = (0, 0)
    }

    /// Which sides of the window the last two vertices lie beyond: west, east, north, south.
    private var beyond: (before: UInt8, last: UInt8) = (0, 0)

    /// Adds a vertex; one between two that lie beyond the same side as itself takes their place.
    @inline(__always)
    mutating func append(_ newX: Int64, _ newY: Int64) {
        let sides: UInt8 =
            (newX < TileFrame.low ? 1 : 0) | (newX > TileFrame.high ? 2 : 0)
            | (newY < TileFrame.low ? 4 : 0) | (newY > TileFrame.high ? 8 : 0)
        let last = x.count - 1
        if last > 0, sides & beyond.last & beyond.before != 0 {
            x[last] = newX
            y[last] = newY
        } else {
            x.append(newX)
            y.append(newY)
            beyond.before = beyond.last
        }
        beyond.last = sides
    }

    /// Cuts the ring at the sides it crosses.
    mutating func clip() {
        let (low, high) = (TileFrame.low, TileFrame.high)
        guard let west = x.min(), let east = x.max(), let north = y.min(), let south = y.max()
        else { return }
        if east < low || west > high || south < low || north > high {
            removeAll()
            return
        }
        if west < low { cut(atX: low, keepingAbove: true) }
        if east > high { cut(atX: high, keepingAbove: false) }
        if north < low { cut(atY: low, keepingAbove: true) }
        if south > high { cut(atY: high, keepingAbove: false) }
    }

    private mutating func cut(atX limit: Int64, keepingAbove: Bool) {
        Self.cut(x, y, at: limit, keepingAbove, into: &nextX, &nextY)
        swap(&x, &nextX)
        swap(&y, &nextY)
    }

    private mutating func cut(atY limit: Int64, keepingAbove: Bool) {
        Self.cut(y, x, at: limit, keepingAbove, into: &nextY, &nextX)
        swap(&x, &nextX)
        swap(&y, &nextY)
    }

    /// Cuts along the first axis, `u`; `v` is the other one.
    private static func cut(
        _ u: [Int64], _ v: [Int64], at limit: Int64, _ keepingAbove: Bool,
        into outU: inout [Int64], _ outV: inout [Int64]
    ) {
        outU.removeAll(keepingCapacity: true)
        outV.removeAll(keepingCapacity: true)
        guard var (lastU, lastV) = u.last.flatMap({ u in v.last.map { (u, $0) } }) else { return }
        var wasKept = keepingAbove ? lastU >= limit : lastU <= limit
        for index in u.indices {
            let (nextU, nextV) = (u[index], v[index])
            let isKept = keepingAbove ? nextU >= limit : nextU <= limit
            if isKept != wasKept {
                outU.append(limit)
                outV.append(crossing(lastU, lastV, nextU, nextV, limit))
            }
            if isKept {
                outU.append(nextU)
                outV.append(nextV)
            }
            (lastU, lastV, wasKept) = (nextU, nextV, isKept)
        }
    }

    /// Where the edge between two points meets the limit; the same for both directions.
    private static func crossing(
        _ u0: Int64, _ v0: Int64, _ u1: Int64, _ v1: Int64, _ limit: Int64
    ) -> Int64 {
        let (a, b) = u0 < u1 ? ((u0, v0), (u1, v1)) : ((u1, v1), (u0, v0))
        let share = Double(limit - a.0) / Double(b.0 - a.0)
        return Int64((Double(a.1) + share * Double(b.1 - a.1)).rounded()) | 1
    }
}
