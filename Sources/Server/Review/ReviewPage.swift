import Access
import LandModel
import Lifecycle
import Operations
import Policy
import Store

/// A project as those who review it work on it (评审工作区).
struct ReviewPage {
    let call: Call
    let sheet: ReviewSheet
    let register: AccessRegister
    /// The posts of who looks on: what is another's turn is told, not offered.
    let posts: DeskPosts

    private var pack: Pack { sheet.pack }
    private var language: DisplayLanguage { call.language }
    private var path: String { "/review/\(sheet.id)" }

    static let route = Route.recordPage(
        "/review/{project}", "A project under review",
        parameters: [
            .path("project", .text(longest: 128), "identifier of the project"),
            .query("act", .text(longest: 60), "the act under review"),
            .query("show", .choice(["blocking", "open", "all"]), "which findings"),
        ] + PageTable.parameters
    ) { call in
        let caller = try call.caller()
        let act = call.values["act"].flatMap { $0.isEmpty ? nil : $0 }
        let reviews = OfficeReviews(try call.office().library)
        guard
            let sheet = try await reviews.sheet(
                try call.value("project"), act: act, on: call.day), caller.sees(sheet.area)
        else { throw Problem.missing(zh: "没有这个项目。", en: "There is no such project.") }
        let register = try await call.register()
        return try await ReviewPage(
            call: call, sheet: sheet, register: register,
            posts: DeskPosts(caller, register, on: call.day)
        ).reply()
    }

    private func reply() async throws -> Reply {
        let (comparison, acceptance) = (comparisonTable, acceptanceTable)
        let tables = [comparison, acceptance].compactMap(\.self)
        if let file = try PageTable.reply(call, among: tables) { return file }
        return try await call.page(
            "review",
            [
                ("review", head), ("acts", .list(sheet.acts) { choice($0) }),
                ("filters", filters), ("rows", .list(shown) { row($0) }),
                ("hasRows", .bool(!shown.isEmpty)),
                ("refusal", refusal), ("obstacle", .shown(sheet.obstacle?[language])),
                (
                    "clear",
                    .bool(sheet.act != nil && sheet.blocking.isEmpty && sheet.obstacle == nil)
                ),
                ("steps", .list(sheet.steps.flatMap { lines(of: $0) }) { $0 }),
                ("opinions", .list(opinions) { $0 }), ("hasOpinions", .bool(!opinions.isEmpty)),
                ("papers", .list(papers) { $0 }), ("hasPapers", .bool(!papers.isEmpty)),
                ("comparison", comparison.map { $0.value(call) } ?? .bool(false)),
                ("compared", compared),
                ("acceptance", acceptance.map { $0.value(call) } ?? .bool(false)),
            ])
    }

    private func office(_ id: String) -> String {
        Office.ID(id).flatMap { register.offices[$0]?.name } ?? pack.term(id)[language]
    }

    private func person(_ id: String) -> String {
        Person.ID(id).flatMap { register.people[$0]?.name } ?? id
    }

    private var head: JSONValue {
        let next = sheet.steps.first(where: \.isNext)
        return .members([
            "id": .string(sheet.id), "name": .string(sheet.name),
            "area": .string(sheet.area.digits),
            "act": .shown(sheet.act.map { pack.term($0).heading(language) }),
            "stage": .string(
                sheet.stage.map { pack.term($0).heading(language) }
                    ?? call.said("尚未开始", "not begun")),
            "pack": .string("\(pack.title[language]) r\(pack.revision)"),
            "packHref": .string("/policy/\(pack.code)"), "pinned": .bool(sheet.isPinned),
            "suspension": .shown(sheet.suspension),
            "projectHref": .string("/projects/\(sheet.id)"), "path": .string(path),
            "actsHref": .string("/acts/for/\(sheet.id)"),
            "returnHref": .shown(
                takesPart
                    ? sheet.act.map {
                        PageAddress.act("returnAct", on: sheet.id, [("act", $0)])
                    } : nil),
            "nextHref": .shown(next.flatMap(address)),
            "nextName": .string(next.map { pack.term($0.id).heading(language) } ?? ""),
            "nextBy": .shown(
                next.flatMap { step in
                    address(step) == nil ? pack.terms(step.waiting, language) : nil
                }),
            "blocked": .bool(!sheet.blocking.isEmpty || sheet.obstacle != nil),
        ])
    }

