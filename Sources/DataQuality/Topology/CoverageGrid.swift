import Geometry

/// A point of the integer grid; both coordinates lie in 0 ..< 2^30, so products of differences fit Int64.
struct GridPoint: Equatable, Sendable {
    var x: Int32
    var y: Int32

    /// Both coordinates in one word, ordered by x and then y.
    @inline(__always)
    var packed: UInt64 { UInt64(UInt32(bitPattern: x)) << 32 | UInt64(UInt32(bitPattern: y)) }

    @inline(__always)
    init(x: Int32, y: Int32) {
        self.x = x
        self.y = y
    }

    @inline(__always)
    init(packed: UInt64) {
        x = Int32(truncatingIfNeeded: packed >> 32)
        y = Int32(truncatingIfNeeded: packed)
    }
}

/// The integer grid on which shapes are compared: the finest of 0.1 mm (1e-9°), ten times that, …
/// that the extent of the data allows.
struct CoverageGrid: Sendable {
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
            x: Int32(((x - originX) * cellsPerUnit).rounded()),
            y: Int32(((y - originY) * cellsPerUnit).rounded()))
    }

    /// The coordinates of a place given in grid cells.
    @inline(__always)
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        (originX + x / cellsPerUnit, originY + y / cellsPerUnit)
    }
}
