public import LandModel

/// The moment a report was made, in seconds since 1970-01-01 00:00 UTC.
///
/// It is a parameter everywhere: nothing in this module reads a clock. Shown in China Standard
/// Time (UTC+8).
public struct ReportMoment: Hashable, Sendable {
    /// Seconds since 1970-01-01 00:00 UTC.
    public let epochSeconds: Int

    /// Makes a moment.
    public init(epochSeconds: Int) { self.epochSeconds = epochSeconds }

    private var shifted: Int { epochSeconds + 8 * 3600 }

    private var clock: (day: CalendarDay, hour: String, minute: String, second: String) {
        let day = Int((Double(shifted) / 86_400).rounded(.down))
        let rest = shifted - day * 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (
            CalendarDay(daysSinceEpoch: day), two(rest / 3600), two(rest / 60 % 60), two(rest % 60)
        )
    }

    /// The moment in words, such as 2026年11月20日 08时47分.
    public var text: BilingualText {
        let now = clock
        return BilingualText(
            zh: FigureFormat.longDay(now.day) + " \(now.hour)时\(now.minute)分",
            en: "\(now.day) \(now.hour):\(now.minute) (UTC+8)")
    }

    /// The moment as `2026-11-20T08:47:00+08:00`.
    public var isoText: String {
        let now = clock
        return "\(now.day)T\(now.hour):\(now.minute):\(now.second)+08:00"
    }

    /// Date and time as archives keep them, in China and to two seconds; years from 1980 to 2107.
    var archiveStamp: (date: UInt16, time: UInt16) {
        let seconds = (shifted % 86_400 + 86_400) % 86_400
        let day = clock.day
        let year = min(max(day.year, 1980), 2107) - 1980
        return (
            UInt16(year << 9 | day.month << 5 | day.day),
            UInt16((seconds / 3600) << 11 | (seconds / 60 % 60) << 5 | seconds % 60 / 2)
        )
    }
}
