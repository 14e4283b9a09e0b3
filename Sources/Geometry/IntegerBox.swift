/// A closed rectangle of the points of an integer grid; it may be empty.
@frozen
public struct IntegerBox: Equatable, Sendable, BitwiseCopyable {
    /// The smallest x; larger than `maxX` in an empty box.
    public var minX: Int32
    /// The smallest y.
    public var minY: Int32
    /// The largest x.
    public var maxX: Int32
    /// The largest y.
    public var maxY: Int32

    /// The box that holds nothing.
    @inlinable
    public static var empty: IntegerBox {
        IntegerBox(minX: .max, minY: .max, maxX: .min, maxY: .min)
    }

    /// Makes a box from its four sides.
    @inlinable
    public init(minX: Int32, minY: Int32, maxX: Int32, maxY: Int32) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    /// Whether the box holds no point.
    @inlinable
    public var isEmpty: Bool { minX > maxX }

    /// The longer side, in grid units; 0 when empty.
    @inlinable
    public var span: Int { isEmpty ? 0 : max(Int(maxX) - Int(minX), Int(maxY) - Int(minY)) }

    /// Grows the box to hold a point.
    @inlinable @inline(__always)
    public mutating func extend(_ x: Int32, _ y: Int32) {
        minX = min(minX, x)
        minY = min(minY, y)
        maxX = max(maxX, x)
        maxY = max(maxY, y)
    }

    /// Grows the box to hold another.
    @inlinable @inline(__always)
    public mutating func extend(_ other: IntegerBox) {
        minX = min(minX, other.minX)
        minY = min(minY, other.minY)
        maxX = max(maxX, other.maxX)
        maxY = max(maxY, other.maxY)
    }

    /// Whether the two share a point; touching counts.
    @inlinable @inline(__always)
    public func intersects(_ other: IntegerBox) -> Bool {
        minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }

    /// Whether the two share more than a border.
    @inlinable @inline(__always)
    public func overlaps(_ other: IntegerBox) -> Bool {
        minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }

    /// What the two share.
    @inlinable @inline(__always)
    public func intersection(_ other: IntegerBox) -> IntegerBox {
        IntegerBox(
            minX: max(minX, other.minX), minY: max(minY, other.minY),
            maxX: min(maxX, other.maxX), maxY: min(maxY, other.maxY))
    }

    /// Whether the box holds a grid point.
    @inlinable @inline(__always)
    public func contains(_ x: Int32, _ y: Int32) -> Bool {
        x >= minX && x <= maxX && y >= minY && y <= maxY
    }

    /// Whether the box holds a place, in grid units.
    @inlinable @inline(__always)
    public func contains(_ x: Double, _ y: Double) -> Bool {
        x >= Double(minX) && x <= Double(maxX) && y >= Double(minY) && y <= Double(maxY)
    }
}
