/// A grid point widened for exact products.
struct GridPoint: Equatable {
    var x: Int64
    var y: Int64

    @inline(__always)
    init(_ x: Int32, _ y: Int32) {
        self.x = Int64(x)
        self.y = Int64(y)
    }

    @inline(__always)
    init(x: Int64, y: Int64) {
        self.x = x
        self.y = y
    }

    @inline(__always)
    static func - (a: GridPoint, b: GridPoint) -> GridPoint {
        GridPoint(x: a.x &- b.x, y: a.y &- b.y)
    }

    @inline(__always)
    func cross(_ other: GridPoint) -> Int64 { x &* other.y &- y &* other.x }

    /// Lexicographic order, the canonical direction of an edge.
    @inline(__always)
    func precedes(_ other: GridPoint) -> Bool { x < other.x || (x == other.x && y < other.y) }
}
