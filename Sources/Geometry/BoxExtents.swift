/// What the boxes of many features measure, kept while they are added.
public struct BoxExtents: Equatable, Sendable {
    /// The smallest box around all features whose coordinates are finite.
    public private(set) var box = Box.empty
    /// The longest side of the box of one feature: no edge is longer.
    public private(set) var widest = 0.0
    /// Whether all coordinates are finite numbers.
    public private(set) var isFinite = true

    /// Makes the measures of no features.
    public init() {}

    /// Adds the box of a feature, the sides of which are not numbers when a coordinate is not finite.
    mutating func include(_ other: Box) {
        if other.minX.isNaN {
            isFinite = false
        } else if !other.isEmpty {
            box.extend(other)
            widest = max(widest, other.width, other.height)
        }
    }

    /// Adds the measures of other features.
    mutating func include(_ other: BoxExtents) {
        box.extend(other.box)
        widest = max(widest, other.widest)
        isFinite = isFinite && other.isFinite
    }
}
