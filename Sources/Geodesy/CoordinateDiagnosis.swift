public import Geometry

/// What the numbers of a layer say about the frame it is said to be in.
///
/// Every case but ``consistent`` names the first feature that shows the fault, by its position in
/// the layer from 0. Limits: China from 3° to 54° north and 73° to 136° east.
public enum CoordinateDiagnosis: Hashable, Sendable {
    /// All vertices can be of the frame.
    case consistent
    /// x and y (or longitude and latitude) are exchanged (坐标顺序颠倒).
    case axesSwapped(feature: Int)
    /// The frame wants metres, the numbers are degrees.
    case degreesUnderProjectedFrame(feature: Int)
    /// The frame wants degrees, the numbers are metres; `zone` is their prefix when they have one.
    case metresUnderGeographicFrame(feature: Int, zone: Int?)
    /// The frame wants 8-digit eastings, the numbers have 6 digits (缺带号).
    case zonePrefixMissing(feature: Int, expected: Int)
    /// The frame wants 6-digit eastings, the numbers have 8 and begin with `found` (多带号).
    case zonePrefixUnexpected(feature: Int, found: Int)
    /// The eastings begin with the number of another zone (带号不符).
    case zonePrefixWrong(feature: Int, found: Int, expected: Int)
    /// The point is farther from the central meridian than the limit (超出投影带).
    case outsideZone(feature: Int, degreesFromMeridian: Double)
    /// No reading of the numbers lies in China.
    case outsideChina(feature: Int, x: Double, y: Double)

    /// Whether areas measured in the frame would be wrong.
    ///
    /// A layer that merely reaches beyond its zone is measured correctly.
    public var blocksMeasurement: Bool {
        switch self {
        case .consistent, .outsideZone: false
        default: true
        }
    }

    /// Examines a layer; the first vertex that does not fit decides.
    ///
    /// - Parameters:
    ///   - layer: the layer as received.
    ///   - frame: the frame it is said to be in.
    ///   - limit: degrees from the central meridian beyond which a point is out of its zone; by
    ///     default the half width and 1 degree more, as counties at a seam keep one zone.
    public static func diagnose(
        _ layer: PolygonLayer, frame: CoordinateFrame, degreesFromMeridian limit: Double? = nil
    ) -> CoordinateDiagnosis {
        for feature in 0..<layer.featureCount {
            for vertex in layer.vertices(ofFeature: feature) {
                let (x, y) = (layer.x[vertex], layer.y[vertex])
                let found =
                    if let zone = frame.zone {
                        projected(x, y, zone, feature)
                    } else {
                        geographic(x, y, feature)
                    }
                guard found == .consistent else { return found }
            }
        }
        guard let zone = frame.zone else { return .consistent }
        return reach(layer, frame, limit ?? Double(zone.width.rawValue) / 2 + 1)
    }

    /// Refuses a layer whose numbers cannot be of the frame.
    ///
    /// - Throws: ``GeodesyError/coordinatesDoNotFit(_:)`` when ``blocksMeasurement``.
    public static func require(
        _ layer: PolygonLayer, frame: CoordinateFrame
    ) throws(GeodesyError) {
        let found = diagnose(layer, frame: frame)
        if found.blocksMeasurement { throw .coordinatesDoNotFit(found) }
    }

    // MARK: One vertex

    private static let latitudes = 3.0...54.0
    private static let longitudes = 73.0...136.0
    private static let northings = 330_000.0...6_000_000.0
    /// 4 degrees either side of the meridian at the equator.
    private static let eastings = 50_000.0...950_000.0

    private static func prefix(_ easting: Double) -> Int? {
        guard easting >= 13_000_000, easting < 46_000_000 else { return nil }
        let zone = Int(easting / 1_000_000)
        let isKnown = (13...23).contains(zone) || (25...45).contains(zone)
        return isKnown && eastings.contains(easting - Double(zone) * 1_000_000) ? zone : nil
    }

    private static func geographic(_ x: Double, _ y: Double, _ feature: Int) -> Self {
        if longitudes.contains(x), latitudes.contains(y) { return .consistent }
        if longitudes.contains(y), latitudes.contains(x) { return .axesSwapped(feature: feature) }
        if let zone = prefix(x), northings.contains(y) {
            return .metresUnderGeographicFrame(feature: feature, zone: zone)
        }
        if let zone = prefix(y), northings.contains(x) {
            return .metresUnderGeographicFrame(feature: feature, zone: zone)
        }
        if eastings.contains(x) && northings.contains(y)
            || eastings.contains(y) && northings.contains(x)
        {
            return .metresUnderGeographicFrame(feature: feature, zone: nil)
        }
        return .outsideChina(feature: feature, x: x, y: y)
    }

    private static func projected(
        _ x: Double, _ y: Double, _ zone: GaussKruegerZone, _ feature: Int
    ) -> Self {
        let fitsEasting = eastings.contains(x - zone.falseEasting + 500_000)
        if fitsEasting, northings.contains(y) { return .consistent }
        let fitsSwapped = eastings.contains(y - zone.falseEasting + 500_000)
        if fitsSwapped, northings.contains(x) { return .axesSwapped(feature: feature) }
        if longitudes.contains(x) && latitudes.contains(y)
            || longitudes.contains(y) && latitudes.contains(x)
        {
            return .degreesUnderProjectedFrame(feature: feature)
        }
        if let found = prefix(x) ?? prefix(y) {
            guard zone.eastingHasZonePrefix else {
                return .zonePrefixUnexpected(feature: feature, found: found)
            }
            return .zonePrefixWrong(feature: feature, found: found, expected: zone.number)
        }
        if zone.eastingHasZonePrefix,
            eastings.contains(x) && northings.contains(y)
                || eastings.contains(y) && northings.contains(x)
        {
            return .zonePrefixMissing(feature: feature, expected: zone.number)
        }
        return .outsideChina(feature: feature, x: x, y: y)
    }

    private static func reach(
        _ layer: PolygonLayer, _ frame: CoordinateFrame, _ limit: Double
    ) -> Self {
        guard let zone = frame.zone else { return .consistent }
        for feature in 0..<layer.featureCount {
            let box = layer.box(ofFeature: feature)
            guard !box.isEmpty else { continue }
            // Meridians spread towards the south, so the southern corners are nearest in degrees
            // and the northern ones farthest.
            for x in [box.minX, box.maxX] {
                let longitude = frame.inverse(x: x, y: box.maxY).longitude
                let offset = longitude - Double(zone.centralMeridian)
                if abs(offset) > limit {
                    return .outsideZone(feature: feature, degreesFromMeridian: offset)
                }
            }
        }
        return .consistent
    }
}
