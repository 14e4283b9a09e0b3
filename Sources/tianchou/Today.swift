import Foundation
import LandModel

/// The day and moment a command runs, in China Standard Time.
enum Today {
    /// Seconds since 1970; `SOURCE_DATE_EPOCH` fixes it for reproducible files.
    static var epochSeconds: Int {
        if let fixed = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap({ Int($0) })
        {
            return fixed
        }
        return Int(Date().timeIntervalSince1970)
    }

    static var day: CalendarDay {
        CalendarDay(daysSinceEpoch: Int((Double(epochSeconds + 8 * 3600) / 86_400).rounded(.down)))
    }
}