    /// Whether one of the posts has a step of the act.
    private var takesPart: Bool {
        sheet.steps.contains { step in
            step.offices.contains { posts.works(for: $0, in: sheet.area) }
        }
    }

    /// The address of a step's form; nil when it is another office's turn.
    private func address(_ step: ReviewSheet.Step) -> String? {
        let isMine = step.waiting.contains { posts.works(for: $0, in: sheet.area) }
        return isMine ? PageAddress.act(step.id, on: sheet.id) : nil
    }

    private func choice(_ act: String) -> JSONValue {
        .members([
            "title": .string(pack.term(act).heading(language)),
            "href": .string("\(path)?act=\(act)"),
            "here": .bool(act == sheet.act),
        ])
    }

    // MARK: Findings

    private var show: String {
        call.values["show"] ?? (sheet.blocking.isEmpty ? "open" : "blocking")
    }

    private static let open: Set<FindingStatus> = [.violated, .overdue, .awaitingEvidence, .waived]

    private var shown: [Finding] {
        switch show {
        case "blocking": sheet.blocking
        case "open": ordered(sheet.findings.filter { Self.open.contains($0.status) })
        default: ordered(sheet.findings)
        }
    }

    private func ordered(_ findings: [Finding]) -> [Finding] {
        VerdictLine.order.flatMap { status in findings.filter { $0.status == status } }
    }

    private var filters: JSONValue {
        let list: [(String, BilingualText, Int)] = [
            ("blocking", BilingualText(zh: "拦住本事项", en: "before this act"), sheet.blocking.count),
            (
                "open", BilingualText(zh: "未了", en: "open"),
                sheet.findings.count { Self.open.contains($0.status) }
            ),
            ("all", BilingualText(zh: "全部", en: "all"), sheet.findings.count),
        ]
        let act = sheet.act.map { "&act=\($0)" } ?? ""
        return .list(list) { name, words, count in
            .members([
                "title": .string(words[language]), "count": .integer(count),
                "href": .string("\(path)?show=\(name)\(act)"), "here": .bool(name == show),
            ])
        }
    }

    private func row(_ finding: Finding) -> JSONValue {
        .members([
            "clause": .string(finding.clause),
            "href": .string("/policy/\(pack.code)/\(finding.clause)"),
            "title": .string(finding.title[language]), "subject": .string(finding.subject.name),
            "strength": ClauseWords.tag(finding.strength, language),
            "bound": .shown(
                finding.boundText(language).isEmpty ? nil : finding.boundText(language)),
            "finding": ReportPage.mark(finding.status).value(language),
        ])
    }

    /// Everything that stands before the act, at once.
    private var refusal: JSONValue {
        guard !sheet.blocking.isEmpty else { return .bool(false) }
        let counts = VerdictLine.order.compactMap { status -> String? in
            let count = sheet.blocking.count { $0.status == status }
            return count > 0
                ? call.said(
                    "\(count) 项\(VerdictLine.word(status).zh)",
                    "\(count) \(VerdictLine.word(status).en)")
                : nil
        }
        let act = sheet.act.map { pack.term($0)[language] } ?? ""
        return .members([
            "title": .string(
                call.said(
                    "不能办理“\(act)”：" + counts.joined(separator: "、"),
                    "\(act) cannot be done: " + counts.joined(separator: ", "))),
            "items": .list(sheet.blocking) { obstacle($0) },
        ])
    }

