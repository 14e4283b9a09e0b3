import Testing

@testable import LandExchange

/// The systems that are known without the library, against the library.
@Suite struct ChineseSystemTests {
    @Test func `every system of CGCS2000 has the text and name the library writes`() throws {
        for epsg in 4490...4554 {
            let own = try #require(CoordinateReference(cgcs2000: epsg))
            let expected = try run(
                "gdalsrsinfo", "--single-line", "-o", "wkt1", "EPSG:\(epsg)")
            #expect(
                own.definition
                    == expected.trimmingPrefix { $0.isNewline }.split(separator: "\n").first.map(
                        String.init))
            #expect(own.definition.contains("\"\(own.name)\""))
            #expect(own.epsg == epsg)
            #expect(own.isGeographic == (epsg == 4490))
        }
        #expect(CoordinateReference(cgcs2000: 4489) == nil)
        #expect(CoordinateReference(cgcs2000: 4555) == nil)
        #expect(CoordinateReference(cgcs2000: 4326) == nil)
    }

    @Test func `the text of ArcGIS gives what the library makes of it, warning included`() throws {
        let texts = try python(
            """
            import pyproj
            for code in range(4490, 4555):
                print(pyproj.CRS.from_epsg(code).to_wkt("WKT1_ESRI"))
            """)
        let lines = texts.split(separator: "\n").map(String.init)
        #expect(lines.count == 65)
        for (line, epsg) in zip(lines, 4490...4554) {
            #expect(CoordinateReference.codeOfEsriText(line) == epsg, "\(line)")
            var (mine, theirs): ([ImportWarning], [ImportWarning]) = ([], [])
            let own = try CoordinateReference.reading(
                "\u{FEFF}\(line) \n", path: "a.shp", layer: "a", warnings: &mine)
            let library = try CoordinateReference.readingByLibrary(
                line, path: "a.shp", layer: "a", warnings: &theirs)
            #expect(own == library)
            #expect(mine == theirs)
        }
    }

    @Test(arguments: [
        ("108", "108.5"), ("36500000", "36500001"), ("298.257222101", "298.3"),
        ("D_China_2000", "D_Xian_1980"), ("Gauss_Kruger", "Mercator"),
        ("Scale_Factor\",1", "Scale_Factor\",0.9996"),
        ("Zone_36", "Zone_37"),
    ])
    func `a text that differs in one place is left to the library`(word: String, other: String)
        throws
    {
        let text = """
            PROJCS["CGCS2000_3_Degree_GK_Zone_36",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",\
            DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],\
            UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",36500000.0],\
            PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.0],PARAMETER["Scale_Factor",1.0],\
            PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
            """
        #expect(CoordinateReference.codeOfEsriText(text) == 4524)
        let wrong = text.split(separator: word, omittingEmptySubsequences: false).joined(
            separator: other)
        #expect(wrong != text)
        #expect(CoordinateReference.codeOfEsriText(wrong) == nil)
    }
}
