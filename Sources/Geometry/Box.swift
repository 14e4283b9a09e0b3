/// An axis-parallel rectangle that may be empty.
///
/// Units are those of the coordinates it was made from (degrees or metres).
public struct Box: Equatable, Sendable {
    /// The smallest x; larger than `maxX` in an empty box.
    public var minX: Double
    /// The smallest y; larger than `maxY` in an empty box.
    public var minY: Double
    /// The largest x.
    public var maxX: Double
    /// The largest y.
    public var maxY: Double

    /// The box that holds nothing.
    public static let empty = Box(
        minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

    /// Makes a box from its four sides.
    public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    /// Whether the box holds no point.
    public var isEmpty: Bool { minX > maxX || minY > maxY }

    /// Extent in x; 0 when empty.
    public var width: Double { isEmpty ? 0 : maxX - minX }

    /// Extent in y; 0 when empty.
    public var height: Double { isEmpty ? 0 : maxY - minY }

    /// Grows the box to hold the point.
    public mutating func extend(x: Double, y: Double) {
        minX = min(minX, x)
        minY = min(minY, y)
        maxX = max(maxX, x)
        maxY = max(maxY, y)
    }

    /// Grows the box to hold the other box.
    public mutating func extend(_ other: Box) {
        minX = min(minX, other.minX)
        minY = min(minY, other.minY)
        maxX = max(maxX, other.maxX)
        maxY = max(maxY, other.maxY)
    }

    /// Whether the two boxes share a point; touching counts.
    public func intersects(_ other: Box) -> Bool {
        minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }

    /// Whether the point lies in the box or on its border.
    public func contains(x: Double, y: Double) -> Bool {
        x >= minX && x <= maxX && y >= minY && y <= maxY
    }
}
