import Access
import LandModel
import Operations
import Policy
import Store

/// The time limits: a list and a month, with the law's phrase and how each day was found (期限).
enum CalendarPages {
    static let all: [Route] = [
        .recordPage(
            "/calendar", "Time limits",
            parameters: [
                .query("view", .choice(["list", "month"]), "a list, or a month"),
                .query("month", .text(pattern: "|[0-9]{4}-[0-9]{2}"), "the month shown"),
                .query("state", .choice(Filter.states), "only what stands so"),
                .query("within", .text(pattern: "|[0-9]{1,3}"), "what falls due in these days"),
                .query("area", .text(pattern: "|[0-9]{2,12}"), "only in this area"),
                .query("clause", .text(longest: 20), "only of this clause"),
                .query("q", .text(longest: 128), "only of what is named so"),
                .query("mine", .choice(["yes", ""]), "only what my offices owe"),
                .query("page", .integer(1...100_000), "which page of the list"),
            ] + PageTable.parameters, handle: page)
    ]

    private static let pageLength = 100

    /// What is asked for.
    struct Filter {
        /// The states by name, with all of them as the first word.
        static let states = ["", "open"] + DutyRowState.allCases.map(\.name)
        /// How far ahead the list reads when nothing is said.
        static let usualDays = 90

        let states: Set<DutyRowState>
        let area: AdministrativeCode?
        let clause: String
        let text: String
        let isMine: Bool
        let within: Int?

        init(_ call: Call) {
            // A month tells what was done on its days as well.
            let open: Set<DutyRowState> =
                call.values["view"] == "month"
                ? [.overdue, .missed, .running, .upcoming, .met, .late, .waived]
                : [.overdue, .missed, .running, .upcoming, .unfixed]
            let name = call.values["state"] ?? ""
            let one = DutyRowState.allCases.first { $0.name == name }
            states = one.map { [$0] } ?? open
            area = call.values["area"].flatMap { AdministrativeCode($0) }
            clause = (call.values["clause"] ?? "").uppercased()
            text = (call.values["q"] ?? "").lowercased()
            isMine = call.values["mine"] == "yes"
            within = call.values["within"].flatMap { Int($0) }
        }

        func takes(_ entry: CalendarEntry) -> Bool {
            (clause.isEmpty || entry.clause?.uppercased() == clause)
                && (text.isEmpty || entry.subject.name.lowercased().contains(text)
                    || entry.subject.id.lowercased().contains(text)
                    || entry.title.zh.lowercased().contains(text))
        }
    }

    @Sendable private static func page(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        guard !caller.areas.isEmpty else { throw Problem.missing() }
        let posts = DeskPosts(caller, try await call.register(), on: call.day)
        let filter = Filter(call)
        let isMonth = call.values["view"] == "month"
        let month = CalendarMonth(call.values["month"], day: call.day)
        let entries = try await entries(filter, isMonth ? month.days : nil, posts, call)
        let first = (call.integer("page", standard: 1) - 1) * pageLength
        let shown = isMonth ? entries : Array(entries.dropFirst(first).prefix(pageLength))
        let table = table(entries, call)
        if let file = try PageTable.reply(call, among: [table]) { return file }
        let mayRemind = try await !Rights.areas(
            for: "remindDuty", call, among: Rights.own(caller)
        ).isEmpty
        let lines = try await call.office().lines.all(at: call.head)
        let waiting = Dictionary(lines.map { ($0.id, $0.waiting) }) { one, _ in one }
        return try await call.page(
            "calendar",
            [
                ("today", .string(DeskWords.today(call))),
                ("isMonth", .bool(isMonth)),
                ("listHref", .string(same(call, ["view": nil, "month": nil]))),
                ("monthHref", .string(same(call, ["view": "month", "page": nil]))),
                ("states", states(entries, filter, call)),
                ("filter", values(call)),
                ("strip", strip(entries, call)),
                (
                    "rows",
                    .list(isMonth ? [] : shown) { entry in
                        row(
                            entry, waiting[String(entry.subject.id.prefix { $0 != "/" })] ?? [],
                            mine: posts.hasTurn(entry.owners, in: entry.area),
                            mayRemind: mayRemind, call)
                    }
                ),
                ("month", isMonth ? month.value(entries, call) : .bool(false)),
                ("count", call.words("共 \(entries.count) 项", "\(entries.count) in all")),
                ("xlsx", table.value(call)["xlsxHref"] ?? .bool(false)),
                ("csv", table.value(call)["csvHref"] ?? .bool(false)),
                (
                    "pager",
                    isMonth
                        ? .bool(false)
                        : Pager(first: first, shown: shown.count, total: entries.count).value(
                            pageLength: pageLength
                        ) { same(call, ["page": "\($0)"]) }
                ),
            ])
    }

