import Access
import Documents
import LandModel
import Operations
import Policy

/// Verdicts under two packs, revisions or days side by side, and what changes (政策时光机).
struct PolicyMachinePage {
    /// The word by which an address names every project of the caller's areas.
    private static let every = "all"

    private let call: Call
    private let all: [PolicyEdition]
    private let projects: [PolicyLibrary.Candidate]

    static func reply(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        let page = PolicyMachinePage(
            call: call, all: try await PolicyEdition.all(call),
            projects: try await call.office().library.projects { caller.sees($0) })
        return try await page.reply()
    }

    private func reply() async throws -> Reply {
        var values: [(String, JSONValue)] = [
            ("form", form), ("comparison", .bool(false)), ("bench", .bool(false)),
        ]
        let project = call.values["project"] ?? ""
        if project == Self.every {
            let table = try await bench()
            if let file = try PageTable.reply(call, among: [table]) { return file }
            values.append(("bench", table.value(call)))
        } else if !project.isEmpty {
            guard let candidate = projects.first(where: { $0.id == project }) else {
                throw Problem.missing()
            }
            let (left, right) = (
                try await side("left", candidate), try await side("right", candidate)
            )
            let changes = PackComparison(left.pack, right.pack).pairs(left.findings, right.findings)
            let table = table(candidate, left, right, changes)
            if let file = try PageTable.reply(call, among: [table]) { return file }
            values.append(("comparison", comparison(candidate, left, right, changes, table)))
        }
        return try await call.page("policy-machine", values)
    }

    // MARK: The question

    private var form: JSONValue {
        let project = call.values["project"] ?? ""
        return .members([
            "projects": .list(projects) { one in
                .members([
                    "id": .string(one.id), "name": .string("\(one.name)（\(one.id)，\(one.pack)）"),
                    "selected": .bool(one.id == project),
                ])
            },
            "hasProjects": .bool(!projects.isEmpty), "every": .bool(project == Self.every),
            "left": editions("left"), "right": editions("right"),
            "leftDay": .string(day("left")?.description ?? call.day.description),
            "rightDay": .string(day("right")?.description ?? call.day.description),
            "onlyChanges": .bool(onlyChanges),
        ])
    }

    private func editions(_ name: String) -> JSONValue {
        let chosen = call.values[name] ?? ""
        return .list(all) { edition in
            .members([
                "key": .string(edition.key),
                "name": .string("\(edition.pack.title[call.language]) \(edition.line(call))"),
                "selected": .bool(edition.key == chosen),
            ])
        }
    }

    private func day(_ name: String) -> CalendarDay? {
        call.values[name + "Day"].flatMap { CalendarDay($0) }
    }

    private var onlyChanges: Bool { call.values["rows"] != "all" }

    /// The pack that a side names; nil for the one a project is under.
    private func pack(_ name: String) throws -> Pack? {
        guard let key = call.values[name], !key.isEmpty else { return nil }
        guard let edition = all.first(where: { $0.key == key }) else { throw Problem.missing() }
        return edition.pack
    }

    private func side(
        _ name: String, _ project: PolicyLibrary.Candidate
    ) async throws -> PolicyLibrary.Verdicts {
        try await call.office().library.verdicts(
            on: project.id, under: try pack(name), asOf: day(name) ?? call.day)
    }

    // MARK: One project

    private func comparison(
        _ project: PolicyLibrary.Candidate, _ left: PolicyLibrary.Verdicts,
        _ right: PolicyLibrary.Verdicts, _ changes: [VerdictChange], _ table: PageTable
    ) -> JSONValue {
        let shown = onlyChanges ? changes.filter { $0.isOtherVerdict || $0.isOtherwise } : changes
        func sum(_ verdicts: PolicyLibrary.Verdicts) -> JSONValue {
            let line = VerdictLine(verdicts.pack, verdicts.findings)
            return .members([
                "title": .string(
                    "\(verdicts.pack.title[call.language]) r\(verdicts.pack.revision)"),
                "day": .string(verdicts.day.description), "blocking": .integer(line.blocking),
                "counts": .list(VerdictLine.order.filter { line.counts[$0, default: 0] > 0 }) {
                    status in
                    ReportPage.mark(status, line.counts[status]).value(call.language)
                },
            ])
        }
        return .members([
            "project": .string(project.name), "projectHref": .string("/projects/\(project.id)"),
            "left": sum(left), "right": sum(right),
            "anew": .string(String(changes.count(where: \.blocksAnew))),
            "hasAnew": .bool(changes.contains(where: \.blocksAnew)),
            "noMore": .integer(changes.count(where: \.blocksNoMore)),
            "other": .integer(changes.count(where: \.isOtherVerdict)),
            "same": .integer(changes.count { !$0.isOtherVerdict }),
            "isSameDocument": .bool(left.pack.code == right.pack.code),
            "rows": .list(shown) { row($0, left.pack, right.pack) },
            "table": table.value(call),
        ])
    }

    private func row(_ change: VerdictChange, _ left: Pack, _ right: Pack) -> JSONValue {
        func cell(_ finding: Finding?, _ pack: Pack) -> JSONValue {
            guard let finding else { return .bool(false) }
            return .members([
                "clause": .string(finding.clause),
                "href": .string("/policy/\(pack.code)/\(finding.clause)?revision=\(pack.revision)"),
                "mark": ReportPage.mark(finding.status).value(call.language),
                "bound": .shown(
                    finding.boundText(call.language).isEmpty
                        ? nil : finding.boundText(call.language)),
                "message": .string(finding.message[call.language]),
            ])
        }
        return .members([
            "title": .string((change.after ?? change.before)?.title[call.language] ?? ""),
            "subject": .string(
                change.subject.name.isEmpty
                    ? left.term(change.subject.entity)[call.language] : change.subject.name),
            "before": cell(change.before, left), "after": cell(change.after, right),
            "why": .string(why(change)), "isAnew": .bool(change.blocksAnew),
            "isFree": .bool(change.blocksNoMore),
        ])
    }

