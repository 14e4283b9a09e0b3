public import Geometry

/// Polygons with the land class of each, such as the land-use patches of a survey.
public struct ClassedPolygons: Sendable {
    /// The shapes.
    public var shapes: PolygonLayer
    /// The class code of each feature, such as `0101`.
    public var codes: [String]

    /// Makes a layer; it has one code per feature.
    public init(shapes: PolygonLayer, codes: [String]) {
        precondition(shapes.featureCount == codes.count, "one class per feature")
        self.shapes = shapes
        self.codes = codes
    }
}
