import Geodesy
import Geometry
import TestSupport
import Testing

@Suite struct MapSheetTests {
    @Test func `every vector of the handbook is met`() throws {
        let rows = try Fixture.rows("sheet_vectors")
        #expect(rows.count == 42)
        for row in rows {
            let number = row["sheet_no", default: ""]
            let letter = try #require(row["scale_code"]?.first)
            let scale = try #require(MapSheetScale(rawValue: letter))
            #expect(scale.denominator == Int(row["scale_denominator", default: ""]))
            let longitude = try #require(Double(row["lon", default: ""]))
            let latitude = try #require(Double(row["lat", default: ""]))
            let sheet = try MapSheet(longitude: longitude, latitude: latitude, scale: scale)
            #expect(sheet.number == number)
            #expect(try MapSheet(number: number) == sheet)
            let extent = sheet.extent
            for (value, column) in [
                (extent.minX, "west"), (extent.minY, "south"), (extent.maxX, "east"),
                (extent.maxY, "north"),
            ] {
                #expect(abs(value - (Double(row[column, default: ""]) ?? .nan)) < 1e-6)
            }
        }
    }

    @Test(arguments: MapSheetScale.allCases)
    func `number and extent lead back to the sheet at every scale`(scale: MapSheetScale) throws {
        let seed: UInt64 = 13_989
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let longitude = Double.random(in: 73...136, using: &random)
            let latitude = Double.random(in: 3...54, using: &random)
            let sheet = try MapSheet(longitude: longitude, latitude: latitude, scale: scale)
            let extent = sheet.extent
            #expect(extent.contains(x: longitude, y: latitude), "seed \(seed)")
            #expect(try MapSheet(number: sheet.number) == sheet, "seed \(seed)")
            let corner = try MapSheet(
                longitude: extent.minX + extent.width * 1e-6,
                latitude: extent.minY + extent.height * 1e-6, scale: scale)
            #expect(corner == sheet, "seed \(seed)")
        }
    }

    @Test func `Beijing lies in J50 and its sheets nest`() throws {
        #expect(try MapSheet(longitude: 116.4, latitude: 39.9, scale: .million).number == "J50")
        #expect(try MapSheet(number: "J50").extent.minX == 114)
        // 576 rows of 25″ and 2304 rows of 6.25″, counted from 40° north by hand.
        #expect(
            try MapSheet(longitude: 116.4, latitude: 39.9, scale: .twoThousand).number
                == "J50I015231")
        #expect(
            try MapSheet(longitude: 116.4, latitude: 39.9, scale: .fiveHundred).number
                == "J50K00580922")
    }

    @Test(arguments: [
        "", "J", "J5", "j50G003039", "J50G03039", "J50G0030390", "J61", "J00", "P50G001001",
        "J50G000001", "J50G097001", "J50G001097", "J50A001001", "J50L001001", "J50G 03039",
        "J50J001001", "J50K23050001", "150G003039", "J50G00303\u{0663}",
    ])
    func `a malformed number is refused`(text: String) {
        #expect(throws: GeodesyError.malformedSheetNumber(text)) { try MapSheet(number: text) }
    }

    @Test func `a point outside the sheets is refused`() {
        #expect(throws: GeodesyError.self) {
            try MapSheet(longitude: 30, latitude: 116, scale: .tenThousand)
        }
        #expect(throws: GeodesyError.self) {
            try MapSheet(longitude: 116, latitude: .nan, scale: .tenThousand)
        }
    }
}
