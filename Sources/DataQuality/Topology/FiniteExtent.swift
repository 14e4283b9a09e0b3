import Geometry

/// The smallest box around the coordinates of a layer that are numbers, and whether all are.
struct FiniteExtent: Sendable {
    let box: Box
    /// Whether no coordinate is infinite or not a number.
    let isComplete: Bool

    init(_ layer: PolygonLayer) {
        let (x, y) = (Self.range(layer.x), Self.range(layer.y))
        isComplete = x.isComplete && y.isComplete
        // A vertex counts with both its coordinates or not at all.
        box =
            isComplete && layer.vertexCount > 0
            ? Box(minX: x.low, minY: y.low, maxX: x.high, maxY: y.high) : layer.finiteBox
    }

    private static func range(_ values: [Double]) -> (low: Double, high: Double, isComplete: Bool) {
        var (low, high) = (Double.infinity, -Double.infinity)
        // Anything times 0 is 0, but for infinity and what is no number.
        var trace = 0.0
        for value in values {
            low = value < low ? value : low
            high = value > high ? value : high
            trace += value * 0
        }
        return (low, high, trace == 0)
    }
}
