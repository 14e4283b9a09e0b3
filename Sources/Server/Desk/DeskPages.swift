import Access
import HTTPTypes
import Journal
import LandModel
import Operations
import Policy
import Store

/// The first screen after sign-in: what I must do, by when, under which clause (我的工作台).
enum DeskPages {
    static let all: [Route] = [
        .recordPage(
            "/desk", "The desk",
            parameters: [
                .query("show", .choice(["all"] + DeskTask.Kind.allCases.map(\.rawValue)), "tasks"),
                .query("within", .choice(["7", "15", "30", "90"]), "days ahead of the radar"),
                .query("page", .integer(1...100_000), "which page of the tasks"),
            ] + PageTable.parameters, handle: page)
    ]

    private static let pageLength = 50
    /// Of how many projects on a page the verdicts are told: each takes some milliseconds when it is new.
    private static let mostJudged = 12

    @Sendable private static func page(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        guard !caller.areas.isEmpty else { return .seeOther("/admin/people") }
        let register = try await call.register()
        let posts = DeskPosts(caller, register, on: call.day)
        let lines = try await call.office().lines.all(at: call.head).filter { caller.sees($0.area) }
        let tasks = try await DeskTasks(call, posts, lines).all()
        let wanted = call.values["show"].flatMap { DeskTask.Kind(rawValue: $0) }
        let listed = wanted.map { kind in tasks.filter { $0.kind == kind } } ?? tasks
        let table = table(listed, call)
        if let file = try PageTable.reply(call, among: [table]) { return file }
        let first = (call.integer("page", standard: 1) - 1) * pageLength
        let shown = Array(listed.dropFirst(first).prefix(pageLength))
        let verdicts = try await call.office().lines.verdicts(
            of: Set(shown.filter { $0.act != nil }.map(\.subject)).sorted().prefix(mostJudged),
            on: call.day, at: call.head)
        let waiting = try await call.waitingNotices()
        return try await call.page(
            "desk",
            [
                ("today", .string(DeskWords.today(call))),
                ("lead", .string(lead(tasks, posts, waiting, call))),
                (
                    "actions",
                    // Who reviews does not run projects: the page is to be read.
                    posts.isReviewing ? .bool(false) : try await actions(call, caller)
                ),
                ("strip", strip(tasks, waiting, call)),
                ("kinds", kinds(tasks, wanted, call)), ("filled", .bool(!shown.isEmpty)),
                ("tasks", .list(shown) { DeskRow.value($0, verdicts[$0.subject], call) }),
                (
                    "count",
                    call.words("共 \(listed.count) 项", "\(listed.count) in all")
                ),
                ("xlsx", table.value(call)["xlsxHref"] ?? .bool(false)),
                (
                    "pager",
                    Pager(first: first, shown: shown.count, total: listed.count).value(
                        pageLength: pageLength
                    ) { page in
                        PageAddress.same("/desk", call.values, ["page": "\(page)"])
                    }
                ),
                ("radar", try await DeskRadar.value(call, posts)),
                ("meetings", posts.isMeeting ? DeskSides.meetings(lines, call) : .bool(false)),
                (
                    "review",
                    posts.isReviewing
                        ? try await DeskSides.review(lines, call) : .bool(false)
                ),
                ("others", DeskSides.others(lines, posts, call)),
                (
                    "projects",
                    posts.isReviewing
                        ? .bool(false) : try await DeskSides.projects(lines, posts, call)
                ),
                ("changes", try await DeskSides.changes(call)),
            ])
    }

    private static func lead(
        _ tasks: [DeskTask], _ posts: DeskPosts, _ waiting: Int, _ call: Call
    ) -> String {
        let late = tasks.count(where: \.isOverdue)
        let name = call.context.caller?.person.name ?? ""
        return call.said(
            "\(posts.officeName) \(name)　待办 \(tasks.count) 项"
                + (late > 0 ? "，其中 \(late) 项逾期" : ""),
            "\(posts.officeName), \(name): \(tasks.count) to do"
                + (late > 0 ? ", \(late) overdue" : ""))
    }

    /// What a person can begin here; what is beyond the right is absent.
    private static func actions(_ call: Call, _ caller: Caller) async throws -> JSONValue {
        var found: [JSONValue] = []
        func add(_ zh: String, _ en: String, _ href: String, _ icon: String, main: Bool) {
            found.append(
                .members([
                    "text": call.words(zh, en), "href": .string(href), "icon": .string(icon),
                    "main": .bool(main),
                ]))
        }
        let own = Rights.own(caller)
        if try await !Rights.areas(for: "importDataset", call, among: own).isEmpty {
            add("导入数据", "Import data", "/data", "cloud-upload", main: false)
        }
        if try await !Rights.areas(for: "measurePlan", call, among: own).isEmpty {
            add("方案合规检查", "Check a plan", "/check", "shield-check", main: false)
        }
        if let address = try await Rights.opening("project", call) {
            add("新建项目", "New project", address, "plus-lg", main: true)
        }
        return .array(found)
    }

