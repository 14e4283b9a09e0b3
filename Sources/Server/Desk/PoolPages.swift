import Access
import LandModel
import Operations
import Policy
import Store

/// The reserve pool: what stands ready, by the states through which it rolls (项目储备库).
enum PoolPages {
    static let all: [Route] = [
        .recordPage(
            "/pool", "The reserve pool",
            parameters: [
                .query("area", .text(pattern: "|[0-9]{2,12}"), "only in this area"),
                .query("pack", .text(longest: 60), "only under this pack"),
                .query("year", .text(pattern: "|[0-9]{4}"), "only those listed in this year"),
                .query("q", .text(longest: 100), "only those whose name or identifier holds this"),
                .query(
                    "state", .choice(PoolState.allCases.map(\.rawValue) + [outside]),
                    "the state that a narrow screen shows, or the list is of"),
                .query("view", .choice(["board", "list"]), "a board, or a list"),
                .query("page", .integer(1...100_000), "which page of the list"),
            ] + PageTable.parameters, handle: page)
    ]

    /// Cards of a column; the rest stands in the list.
    private static let most = 30
    private static let pageLength = 100
    /// Of how many cards of a column the verdicts are told.
    private static let mostJudged = 10
    /// What stands for projects that are listed and not in the pool yet.
    private static let outside = "outside"
    private static let board: [PoolState] = [.reserved, .mature, .reported, .implementing]

    @Sendable private static func page(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        guard !caller.areas.isEmpty else { throw Problem.missing() }
        let all = try await call.office().lines.all(at: call.head).filter {
            $0.entity == "project" && caller.sees($0.area)
        }
        let found = filtered(all, call)
        let isList = call.values["view"] == "list"
        let state = call.values["state"]
        let listed =
            isList ? state.map { state in found.filter { name($0) == state } } ?? found : []
        let first = (call.integer("page", standard: 1) - 1) * pageLength
        let isFile = call.values["format"] != nil
        let shown =
            isFile ? (isList ? listed : found) : Array(listed.dropFirst(first).prefix(pageLength))
        let table = table(shown, call)
        if let file = try PageTable.reply(call, among: [table]) { return file }
        return try await call.page(
            "pool",
            [
                ("filter", filter(all, call)), ("isList", .bool(isList)),
                ("boardHref", .string(same(call, ["view": nil, "page": nil]))),
                ("listHref", .string(same(call, ["view": "list", "state": nil, "page": nil]))),
                (
                    "lead",
                    call.words(
                        "共 \(found.count) 个项目，其中已退出 \(found.count { name($0) == "withdrawn" }) 个",
                        "\(found.count) projects, \(found.count { name($0) == "withdrawn" }) withdrawn"
                    )
                ),
                ("strip", strip(found, call)),
                ("columns", isList ? .bool(false) : try await columns(found, state, call)),
                ("table", isList ? table.value(call) : .bool(false)),
                (
                    "pager",
                    Pager(first: first, shown: shown.count, total: listed.count).value(
                        pageLength: pageLength
                    ) { same(call, ["page": "\($0)"]) }
                ),
                ("targets", try await targets(call, caller)),
                ("openHref", .shown(try await Rights.opening("project", call))),
            ])
    }

    private static func same(_ call: Call, _ changes: [String: String?]) -> String {
        PageAddress.same("/pool", call.values, changes)
    }

    /// The state as an address names it: a project without a stage is not in the pool.
    private static func name(_ line: SubjectLine) -> String {
        line.stage == nil ? outside : line.pool.rawValue
    }

    // MARK: Filters

    private static func filtered(_ all: [SubjectLine], _ call: Call) -> [SubjectLine] {
        let area = call.values["area"].flatMap { AdministrativeCode($0) }
        let (pack, year) = (call.values["pack"] ?? "", call.values["year"].flatMap { Int($0) })
        let text = (call.values["q"] ?? "").lowercased()
        return all.filter { line in
            (area.map { $0.contains(line.area) } ?? true)
                && (pack.isEmpty || line.pack.code == pack)
                && (year.map { $0 == line.listedOn?.year } ?? true)
                && (text.isEmpty || line.name.lowercased().contains(text)
                    || line.id.lowercased().contains(text))
        }
    }

