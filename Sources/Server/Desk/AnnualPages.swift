import Access
import LandModel
import Operations
import Policy
import Store

/// The yearly work plans of the counties: what is filed, approved, returned, and by when (年度工作计划).
enum AnnualPages {
    static let all: [Route] = [
        .recordPage(
            "/annual", "The plans of a year",
            parameters: [
                .query("year", .integer(2000...2100), "the year"),
                .query("area", .text(pattern: "|[0-9]{2,12}"), "only in this area"),
            ] + PageTable.parameters, handle: page)
    ]

    /// Counties shown at once: the rest is found by the area.
    private static let most = 200

    /// A county with its plan and its projects.
    private struct County {
        let line: SubjectLine
        let plan: AnnualPlans.Plan
        let entry: CalendarEntry?
        let projects: [SubjectLine]
        let startable: [SubjectLine]
    }

    @Sendable private static func page(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        guard !caller.areas.isEmpty else { throw Problem.missing() }
        let year = call.integer("year", standard: call.day.year)
        let area = call.values["area"].flatMap { AdministrativeCode($0) }
        let lines = try await call.office().lines.all(at: call.head).filter { caller.sees($0.area) }
        let counties = try await counties(lines, area, year, call)
        let table = table(counties, year, call)
        if let file = try PageTable.reply(call, among: [table]) { return file }
        let posts = DeskPosts(caller, try await call.register(), on: call.day)
        let filed = counties.count { $0.plan.isFiled }
        let approved = counties.count { $0.plan.isApproved }
        return try await call.page(
            "annual",
            [
                ("year", .integer(year)),
                (
                    "lead",
                    call.words(
                        "\(counties.count) 个县（区），已编制 \(filed) 个，已审核同意 \(approved) 个",
                        "\(counties.count) counties: \(filed) filed, \(approved) approved")
                ),
                ("years", years(year, lines, call)),
                ("area", .shown(area?.digits)),
                ("strip", strip(counties, call)),
                ("counties", .list(counties) { value($0, posts, call) }),
                ("table", table.value(call)),
            ])
    }

    private static func counties(
        _ lines: [SubjectLine], _ area: AdministrativeCode?, _ year: Int, _ call: Call
    ) async throws -> [County] {
        let places = lines.filter { line in
            line.entity != "project" && line.entity != "meeting"
                && (area.map { $0.contains(line.area) || line.area.contains($0) } ?? true)
        }.prefix(most)
        let plans = try await AnnualPlans(try call.office().library).plans(
            of: places.map(\.id), year: year)
        let entries = try await entries(year, Set(places.map(\.id)), call)
        let byID = Dictionary(places.map { ($0.id, $0) }) { one, _ in one }
        return plans.compactMap { plan in
            guard let line = byID[plan.subject] else { return nil }
            let acts = Set(plan.steps.flatMap { [$0.act, $0.whole] })
            let projects = lines.filter { $0.entity == "project" && line.area.contains($0.area) }
            return County(
                line: line, plan: plan,
                entry: entries.first { entry in
                    entry.subject.id == plan.subject && entry.act.map(acts.contains) ?? false
                },
                projects: projects.filter { $0.pool != .withdrawn },
                startable: projects.filter {
                    $0.stage != nil && ($0.pool == .reserved || $0.pool == .mature)
                })
        }
    }

    /// The limits of counties in a year.
    private static func entries(
        _ year: Int, _ owners: Set<String>, _ call: Call
    ) async throws -> [CalendarEntry] {
        guard let first = CalendarDay(year: year, month: 1, day: 1),
            let last = CalendarDay(year: year, month: 12, day: 31)
        else { return [] }
        return try await CalendarEntries.read(
            call, owners: owners, states: Set(DutyRowState.allCases), lastDays: first...last
        ).filter { $0.subject.entity == "county" || $0.subject.entity == "city" }
    }

    private static func years(
        _ year: Int, _ lines: [SubjectLine], _ call: Call
    ) -> JSONValue {
        let first = min(lines.compactMap { $0.listedOn?.year }.min() ?? year, year)
        let last = max(call.day.year + 1, year)
        return .list(Array((max(first, last - 6)...last).reversed())) { one in
            .members([
                "text": .string("\(one)"), "on": .bool(one == year),
                "href": .string(
                    PageAddress.same("/annual", call.values, ["year": "\(one)"])),
            ])
        }
    }

    /// How a plan stands.
    private static func mark(_ county: County) -> FindingMark {
        let state = county.entry.map { DutyRowState($0.state) }
        if county.plan.isReturned { return .bad("被退回", "Returned") }
        if county.plan.isFiled {
            if county.plan.isApproved {
                return state == .late
                    ? .good("已同意（逾期编制）", "Approved, filed late") : .good("已审核同意", "Approved")
            }
            return .awaiting("待审核", "Not approved yet")
        }
        switch state {
        case .overdue: return .overdue("逾期未编制", "Overdue")
        case .missed: return .bad("期满未编制", "Missed")
        case .waived: return .waived("已说明理由", "Waived")
        default: return .notDue("未编制", "Not filed yet")
        }
    }

