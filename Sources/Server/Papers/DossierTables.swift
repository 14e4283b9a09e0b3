import Access
import Documents
import LandModel
import Operations
import Policy

/// The tables of a project's dossier (卷宗表格), in Chinese as the law of the land has them.
struct DossierTables {
    let source: PaperSource

    private var view: ProjectView { source.view }

    /// The tables in their order.
    var all: [PageTable] { [acts, findings, facts, parts, papers, duties] }

    private static func column(
        _ zh: String, _ en: String, width: Int = 14, isNumber: Bool = false
    ) -> PageTable.Column {
        PageTable.Column(
            title: BilingualText(zh: zh, en: en), isNumber: isNumber, width: width)
    }

    private var acts: PageTable {
        PageTable(
            name: "acts", title: BilingualText(zh: "办理记录表", en: "Acts"),
            columns: [
                Self.column("日志序号", "record", isNumber: true),
                Self.column("时间", "time", width: 18),
                Self.column("事项", "act", width: 24), Self.column("内容", "what happened", width: 60),
                Self.column("办理人", "person"), Self.column("单位", "office", width: 24),
                Self.column("文号或理由", "number or reason", width: 40),
                Self.column("散列值", "hash", width: 66),
            ],
            rows: view.acts.reversed().map { act in
                [
                    .integer(act.sequence), .text(ChinaTime.text(act.time)),
                    .text(act.title?.zh ?? act.operation ?? ""),
                    .text(act.entries.map(\.text.zh).joined(separator: "；")),
                    .text(person(act.person)), .text(names.office(act.office)),
                    .text(act.remark ?? ""), .text(act.hash),
                ]
            })
    }

    private var names: PaperNames {
        PaperNames(register: source.register, pack: view.pack, area: view.area)
    }

    private func person(_ id: String) -> String {
        source.register.people.values.first { $0.id.text == id }?.name ?? id
    }

    private var findings: PageTable {
        let names = view.pack.pageNames
        return PageTable(
            name: "findings", title: BilingualText(zh: "条款审查表", en: "Findings"),
            columns: [
                Self.column("条款", "clause"), Self.column("条文位置", "place", width: 16),
                Self.column("对象", "subject", width: 24), Self.column("要求", "asks", width: 44),
                Self.column("结论", "status"), Self.column("实测或记录", "measured", width: 20),
                Self.column("标准", "required", width: 20),
                Self.column("说明", "in words", width: 70),
                Self.column("改法", "remedy", width: 50), Self.column("期限", "due"),
            ],
            rows: view.findings.map { finding in
                let card = ReportCard.card(finding, names: names)
                return [
                    .text(finding.clause), .text(finding.citation.clause),
                    .text(finding.subject.name), .text(finding.title.zh),
                    .text(VerdictLine.word(finding.status).zh), .text(card.measured.zh),
                    .text(card.required.zh), .text(finding.message.zh),
                    .text(finding.remedy.zh), .day(finding.dueOn),
                ]
            },
            note: BilingualText(
                zh: "按\(source.packTitle)第 \(view.pack.revision) 版，截至 \(view.day)",
                en: "by \(view.pack.title.en), revision \(view.pack.revision), on \(view.day)"))
    }

    private var facts: PageTable {
        let names = view.pack.pageNames
        return PageTable(
            name: "facts", title: BilingualText(zh: "指标表", en: "Facts"),
            columns: [
                Self.column("代号", "name", width: 26), Self.column("指标", "fact", width: 36),
                Self.column("数值", "value", width: 30), Self.column("来源", "origin", width: 16),
                Self.column("依据", "evidence", width: 60),
                Self.column("日志序号", "record", isNumber: true),
            ],
            rows: view.facts.map { line in
                [
                    .text(line.name), .text(line.definition.zh),
                    .text(ReportCard.words(of: line.fact, names: names).zh),
                    .text(line.isMeasured ? "程序量算" : "填报"),
                    .text(
                        line.fact.evidence.map { evidence in
                            [evidence.source, evidence.note, evidence.digest]
                                .filter { !$0.isEmpty }.joined(separator: " ")
                        }.joined(separator: "；")),
                    line.mark.map { .integer($0.sequence) } ?? .empty,
                ]
            })
    }

    private var parts: PageTable {
        let names = view.pack.pageNames
        return PageTable(
            name: "parts", title: BilingualText(zh: "子项目和范围表", en: "Parts"),
            columns: [
                Self.column("编号", "id", width: 28), Self.column("名称", "name", width: 30),
                Self.column("类别", "kind"), Self.column("类型", "type", width: 20),
                Self.column("阶段", "stage"), Self.column("须先解决", "blocking", isNumber: true),
            ],
            rows: view.parts.map { part in
                [
                    .text(part.id), .text(part.name),
                    .text(view.pack.vocabulary.entity(part.entity)?.zh ?? part.entity),
                    .text(part.type.map { names[$0]?.zh ?? $0 } ?? ""), .text(part.stage ?? ""),
                    .integer(part.blocking),
                ]
            })
    }

    private var papers: PageTable {
        PageTable(
            name: "papers", title: BilingualText(zh: "材料登记表", en: "Papers on file"),
            columns: [
                Self.column("日志序号", "record", isNumber: true), Self.column("日期", "day"),
                Self.column("材料", "paper", width: 30), Self.column("对象", "of", width: 26),
                Self.column("入卷单位", "filed by", width: 24),
                Self.column("报送单位", "sent to", width: 30),
                Self.column("所含章节", "sections", width: 40),
                Self.column("附件 SHA-256", "attachment", width: 66),
            ],
            rows: view.papers.reversed().map { paper in
                [
                    .integer(paper.mark.sequence), .day(paper.mark.day), .text(paper.zh),
                    .text(paper.of), .text(source.offices([paper.by])),
                    .text(paper.to.isEmpty ? "" : source.offices(paper.to)),
                    .text(paper.sections.joined(separator: "、")),
                    .text(paper.digest.replacing("vault:", with: "")),
                ]
            })
    }

    private var duties: PageTable {
        PageTable(
            name: "duties", title: BilingualText(zh: "期限表", en: "Time limits"),
            columns: [
                Self.column("条款", "clause"), Self.column("对象", "subject", width: 26),
                Self.column("事项", "duty", width: 50), Self.column("责任单位", "owner", width: 30),
                Self.column("期限", "last day"), Self.column("办理日", "done"),
                Self.column("情况", "standing", width: 30),
            ],
            rows: view.duties.map { entry in
                [
                    .text(entry.clause ?? ""), .text(entry.subject.name), .text(entry.title.zh),
                    .text(source.offices(entry.owners.map(\.kind))), .day(entry.last),
                    .day(entry.done), .text(entry.words(on: view.day).zh),
                ]
            })
    }
}
