/// A coordinate system of the survey: CGCS2000 in degrees or in one Gauss-Krueger zone.
///
/// x comes first everywhere: longitude or easting, then latitude or northing, whatever axis order
/// the EPSG entry has (north, east).
public struct CoordinateFrame: Hashable, Sendable {
    /// The EPSG code: 4490 for degrees, 4491 to 4554 for the zones.
    public let epsg: Int
    /// The zone; nil for degrees.
    public let zone: GaussKruegerZone?

    /// Longitude and latitude in degrees, EPSG:4490.
    public static let geographic = CoordinateFrame(epsg: 4490, zone: nil)

    /// Finds the frame of an EPSG code.
    ///
    /// - Throws: ``GeodesyError/unsupportedFrame(epsg:)``.
    public init(epsg: Int) throws(GeodesyError) {
        if epsg == 4490 {
            self = .geographic
        } else if let zone = GaussKruegerZone(epsg: epsg) {
            self.init(epsg: epsg, zone: zone)
        } else {
            throw .unsupportedFrame(epsg: epsg)
        }
    }

    /// Makes the frame of a zone.
    public init(zone: GaussKruegerZone) {
        self.init(epsg: zone.epsg, zone: zone)
    }

    private init(epsg: Int, zone: GaussKruegerZone?) {
        self.epsg = epsg
        self.zone = zone
    }

    /// Whether coordinates are degrees.
    public var isGeographic: Bool { zone == nil }

    // MARK: One point

    /// Projects a point: degrees to the frame's x and y.
    ///
    /// Within 1e-6 m of PROJ's exact transverse Mercator up to 4 degrees from the central meridian.
    public func forward(longitude: Double, latitude: Double) -> (x: Double, y: Double) {
        guard let zone else { return (longitude, latitude) }
        return GaussKrueger(zone).forward(longitude, latitude)
    }

    /// Finds longitude and latitude in degrees of a point of the frame.
    ///
    /// Within 1e-6 m of PROJ's exact transverse Mercator up to 4 degrees from the central meridian.
    public func inverse(x: Double, y: Double) -> (longitude: Double, latitude: Double) {
        guard let zone else { return (x, y) }
        return GaussKrueger(zone).inverse(x, y)
    }

    // MARK: Whole arrays

    /// Projects points: degrees to the frame's x and y.
    public func forward(
        longitudes: [Double], latitudes: [Double]
    ) -> (x: [Double], y: [Double]) {
        precondition(longitudes.count == latitudes.count, "as many longitudes as latitudes")
        guard let zone else { return (longitudes, latitudes) }
        let projection = GaussKrueger(zone)
        return Self.mapping(longitudes, latitudes) { projection.forward($0, $1) }
    }

    /// Finds longitudes and latitudes in degrees of points of the frame.
    public func inverse(
        x: [Double], y: [Double]
    ) -> (longitudes: [Double], latitudes: [Double]) {
        precondition(x.count == y.count, "as many x as y")
        guard let zone else { return (x, y) }
        let projection = GaussKrueger(zone)
        return Self.mapping(x, y) { projection.inverse($0, $1) }
    }

    @inline(__always)
    private static func mapping(
        _ first: [Double], _ second: [Double], _ transform: (Double, Double) -> (Double, Double)
    ) -> ([Double], [Double]) {
        var outFirst = [Double](repeating: 0, count: first.count)
        var outSecond = outFirst
        for index in first.indices {
            let point = transform(first[index], second[index])
            outFirst[index] = point.0
            outSecond[index] = point.1
        }
        return (outFirst, outSecond)
    }
}
