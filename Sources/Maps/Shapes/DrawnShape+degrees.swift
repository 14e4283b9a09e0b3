import Geodesy
public import Geometry

extension DrawnShape {
    /// The polygons in degrees of longitude and latitude on CGCS2000, as maps draw them.
    public var degrees: PolygonLayer {
        var projection = GeographicProjection(frame)
        return projection.layer(of: polygons)
    }
}
