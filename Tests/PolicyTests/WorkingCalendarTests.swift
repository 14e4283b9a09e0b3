import LandModel
import Testing

@testable import Policy

@Suite struct WorkingCalendarTests {
    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    /// The National Day week of 2022 as the State Council published it for 2022.
    private func calendar() throws -> WorkingCalendar {
        let holidays = try (1...7).map { try day("2022-10-0\($0)") }
        return WorkingCalendar(
            weekend: [5, 6],
            years: [
                2022: WorkingCalendar.Year(
                    holidays: Set(holidays),
                    workdays: [try day("2022-10-08"), try day("2022-10-09")])
            ])
    }

    @Test(arguments: [
        ("2022-09-28", "1 workdays", "2022-09-29"),
        ("2022-09-30", "1 workdays", "2022-10-08"),
        ("2022-09-30", "2 workdays", "2022-10-09"),
        ("2022-09-30", "3 workdays", "2022-10-10"),
        ("2022-10-14", "1 workdays", "2022-10-17"),
        ("2022-10-14", "0 workdays", "2022-10-14"),
        ("2020-01-31", "1 months", "2020-02-29"),
        ("2021-01-31", "1 months", "2021-02-28"),
        ("2021-03-31", "1 months", "2021-04-30"),
        ("2020-02-29", "1 years", "2021-02-28"),
        ("2020-02-29", "4 years", "2024-02-29"),
        ("2021-11-30", "3 months", "2022-02-28"),
        ("2022-12-31", "1 days", "2023-01-01"),
    ])
    func `counts from the day after and rounds down to the month's end`(
        start: String, period: String, end: String
    ) throws {
        let period = try #require(Period(period))
        let reached = try calendar().day(period, from: day(start))
        #expect(reached.description == end)
    }

    @Test func `counts backwards`() throws {
        let period = try #require(Period("1 workdays"))
        let reached = try calendar().day(period, from: day("2022-10-08"), backwards: true)
        #expect(reached.description == "2022-09-30")
    }

    @Test func `a year without calendar is an error, not a guess`() throws {
        let period = try #require(Period("400 workdays"))
        let error = #expect(throws: WorkingCalendar.YearMissing.self) {
            try calendar().day(period, from: day("2022-10-08"))
        }
        #expect(error?.year == 2023)
    }
}