    private static func strip(
        _ tasks: [DeskTask], _ notices: Int, _ call: Call
    ) -> JSONValue {
        func cell(
            _ zh: String, _ en: String, _ value: Int, _ href: String, unit: String = "项",
            bad: Bool = false
        ) -> JSONValue {
            .members([
                "key": call.words(zh, en), "value": .integer(value),
                "unit": .string(call.language == .zh ? unit : ""), "bad": .bool(bad && value > 0),
                "href": .string(href),
            ])
        }
        let soon = tasks.count { task in
            task.entry?.daysLeft(on: call.day).map { (0...7).contains($0) } ?? false
        }
        func count(_ kind: DeskTask.Kind) -> Int { tasks.count { $0.kind == kind } }
        return .array([
            cell(
                "逾期", "Overdue", tasks.count(where: \.isOverdue),
                "/calendar?mine=yes&state=overdue", bad: true),
            cell("7 日内到期", "Due in 7 days", soon, "/calendar?mine=yes&within=7"),
            cell("轮到本单位", "Our turn", count(.turn), "/desk?show=turn"),
            cell("被退回", "Returned", count(.returned), "/desk?show=returned", unit: "件"),
            cell("待会签与审定", "To decide", count(.decide), "/desk?show=decide", unit: "件"),
            cell("待签收通知", "Notices", notices, "/inbox", unit: "件"),
        ])
    }

    private static func kinds(
        _ tasks: [DeskTask], _ wanted: DeskTask.Kind?, _ call: Call
    ) -> JSONValue {
        let all: [DeskTask.Kind?] = [nil] + DeskTask.Kind.allCases.map { $0 }
        return .list(all) { kind in
            let count = kind.map { kind in tasks.count { $0.kind == kind } } ?? tasks.count
            return .members([
                "href": .string(
                    PageAddress.same(
                        "/desk", call.values, ["show": kind?.rawValue, "page": nil])),
                "text": .string(kind?.title[call.language] ?? call.said("全部", "All")),
                "count": .integer(count), "on": .bool(kind == wanted),
            ])
        }
    }

    /// The tasks as a file.
    private static func table(_ tasks: [DeskTask], _ call: Call) -> PageTable {
        func column(_ zh: String, _ en: String, _ width: Int) -> PageTable.Column {
            PageTable.Column(title: BilingualText(zh: zh, en: en), width: width)
        }
        return PageTable(
            name: "desk", title: BilingualText(zh: "待办事项表", en: "Tasks"),
            columns: [
                column("事项", "Task", 40), column("对象", "About", 30),
                column("代号", "Identifier", 20), column("依据条款", "Clause", 12),
                column("环节", "Step", 14), column("到期日", "Last day", 12),
                column("情况", "State", 24), column("附记", "Note", 30),
            ],
            rows: tasks.map { task in
                [
                    .text(task.title[call.language]), .text(task.object), .text(task.subject),
                    .text(task.entry?.clause ?? ""), .text(task.kind.title[call.language]),
                    .day(task.last),
                    .text(task.entry?.words(on: call.day)[call.language] ?? ""),
                    .text(task.note?[call.language] ?? ""),
                ]
            })
    }
}

/// A task as a row of the desk.
enum DeskRow {
    static func value(
        _ task: DeskTask, _ verdicts: SubjectVerdicts?, _ call: Call
    ) -> JSONValue {
        let entry = task.entry
        return .members([
            "title": .string(task.title.heading(call.language)), "object": .string(task.object),
            "objectHref": .string(task.objectHref), "note": .shown(task.note?[call.language]),
            "clause": .shown(entry?.clause), "clauseHref": .shown(entry?.clauseHref),
            "step": .string(task.kind.title[call.language]),
            "deadline": entry?.deadline(call) ?? .bool(false),
            "waits": .shown(
                entry == nil
                    ? task.since.map { call.said("自 \($0)", "since \($0)") } : nil),
            "finding": mark(task, verdicts).value(call.language),
            "act": .string(task.verb.heading(call.language)), "href": .string(task.href),
            "label": .string(
                "\(task.verb[call.language]) \(task.title[call.language]) \(task.object)"),
        ])
    }

    /// The worst that can be said of a task: that it is late, what stands before it, how its limit stands.
    private static func mark(_ task: DeskTask, _ verdicts: SubjectVerdicts?) -> FindingMark {
        if task.isOverdue { return .overdue() }
        if let act = task.act, let count = verdicts?.blockingActs[act], count > 0 {
            return .bad("尚缺 \(count) 条", "\(count) in the way")
        }
        switch task.kind {
        case .returned: return .awaiting("待修改", "To be mended")
        case .decide: return .awaiting("待审定", "Undecided")
        case .turn: return .awaiting("待办", "Waiting")
        case .duty: return task.entry?.mark ?? .notDue()
        }
    }
}

/// Days in words.
enum DeskWords {
    /// The day with its weekday.
    static func today(_ call: Call) -> String {
        let zh = ["一", "二", "三", "四", "五", "六", "日"]
        let en = [
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        ]
        let weekday = call.day.weekday
        return call.said("\(call.day.officialText) 星期\(zh[weekday])", "\(en[weekday]), \(call.day)")
    }
}
