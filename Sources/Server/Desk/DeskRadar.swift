import LandModel
import Operations
import Policy
import Store

/// What falls due in the next days in a person's areas, whoever owes it (期限雷达).
enum DeskRadar {
    private static let spans = [7, 15, 30, 90]
    private static let usual = 30
    /// Rows shown; the rest stands in the calendar.
    private static let most = 12

    static func value(_ call: Call, _ posts: DeskPosts) async throws -> JSONValue {
        let within = call.integer("within", standard: usual)
        let last = spans.max() ?? within
        let entries = try await upcoming(call, through: call.day.adding(days: last))
        let here = entries.filter { ($0.daysLeft(on: call.day) ?? last) <= within }
        return .members([
            "spans": .list(spans) { span in
                .members([
                    "href": .string(
                        PageAddress.same("/desk", call.values, ["within": "\(span)"])),
                    "text": call.words("\(span) 日", "\(span) days"),
                    "count": .integer(
                        entries.count { ($0.daysLeft(on: call.day) ?? last) <= span }),
                    "on": .bool(span == within),
                ])
            },
            "rows": .list(here.prefix(most)) { entry in
                .members([
                    "title": .string(entry.title[call.language]),
                    "object": .string(entry.subject.name), "href": .string(entry.subjectHref),
                    "deadline": entry.deadline(call), "clause": .shown(entry.clause),
                    "clauseHref": .shown(entry.clauseHref),
                    "phrase": .shown(entry.citation?.phrase),
                    "mine": .bool(posts.hasTurn(entry.owners, in: entry.area)),
                    "owners": .string(entry.ownerNames[call.language]),
                ])
            },
            "more": .shown(
                here.count > most
                    ? call.said("共 \(here.count) 项", "\(here.count) in all") : nil),
            "moreHref": .string("/calendar?within=\(within)"),
        ])
    }

    /// What runs and ends by a day, in the caller's areas, by last day.
    static func upcoming(_ call: Call, through last: CalendarDay) async throws -> [CalendarEntry] {
        try await CalendarEntries.read(
            call, states: [.running, .upcoming], lastDays: call.day...last, limit: 1000)
    }
}

/// Reads the calendar in a caller's areas.
enum CalendarEntries {
    static func read(
        _ call: Call, in area: AdministrativeCode? = nil, owners: Set<String>? = nil,
        states: Set<DutyRowState>, lastDays: ClosedRange<CalendarDay>? = nil,
        allOverdue: Bool = false, limit: Int = .max
    ) async throws -> [CalendarEntry] {
        let caller = try call.caller()
        let places: Set<AdministrativeCode?> =
            area.map { [$0] } ?? Set(caller.areas.flatMap(\.questionAreas))
        var found: [String: CalendarEntry] = [:]
        for place in places {
            let page = try await call.office().calendar.page(
                DutyQuery(
                    day: call.day, area: place, owners: owners, states: states,
                    lastDays: lastDays, allOverdue: allOverdue, limit: limit), at: call.head)
            for entry in page.entries where caller.sees(entry.area) { found[entry.id] = entry }
        }
        return found.values.sorted(by: CalendarEntry.comesFirst)
    }
}
