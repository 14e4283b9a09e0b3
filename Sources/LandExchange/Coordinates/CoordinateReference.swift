import CGDAL
public import Geodesy

/// The coordinate system of a layer as it is recorded (坐标系).
public struct CoordinateReference: Hashable, Sendable {
    /// The EPSG code; 0 when it has none.
    public let epsg: Int
    /// Its name.
    public let name: String
    /// Its definition as well-known text (OGC 01-009).
    public let definition: String
    /// Whether coordinates are degrees.
    public let isGeographic: Bool

    /// The frame of CGCS2000 it is; nil for any other system.
    public var frame: CoordinateFrame? {
        do { return try CoordinateFrame(epsg: epsg) } catch { return nil }
    }

    /// Finds the system of an EPSG code.
    ///
    /// - Throws: ``LayerFault/unknownCoordinateSystem(epsg:)``.
    public init(epsg: Int, path: String, layer: String) throws(LandExchangeError) {
        if let own = CoordinateReference(cgcs2000: epsg) {
            self = own
            return
        }
        let made = LibraryMessages.silently { () -> CoordinateReference? in
            guard let system = OSRNewSpatialReference(nil) else { return nil }
            defer { OSRRelease(system) }
            guard let code = Int32(exactly: epsg), OSRImportFromEPSG(system, code) == 0 else {
                return nil
            }
            return CoordinateReference(system, epsg: epsg)
        }
        guard let made, epsg > 0 else {
            throw .layer(path: path, layer: layer, .unknownCoordinateSystem(epsg: epsg))
        }
        self = made
    }

    init(epsg: Int, name: String, definition: String, isGeographic: Bool) {
        self.epsg = epsg
        self.name = name
        self.definition = definition
        self.isGeographic = isGeographic
    }

    /// A system as the library holds it, under a code found before.
    init?(_ system: OGRSpatialReferenceH, epsg: Int) {
        var text: UnsafeMutablePointer<CChar>?
        guard OSRExportToWkt(system, &text) == 0, let text else { return nil }
        defer { VSIFree(text) }
        self.epsg = epsg
        definition = String(cString: text)
        name = OSRGetName(system).map { String(cString: $0) } ?? "EPSG:\(epsg)"
        isGeographic = OSRIsGeographic(system) != 0
    }
}
