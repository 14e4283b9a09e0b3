import Access
import Accounts
import Digest
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Policy
import Store

/// The time limits as an iCalendar file that phones and mail programs subscribe to (日历订阅).
///
/// Such programs can send no session and often no head, so an address may carry a key: a token of the person that
/// is good for this file and for nothing else, kept as a hash, revoked on the person's page like any other.
enum CalendarFeedPages {
    static let all: [Route] = [
        Route(
            method: .get, path: "/calendar.ics", chapter: "pages",
            title: "Time limits as an iCalendar file",
            parameters: [
                .query("key", .text(longest: 64), "the key of a subscription"),
                .query(
                    "scope", .choice(["mine", "area"]), "what my offices owe, or all in my areas"),
            ], right: .open, isPage: true, handle: feed)
    ]

    /// How far back and ahead the file goes.
    private static let daysBack = 366
    private static let daysAhead = 400
    private static let most = 5000
    private static let states: Set<DutyRowState> = [.running, .overdue, .upcoming, .met, .late]

    @Sendable private static func feed(_ call: Call) async throws -> Reply {
        let call = try await admitted(call)
        let office = try call.office()
        let span = call.day.adding(days: -daysBack)...call.day.adding(days: daysAhead)
        let entries: [CalendarEntry]
        if call.values["scope"] == "area" {
            entries = try await CalendarEntries.read(
                call, states: states, lastDays: span, allOverdue: true, limit: most)
        } else {
            let register = try await call.register()
            let posts = DeskPosts(try call.caller(), register, on: call.day)
            entries = try await DeskTasks.duties(call, posts, states: states).filter { entry in
                entry.last.map { span.contains($0) || DutyRowState(entry.state) == .overdue }
                    ?? false
            }
        }
        let name = try call.caller().person.name
        let file = CalendarFeed(
            entries, on: call.day, name: "田畴期限（\(name)）",
            journal: office.home.settings.journal.text, time: call.time)
        return Reply.text(file.text, type: "text/calendar; charset=utf-8")
            .saved(as: "tianchou.ics").kept("private, no-store")
    }

    /// The request in the name of whoever may have the file: by session, by a token in the head, or by the key.
    ///
    /// - Throws: ``Problem`` 401 for a key that is not good, without a word why.
    private static func admitted(_ call: Call) async throws -> Call {
        let caller: Caller?
        if let key = call.values["key"] {
            caller = try await call.services.caller(
                ofKey: Secret(key), call.request, scopes: [.calendar, .read])
        } else {
            caller = call.context.caller
        }
        guard let caller, caller.duties.isEmpty else { throw Problem.signInNeeded }
        if case .token(_, let scopes) = caller.proof {
            guard !scopes.isDisjoint(with: TokenScopes([.calendar, .read]).names) else {
                throw Problem.forbidden(
                    zh: "该令牌不能用于日历。", en: "This token is not good for the calendar.")
            }
        }
        var context = call.context
        context.caller = caller
        return Call(
            request: call.request, context: context, services: call.services, route: call.route,
            values: call.values, time: call.time)
    }
}

extension Call {
    /// The address of a subscription with a key, as a calendar program is given it.
    func feedAddress(_ key: Secret) -> String {
        let settings = services.settings
        let host = request.head.authority ?? request.headers.value("Host") ?? ""
        let own = "\(settings.isReachedEncrypted ? "https" : "http")://\(host)"
        let start = settings.publicAddress.isEmpty ? own : settings.publicAddress
        return start + "/calendar.ics?key=\(key.text.percentEncoded)"
    }
}
