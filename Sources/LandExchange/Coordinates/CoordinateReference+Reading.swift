import CGDAL
import Geodesy

extension CoordinateReference {
    /// Reads a definition from a file; nil when the text defines no coordinate system of the Earth.
    ///
    /// - Throws: ``LayerFault/contradictorySystem(named:parameters:)``.
    static func reading(
        _ text: String, path: String, layer: String, warnings: inout [ImportWarning]
    ) throws(LandExchangeError) -> CoordinateReference? {
        let trimmed = String(text.drop { $0 == "\u{FEFF}" || $0.isWhitespace })
        if let common = withoutLibrary(trimmed, &warnings) { return common }
        return try readingByLibrary(trimmed, path: path, layer: layer, warnings: &warnings)
    }

    /// The systems of nearly all files, without loading the library: an EPSG code, or the text of ArcGIS.
    ///
    /// The same results and warnings as ``readingByLibrary(_:path:layer:warnings:)``.
    private static func withoutLibrary(
        _ text: String, _ warnings: inout [ImportWarning]
    ) -> CoordinateReference? {
        if text.hasPrefix("EPSG:") {
            return Int(text.dropFirst(5)).flatMap { CoordinateReference(cgcs2000: $0) }
        }
        guard let epsg = CoordinateReference.codeOfEsriText(text) else { return nil }
        warnings.append(.systemFoundByParameters(epsg: epsg))
        return CoordinateReference(cgcs2000: epsg)
    }

    /// Reads a definition with the library; nil when the text defines no coordinate system of the Earth.
    static func readingByLibrary(
        _ trimmed: String, path: String, layer: String, warnings: inout [ImportWarning]
    ) throws(LandExchangeError) -> CoordinateReference? {
        let system = LibraryMessages.silently { OSRNewSpatialReference(nil) }
        guard let system else { return nil }
        defer { OSRRelease(system) }
        let status = LibraryMessages.silently { OSRSetFromUserInput(system, trimmed) }
        guard status == 0, !trimmed.isEmpty else { return nil }
        return try identified(system, path: path, layer: layer, warnings: &warnings)
    }

    /// Names a system the library holds: by its code, by the parameters of CGCS2000, or by a search.
    static func identified(
        _ given: OGRSpatialReferenceH, path: String, layer: String,
        warnings: inout [ImportWarning]
    ) throws(LandExchangeError) -> CoordinateReference? {
        let plane = LibraryMessages.silently { withoutHeights(given) }
        guard let system = plane else { return nil }
        defer { OSRRelease(system) }
        let isEarth = OSRIsGeographic(system) != 0 || OSRIsProjected(system) != 0
        guard isEarth, OSRIsLocal(system) == 0 else { return nil }
        let named = LibraryMessages.silently { code(of: system) }
        let byParameters = LibraryMessages.silently { SystemParameters(system)?.epsg }
        if let named, let byParameters, named != byParameters,
            isCGCS2000(named) || isCGCS2000(byParameters),
            !isSameProjection(named, byParameters)
        {
            throw .layer(
                path: path, layer: layer,
                .contradictorySystem(named: named, parameters: byParameters))
        }
        if let named { return try known(named, path, layer) }
        if let byParameters {
            warnings.append(.systemFoundByParameters(epsg: byParameters))
            return try known(byParameters, path, layer)
        }
        let found = LibraryMessages.silently { search(system) }
        if let found { return try known(found, path, layer) }
        return CoordinateReference(system, epsg: 0)
    }

    /// A copy without heights, as they are dropped from coordinates too.
    private static func withoutHeights(_ given: OGRSpatialReferenceH) -> OGRSpatialReferenceH? {
        guard let copy = OSRClone(given) else { return nil }
        if OSRIsCompound(copy) != 0 { OSRStripVertical(copy) }
        if OSRGetAxesCount(copy) > 2 { OSRDemoteTo2D(copy, nil) }
        return copy
    }

    private static func known(
        _ epsg: Int, _ path: String, _ layer: String
    ) throws(LandExchangeError) -> CoordinateReference {
        try CoordinateReference(epsg: epsg, path: path, layer: layer)
    }

    private static func isCGCS2000(_ epsg: Int) -> Bool {
        epsg == 4490 || (4491...4554).contains(epsg)
    }

    /// A 3-degree and a 6-degree zone without prefix on one meridian are the same projection.
    private static func isSameProjection(_ one: Int, _ other: Int) -> Bool {
        do {
            let (a, b) = (try CoordinateFrame(epsg: one), try CoordinateFrame(epsg: other))
            guard let a = a.zone, let b = b.zone else { return false }
            return a.centralMeridian == b.centralMeridian && a.falseEasting == b.falseEasting
        } catch {
            return false
        }
    }

