import Geodesy
import Geometry

/// Brings shapes from the frame of a layer into the system of an answer, x before y.
struct SystemProjection {
    private let frame: CoordinateFrame
    private let system: MapSystem
    private var inverse: GeographicProjection

    init(from frame: CoordinateFrame, to system: MapSystem) {
        self.frame = frame
        self.system = system
        inverse = GeographicProjection(frame)
    }

    /// The same features, polygons and rings.
    mutating func image(of shapes: PolygonLayer) -> PolygonLayer {
        if system.frame == frame { return shapes }
        let degrees = inverse.layer(of: shapes)
        guard !system.frame.isGeographic else { return degrees }
        let moved = system.frame.forward(longitudes: degrees.x, latitudes: degrees.y)
        var out = PolygonLayer()
        for feature in 0..<degrees.featureCount {
            for polygon in degrees.polygons(ofFeature: feature) {
                for ring in degrees.rings(ofPolygon: polygon) {
                    let run = degrees.vertices(ofRing: ring)
                    for vertex in run { out.append(x: moved.x[vertex], y: moved.y[vertex]) }
                    out.endRing()
                }
                out.endPolygon()
            }
            out.endFeature()
        }
        return out
    }
}
