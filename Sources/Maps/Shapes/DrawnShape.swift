public import Geodesy
public import Geometry
public import LandModel

/// A line of a drawn shape, in degrees.
public struct DrawnLine: Equatable, Sendable {
    /// Degrees east of every point.
    public let longitudes: [Double]
    /// Degrees north of every point, as many.
    public let latitudes: [Double]
}

/// A shape that a person drew or uploaded: polygons to analyse, lines to measure.
///
/// It is checked when it is made: coordinates lie in China, rings have three different vertices and do
/// not cross, and it is no larger than one question may be.
public struct DrawnShape: Sendable {
    /// The polygons, one feature each, x before y in the units of ``frame``.
    public let polygons: PolygonLayer
    /// What each polygon is called; a running number where the source has no name.
    public let names: [String]
    /// The area each polygon is stated to have; nil where the source states none.
    public let statedAreas: [Area?]
    /// The lines.
    public let lines: [DrawnLine]
    /// The frame of the polygons.
    public let frame: CoordinateFrame

    /// The most bytes of a text or file.
    public static let mostBytes = 20_000_000
    /// The most vertices of all polygons and lines.
    public static let mostVertices = 100_000
    /// The most polygons and lines.
    public static let mostParts = 1000

    /// How many vertices it has, closing ones left out.
    public var vertexCount: Int {
        polygons.vertexCount + lines.reduce(0) { $0 + $1.longitudes.count }
    }

    /// Reads GeoJSON: a geometry, a feature or a collection of features; polygons and lines.
    ///
    /// Coordinates are longitude and latitude, unless a `crs` member of GeoJSON 2008 names another
    /// system of CGCS2000; then they are x and y as GDAL and QGIS write them.
    ///
    /// - Throws: ``MapsError/shape(_:)``, naming the vertex at fault.
    public init(geoJSON bytes: [UInt8]) throws(MapsError) {
        do {
            try self.init(GeoJSONShapes(bytes))
        } catch {
            throw .shape(error)
        }
    }

    /// Reads GeoJSON.
    ///
    /// - Throws: ``MapsError/shape(_:)``.
    public init(geoJSON text: String) throws(MapsError) {
        try self.init(geoJSON: Array(text.utf8))
    }

    /// Reads an uploaded file: `.geojson` or `.json`, boundary-coordinate `.txt`, or a `.zip` with a Shapefile.
    ///
    /// - Parameters:
    ///   - name: what the person calls it; its ending says what it is.
    ///   - bytes: the contents.
    ///   - folder: where a temporary copy may be written; it is removed at once.
    /// - Throws: ``MapsError/shape(_:)``, naming line, record or vertex.
    public init(file name: String, bytes: [UInt8], scratch folder: String) throws(MapsError) {
        let ending = name.lowercased().split(separator: ".").last ?? ""
        do {
            switch ending {
            case "geojson", "json": try self.init(GeoJSONShapes(bytes))
            case "txt", "zip":
                try self.init(UploadedShapes(name: name, bytes: bytes, scratch: folder))
            default: throw ShapeFault.unknownFormat(String(name.prefix(100)))
            }
        } catch let fault as ShapeFault {
            throw .shape(fault)
        } catch {
            throw .shape(.unknownFormat(String(name.prefix(100))))
        }
    }

    private init(_ shapes: some ShapeReading) throws(ShapeFault) {
        polygons = shapes.polygons
        names = shapes.names
        statedAreas = shapes.statedAreas
        lines = shapes.lines
        frame = shapes.frame
        let parts = polygons.featureCount + lines.count
        guard parts > 0 else { throw .noPolygon }
        guard parts <= DrawnShape.mostParts else {
            throw .tooManyParts(parts, most: DrawnShape.mostParts)
        }
        guard vertexCount <= DrawnShape.mostVertices else {
            throw .tooManyVertices(vertexCount, most: DrawnShape.mostVertices)
        }
        try ShapeCheck(polygons, lines, frame).run()
    }
}

/// What a reader of shapes hands over, not checked yet.
protocol ShapeReading {
    var polygons: PolygonLayer { get }
    var names: [String] { get }
    var statedAreas: [Area?] { get }
    var lines: [DrawnLine] { get }
    var frame: CoordinateFrame { get }
}