    private static func filter(_ all: [SubjectLine], _ call: Call) -> JSONValue {
        func choices(_ name: String, _ values: [(String, String)]) -> JSONValue {
            .list(values) { value, text in
                .members([
                    "id": .string(value), "name": .string(text),
                    "selected": .bool(call.values[name] == value),
                ])
            }
        }
        let packs = Dictionary(all.map { ($0.pack.code, $0.pack.title) }) { one, _ in one }
        let areas = Set(all.map { ($0.area.containing(.county) ?? $0.area).digits }).sorted()
        let years = Set(all.compactMap { $0.listedOn?.year }).sorted(by: >)
        return .members([
            "q": .string(call.values["q"] ?? ""), "view": .string(call.values["view"] ?? ""),
            "areas": choices("area", areas.map { ($0, $0) }),
            "packs": choices(
                "pack", packs.sorted { $0.key < $1.key }.map { ($0.key, $0.value[call.language]) }),
            "years": choices("year", years.map { ("\($0)", "\($0)") }),
        ])
    }

    // MARK: Parts

    private static func strip(_ found: [SubjectLine], _ call: Call) -> JSONValue {
        .list(board + [.withdrawn]) { state in
            let here = found.filter { name($0) == state.rawValue }
            let area = here.reduce(Area.zero) { sum, line in
                line.areas.first { $0.fact == "newCultivatedArea" }.map { sum + $0.area } ?? sum
            }
            return .members([
                "key": .string(state.title[call.language]), "value": .integer(here.count),
                "unit": call.words("个", ""), "bad": .bool(false),
                "sub": .shown(
                    area == .zero
                        ? nil
                        : call.said(
                            "新增耕地 \(DeskSides.hectares(area)) 公顷",
                            "new farmland \(DeskSides.hectares(area)) ha")),
                "href": .string(
                    same(call, ["view": "list", "state": state.rawValue, "page": nil])),
            ])
        }
    }

    private static func columns(
        _ found: [SubjectLine], _ chosen: String?, _ call: Call
    ) async throws -> JSONValue {
        let waiting = found.count { $0.stage == nil }
        let posts = DeskPosts(try call.caller(), try await call.register(), on: call.day)
        let shown = board.map { state in
            (state, found.filter { name($0) == state.rawValue }.sorted { $0.lastDay > $1.lastDay })
        }
        let verdicts = try await call.office().lines.verdicts(
            of: shown.flatMap { $0.1.prefix(mostJudged).map(\.id) }, on: call.day, at: call.head)
        return .list(shown) { state, lines in
            .members([
                "id": .string(state.rawValue), "title": .string(state.title[call.language]),
                "count": .integer(lines.count),
                "on": .bool(state.rawValue == (chosen ?? PoolState.reserved.rawValue)),
                "href": .string(same(call, ["state": state.rawValue])),
                "cards": .list(lines.prefix(most)) { card($0, verdicts[$0.id], posts, call) },
                "more": .shown(
                    lines.count > most
                        ? call.said("全部 \(lines.count) 个", "all \(lines.count)") : nil),
                "moreHref": .string(
                    same(call, ["view": "list", "state": state.rawValue, "page": nil])),
                "outside": .shown(
                    state == .reserved && waiting > 0
                        ? call.said("另有 \(waiting) 个尚未入库", "\(waiting) not in the pool yet") : nil),
                "outsideHref": .string(
                    same(call, ["view": "list", "state": outside, "page": nil])),
            ])
        }
    }

