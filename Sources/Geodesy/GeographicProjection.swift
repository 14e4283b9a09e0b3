public import Geometry

/// Longitude and latitude of shapes of one frame, for layers that come piece by piece.
///
/// What one piece needed is kept for the next: neighbouring pieces cost no preparation again.
public struct GeographicProjection {
    private let frame: CoordinateFrame
    private var inverse: TiledInverse?
    private let image = CylinderBuffer()

    /// Prepares for the shapes of a frame.
    public init(_ frame: CoordinateFrame) {
        self.frame = frame
        inverse = frame.zone.map(TiledInverse.init)
    }

    /// The layer in degrees of longitude and latitude, vertex by vertex; no edge is divided.
    ///
    /// Features, polygons and rings stay in their order; accuracy as
    /// ``EllipsoidalArea/geographicLayer(of:frame:densifyingOver:)``.
    public mutating func layer(of shapes: PolygonLayer) -> PolygonLayer {
        guard inverse != nil else { return shapes }
        var out = PolygonLayer()
        out.reserve(features: shapes.featureCount, vertices: shapes.vertexCount)
        for feature in 0..<shapes.featureCount {
            for polygon in shapes.polygons(ofFeature: feature) {
                for ring in shapes.rings(ofPolygon: polygon) {
                    append(shapes, shapes.vertices(ofRing: ring), to: &out)
                    out.endRing()
                }
                out.endPolygon()
            }
            out.endFeature()
        }
        return out
    }

    private mutating func append(
        _ shapes: PolygonLayer, _ run: Range<Int>, to out: inout PolygonLayer
    ) {
        image.reserve(run.count)
        shapes.x.withUnsafeBufferPointer { x in
            shapes.y.withUnsafeBufferPointer { y in
                inverse?.project(
                    UnsafeBufferPointer(rebasing: x[run]), UnsafeBufferPointer(rebasing: y[run]),
                    into: image)
            }
        }
        out.append(
            x: UnsafeBufferPointer(start: image.longitude, count: run.count),
            y: UnsafeBufferPointer(start: image.latitude, count: run.count))
    }
}