    /// Why the two sides differ, in a sentence.
    private func why(_ change: VerdictChange) -> String {
        guard let before = change.before else {
            return call.said("前者没有这一条", "The first has no such clause")
        }
        guard let after = change.after else {
            return call.said("后者没有这一条", "The second has no such clause")
        }
        var reasons: [String] = []
        if before.required != after.required {
            reasons.append(call.said("要求不同", "another requirement"))
        }
        if before.measured != after.measured { reasons.append(call.said("实测不同", "another figure")) }
        if before.strength != after.strength {
            reasons.append(
                call.said(
                    "力度由“\(ClauseWords.word(before.strength).zh)”改为“\(ClauseWords.word(after.strength).zh)”",
                    "\(before.strength.rawValue) becomes \(after.strength.rawValue)"))
        }
        if before.isBlocking != after.isBlocking, before.status == after.status {
            reasons.append(call.said("前置关系不同", "another act stands behind it"))
        }
        if reasons.isEmpty, before.status != after.status {
            reasons.append(
                before.asOf == after.asOf
                    ? call.said("判定条件不同", "other conditions")
                    : call.said("两日之间记录有变化或期限已到", "the record or a limit moved between the days"))
        }
        return reasons.isEmpty
            ? call.said("相同", "the same") : reasons.joined(separator: call.said("；", "; "))
    }

    private func table(
        _ project: PolicyLibrary.Candidate, _ left: PolicyLibrary.Verdicts,
        _ right: PolicyLibrary.Verdicts, _ changes: [VerdictChange]
    ) -> PageTable {
        let language = call.language
        func column(_ zh: String, _ en: String, _ width: Int) -> PageTable.Column {
            PageTable.Column(title: BilingualText(zh: zh, en: en), width: width)
        }
        func side(_ finding: Finding?) -> [PageTable.Cell] {
            guard let finding else { return [.empty, .empty] }
            return [
                .text(finding.clause),
                .text(VerdictLine.word(finding.status)[language] + finding.boundText(language)),
            ]
        }
        return PageTable(
            name: "verdicts",
            title: BilingualText(
                zh: "\(project.name)：\(left.pack.code) r\(left.pack.revision)（\(left.day)）与 "
                    + "\(right.pack.code) r\(right.pack.revision)（\(right.day)）对照",
                en: "\(project.name): \(left.pack.code) r\(left.pack.revision) (\(left.day)) and "
                    + "\(right.pack.code) r\(right.pack.revision) (\(right.day))"),
            columns: [
                column("对象", "subject", 24), column("原条款", "clause before", 12),
                column("原结论", "verdict before", 30), column("新条款", "clause after", 12),
                column("新结论", "verdict after", 30), column("变化", "change", 40),
                column("内容", "content", 60),
            ],
            rows: changes.map { change -> [PageTable.Cell] in
                var cells: [PageTable.Cell] = [.text(change.subject.name)]
                cells += side(change.before)
                cells += side(change.after)
                cells.append(.text(why(change)))
                cells.append(.text((change.after ?? change.before)?.title[language] ?? ""))
                return cells
            })
    }

    // MARK: All projects

    /// Every project of the caller's areas under its own pack and under the second.
    private func bench() async throws -> PageTable {
        let caller = try call.caller()
        guard let pack = try pack("right") else {
            throw Problem.fault(
                "right", zh: "试判全部项目须选定后者的规则包。",
                en: "Choose the second pack to try it on every project.")
        }
        let day = day("right") ?? call.day
        let reader = HomeProjects(try call.office().library)
        let areas: [AdministrativeCode?] =
            caller.areas.contains(.nation) ? [nil] : Rights.own(caller).map { Optional($0) }
        var lines: [String: HomeProjects.BenchLine] = [:]
        for area in areas {
            for line in try await reader.bench(pack, coveringOnlyItsOwn: false, in: area, on: day) {
                lines[line.id] = line
            }
        }
        func column(_ zh: String, _ en: String, _ width: Int, number: Bool = true)
            -> PageTable.Column
        {
            PageTable.Column(title: BilingualText(zh: zh, en: en), isNumber: number, width: width)
        }
        let key = (call.values["right"] ?? "").percentEncoded
        return PageTable(
            name: "bench",
            title: BilingualText(
                zh: "全部项目改按 \(pack.code) r\(pack.revision) 试判（\(day)）",
                en: "Every project under \(pack.code) r\(pack.revision) (\(day))"),
            columns: [
                column("项目", "project", 40, number: false),
                column("现按", "under now", 18, number: false), column("现拦阻", "blocking now", 10),
                column("改按后拦阻", "blocking then", 12), column("新增拦阻", "blocked anew", 10),
                column("解除拦阻", "freed", 10), column("结论变化", "other verdicts", 10),
            ],
            rows: lines.values.sorted { $0.id < $1.id }.map { line in
                [
                    .text(
                        line.name,
                        href: "/policy/machine?project=\(line.id.percentEncoded)&right=\(key)"
                            + "&leftDay=\(day)&rightDay=\(day)"),
                    .text(line.pack), .integer(line.blockingBefore), .integer(line.blockingAfter),
                    .integer(line.changes.count(where: \.blocksAnew)),
                    .integer(line.changes.count(where: \.blocksNoMore)),
                    .integer(line.changes.count),
                ]
            },
            note: BilingualText(
                zh: "只读不改；条款编号不同的文件，以所量指标对照。",
                en: "Read only; clauses of other documents are matched by what they measure."))
    }
}
