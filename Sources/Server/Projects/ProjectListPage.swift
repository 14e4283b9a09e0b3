import Access
import HTTPTypes
import Hummingbird
import LandModel
import Operations
import Policy

/// The list of projects that the caller may look at, with its filters in the address (整治项目).
struct ProjectListPage {
    static let parameters: [Route.Parameter] =
        [
            .query("q", .text(longest: 100), "part of the name or the identifier"),
            .query("area", .text(pattern: "[0-9]{0,12}"), "an area and what lies in it"),
            .query("pool", .text(longest: 20), "the state in the reserve pool"),
            .query("stage", .text(longest: 40), "the stage"),
            .query("pack", .text(longest: 64), "the code of the pack"),
            .query("only", .text(longest: 20), "blocked, returned, suspended, changing"),
            .query("sort", .text(longest: 20), "by what the list is sorted"),
            .query("page", .integer(1...100_000), "which page"),
        ] + PageTable.parameters

    private let call: Call
    private var language: DisplayLanguage { call.language }
    private static let pageLength = 50
    /// The most projects that are judged for one answer: each takes some milliseconds.
    private static let mostJudged = 300

    init(_ call: Call) { self.call = call }

    private func given(_ name: String) -> String? {
        call.values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    func reply() async throws -> Reply {
        let caller = try call.caller()
        let book = try call.office().lines
        let all = try await book.all(at: call.head)
        let projects = all.filter { $0.entity == "project" && caller.sees($0.area) }
        let places = Dictionary(all.map { ($0.id, $0.name) }) { $1 }
        var found = sorted(projects.filter(isWanted))
        let isJudgedWhole = found.count <= Self.mostJudged
        var verdicts: [String: SubjectVerdicts] = [:]
        if given("only") == "blocked", isJudgedWhole {
            verdicts = try await book.verdicts(of: found.map(\.id), on: call.day, at: call.head)
            found = found.filter { (verdicts[$0.id]?.blocking ?? 0) > 0 }
        }
        if call.values["format"] != nil {
            if isJudgedWhole, verdicts.isEmpty {
                verdicts = try await book.verdicts(of: found.map(\.id), on: call.day, at: call.head)
            }
            let whole = table(found, verdicts, places)
            if let reply = try PageTable.reply(call, among: [whole]) { return reply }
        }
        let first = (call.integer("page", standard: 1) - 1) * Self.pageLength
        let shown = Array(found.dropFirst(first).prefix(Self.pageLength))
        if verdicts.isEmpty {
            verdicts = try await book.verdicts(of: shown.map(\.id), on: call.day, at: call.head)
        }
        let pager = Pager(first: first, shown: shown.count, total: found.count)
        return try await call.page(
            "projects",
            [
                ("filter", filter), ("pools", pools(projects)),
                ("stages", stages(projects)), ("packs", packs(projects)),
                ("onlys", onlys), ("sorts", sorts),
                (
                    "summary",
                    call.words(
                        "共 \(projects.count) 个项目，列 \(found.count) 个",
                        "\(found.count) of \(projects.count) projects")
                ),
                (
                    "tooMany",
                    given("only") == "blocked" && !isJudgedWhole
                        ? call.words(
                            "按阻断条款筛选前，请先缩小到 \(Self.mostJudged) 个项目以内（现有 \(found.count) 个）。",
                            "Narrow the list to \(Self.mostJudged) projects first; there are \(found.count)."
                        )
                        : .bool(false)
                ),
                ("none", .bool(projects.isEmpty)),
                ("openHref", .shown(try await Rights.opening("project", call))),
                ("table", table(shown, verdicts, places).value(call)),
                (
                    "pager",
                    pager.value(pageLength: Self.pageLength) { page in
                        address(["page": "\(page)"])
                    }
                ),
            ])
    }

    // MARK: Which and in which order

    private func isWanted(_ line: SubjectLine) -> Bool {
        if let area = given("area"), !line.area.digits.hasPrefix(area) { return false }
        if let pool = given("pool"), line.pool.rawValue != pool { return false }
        if let stage = given("stage"), !line.stages.contains(where: { $0.id == stage }) {
            return false
        }
        if let pack = given("pack"), line.pack.code != pack { return false }
        switch given("only") {
        case "returned": if line.returned.isEmpty { return false }
        case "suspended": if line.suspension == nil { return false }
        case "changing": if line.change == nil { return false }
        default: break
        }
        guard let text = given("q") else { return true }
        let wanted = text.lowercased()
        return line.name.lowercased().contains(wanted) || line.id.lowercased().contains(wanted)
    }

    private func stage(_ line: SubjectLine) -> HomeProjects.Stage? {
        line.stages.first { $0.track == line.trackName }
    }

    private func sorted(_ lines: [SubjectLine]) -> [SubjectLine] {
        switch given("sort") {
        case "name": lines.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        case "area": lines.sorted { ($0.area.digits, $0.id) < ($1.area.digits, $1.id) }
        case "stage":
            lines.sorted {
                (stage($0)?.position ?? -1, $0.id) < (stage($1)?.position ?? -1, $1.id)
            }
        case "latest": lines.sorted { ($1.lastDay, $0.id) < ($0.lastDay, $1.id) }
        default: lines
        }
    }

    // MARK: Choices

    /// The address of this list with some of its members changed.
    private func address(_ changes: [String: String]) -> String {
        let names = ["q", "area", "pool", "stage", "pack", "only", "sort", "page"]
        let parts = names.compactMap { name -> String? in
            // Another choice begins at the first page.
            let value = changes[name] ?? (name == "page" ? nil : given(name))
            return value.flatMap { $0.isEmpty ? nil : "\(name)=\($0.percentEncoded)" }
        }
        return "/projects" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    private var filter: JSONValue {
        .members([
            "q": .string(given("q") ?? ""), "area": .string(given("area") ?? ""),
            "pool": .shown(given("pool")), "clearHref": .string("/projects"),
            "any": .bool(call.request.uri.query?.isEmpty == false),
        ])
    }

    private func pools(_ lines: [SubjectLine]) -> JSONValue {
        let chosen = given("pool")
        let all = JSONValue.members([
            "title": call.words("全部", "All"), "count": .integer(lines.count),
            "href": .string(address(["pool": ""])), "here": .bool(chosen == nil),
        ])
        let rest = PoolState.allCases.map { state in
            JSONValue.members([
                "title": .string(state.title[language]),
                "count": .integer(lines.count { $0.pool == state }),
                "href": .string(address(["pool": state.rawValue])),
                "here": .bool(chosen == state.rawValue),
            ])
        }
        return .array([all] + rest)
    }

    private func options(_ pairs: [(String, String)], _ chosen: String?) -> JSONValue {
        .list(pairs) { id, name in
            .members([
                "id": .string(id), "name": .string(name), "selected": .bool(id == chosen),
            ])
        }
    }

    private func stages(_ lines: [SubjectLine]) -> JSONValue {
        var counts: [String: (zh: String, position: Int, count: Int)] = [:]
        for line in lines {
            guard let stage = stage(line) else { continue }
            counts[stage.id] = (
                stage.zh, stage.position, (counts[stage.id]?.count ?? 0) + 1
            )
        }
        let sorted = counts.sorted {
            ($0.value.position, $0.key) < ($1.value.position, $1.key)
        }
        let choices = sorted.map { id, stage -> (String, String) in
            (id, call.said(stage.zh, OperationWords.spaced(id)) + " (\(stage.count))")
        }
        return options(choices, given("stage"))
    }

    private func packs(_ lines: [SubjectLine]) -> JSONValue {
        var titles: [String: String] = [:]
        for line in lines { titles[line.pack.code] = line.pack.title[language] }
        let choices = titles.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return options(choices, given("pack"))
    }

    private var onlys: JSONValue {
        options(
            [
                ("blocked", call.said("有阻断条款", "Blocked by clauses")),
                ("returned", call.said("被退回", "Returned")),
                ("suspended", call.said("暂停", "Suspended")),
                ("changing", call.said("变更中", "Change under way")),
            ], given("only"))
    }

    private var sorts: JSONValue {
        options(
            [
                ("", call.said("代号", "Identifier")), ("name", call.said("名称", "Name")),
                ("area", call.said("行政区", "Area")), ("stage", call.said("阶段", "Stage")),
                ("latest", call.said("最近办理", "Latest act")),
            ], given("sort") ?? "")
    }

    // MARK: The table

    private func table(
        _ lines: [SubjectLine], _ verdicts: [String: SubjectVerdicts], _ places: [String: String]
    ) -> PageTable {
        func head(_ zh: String, _ en: String, _ width: Int) -> PageTable.Column {
            .init(title: .init(zh: zh, en: en), width: width)
        }
        return PageTable(
            name: "projects", title: BilingualText(zh: "整治项目", en: "Projects"),
            columns: [
                head("项目", "Project", 34), head("代号", "Identifier", 20),
                head("所在", "Area", 16), head("阶段", "Stage", 16), head("自", "Since", 12),
                .init(title: .init(zh: "阻断条款", en: "Blocking"), isNumber: true, width: 10),
                head("待办环节", "Whose turn", 34), head("特殊状态", "Remarks", 18),
                head("规则包", "Pack", 22), head("最近记录", "Latest", 12),
            ],
            rows: lines.map { line in
                let stage = stage(line)
                let verdict = verdicts[line.id]
                return [
                    .text(line.name, href: ProjectPage.address(line.id)), .text(line.id),
                    .text(
                        line.parent.flatMap { places[$0] }.map { "\($0) \(line.area.digits)" }
                            ?? line.area.digits),
                    stage.map { .text(call.said($0.zh, OperationWords.spaced($0.id))) } ?? .empty,
                    .day(stage?.since), verdict.map { .integer($0.blocking) } ?? .empty,
                    .text(turn(line)), .text(remarks(line)), .text(line.pack.label),
                    .day(line.lastDay),
                ]
            })
    }

    private func turn(_ line: SubjectLine) -> String {
        guard let waiting = line.waiting.first(where: { $0.subject == line.id }) else { return "" }
        let offices = waiting.offices.map { call.said($0.zh, OperationWords.spaced($0.kind)) }
            .joined(separator: call.said("、", ", "))
        return "\(waiting.title[language])（\(offices)）"
    }

    private func remarks(_ line: SubjectLine) -> String {
        var words: [String] = []
        if line.suspension != nil { words.append(call.said("暂停", "suspended")) }
        if line.change != nil { words.append(call.said("变更中", "change under way")) }
        if !line.returned.isEmpty {
            words.append(
                call.said("退回 \(line.returned.count) 项", "\(line.returned.count) returned"))
        }
        if line.isPinned { words.append(call.said("已获批", "approved")) }
        return words.joined(separator: call.said("、", ", "))
    }
}
