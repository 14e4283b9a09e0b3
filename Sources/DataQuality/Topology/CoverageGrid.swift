import Geometry

/// A point of the integer grid; both coordinates lie in 0 ..< 2^30, so products of differences fit Int64.
struct GridPoint: Equatable, Sendable {
    /// Both coordinates in one word, ordered by x and then y.
    let packed: UInt64

    @inline(__always)
    var x: Int32 { Int32(truncatingIfNeeded: packed >> 32) }

    @inline(__always)
    var y: Int32 { Int32(truncatingIfNeeded: packed) }

    @inline(__always)
    init(x: Int32, y: Int32) {
        packed = UInt64(UInt32(bitPattern: x)) << 32 | UInt64(UInt32(bitPattern: y))
    }

    @inline(__always)
    init(packed: UInt64) { self.packed = packed }
}

/// The integer grid on which shapes are compared: the finest of 0.1 mm (1e-9°), ten times that, …
/// that the extent of the data allows.
struct CoverageGrid: Equatable, Sendable {
    let originX: Double
    let originY: Double
    let cellsPerUnit: Double

    private static let size = Double(1 << 30)

    init(box: Box, isInDegrees: Bool) {
        var finest = isInDegrees ? 1e9 : 1e4
        let extent = max(box.width, box.height)
        while extent * finest > Self.size - 16 { finest /= 10 }
        cellsPerUnit = finest
        // An origin on the grid keeps coordinates with few decimals exactly on it.
        originX = box.isEmpty ? 0 : (box.minX * finest).rounded(.down) / finest
        originY = box.isEmpty ? 0 : (box.minY * finest).rounded(.down) / finest
    }

    /// The nearest grid point; the coordinates must be finite and inside the box of the grid.
    @inline(__always)
    func point(_ x: Double, _ y: Double) -> GridPoint {
        GridPoint(
            x: Self.nearest((x - originX) * cellsPerUnit),
            y: Self.nearest((y - originY) * cellsPerUnit))
    }

    /// 1.5 · 2^52: a sum with it has its integer part in the low bits, without a call or a check.
    private static let magic = 6_755_399_441_055_744.0

    /// The nearest integer of a number in 0 ..< 2^30; halves go to the even one.
    @inline(__always)
    private static func nearest(_ cells: Double) -> Int32 {
        Int32(truncatingIfNeeded: (cells + magic).bitPattern)
    }

    /// The coordinates of a place given in grid cells.
    @inline(__always)
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        (originX + x / cellsPerUnit, originY + y / cellsPerUnit)
    }
}
