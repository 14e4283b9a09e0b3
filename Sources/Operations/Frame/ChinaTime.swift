public import LandModel

/// Days and times as offices in China count them: UTC+8 all over the country, without summer time.
public enum ChinaTime {
    private static let offset = 8 * 3_600_000
    private static let millisecondsOfDay = 86_400_000

    /// The day of a time in milliseconds since 1970-01-01 UTC.
    public static func day(of time: Int) -> CalendarDay {
        CalendarDay(daysSinceEpoch: (time + offset) / millisecondsOfDay)
    }

    /// The time of a day's hour and minute, in milliseconds since 1970-01-01 UTC.
    public static func time(of day: CalendarDay, hour: Int, minute: Int) -> Int {
        day.daysSinceEpoch * millisecondsOfDay + (hour * 60 + minute) * 60_000 - offset
    }

    /// A time as people read it: day, hour and minute.
    public static func text(_ time: Int) -> String {
        let minutes = (time + offset) % millisecondsOfDay / 60_000
        let (hour, minute) = (minutes / 60, minutes % 60)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day(of: time)) \(two(hour)):\(two(minute))"
    }
}
