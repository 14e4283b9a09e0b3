public import Geometry

/// The features of a layer within a window of a plane, cut to it (裁切).
public struct CutLayer: Sendable {
    /// The layer.
    public let layer: MapLayer
    /// The shapes that meet the window, x to the east and y to the north, cut to the window.
    public internal(set) var shapes = PolygonLayer()
    /// The values of the fields that were asked for, as texts, feature by feature.
    public internal(set) var values: [[String?]] = []
}