    private static func same(_ call: Call, _ changes: [String: String?]) -> String {
        PageAddress.same("/calendar", call.values, changes)
    }

    /// What is asked for, overdue first, then by last day.
    private static func entries(
        _ filter: Filter, _ days: ClosedRange<CalendarDay>?, _ posts: DeskPosts, _ call: Call
    ) async throws -> [CalendarEntry] {
        let span: ClosedRange<CalendarDay>?
        if let days {
            span = days
        } else if let within = filter.within {
            span = call.day...call.day.adding(days: within)
        } else if call.values["state"].map(\.isEmpty) ?? true {
            span = call.day.adding(days: -366)...call.day.adding(days: Filter.usualDays)
        } else {
            span = nil
        }
        let found: [CalendarEntry]
        if filter.isMine {
            found = try await DeskTasks.duties(call, posts, states: filter.states).filter { entry in
                span.map { span in entry.last.map(span.contains) ?? (filter.within == nil) } ?? true
                    || filter.within == nil && days == nil && DutyRowState(entry.state) == .overdue
            }
        } else {
            found = try await CalendarEntries.read(
                call, in: filter.area, states: filter.states, lastDays: span,
                allOverdue: filter.within == nil && days == nil)
        }
        let taken = found.filter { entry in
            filter.takes(entry) && (filter.area.map { $0.contains(entry.area) } ?? true)
        }
        guard days == nil else { return taken.filter { $0.last != nil } }
        let late = taken.filter { DutyRowState($0.state) == .overdue }
        return late
            + taken.filter { DutyRowState($0.state) != .overdue }
            .sorted { left, right in
                // What was missed cannot be mended: it stands behind what still runs.
                let (one, other) = (
                    DutyRowState(left.state) == .missed, DutyRowState(right.state) == .missed
                )
                return one == other ? CalendarEntry.comesFirst(left, right) : other
            }
    }

    private static func values(_ call: Call) -> JSONValue {
        func value(_ name: String) -> JSONValue { .string(call.values[name] ?? "") }
        return .members([
            "area": value("area"), "clause": value("clause"), "q": value("q"),
            "state": value("state"), "within": value("within"), "view": value("view"),
            "month": value("month"), "mine": .bool(call.values["mine"] == "yes"),
        ])
    }

    private static func states(
        _ entries: [CalendarEntry], _ filter: Filter, _ call: Call
    ) -> JSONValue {
        let chosen = call.values["state"] ?? ""
        let all: [(String, String)] =
            [("", call.said("应办", "To do"))]
            + DutyRowState.allCases.map { ($0.name, $0.title[call.language]) }
        return .list(all) { name, text in
            .members([
                "href": .string(
                    same(call, ["state": name, "page": nil, "within": nil])),
                "text": .string(text), "on": .bool(chosen == name),
            ])
        }
    }

