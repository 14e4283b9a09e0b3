import Access
import LandModel
import Lifecycle
import Operations
import Policy
import Store

/// Meetings: what comes to them, who was there, what was said and resolved, who signed (联席会议).
enum MeetingPages {
    static let all: [Route] = [
        .recordPage("/meetings", "The meetings", parameters: PageTable.parameters) {
            try await list($0)
        },
        .recordPage(
            "/meetings/{meeting}", "A meeting",
            parameters: [.path("meeting", .text(longest: 128), "identifier of the meeting")]
                + PageTable.parameters
        ) { call in
            let caller = try call.caller()
            let sheets = OfficeMeetings(try call.office().library)
            guard let sheet = try await sheets.sheet(try call.value("meeting"), on: call.day),
                caller.sees(sheet.area)
            else { throw Problem.missing(zh: "没有这次会议。", en: "There is no such meeting.") }
            let register = try await call.register()
            return try await MeetingPage(
                call: call, sheet: sheet, register: register, caller: caller,
                posts: DeskPosts(caller, register, on: call.day)
            )
            .reply()
        },
    ]

    private static func list(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        let known = try await call.office().lines.all(at: call.head).filter {
            $0.entity == "meeting" && caller.sees($0.area)
        }
        let sheets = try await OfficeMeetings(try call.office().library).sheets(
            of: known.map(\.id), on: call.day)
        let table = table(sheets, call)
        if let file = try PageTable.reply(call, among: [table]) { return file }
        let open = sheets.flatMap { $0.meeting.resolutions }.filter { $0.doneOn == nil }
        return try await call.page(
            "meetings",
            [
                ("meetings", .list(sheets) { row($0, call) }), ("table", table.value(call)),
                ("openHref", .shown(try await Rights.opening("meeting", call))),
                (
                    "sum",
                    call.words(
                        "\(sheets.count) 次会议，\(open.count) 项议定事项未办结，其中 "
                            + "\(open.count { $0.due < call.day }) 项逾期",
                        "\(sheets.count) meetings, \(open.count) resolutions open, "
                            + "\(open.count { $0.due < call.day }) of them overdue")
                ),
            ])
    }

    private static func row(_ sheet: MeetingSheet, _ call: Call) -> JSONValue {
        let meeting = sheet.meeting
        let open = meeting.resolutions.filter { $0.doneOn == nil }
        let overdue = open.count { $0.due < call.day }
        let now = sheet.stages.first(where: \.isNow)
        let isOver = now != nil && now == sheet.stages.last
        let missing = meeting.members.filter { !meeting.countersigned.contains($0) }
        let state: FindingMark =
            if let now {
                isOver
                    ? .good(now.zh, OperationWords.spaced(now.id))
                    : .notDue(now.zh, OperationWords.spaced(now.id))
            } else { .without("未开始", "not begun") }
        return .members([
            "name": .string(sheet.name), "id": .string(sheet.id),
            "href": .string("/meetings/\(sheet.id)"), "area": .string(sheet.area.digits),
            "state": state.value(call.language),
            "day": .string((now?.reachedOn ?? sheet.listedOn)?.description ?? "—"),
            "topics": .integer(meeting.topics.count),
            "resolutions": .string(
                "\(meeting.resolutions.count - open.count) / \(meeting.resolutions.count)"),
            "overdue": overdue > 0
                ? FindingMark.overdue("逾期 \(overdue)", "\(overdue) overdue").value(call.language)
                : .bool(false),
            "signed": .string("\(meeting.countersigned.count) / \(meeting.members.count)"),
            "missing": .bool(!missing.isEmpty),
            "number": .string(sheet.minutes?.entry.remark ?? "—"),
            "next": .shown(
                sheet.next.isEmpty
                    ? nil
                    : sheet.next.map { sheet.pack.term($0.act)[call.language] }.joined(
                        separator: "、")),
        ])
    }

    private static func table(_ sheets: [MeetingSheet], _ call: Call) -> PageTable {
        func column(_ zh: String, _ en: String, _ width: Int, number: Bool = false)
            -> PageTable.Column
        {
            PageTable.Column(title: BilingualText(zh: zh, en: en), isNumber: number, width: width)
        }
        return PageTable(
            name: "meetings", title: BilingualText(zh: "联席会议一览表", en: "Meetings"),
            columns: [
                column("会议", "meeting", 40), column("行政区", "area", 12),
                column("阶段", "stage", 14), column("日期", "day", 12),
                column("议题", "topics", 8, number: true),
                column("议定事项", "resolutions", 10, number: true),
                column("未办结", "open", 8, number: true), column("纪要文号", "number", 30),
            ],
            rows: sheets.map { sheet in
                let now = sheet.stages.first(where: \.isNow)
                return [
                    .text(sheet.name, href: "/meetings/\(sheet.id)"), .text(sheet.area.digits),
                    .text(now?.zh ?? ""), .day(now?.reachedOn ?? sheet.listedOn),
                    .integer(sheet.meeting.topics.count),
                    .integer(sheet.meeting.resolutions.count),
                    .integer(sheet.meeting.resolutions.count { $0.doneOn == nil }),
                    .text(sheet.minutes?.entry.remark ?? ""),
                ]
            })
    }
}
