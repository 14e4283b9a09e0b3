public import Geometry

/// Answers which feature of a layer contains a point.
///
/// Points on a border belong to exactly one side, always the same: as if the layer were moved by an
/// infinitesimal vector to the north-east. So every point of a layer without gaps and overlaps lies
/// in exactly one feature. Make one locator and ask it about many points.
public struct FeatureLocator: Sendable {
    private let grid: OverlayGrid
    private let index: BlockIndex
    private let extent: Box

    /// Prepares a layer.
    ///
    /// - Throws: ``OverlayError``.
    public init(layer: PolygonLayer, metric: OverlayMetric) throws(OverlayError) {
        let prepared = try PreparedZones(
            a: PolygonLayer(), zones: [layer], metric: metric, threads: 1)
        grid = prepared.grid
        index = prepared.indexes[0]
        extent = layer.box
    }

    /// The feature that contains each point; −1 for none, the lowest number where features overlap.
    ///
    /// - Parameter points: in the units of the layer.
    public func featureContaining(_ points: [(x: Double, y: Double)]) -> [Int] {
        let scanner = IncidenceScanner(index: index)
        let labels = GrowingBuffer<WindingLabel>()
        return points.map { point in
            guard extent.contains(x: point.x, y: point.y) else { return -1 }
            labels.removeAll()
            scanner.locate(grid.gridX(point.x), grid.gridY(point.y), into: labels)
            return Int(labels.view.map(\.feature).min() ?? -1)
        }
    }
}
