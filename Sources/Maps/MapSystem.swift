public import Geodesy
public import Geometry

/// A coordinate system in which a map is asked and answered.
///
/// Positions are written in the order of the system's authority: longitude and latitude in CRS84,
/// latitude and longitude in EPSG:4490, northing and easting in the zones (EPSG, checked against
/// PROJ). Inside the program x comes first everywhere: longitude or easting.
public struct MapSystem: Hashable, Sendable {
    /// The frame of the coordinates.
    public let frame: CoordinateFrame
    /// Whether latitude or northing is written first.
    public let isNorthFirst: Bool

    /// Longitude and latitude in degrees; the map's own system, on the datum of CGCS2000.
    public static let crs84 = MapSystem(frame: .geographic, isNorthFirst: false)

    /// Every system a map can be asked in: CRS84, EPSG:4490 and the 3-degree zones.
    public static let all: [MapSystem] =
        [crs84]
        + ([4490] + Array(4513...4554)).compactMap { code in
            do { return try MapSystem(epsg: code) } catch { return nil }
        }

    private init(frame: CoordinateFrame, isNorthFirst: Bool) {
        self.frame = frame
        self.isNorthFirst = isNorthFirst
    }

    /// Finds the system of an EPSG code.
    ///
    /// - Throws: ``MapsError/unknownSystem(_:)`` for any but EPSG:4490 and the zones of CGCS2000.
    public init(epsg: Int) throws(MapsError) {
        do {
            self.init(frame: try CoordinateFrame(epsg: epsg), isNorthFirst: true)
        } catch {
            throw .unknownSystem("EPSG:\(epsg)")
        }
    }

    /// Finds the system of an identifier: a URI of OGC, a URN, a safe CURIE such as `EPSG:4490`, or `CRS84`.
    ///
    /// - Throws: ``MapsError/unknownSystem(_:)``.
    public init(_ identifier: String) throws(MapsError) {
        let text =
            identifier.hasPrefix("[") ? String(identifier.dropFirst().dropLast()) : identifier
        let parts = text.split { $0 == "/" || $0 == ":" }
        guard let last = parts.last, parts.count <= 8, text.utf8.count <= 100 else {
            throw .unknownSystem(String(identifier.prefix(100)))
        }
        if last == "CRS84" || last == "CRS84h" {
            self = .crs84
        } else if parts.dropLast().contains(where: { $0.uppercased() == "EPSG" })
            || parts.count == 1,
            let code = Int(last)
        {
            try self.init(epsg: code)
        } else {
            throw .unknownSystem(identifier)
        }
    }

    /// The identifier of OGC, as `Content-Crs` names it.
    public var uri: String {
        isNorthFirst
            ? "http://www.opengis.net/def/crs/EPSG/0/\(frame.epsg)"
            : "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    }

    /// The decimals a coordinate is written with: a tenth of a millimetre.
    public var decimals: Int { frame.isGeographic ? 9 : 4 }

    /// A point of the system in degrees of longitude and latitude.
    public func degrees(x: Double, y: Double) -> (longitude: Double, latitude: Double) {
        frame.inverse(x: x, y: y)
    }

    /// The box in degrees around a box of a frame, its sides followed.
    static func degrees(of box: Box, in frame: CoordinateFrame) -> Box {
        image(of: box) { frame.inverse(x: $0, y: $1) }
    }

    /// The box of a frame around a box in degrees, its sides followed.
    static func box(of degrees: Box, in frame: CoordinateFrame) -> Box {
        image(of: degrees) { frame.forward(longitude: $0, latitude: $1) }
    }

    private static func image(
        of box: Box, _ transform: (Double, Double) -> (Double, Double)
    ) -> Box {
        guard !box.isEmpty else { return box }
        var image = Box.empty
        let parts = 16
        for n in 0...parts {
            let (x, y) = (
                box.minX + box.width * Double(n) / Double(parts),
                box.minY + box.height * Double(n) / Double(parts)
            )
            for point in [
                transform(x, box.minY), transform(x, box.maxY), transform(box.minX, y),
                transform(box.maxX, y),
            ] { image.extend(x: point.0, y: point.1) }
        }
        return image
    }
}

/// A box that a map is asked about.
public struct MapBounds: Equatable, Sendable {
    /// The box, x (longitude or easting) before y.
    public let box: Box
    /// The system of its numbers.
    public let system: MapSystem

    /// Makes bounds; longitude and latitude unless another system is named.
    public init(_ box: Box, system: MapSystem = .crs84) {
        self.box = box
        self.system = system
    }

    /// Reads four numbers, in the axis order of the system.
    ///
    /// - Throws: ``MapsError/badBounds(_:)`` when they are no box.
    public init(numbers: [Double], system: MapSystem = .crs84) throws(MapsError) {
        guard numbers.count == 4, numbers.allSatisfy(\.isFinite) else {
            throw .badBounds(numbers)
        }
        let north = system.isNorthFirst
        box = Box(
            minX: numbers[north ? 1 : 0], minY: numbers[north ? 0 : 1],
            maxX: numbers[north ? 3 : 2], maxY: numbers[north ? 2 : 3])
        self.system = system
        guard !box.isEmpty else { throw .badBounds(numbers) }
    }
}
