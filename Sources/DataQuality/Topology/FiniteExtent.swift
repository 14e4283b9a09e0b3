import Geometry

/// The smallest box around the coordinates of a layer that are numbers, and whether all are.
struct FiniteExtent: Sendable {
    let box: Box
    /// Whether no coordinate is infinite or not a number.
    let isComplete: Bool

    init(_ layer: PolygonLayer) {
        isComplete = layer.extents.isFinite
        // A vertex counts with both its coordinates or not at all.
        box = isComplete ? layer.extents.box : layer.finiteBox
    }
}
