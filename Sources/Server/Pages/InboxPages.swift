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

/// What a person must do, by when, and what happened (待办).
enum InboxPages {
    static let all: [Route] = [
        .recordPage("/inbox", "What waits for the person") { try await page($0) },
        .form(
            "/inbox/acknowledge", "Confirm notices",
            refusedOn: { call, _, refusal in try await page(call, refusal) }
        ) { call, form in
            guard let through = Int(form["through"]) else {
                throw Problem.fault("through", zh: "缺少 through。", en: "through is missing.")
            }
            let receipt = try await call.perform(
                "acknowledgeNotices", ["through": .integer(through)])
            return Flash.seeOther("/inbox", "good", receipt.message[call.language])
        },
    ]

    /// Notices and duties that are shown at most.
    private static let most = 100

    private static func page(_ call: Call, _ refusal: JSONValue? = nil) async throws -> Reply {
        let office = try call.office()
        let caller = try call.caller()
        let (notices, register, head) = try await office.home.journal.read {
            view throws(StoreError) in
            (
                try view.inbox(of: caller.person.id, limit: most), try view.accessRegister(),
                try view.head()
            )
        }
        let entries = try await duties(call)
        let waiting = notices.filter { !$0.isAcknowledged }
        return try await call.page(
            "inbox",
            [
                ("refusal", refusal ?? .bool(false)), ("today", .string(DeskWords.today(call))),
                ("lead", .string(lead(entries.count, waiting.count, call))),
                ("strip", strip(entries, waiting.count, call)),
                ("tasks", .list(entries) { task($0, call) }),
                (
                    "acknowledge",
                    waiting.first.map { newest in
                        .members([
                            "through": .integer(newest.act.event.sequence),
                            "text": call.words(
                                "签收 \(waiting.count) 件通知", "Confirm \(waiting.count) notices"),
                        ])
                    } ?? .bool(false)
                ),
                ("changes", .list(notices) { change($0, register, call) }),
                (
                    "journal",
                    call.words("日志第 \(head.sequence) 条", "journal record \(head.sequence)")
                ),
            ])
    }

    private static func lead(_ duties: Int, _ notices: Int, _ call: Call) -> String {
        call.said(
            "\(duties) 项有期限的事项，\(notices) 件通知待签收",
            "\(duties) duties with a limit, \(notices) notices to confirm")
    }

    /// The open duties of the caller's areas, by last day.
    private static func duties(_ call: Call) async throws -> [CalendarEntry] {
        let calendar = try call.office().calendar
        let open: Set<DutyRowState> = [.running, .overdue, .unfixed]
        var found: [String: CalendarEntry] = [:]
        for area in areas(try call.caller()) {
            let page = try await calendar.page(
                DutyQuery(day: call.day, area: area, states: open, limit: most))
            for entry in page.entries { found[entry.id] = entry }
        }
        let sorted = found.values.sorted { left, right in
            switch (left.last, right.last) {
            case (let one?, let other?) where one != other: one < other
            case (_?, nil): true
            case (nil, _?): false
            default: left.id < right.id
            }
        }
        return Array(sorted.prefix(most))
    }

    /// The areas to ask the calendar for; nil for all.
    private static func areas(_ caller: Caller) -> [AdministrativeCode?] {
        if caller.areas.contains(.nation) { return [nil] }
        return Rights.own(caller).map { Optional($0) }
    }

    private static func strip(
        _ entries: [CalendarEntry], _ notices: Int, _ call: Call
    ) -> JSONValue {
        let overdue = entries.count { DutyRowState($0.state) == .overdue }
        let soon = entries.count { entry in
            entry.last.map { (0...7).contains($0.daysSinceEpoch - call.day.daysSinceEpoch) }
                ?? false
        }
        func cell(_ zh: String, _ en: String, _ value: Int, bad: Bool = false) -> JSONValue {
            .members([
                "key": call.words(zh, en), "value": .integer(value), "unit": .string(""),
                "bad": .bool(bad && value > 0), "href": .string("/inbox"),
            ])
        }
        return .array([
            cell("逾期", "Overdue", overdue, bad: true), cell("七日内到期", "Due in seven days", soon),
            cell("在期事项", "Under way", entries.count - overdue),
            cell("待签收通知", "Notices to confirm", notices),
        ])
    }

    private static func task(_ entry: CalendarEntry, _ call: Call) -> JSONValue {
        let state = DutyRowState(entry.state)
        let days = entry.last.map { $0.daysSinceEpoch - call.day.daysSinceEpoch }
        return .members([
            "title": .string(entry.title[call.language]), "object": .string(entry.subject.name),
            "href": .string(entry.actHref([])), "clause": .string(entry.clause ?? "—"),
            "step": .string(entry.task),
            "deadline": .members([
                "late": .bool(state == .overdue),
                "soon": .bool(state != .overdue && (days ?? 99) <= 7),
                "left": .string(entry.words(on: call.day)[call.language]),
                "date": .string(entry.last?.description ?? ""), "clause": .shown(entry.clause),
                "how": .string(entry.limitWords[call.language]),
            ]),
            "finding":
                (state == .overdue
                ? FindingMark.overdue() : .notDue(state.title.zh, state.title.en))
                .value(call.language),
            "act": call.words("办理", "Do"),
        ])
    }

    private static func change(
        _ notice: RecordedNotice, _ register: AccessRegister, _ call: Call
    ) -> JSONValue {
        let text = NoticeText(notice, register: register)
        let sentences = [text.act] + text.sentences
        let separator = call.language == .zh ? "" : " "
        return .members([
            "time": .string(call.moment(notice.act.event.time)),
            "text": .string(
                sentences.map { $0[call.language] }.joined(separator: separator)
                    + (notice.isAcknowledged ? "" : call.said("（待签收）", " (to be confirmed)"))),
            "href": .bool(false), "position": .string("#\(notice.act.event.sequence)"),
        ])
    }
}
