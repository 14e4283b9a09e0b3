import LandModel

/// Rest days, holidays and make-up workdays, by which working days are counted.
struct WorkingCalendar: Sendable {
    /// The days of one year that differ from its weekends.
    struct Year: Hashable, Sendable {
        let holidays: Set<CalendarDay>
        let workdays: Set<CalendarDay>
    }

    /// Days of the week at rest, 0 for Monday.
    let weekend: Set<Int>
    let years: [Int: Year]

    /// A year needed for counting is not in the calendar.
    struct YearMissing: Error {
        let year: Int
    }

    /// Whether a day is worked.
    ///
    /// - Throws: ``YearMissing`` when its year is not in the calendar.
    func isWorked(_ day: CalendarDay) throws(YearMissing) -> Bool {
        guard let year = years[day.year] else { throw YearMissing(year: day.year) }
        if year.workdays.contains(day) { return true }
        return !weekend.contains(day.weekday) && !year.holidays.contains(day)
    }

    /// The day a period after (or before) a day; months and years round down to the month's end.
    ///
    /// - Throws: ``YearMissing`` when working days reach into an unknown year.
    func day(
        _ period: Period, from day: CalendarDay, backwards: Bool = false
    ) throws(YearMissing) -> CalendarDay {
        let count = backwards ? -period.count : period.count
        switch period.unit {
        case .days: return day.adding(days: count)
        case .months: return day.adding(months: count)
        case .years: return day.adding(months: 12 * count)
        case .workdays:
            var reached = day
            var left = period.count
            while left > 0 {
                reached = reached.adding(days: backwards ? -1 : 1)
                if try isWorked(reached) { left -= 1 }
            }
            return reached
        }
    }
}