    private static func strip(_ entries: [CalendarEntry], _ call: Call) -> JSONValue {
        func cell(
            _ zh: String, _ en: String, _ href: String, bad: Bool = false,
            _ takes: (CalendarEntry) -> Bool
        ) -> JSONValue {
            let count = entries.count(where: takes)
            return .members([
                "key": call.words(zh, en), "value": .integer(count), "unit": call.words("项", ""),
                "bad": .bool(bad && count > 0), "href": .string(href),
            ])
        }
        func within(_ days: Int) -> (CalendarEntry) -> Bool {
            { entry in
                DutyRowState(entry.state) != .overdue
                    && entry.daysLeft(on: call.day).map { (0...days).contains($0) } ?? false
            }
        }
        return .array([
            cell(
                "逾期", "Overdue", same(call, ["state": "overdue", "within": nil, "page": nil]),
                bad: true
            ) { DutyRowState($0.state) == .overdue },
            cell("7 日内", "7 days", same(call, ["within": "7", "page": nil]), within(7)),
            cell("15 日内", "15 days", same(call, ["within": "15", "page": nil]), within(15)),
            cell("30 日内", "30 days", same(call, ["within": "30", "page": nil]), within(30)),
            cell("90 日内", "90 days", same(call, ["within": "90", "page": nil]), within(90)),
            cell(
                "期满未办", "Missed", same(call, ["state": "missed", "within": nil, "page": nil])
            ) { DutyRowState($0.state) == .missed },
        ])
    }

    private static func row(
        _ entry: CalendarEntry, _ waiting: [WaitingAct], mine: Bool, mayRemind: Bool, _ call: Call
    ) -> JSONValue {
        let state = DutyRowState(entry.state)
        let isOpen = state == .overdue || state == .running || state == .unfixed
        let isLate = state == .overdue || state == .missed
        let remind = entry.clause.map {
            PageAddress.act("remindDuty", on: entry.subject.id, [("clause", $0)])
        }
        return .members([
            "title": .string(entry.title[call.language]),
            "task": .shown(entry.task.isEmpty ? nil : entry.task),
            "object": .string(entry.subject.name), "id": .string(entry.subject.id),
            "href": .string(entry.subjectHref), "clause": .shown(entry.clause),
            "clauseHref": .shown(entry.clauseHref), "phrase": .shown(entry.citation?.phrase),
            "how": .string(entry.how[call.language]), "deadline": entry.deadline(call),
            "finding": entry.mark.value(call.language),
            "owners": .string(entry.ownerNames[call.language]),
            "act": .shown(mine && isOpen ? entry.actHref(waiting) : nil),
            "remind": .shown(mayRemind && isOpen && entry.last != nil ? remind : nil),
            "letter": .shown(
                isLate || state == .running ? PageAddress.reminder(entry, "docx") : nil),
            "letterPDF": .shown(
                isLate || state == .running ? PageAddress.reminder(entry, "pdf") : nil),
        ])
    }

    private static func table(_ entries: [CalendarEntry], _ call: Call) -> PageTable {
        func column(_ zh: String, _ en: String, _ width: Int) -> PageTable.Column {
            PageTable.Column(title: BilingualText(zh: zh, en: en), width: width)
        }
        return PageTable(
            name: "calendar", title: BilingualText(zh: "期限事项表（TC-20）", en: "Time limits (TC-20)"),
            columns: [
                column("到期日", "Last day", 12), column("状态", "State", 10),
                column("情况", "How it stands", 22), column("对象", "About", 28),
                column("代号", "Identifier", 22), column("行政区", "Area", 14),
                column("条款", "Clause", 10), column("要求", "Duty", 44),
                column("应办", "To do", 26), column("责任单位", "By", 28),
                column("法规原文", "Words of the law", 30), column("推算", "How found", 60),
                column("办结日", "Done", 12),
            ],
            rows: entries.map { entry in
                [
                    .day(entry.last), .text(DutyRowState(entry.state).title[call.language]),
                    .text(entry.words(on: call.day)[call.language]),
                    .text(entry.subject.name, href: entry.subjectHref), .text(entry.subject.id),
                    .text(entry.area.digits), .text(entry.clause ?? "", href: entry.clauseHref),
                    .text(entry.title[call.language]), .text(entry.task),
                    .text(entry.ownerNames[call.language]),
                    .text(entry.citation?.phrase ?? ""), .text(entry.how[call.language]),
                    .day(entry.done),
                ]
            },
            note: BilingualText(zh: "截至 \(call.day)", en: "as of \(call.day)"))
    }
}
