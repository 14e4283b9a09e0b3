import COverlayKernels

/// A closed rectangle of grid points.
struct IntegerBox: Equatable {
    var minX: Int32
    var minY: Int32
    var maxX: Int32
    var maxY: Int32

    static let empty = IntegerBox(minX: .max, minY: .max, maxX: .min, maxY: .min)

    var isEmpty: Bool { minX > maxX }

    @inline(__always)
    mutating func extend(_ x: Int32, _ y: Int32) {
        minX = min(minX, x)
        minY = min(minY, y)
        maxX = max(maxX, x)
        maxY = max(maxY, y)
    }

    @inline(__always)
    mutating func extend(_ other: IntegerBox) {
        minX = min(minX, other.minX)
        minY = min(minY, other.minY)
        maxX = max(maxX, other.maxX)
        maxY = max(maxY, other.maxY)
    }

    @inline(__always)
    func intersects(_ other: IntegerBox) -> Bool {
        minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }

    @inline(__always)
    func contains(_ x: Int32, _ y: Int32) -> Bool {
        x >= minX && x <= maxX && y >= minY && y <= maxY
    }

    /// The longer side, in grid units.
    var span: Int { isEmpty ? 0 : max(Int(maxX) - Int(minX), Int(maxY) - Int(minY)) }

    /// The box of an edge.
    @inline(__always)
    init(edge n: Int, _ x: UnsafePointer<Int32>, _ y: UnsafePointer<Int32>) {
        minX = min(x[n], x[n + 1])
        maxX = max(x[n], x[n + 1])
        minY = min(y[n], y[n + 1])
        maxY = max(y[n], y[n + 1])
    }

    init(minX: Int32, minY: Int32, maxX: Int32, maxY: Int32) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    @inline(__always)
    init(_ box: overlay_box) {
        self.init(minX: box.min_x, minY: box.min_y, maxX: box.max_x, maxY: box.max_y)
    }

    /// The same for the kernels.
    @inline(__always)
    var forKernels: overlay_box {
        overlay_box(min_x: minX, min_y: minY, max_x: maxX, max_y: maxY)
    }
}
