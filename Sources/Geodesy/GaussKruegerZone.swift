/// One zone of the Gauss-Krueger projection of CGCS2000 (高斯-克吕格投影带).
///
/// A 3-degree zone n has its central meridian at 3n degrees, a 6-degree zone at 6n − 3. Eastings
/// carry a false easting of 500 000 m and, in frames with a zone prefix, zone × 1 000 000 m more.
public struct GaussKruegerZone: Hashable, Sendable {
    /// How wide the zones are.
    public enum Width: Int, Hashable, Sendable, CaseIterable {
        /// 3 degrees (三度带), used for 1:10000 surveys.
        case three = 3
        /// 6 degrees (六度带).
        case six = 6
    }

    /// How wide the zone is.
    public let width: Width
    /// The zone number: 25 to 45 of the 3-degree zones, 13 to 23 of the 6-degree zones.
    public let number: Int
    /// Whether eastings begin with the zone number (8 digits instead of 6).
    public let eastingHasZonePrefix: Bool

    /// Makes a zone from its number.
    ///
    /// - Throws: ``GeodesyError/unsupportedZone(widthInDegrees:centralMeridian:)``.
    public init(width: Width, number: Int, eastingHasZonePrefix: Bool) throws(GeodesyError) {
        let known = width == .three ? 25...45 : 13...23
        guard known.contains(number) else {
            throw .unsupportedZone(
                widthInDegrees: width.rawValue,
                centralMeridian: width == .three ? 3 * number : 6 * number - 3)
        }
        self.width = width
        self.number = number
        self.eastingHasZonePrefix = eastingHasZonePrefix
    }

    /// Makes a zone from its central meridian in degrees.
    ///
    /// - Throws: ``GeodesyError/unsupportedZone(widthInDegrees:centralMeridian:)``.
    public init(
        width: Width, centralMeridian: Int, eastingHasZonePrefix: Bool
    ) throws(GeodesyError) {
        let offset = width == .three ? 0 : 3
        guard (75...135).contains(centralMeridian),
            (centralMeridian + offset).isMultiple(of: width.rawValue)
        else {
            throw .unsupportedZone(
                widthInDegrees: width.rawValue, centralMeridian: centralMeridian)
        }
        try self.init(
            width: width, number: (centralMeridian + offset) / width.rawValue,
            eastingHasZonePrefix: eastingHasZonePrefix)
    }

    /// Longitude of the central meridian in degrees.
    public var centralMeridian: Int { width == .three ? 3 * number : 6 * number - 3 }

    /// What is added to every easting, in metres.
    public var falseEasting: Double {
        500_000 + (eastingHasZonePrefix ? Double(number) * 1_000_000 : 0)
    }

    /// The EPSG code of the frame of this zone (handbook §3, checked against the PROJ database).
    public var epsg: Int {
        switch (width, eastingHasZonePrefix) {
        case (.three, true): 4488 + number
        case (.three, false): 4534 + (centralMeridian - 75) / 3
        case (.six, true): 4478 + number
        case (.six, false): 4502 + (centralMeridian - 75) / 6
        }
    }

    /// The zone of an EPSG code; nil for a code outside 4491 to 4554.
    init?(epsg: Int) {
        switch epsg {
        case 4491...4501: self.init(known: .six, number: epsg - 4478, prefixed: true)
        case 4502...4512: self.init(known: .six, number: epsg - 4502 + 13, prefixed: false)
        case 4513...4533: self.init(known: .three, number: epsg - 4488, prefixed: true)
        case 4534...4554: self.init(known: .three, number: epsg - 4534 + 25, prefixed: false)
        default: return nil
        }
    }

    private init(known width: Width, number: Int, prefixed: Bool) {
        self.width = width
        self.number = number
        eastingHasZonePrefix = prefixed
    }
}
