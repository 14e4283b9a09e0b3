import Digest
public import LandModel
import Policy
import Store

/// The calendar as an iCalendar file (RFC 5545) that the calendars of phones and offices take over.
///
/// Every entry with a last day is an event of that whole day. Its UID stays while the record goes on, so a file
/// imported again changes what it changed and adds nothing twice.
public struct CalendarFeed: Sendable {
    private let entries: [CalendarEntry]
    private let day: CalendarDay
    private let name: String
    private let journal: String
    private let stamp: String
    /// How many days before the last day an alarm rings.
    private static let alarms = [7, 1]
    /// A line has at most this many bytes before it is folded (RFC 5545, 3.1).
    private static let longestLine = 75

    /// Takes the entries of a calendar.
    ///
    /// - Parameters:
    ///   - day: The day on which they stand so.
    ///   - name: What the calendar is called.
    ///   - journal: The name of the journal, so that files of two homes do not mix.
    ///   - time: When the file was made, in milliseconds since 1970-01-01 UTC.
    public init(
        _ entries: [CalendarEntry], on day: CalendarDay, name: String, journal: String, time: Int
    ) {
        self.entries = entries
        self.day = day
        self.name = name
        self.journal = journal
        stamp = Self.stamp(time)
    }

    /// The file: folded lines, each ended by CR and LF.
    public var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tianchou//Calendar//ZH",
            "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:" + Self.escaped(name),
            "X-WR-TIMEZONE:Asia/Shanghai",
        ]
        for entry in entries {
            guard let last = entry.last else { continue }
            lines += event(entry, last)
        }
        lines.append("END:VCALENDAR")
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private func event(_ entry: CalendarEntry, _ last: CalendarDay) -> [String] {
        let identity = SHA256.hexDigest(of: Array("\(journal) \(entry.id)".utf8)).prefix(32)
        var lines = [
            "BEGIN:VEVENT", "UID:\(identity)@tianchou", "DTSTAMP:\(stamp)",
            "DTSTART;VALUE=DATE:" + Self.basic(last),
            "DTEND;VALUE=DATE:" + Self.basic(last.adding(days: 1)),
            "SUMMARY:" + Self.escaped(summary(entry)),
            "DESCRIPTION:" + Self.escaped(description(entry)),
            "CATEGORIES:" + Self.escaped(DutyRowState(entry.state).title.zh), "TRANSP:TRANSPARENT",
        ]
        if case .running = entry.state { lines += alarms(entry, last) }
        if case .upcoming = entry.state { lines += alarms(entry, last) }
        lines.append("END:VEVENT")
        return lines
    }

    private func alarms(_ entry: CalendarEntry, _ last: CalendarDay) -> [String] {
        Self.alarms.flatMap { days -> [String] in
            guard last.adding(days: -days) >= day else { return [] }
            return [
                "BEGIN:VALARM", "ACTION:DISPLAY",
                "DESCRIPTION:" + Self.escaped(summary(entry)), "TRIGGER:-P\(days)D",
                "END:VALARM",
            ]
        }
    }

    private func summary(_ entry: CalendarEntry) -> String {
        "\(entry.subject.name)：\(entry.title.zh)"
    }

    private func description(_ entry: CalendarEntry) -> String {
        var lines = [entry.words(on: day).zh, "责任单位：\(entry.ownerNames.zh)"]
        if !entry.task.isEmpty { lines.append("应办：\(entry.task)") }
        if let citation = entry.citation {
            lines.append(
                "依据：\(entry.document.zh)\(entry.isDraft ? "（征求意见稿）" : "") \(citation.clause)"
                    + "“\(citation.phrase)”（\(entry.clause ?? "")）")
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Form

    /// `20260331`.
    private static func basic(_ day: CalendarDay) -> String {
        day.description.filter { $0 != "-" }
    }

    /// `20260331T010203Z`.
    private static func stamp(_ time: Int) -> String {
        let seconds = time / 1000
        let day = CalendarDay(daysSinceEpoch: seconds / 86400)
        let rest = seconds % 86400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return basic(day) + "T" + two(rest / 3600) + two(rest / 60 % 60) + two(rest % 60) + "Z"
    }

    /// Backslash, semicolon, comma and line end, escaped (RFC 5545, 3.3.11); other control characters go.
    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "\\": out += "\\\\"
            case ";": out += "\\;"
            case ",": out += "\\,"
            case "\n", "\r\n", "\r": out += "\\n"
            case let other where other.isASCII && other.asciiValue ?? 32 < 32: continue
            default: out.append(character)
            }
        }
        return out
    }

    /// A line broken into parts of at most 75 bytes, each but the first begun by a space; no character is split.
    static func folded(_ line: String) -> String {
        var out = ""
        var bytes = 0
        for scalar in line.unicodeScalars {
            let count = String(scalar).utf8.count
            if bytes + count > longestLine {
                out += "\r\n "
                bytes = 1
            }
            out.unicodeScalars.append(scalar)
            bytes += count
        }
        return out
    }
}