    private func obstacle(_ finding: Finding) -> JSONValue {
        let (text, remedy) = (finding.message[language], finding.remedy[language])
        return .members([
            "text": .string(text), "field": .bool(false), "clause": .string(finding.clause),
            // Most messages end with what to do already.
            "fix": .shown(remedy.isEmpty || text.contains(remedy) ? nil : remedy),
            "href": .string("/policy/\(pack.code)/\(finding.clause)"),
        ])
    }

    // MARK: Steps and opinions

    /// A step as rows of the countersign sheet: one, or one for each office that does it jointly.
    private func lines(of step: ReviewSheet.Step) -> [JSONValue] {
        step.offices.map { kind in
            let part = step.parts.first { entry in
                if case .signed(act: _, of: _, by: kind) = entry.event { true } else { false }
            }
            let entry = part ?? (step.waiting.contains(kind) ? nil : step.done)
            let mark: FindingMark =
                if entry != nil { .good("已办", "done") } else if step.isNext {
                    .awaiting("待办", "next")
                } else {
                    .notDue("未到", "later")
                }
            return .members([
                "kind": .string(
                    step.kind.map { ClauseWords.word($0)[language] } ?? call.said("办理", "act")),
                "name": .string(pack.term(step.id).heading(language)),
                "office": .string(entry.map { office($0.office) } ?? pack.term(kind)[language]),
                "person": .string(entry.map { person($0.person) } ?? "—"),
                "mark": mark.value(language), "day": .string(entry?.day.description ?? "—"),
                "sequence": .shown(entry.map { "#\($0.sequence)" }),
                "remark": .shown(entry?.remark),
                "href": .shown(
                    entry == nil && step.isNext && posts.works(for: kind, in: sheet.area)
                        ? address(step) : nil),
            ])
        }
    }

    /// What offices said in writing: returns, waivers, attestations and breaches, the latest first.
    private var opinions: [JSONValue] {
        sheet.history.entries.reversed().compactMap { entry in
            let said: (FindingMark, String, String)
            switch entry.event {
            case .returned(let act, _, _, let reason):
                said = (.bad("退回", "returned"), pack.term(act)[language], reason)
            case .waived(let clause, _, _, let reason):
                said = (.waived("说明理由", "waived"), clause, reason)
            case .attested(let clause, _, _):
                said = (
                    .good("承诺确认", "attested"), clause, pack.clause(clause)?.title[language] ?? ""
                )
            case .breachUpheld(let clause, _, _):
                said = (
                    .bad("查实问题", "breach upheld"), clause,
                    pack.clause(clause)?.title[language] ?? ""
                )
            case .changeRequested(_, _, let reason):
                said = (.awaiting("申请变更", "change asked"), "", reason)
            case .changeDecided(_, let approved, _, let reason):
                said = (
                    approved ? .good("同意变更", "change approved") : .bad("不同意变更", "change refused"),
                    "", reason
                )
            case .termSet(let term, _):
                said = (
                    .notDue("限期 \(term.until)", "by \(term.until)"), pack.term(term.act)[language],
                    term.reason
                )
            default: return nil
            }
            return .members([
                "office": .string(office(entry.office)), "person": .string(person(entry.person)),
                "mark": said.0.value(language), "about": .string(said.1), "text": .string(said.2),
                "day": .string(entry.day.description), "sequence": .string("#\(entry.sequence)"),
                "remark": .shown(entry.remark == said.2 ? nil : entry.remark),
            ])
        }
    }

    private var papers: [JSONValue] {
        sheet.history.entries.reversed().compactMap { entry in
            guard case .filed(let paper, _, _) = entry.event else { return nil }
            return .members([
                "name": .string(pack.term(paper.document)[language]),
                "number": .shown(entry.remark), "day": .string(entry.day.description),
                "person": .string(person(entry.person)),
            ])
        }
    }

    // MARK: Comparison and acceptance

    private func column(_ zh: String, _ en: String, _ width: Int, number: Bool = false)
        -> PageTable.Column
    {
        PageTable.Column(title: BilingualText(zh: zh, en: en), isNumber: number, width: width)
    }

    private func figure(_ text: String) -> PageTable.Cell {
        text.isEmpty || text == "—" ? .empty : .number(text)
    }

