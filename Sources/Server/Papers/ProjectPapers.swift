import Access
import Documents
import HTTPTypes
import LandModel
import Lifecycle
import Operations
import Policy

/// The official documents of a project: what its record holds, in their forms (项目公文).
struct ProjectPapers {
    let source: PaperSource

    private var view: ProjectView { source.view }
    private var name: String { view.subject.name }

    // MARK: Findings

    /// All at once what stands against a project (一次性告知单).
    var findings: OfficialDocument {
        let open = view.findings.filter {
            [.violated, .overdue, .awaitingEvidence].contains($0.status)
        }
        let (blocking, others) = (open.filter(\.isBlocking), open.filter { !$0.isBlocking })
        let date = view.day.officialText
        let opening =
            open.isEmpty
            ? "经对照\(source.packTitle)审查，截至\(date)，“\(name)”没有不符合、逾期或待补证的规定。"
            : "经对照\(source.packTitle)审查，截至\(date)，“\(name)”有 \(open.count) 项规定不符合、逾期或待补证，"
                + "现一次性告知如下。请逐项补正后重新提交，材料齐全、符合规定的，按期办理。"
        return letter(
            "关于“\(name)”有关事项的一次性告知单", from: source.office,
            [.paragraph(opening)] + table("须先解决的事项", blocking) + table("其他需要补正的事项", others))
    }

    private func table(_ title: String, _ findings: [Finding]) -> [OfficialBlock] {
        guard !findings.isEmpty else { return [] }
        let names = view.pack.pageNames
        let rows = findings.enumerated().map { index, finding -> [String] in
            let card = ReportCard.card(finding, names: names)
            let missing =
                card.missing.isEmpty
                ? "" : "补齐：" + card.missing.map(\.zh).joined(separator: "、") + "。"
            return [
                "\(index + 1)", "\(finding.clause)\n\(finding.citation.clause)",
                finding.subject.id == view.subject.id ? "本项目" : finding.subject.name,
                finding.title.zh + "（" + VerdictLine.word(finding.status).zh + "）",
                missing + finding.remedy.zh, finding.dueOn.map { "\($0)" } ?? "—",
            ]
        }
        return [
            .heading(level: 1, title),
            .table(
                OfficialTable(
                    columns: [
                        .init("序号", share: 2), .init("条款", share: 4), .init("对象", share: 4),
                        .init("问题", share: 8), .init("补正要求", share: 8), .init("期限", share: 4),
                    ], rows: rows)),
        ]
    }

    // MARK: Return

    /// Why an act was returned, the last time (退回意见); nil when nothing was.
    var returned: OfficialDocument? {
        guard let matter = view.matters.first(where: { $0.kind == .returned }) else { return nil }
        let act = view.pack.lifecycle.act(matter.about)
        let title = act?.zh ?? matter.about
        let office = source.offices([matter.by])
        let term = view.terms.last { $0.act == matter.about && $0.metOn == nil }
        let until =
            term.map { "请于\($0.until.officialText)前补正后重新报送。" }
            ?? "请补正后重新报送，期限：\(OfficialBlock.blank)。"
        var document = letter(
            "关于退回“\(name)”\(title)的意见", from: office,
            [
                .paragraph(
                    "你单位报送的“\(name)”\(title)，\(office)已于\(matter.mark.day.officialText)予以退回，"
                        + "有关办理步骤须重新进行。"),
                .heading(level: 1, "退回理由"), .paragraph(matter.reason),
                .heading(level: 1, "办理要求"), .paragraph(until),
            ])
        document.number = number(at: matter.mark.sequence)
        let kinds = act?.chain.first?.by ?? act?.by ?? []
        document.addressee = kinds.isEmpty ? OfficialBlock.blank : source.offices(kinds)
        return document
    }

    /// The number that went with the act an event belongs to.
    private func number(at sequence: Int) -> String? {
        let act = view.acts.first { $0.entries.contains { $0.sequence == sequence } }
        return PaperSource.number(in: act?.remark)
    }

    // MARK: Approval

    /// The reply by which the last approval is made known (批复); nil when nothing was approved.
    var approval: OfficialDocument? {
        guard let (done, act) = approved else { return nil }
        let office = PaperNames(
            register: source.register, pack: view.pack, area: view.area
        ).office(done.office)
        let day = ChinaTime.day(of: done.time)
        var document = OfficialDocument(
            .general, masthead: office + "文件", title: "关于“\(name)”\(act.zh)的批复", issuer: office)
        document.number = PaperSource.number(in: done.remark)
        let applicants = act.chain.first?.by ?? []
        document.addressee =
            applicants.isEmpty ? OfficialBlock.blank : source.offices(applicants)
        let clauses = view.pack.clauses.filter { $0.blocks.contains(act.id) }.prefix(6).map {
            "\($0.citation.clause)“\($0.citation.phrase)”"
        }
        document.body = [
            .paragraph("你单位报送的“\(name)”\(act.zh)材料收悉。现批复如下："),
            .heading(level: 1, "批准事项"),
            .paragraph(
                "\(day.officialText)，\(office)对“\(name)”办理了“\(done.title?.zh ?? act.zh)”，予以同意。"),
            .heading(level: 1, "依据"),
            .paragraph(
                clauses.isEmpty
                    ? source.packTitle + "。"
                    : source.packTitle + clauses.joined(separator: "、") + "。"),
            .heading(level: 1, "具体要求"), .paragraph(OfficialBlock.blank),
        ]
        document.printer = office
        document.source = PaperSource.words(source.sequence)
        return document
    }