    /// The EPSG code the definition carries; nil for none.
    private static func code(of system: OGRSpatialReferenceH) -> Int? {
        guard let authority = OSRGetAuthorityName(system, nil),
            String(cString: authority) == "EPSG",
            let code = OSRGetAuthorityCode(system, nil)
        else { return nil }
        return Int(String(cString: code))
    }

    /// Searches the library's database; an answer below 90 of 100 is none.
    private static func search(_ system: OGRSpatialReferenceH) -> Int? {
        var count: Int32 = 0
        var confidences: UnsafeMutablePointer<Int32>?
        guard let matches = OSRFindMatches(system, nil, &count, &confidences) else { return nil }
        defer {
            OSRFreeSRSArray(matches)
            VSIFree(confidences)
        }
        guard count > 0, let first = matches[0], let confidences, confidences[0] >= 90 else {
            return nil
        }
        return code(of: first)
    }
}

/// The parameters of a system that can be CGCS2000, whatever its name.
struct SystemParameters {
    /// The EPSG code they stand for; nil when they are not those of CGCS2000.
    let epsg: Int?

    /// Takes the parameters; nil when the ellipsoid is another one.
    ///
    /// GRS 80 has the same flattening to ten digits, so names decide: ETRS89, NAD83 or KGD2002 are
    /// not taken for CGCS2000.
    init?(_ system: OGRSpatialReferenceH) {
        var status: OGRErr = 0
        let axis = OSRGetSemiMajor(system, &status)
        let flattening = OSRGetInvFlattening(system, &status)
        guard abs(axis - CGCS2000.semiMajorAxis) < 0.001,
            abs(flattening - 1 / CGCS2000.flattening) < 1e-7
        else { return nil }
        let nodes = ["PROJCS", "GEOGCS", "DATUM", "SPHEROID"]
        let names = nodes.compactMap { (node: String) -> String? in
            OSRGetAttrValue(system, node, 0).map { String(cString: $0) }
        }
        let bare = names.joined(separator: " ").uppercased().filter {
            $0.isLetter || $0.isNumber || $0 == " "
        }
        let marks = [
            "CGCS2000", "CHINA2000", "CHINAGEODETICCOORDINATESYSTEM2000", "2000\u{56FD}\u{5BB6}",
        ]
        let isNamed = marks.contains { bare.contains($0) }
        if OSRIsProjected(system) == 0 {
            epsg = isNamed ? 4490 : nil
            return
        }
        guard
            let zone = SystemParameters.zone(
                system, sixDegreesByName: SystemParameters.saysSix(bare))
        else {
            epsg = nil
            return
        }
        // Without a name only a prefixed easting over its own meridian is proof enough.
        let isAnonymous = names.dropFirst().allSatisfy {
            let upper = $0.uppercased()
            return upper.contains("UNKNOWN") || upper.contains("UNNAMED") || upper.contains("GRS")
        }
        epsg = isNamed || (isAnonymous && zone.eastingHasZonePrefix) ? zone.epsg : nil
    }

    private static func saysSix(_ bare: String) -> Bool {
        let joined = bare.filter { $0 != " " }
        return joined.contains("6DEGREE")
            || (!joined.contains("3DEGREE")
                && (joined.contains("GKCM") || joined.contains("GAUSSKRUGERCM")))
    }

    private static func zone(
        _ system: OGRSpatialReferenceH, sixDegreesByName six: Bool
    ) -> GaussKruegerZone? {
        func parameter(_ name: String, _ missing: Double) -> Double {
            var status: OGRErr = 0
            return OSRGetNormProjParm(system, name, missing, &status)
        }
        let method =
            OSRGetAttrValue(system, "PROJECTION", 0).map { String(cString: $0).uppercased() } ?? ""
        guard method.contains("TRANSVERSE_MERCATOR") || method.contains("GAUSS_KR"),
            abs(parameter("scale_factor", 1) - 1) < 1e-9, parameter("latitude_of_origin", 0) == 0,
            parameter("false_northing", 0) == 0, OSRGetLinearUnits(system, nil) == 1
        else { return nil }
        let meridian = parameter("central_meridian", 0)
        let easting = parameter("false_easting", 0)
        guard let centre = Int(exactly: meridian), let east = Int(exactly: easting) else {
            return nil
        }
        let widths: [GaussKruegerZone.Width] = six ? [.six, .three] : [.three, .six]
        for width in widths {
            for prefixed in [true, false] {
                do {
                    let zone = try GaussKruegerZone(
                        width: width, centralMeridian: centre, eastingHasZonePrefix: prefixed)
                    if Int(zone.falseEasting) == east { return zone }
                } catch { continue }
            }
        }
        return nil
    }
}
