import Geodesy
import Geometry
public import LandModel

/// What a drawn shape measures.
public struct Measurement: Equatable, Sendable {
    /// The legal area of all polygons (椭球面积): the sum of ``areas``; nil without a polygon.
    public let area: Area?
    /// The legal area of each polygon.
    public let areas: [Area]
    /// The length of the lines, or around the polygons where there is no line, along geodesics, in metres.
    public let lengthInMetres: Double
    /// How many vertices it has, closing ones left out.
    public let vertexCount: Int
    /// By what area and length were measured.
    public let metric: BilingualText

    /// The length in metres with two decimals.
    public var lengthText: String {
        Area(roundingSquareMetres: lengthInMetres).squareMetresText
    }
}

extension DrawnShape {
    /// The longest edge of a plane left undivided when areas are measured, in metres.
    ///
    /// As the commands measure; edges given in degrees are never divided.
    static let densification = 70.0

    /// The legal area of each polygon by the official formula.
    public var areas: [Area] {
        EllipsoidalArea.areas(
            of: polygons, frame: frame, densifyingOver: DrawnShape.densification
        ).map { Area(roundingSquareMetres: $0) }
    }

    /// What the shape measures.
    var measurement: Measurement {
        let areas = areas
        return Measurement(
            area: areas.isEmpty ? nil : areas.reduce(.zero, +), areas: areas,
            lengthInMetres: lines.isEmpty
                ? around
                : lines.reduce(0) {
                    $0 + GeodesicLength.ofLine(longitudes: $1.longitudes, latitudes: $1.latitudes)
                }, vertexCount: vertexCount,
            metric: BilingualText(
                zh: "CGCS2000 椭球面积（国土调查办发〔2008〕32号），大地线长度",
                en: "ellipsoidal area on CGCS2000 (notice No. 32 of 2008), geodesic length"))
    }

    /// The length of all rings.
    private var around: Double {
        var projection = GeographicProjection(frame)
        let degrees = projection.layer(of: polygons)
        var sum = 0.0
        for ring in 0..<degrees.ringCount {
            let run = degrees.vertices(ofRing: ring)
            sum += GeodesicLength.ofLine(
                longitudes: Array(degrees.x[run]), latitudes: Array(degrees.y[run]), closed: true)
        }
        return sum
    }
}

extension MapSnapshot {
    /// Measures a drawn shape: legal area and geodesic length.
    ///
    /// - Throws: ``MapsError``, as every question to a snapshot may; a shape that was made can be measured.
    public func measure(_ shape: DrawnShape) throws(MapsError) -> Measurement { shape.measurement }
}