    /// The last approval on record with the act it belongs to.
    private var approved: (ProjectAct, Lifecycle.Act)? {
        var acts: [String: Lifecycle.Act] = [:]
        for act in view.pack.lifecycle.tracks.flatMap(\.acts) {
            for step in act.chain where step.kind == .approve { acts[step.id] = act }
            if act.isPinning, act.chain.isEmpty { acts[act.id] = act }
        }
        for done in view.acts {
            if let operation = done.operation, let act = acts[operation] { return (done, act) }
        }
        return nil
    }

    // MARK: Public notice

    /// What the public is told of a project (公示).
    var notice: OfficialDocument {
        let stage = view.stage.map { "，现处于“\($0.zh)”阶段" } ?? ""
        let blankDay = "　　　　年　　月　　日"
        let names = view.pack.pageNames
        var body: [OfficialBlock] = [
            .paragraph(
                "“\(name)”（编号 \(view.subject.id)）位于\(source.place.isEmpty ? OfficialBlock.blank : source.place)"
                    + "\(stage)，按\(source.packTitle)管理。现将主要内容予以公示，"
                    + "公示期自\(blankDay)至\(blankDay)。"),
            .paragraph(
                "公示期间对公示内容有异议的，可以书面向\(source.office)提出。联系人：\(OfficialBlock.blank)，"
                    + "联系电话：\(OfficialBlock.blank)。"),
        ]
        if !view.facts.isEmpty {
            body.append(.heading(level: 1, "主要指标"))
            body.append(
                .table(
                    OfficialTable(
                        columns: [.init("指标", share: 5), .init("数值", share: 4, isNumber: true)],
                        rows: view.facts.map { line in
                            [
                                line.definition.zh,
                                ReportCard.words(of: line.fact, names: names).zh,
                            ]
                        })))
        }
        let parts = view.parts.filter { $0.stage != nil || $0.type != nil }
        if !parts.isEmpty {
            body.append(.heading(level: 1, "子项目"))
            body.append(
                .table(
                    OfficialTable(
                        columns: [
                            .init("编号", share: 6), .init("名称", share: 8), .init("类型", share: 5),
                            .init("阶段", share: 4),
                        ],
                        rows: parts.map { part in
                            [
                                part.id, part.name,
                                part.type.map { names[$0]?.zh ?? $0 } ?? "—", part.stage ?? "—",
                            ]
                        })))
        }
        var document = OfficialDocument(
            .general, masthead: source.office, title: "关于“\(name)”的公示", issuer: source.office,
            body: body)
        document.source = PaperSource.words(source.sequence)
        return document
    }

    // MARK: Reminder

    /// The letter about one duty (督办函).
    ///
    /// - Throws: ``Problem`` when there is no such duty, or nothing is owed.
    func reminder(_ duty: String) throws(Problem) -> OfficialDocument {
        guard let entry = view.duties.first(where: { $0.id == duty }) else { throw .missing() }
        switch entry.state {
        case .overdue, .missed, .running: break
        default:
            throw Problem(
                .unprocessableContent, "not-due", zh: "该事项已办理或尚未起算，不需督办。",
                en: "This duty is done or does not run yet: there is nothing to remind of.")
        }
        let owners =
            entry.owners.isEmpty
            ? OfficialBlock.blank : source.offices(entry.owners.map(\.kind))
        let draft = ReminderLetter(
            to: owners, from: source.office, on: view.day, about: [entry])
        var document = letter(
            draft.title, from: source.office,
            draft.paragraphs.map { .paragraph($0) }
                + [
                    .paragraph(
                        "（联系人：\(OfficialBlock.blank)，联系电话：\(OfficialBlock.blank)）")
                ])
        document.addressee = owners
        return document
    }

    /// A letter of which number, day and addressee are still to be filled in.
    private func letter(
        _ title: String, from office: String, _ body: [OfficialBlock]
    ) -> OfficialDocument {
        var document = OfficialDocument(
            .letter, masthead: office, title: title, issuer: office, body: body)
        document.addressee = OfficialBlock.blank
        document.source = PaperSource.words(source.sequence)
        return document
    }
}
