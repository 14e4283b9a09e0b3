import Geodesy

/// The systems of the survey as texts, so that the common files need no library to name them.
///
/// The texts are those that the library (GDAL 3, PROJ 9) writes for the 65 codes; a test compares them.
extension CoordinateReference {
    /// The system of a code of CGCS2000; nil for any other.
    init?(cgcs2000 epsg: Int) {
        guard let frame = CoordinateReference.frame(epsg) else { return nil }
        let names = SystemNames(frame.zone)
        let earth = """
            GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,\
            AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
            UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]
            """
        guard let zone = frame.zone else {
            self.init(
                epsg: epsg, name: names.plain,
                definition: earth
                    + #",AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4490"]]"#,
                isGeographic: true)
            return
        }
        let definition = """
            PROJCS["\(names.plain)",\(earth),AUTHORITY["EPSG","4490"]],PROJECTION["Transverse_Mercator"],\
            PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",\(zone.centralMeridian)],\
            PARAMETER["scale_factor",1],PARAMETER["false_easting",\(Int(zone.falseEasting))],\
            PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Northing",NORTH],\
            AXIS["Easting",EAST],AUTHORITY["EPSG","\(epsg)"]]
            """
        self.init(epsg: epsg, name: names.plain, definition: definition, isGeographic: false)
    }

    /// The code of a system written as ArcGIS writes it, by its exact text; nil for any other.
    static func codeOfEsriText(_ text: String) -> Int? {
        let quoted = text.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
        guard quoted.count == 3 else { return nil }
        let named = (4490...4554).first { epsg in
            frame(epsg).map { SystemNames($0.zone).esri == quoted[1] } ?? false
        }
        guard let epsg = named, let frame = frame(epsg) else { return nil }
        return esriForm(esriText(frame.zone)) == esriForm(text) ? epsg : nil
    }

    /// The text without white space and without the zeros of whole numbers.
    private static func esriForm(_ text: String) -> String {
        text.filter { !$0.isWhitespace }.split(separator: ".0,").joined(separator: ",")
            .split(separator: ".0]").joined(separator: "]")
    }

    private static func esriText(_ zone: GaussKruegerZone?) -> String {
        let earth = """
            GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",\
            SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]
            """
        guard let zone else { return earth }
        return """
            PROJCS["\(SystemNames(zone).esri)",\(earth),PROJECTION["Gauss_Kruger"],\
            PARAMETER["False_Easting",\(Int(zone.falseEasting))],PARAMETER["False_Northing",0],\
            PARAMETER["Central_Meridian",\(zone.centralMeridian)],PARAMETER["Scale_Factor",1],\
            PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]
            """
    }

    private static func frame(_ epsg: Int) -> CoordinateFrame? {
        do { return try CoordinateFrame(epsg: epsg) } catch { return nil }
    }
}

/// The names of a system in the database of EPSG and in ArcGIS.
private struct SystemNames {
    let plain: String
    let esri: String

    init(_ zone: GaussKruegerZone?) {
        guard let zone else {
            plain = "China Geodetic Coordinate System 2000"
            esri = "GCS_China_Geodetic_Coordinate_System_2000"
            return
        }
        let isThree = zone.width == .three
        let place =
            zone.eastingHasZonePrefix ? "zone \(zone.number)" : "CM \(zone.centralMeridian)E"
        plain = "CGCS2000 / \(isThree ? "3-degree " : "")Gauss-Kruger \(place)"
        let esriPlace =
            zone.eastingHasZonePrefix ? "Zone_\(zone.number)" : "CM_\(zone.centralMeridian)E"
        esri = "CGCS2000_\(isThree ? "3_Degree_" : "")GK_\(esriPlace)"
    }
}