    private var comparisonTable: PageTable? {
        guard let comparison = sheet.comparison else { return nil }
        let own = comparison.facts.filter { $0.subject.id == sheet.id }
        let inside = Set(comparison.facts.map(\.subject.id)).subtracting([sheet.id]).count
        return PageTable(
            name: "comparison",
            title: BilingualText(
                zh: comparison.isProposed ? "拟变更方案与现行方案比较" : "本次量算与上次比较",
                en: comparison.isProposed
                    ? "The proposed plan beside the one in force"
                    : "This measurement beside the last"),
            columns: [
                column("指标", "figure", 24), column("单位", "unit", 8),
                column("\(comparison.earlier.day)", "\(comparison.earlier.day)", 14, number: true),
                column("\(comparison.later.day)", "\(comparison.later.day)", 14, number: true),
                column("变化", "change", 14, number: true),
            ],
            rows: own.map { change in
                let (old, new) = (
                    FactFigure(change.before, pack, language),
                    FactFigure(change.after, pack, language)
                )
                return [
                    .text(pack.term(change.fact)[language]),
                    .text(new.unit.isEmpty ? old.unit : new.unit), figure(old.text),
                    figure(new.text), figure(old.change(to: new)),
                ]
            },
            note: BilingualText(
                zh: "只列项目一级有变化的量算事实；项目内另有 \(inside) 个对象的事实有变化。",
                en:
                    "Measured facts of the project that differ; those of \(inside) things inside it "
                    + "differ too."))
    }

    /// The verdicts that the later measurement turned.
    private var compared: JSONValue {
        guard let comparison = sheet.comparison else { return .bool(false) }
        return .members([
            "has": .bool(!comparison.verdicts.isEmpty),
            "rows": .list(comparison.verdicts) { change in
                .members([
                    "clause": .string((change.after ?? change.before)?.clause ?? ""),
                    "title": .string((change.after ?? change.before)?.title[language] ?? ""),
                    "subject": .string(change.subject.name),
                    "before": change.before.map { ReportPage.mark($0.status).value(language) }
                        ?? .bool(false),
                    "after": change.after.map { ReportPage.mark($0.status).value(language) }
                        ?? .bool(false),
                ])
            },
        ])
    }

    /// Planned, measured as built, and accepted; nil before an as-built survey is on record.
    private var acceptanceTable: PageTable? {
        let acts = Set(
            pack.lifecycle.tracks.flatMap(\.acts).filter { act in
                act.to == "accepted" || act.chain.contains { $0.kind == .accept }
            }.map(\.id))
        let evidence = AcceptanceEvidence(of: sheet.id, sheet.history, acceptances: acts)
        guard !evidence.lines.isEmpty else { return nil }
        return PageTable(
            name: "acceptance",
            title: BilingualText(zh: "验收实测对照", en: "Planned, measured, accepted"),
            columns: [
                column("指标", "figure", 24), column("单位", "unit", 8),
                column("方案", "planned", 14, number: true),
                column("竣工实测", "as built", 14, number: true),
                column("实测减方案", "difference", 14, number: true),
                column("验收认定", "accepted", 14, number: true),
                column("依据", "source", 30),
            ],
            rows: evidence.lines.map { line in
                let (planned, measured, accepted) = (
                    FactFigure(line.planned, pack, language),
                    FactFigure(line.measured, pack, language),
                    FactFigure(line.accepted, pack, language)
                )
                return [
                    .text(pack.term(line.fact)[language]), .text(measured.unit),
                    figure(planned.text), figure(measured.text),
                    figure(planned.change(to: measured)), figure(accepted.text),
                    .text(line.measured?.evidence.first?.source ?? ""),
                ]
            },
            note: evidence.acceptedOn.map {
                BilingualText(zh: "\($0) 通过验收。", en: "Accepted on \($0).")
            } ?? BilingualText(zh: "尚未通过验收。", en: "Not accepted yet."))
    }
}
