import Testing

@testable import LandModel

@Suite struct AreaTests {
    @Test func `an area is rounded once, half away from zero`() {
        #expect(Area(roundingSquareMetres: 0.125).hundredths == 13)
        #expect(Area(roundingSquareMetres: -0.125).hundredths == -13)
        #expect(Area(roundingSquareMetres: 9994.649596).squareMetresText == "9994.65")
    }

    @Test func `hectares and mu appear only at display`() {
        let area = Area(hundredths: 999_465)
        #expect(area.hectaresText == "0.9995")
        #expect(area.muText == "14.99")
        #expect(Area(hundredths: -5).squareMetresText == "-0.05")
        #expect(Area(hundredths: 66_667).muText == "1.00")
    }

    @Test func `calendar days count and round as the notice periods need`() throws {
        let leap = try #require(CalendarDay("2024-02-29"))
        #expect(leap.adding(months: 12).description == "2025-02-28")
        #expect(leap.adding(days: 1).description == "2024-03-01")
        #expect(CalendarDay("2023-02-29") == nil)
        #expect(try #require(CalendarDay("2026-11-21")).weekday == 5)
        #expect(try #require(CalendarDay("1970-01-01")).daysSinceEpoch == 0)
        for days in stride(from: -800_000, through: 800_000, by: 997) {
            #expect(CalendarDay(daysSinceEpoch: days).daysSinceEpoch == days)
        }
    }

    @Test func `administrative codes contain each other by prefix`() throws {
        let village = try #require(AdministrativeCode("3401220012010000000", year: 2023))
        #expect(village.level == .village)
        #expect(village.containing(.county)?.digits == "340122")
        #expect(try #require(AdministrativeCode("3401")).contains(village))
        #expect(AdministrativeCode("34012") == nil)
        #expect(AdministrativeCode("34012X") == nil)
    }
}