    private static func card(
        _ line: SubjectLine, _ verdicts: SubjectVerdicts?, _ posts: DeskPosts, _ call: Call
    ) -> JSONValue {
        let next = line.waiting.filter { $0.subject == line.id }
        return .members([
            "name": .string(line.name), "id": .string(line.id),
            "href": .string(PageAddress.subject(line.id, entity: line.entity)),
            "stage": .string(DeskSides.stage(line, call)),
            "since": .shown(line.stage?.since?.description), "area": .string(line.area.digits),
            "pack": .string(line.pack.label),
            "new": .shown(
                line.areas.first { $0.fact == "newCultivatedArea" }.map {
                    call.said(
                        "\($0.zh) \(DeskSides.hectares($0.area)) 公顷",
                        "new farmland \(DeskSides.hectares($0.area)) ha")
                }),
            "change": .bool(line.change != nil), "returned": .bool(!line.returned.isEmpty),
            "finding": verdicts.map { DeskSides.mark($0, line).value(call.language) }
                ?? .bool(false),
            "acts": .list(next.prefix(2)) { turn in
                .members([
                    "text": .string(OperationTitle.text(turn.act, turn.zh).heading(call.language)),
                    // Whose turn it is not sees what comes next, and no link to it.
                    "href": .shown(
                        posts.hasTurn(turn.offices, in: line.area)
                            ? PageAddress.act(turn.act, on: turn.subject) : nil),
                    "offices": .string(CalendarEntry.names(of: turn.offices)[call.language]),
                ])
            },
        ])
    }

    private static func table(_ lines: [SubjectLine], _ call: Call) -> PageTable {
        func column(
            _ zh: String, _ en: String, _ width: Int, unit: BilingualText? = nil,
            number: Bool = false
        ) -> PageTable.Column {
            PageTable.Column(
                title: BilingualText(zh: zh, en: en), unit: unit, isNumber: number, width: width)
        }
        let hectares = BilingualText(zh: "公顷", en: "ha")
        return PageTable(
            name: "pool", title: BilingualText(zh: "项目储备库一览表", en: "The reserve pool"),
            columns: [
                column("项目", "Project", 36), column("代号", "Identifier", 22),
                column("行政区", "Area", 14), column("规则包", "Pack", 18),
                column("库内状态", "State", 10), column("阶段", "Stage", 18),
                column("进入日期", "Since", 12),
                column("新增耕地", "New farmland", 14, unit: hectares, number: true),
                column("下一环节", "Next act", 30), column("承办单位", "By", 26),
            ],
            rows: lines.map { line in
                let next = line.waiting.first { $0.subject == line.id }
                let area = line.areas.first { $0.fact == "newCultivatedArea" }?.area
                return [
                    .text(line.name, href: PageAddress.subject(line.id, entity: line.entity)),
                    .text(line.id), .text(line.area.digits), .text(line.pack.label),
                    .text(
                        line.stage == nil
                            ? call.said("未入库", "outside") : line.pool.title[call.language]),
                    .text(DeskSides.stage(line, call)),
                    .day(line.stage?.since),
                    area.map { .number(DeskSides.hectares($0)) } ?? .empty,
                    .text(next.map { OperationTitle.text($0.act, $0.zh)[call.language] } ?? ""),
                    .text(next.map { CalendarEntry.names(of: $0.offices)[call.language] } ?? ""),
                ]
            })
    }

    /// How counties and cities stand against the numbers of projects they are set.
    private static func targets(_ call: Call, _ caller: Caller) async throws -> JSONValue {
        let lines = try await call.office().lines.all(at: call.head)
        let areas = Dictionary(lines.map { ($0.id, $0.area) }) { one, _ in one }
        let found = try await call.office().lines.targets(on: call.day, at: call.head).filter {
            finding in
            areas[finding.subject.id].map(caller.sees) ?? false
        }
        return .list(found) { finding in
            .members([
                "name": .string(finding.subject.name), "clause": .string(finding.clause),
                "href": .string(PageAddress.clause(finding.clause, of: finding.pack)),
                "phrase": .string(finding.citation.phrase),
                "message": .string(finding.message[call.language]),
                "finding": ReportPage.mark(finding.status).value(call.language),
            ])
        }
    }
}