    private static func strip(_ counties: [County], _ call: Call) -> JSONValue {
        func cell(_ zh: String, _ en: String, _ value: Int, bad: Bool = false) -> JSONValue {
            .members([
                "key": call.words(zh, en), "value": .integer(value),
                "unit": call.words("个", ""), "bad": .bool(bad && value > 0),
            ])
        }
        let late = counties.count {
            !$0.plan.isFiled && $0.entry.map { DutyRowState($0.state) == .overdue } ?? false
        }
        return .array([
            cell("应编制", "Counties", counties.count),
            cell("已编制", "Filed", counties.count { $0.plan.isFiled }),
            cell("已审核同意", "Approved", counties.count { $0.plan.isApproved }),
            cell("被退回", "Returned", counties.count { $0.plan.isReturned }),
            cell("逾期未编制", "Overdue", late, bad: true),
        ])
    }

    private static func value(_ county: County, _ posts: DeskPosts, _ call: Call) -> JSONValue {
        let line = county.line
        let id = line.id
        return .members([
            "name": .string(line.name), "id": .string(id), "area": .string(line.area.digits),
            "pack": .string(line.pack.title[call.language]),
            "finding": mark(county).value(call.language),
            "deadline": county.entry?.deadline(call) ?? .bool(false),
            "clause": .shown(county.entry?.clause),
            "clauseHref": .shown(county.entry?.clauseHref),
            "phrase": .shown(county.entry?.citation?.phrase),
            "steps": .list(county.plan.steps) { step in
                let isMine = posts.hasTurn(step.offices, in: line.area)
                return .members([
                    "name": .string(OperationTitle.text(step.act, step.zh).heading(call.language)),
                    "offices": .string(CalendarEntry.names(of: step.offices)[call.language]),
                    "done": .shown(step.done?.description), "returned": .shown(step.returned),
                    "href": .shown(
                        isMine && step.done == nil ? PageAddress.act(step.act, on: id) : nil),
                ])
            },
            "papers": .list(county.plan.papers) { paper in
                .members([
                    "name": .string(paper.zh), "day": .string(paper.day.description),
                    "by": .string(paper.by.joined(separator: "、")),
                    "digest": .shown(paper.digest.isEmpty ? nil : String(paper.digest.prefix(12))),
                ])
            },
            "projects": .list(county.startable.prefix(20)) { project in
                .members([
                    "name": .string(project.name),
                    "href": .string(PageAddress.subject(project.id, entity: project.entity)),
                    "stage": .string(DeskSides.stage(project, call)),
                ])
            },
            "startable": .integer(county.startable.count),
            "count": .integer(county.projects.count),
            "poolHref": .string("/pool?area=\(line.area.digits)"),
        ])
    }

    private static func table(_ counties: [County], _ year: Int, _ call: Call) -> PageTable {
        func column(_ zh: String, _ en: String, _ width: Int, number: Bool = false)
            -> PageTable.Column
        {
            PageTable.Column(
                title: BilingualText(zh: zh, en: en), isNumber: number, width: width)
        }
        return PageTable(
            name: "annual",
            title: BilingualText(zh: "\(year) 年度工作计划情况表", en: "Work plans of \(year)"),
            columns: [
                column("县（区）", "County", 20), column("代号", "Identifier", 12),
                column("规则包", "Pack", 18), column("期限", "Limit", 12),
                column("依据条款", "Clause", 12), column("编制日期", "Filed", 12),
                column("审核同意日期", "Approved", 14), column("情况", "State", 22),
                column("储备与成熟项目", "To start", 12, number: true),
                column("在库项目", "Projects", 12, number: true),
            ],
            rows: counties.map { county in
                let filed =
                    county.plan.steps.first { $0.isFiling && $0.done != nil }?.done
                    ?? county.plan.papers.last?.day
                return [
                    .text(county.line.name), .text(county.line.id), .text(county.line.pack.label),
                    .day(county.entry?.last),
                    .text(county.entry?.clause ?? "", href: county.entry?.clauseHref), .day(filed),
                    .day(county.plan.steps.last { $0.isApproving && $0.done != nil }?.done),
                    .text(county.entry?.words(on: call.day)[call.language] ?? ""),
                    .integer(county.startable.count), .integer(county.projects.count),
                ]
            },
            totals: [
                .text(call.said("合计", "Total")), .empty, .empty, .empty, .empty, .empty, .empty,
                .empty, .integer(counties.reduce(0) { $0 + $1.startable.count }),
                .integer(counties.reduce(0) { $0 + $1.projects.count }),
            ])
    }
}
