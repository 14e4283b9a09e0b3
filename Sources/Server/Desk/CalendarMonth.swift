import LandModel
import Operations
import Policy
import Store

/// A month with what falls due on each of its days (月历).
struct CalendarMonth {
    private let first: CalendarDay
    /// Entries told on a day; the rest by number.
    private static let most = 4

    /// Reads `2026-11`; the month of a day when nothing is said or it is none.
    init(_ text: String?, day: CalendarDay) {
        let given = text.flatMap { CalendarDay("\($0)-01") }
        first = given ?? CalendarDay(year: day.year, month: day.month, day: 1) ?? day
    }

    /// The days of the month.
    var days: ClosedRange<CalendarDay> { first...first.adding(months: 1).adding(days: -1) }

    private static func name(_ day: CalendarDay) -> String { String("\(day)".prefix(7)) }

    func value(_ entries: [CalendarEntry], _ call: Call) -> JSONValue {
        let byDay = Dictionary(grouping: entries.filter { $0.last != nil }) { $0.last }
        // A week begins on Monday (GB/T 7408).
        let begin = first.adding(days: -first.weekday)
        let weeks = (days.upperBound.daysSinceEpoch - begin.daysSinceEpoch) / 7 + 1
        func link(_ months: Int) -> JSONValue {
            .string(
                PageAddress.same(
                    "/calendar", call.values,
                    ["month": Self.name(first.adding(months: months))]))
        }
        return .members([
            "title": call.words(
                "\(first.year) 年 \(first.month) 月", Self.name(first)),
            "previous": link(-1), "next": link(1),
            "weeks": .list(0..<weeks) { week in
                .members([
                    "days": .list(0..<7) { index in
                        let day = begin.adding(days: week * 7 + index)
                        return cell(day, byDay[day] ?? [], call)
                    }
                ])
            },
        ])
    }

    private func cell(_ day: CalendarDay, _ entries: [CalendarEntry], _ call: Call) -> JSONValue {
        .members([
            "day": .integer(day.day), "full": .string(day.description),
            "here": .bool(day.month == first.month), "today": .bool(day == call.day),
            "rest": .bool(day.weekday > 4), "filled": .bool(!entries.isEmpty),
            "entries": .list(entries.prefix(Self.most)) { entry in
                .members([
                    "title": .string(entry.title[call.language]),
                    "object": .string(entry.subject.name), "href": .string(entry.subjectHref),
                    "clause": .shown(entry.clause), "how": .string(entry.how[call.language]),
                    "late": .bool(DutyRowState(entry.state) == .overdue),
                    "done": .bool([.met, .late].contains(DutyRowState(entry.state))),
                    "word": .string(DutyRowState(entry.state).title[call.language]),
                ])
            },
            "more": .shown(
                entries.count > Self.most
                    ? call.said(
                        "另 \(entries.count - Self.most) 项", "\(entries.count - Self.most) more")
                    : nil),
        ])
    }
}
