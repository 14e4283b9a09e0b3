import Access
import Documents
import HTTPTypes
import LandModel
import Operations
import Policy

/// The tabs that are tables (子项目、指标与资金、公众参与、文件、人员).
extension ProjectPage {
    /// The tables of a tab that hold something, and what would be there where none does.
    func tableTab(_ tables: [PageTable], _ tab: ProjectTab) -> JSONValue {
        let filled = tables.filter { !$0.rows.isEmpty }
        return .members([
            "tables": .list(filled) { $0.value(call) },
            "empty": filled.isEmpty ? empty(tab) : .bool(false),
            "note": note(tab),
        ])
    }

    /// What would be in a tab, and the act that brings it.
    private func empty(_ tab: ProjectTab) -> JSONValue {
        let (text, act): (String, String?) =
            switch tab {
            case .parts:
                (
                    call.said(
                        "还没有子项目。建档或量算方案后列在这里。",
                        "No sub-projects yet. They are listed here once they are put on file or the plan is measured."
                    ),
                    "listSubject"
                )
            case .ledger:
                (
                    call.said(
                        "还没有指标与资金的记录。填报事实、办理相应环节后列在这里。",
                        "Nothing on quota or funds yet. Facts stated and acts done are listed here."
                    ),
                    "stateFacts"
                )
            case .voice:
                (
                    call.said(
                        "还没有公众参与的记录。公示、征求意见等环节办结或材料入卷后列在这里。",
                        "Nothing on participation yet. Notices, consultations and their papers are listed here."
                    ),
                    "fileDocument"
                )
            case .files:
                (call.said("还没有材料入卷。", "No papers are on file yet."), "fileDocument")
            case .people:
                (
                    call.said("还没有人办理过事项，也没有责任人到岗。", "Nobody has acted yet and no post is filled."),
                    "fillPost"
                )
            case .overview, .report, .plan, .log: ("", nil)
            }
        return .members([
            "text": .string(text),
            "href": .shown(
                act.map { "/acts/\($0)?subject=\(view.subject.id.percentEncoded)" }),
        ])
    }

    /// What a later part of the program will add, as the vocabulary says it.
    private func note(_ tab: ProjectTab) -> JSONValue {
        let part: LaterPart? =
            switch tab {
            case .ledger: .ledger
            case .voice: .participation
            default: nil
            }
        return .shown(part.flatMap { view.pack.vocabulary.reason(for: $0)?[language] })
    }

    private func record(_ mark: ProjectView.Mark?) -> PageTable.Cell {
        mark.map {
            .text("\($0.sequence)", href: address(.log) + "#r\($0.sequence)")
        } ?? .empty
    }

    private func heads(_ titles: [(String, String, Int)]) -> [PageTable.Column] {
        titles.map { .init(title: .init(zh: $0.0, en: $0.1), width: $0.2) }
    }

    // MARK: Sub-projects and all else inside

    var partsTables: [PageTable] {
        var order: [String] = []
        for part in view.parts where !order.contains(part.entity) { order.append(part.entity) }
        // Sub-projects first: they have a life of their own.
        let entities = order.filter { $0 == "subproject" } + order.filter { $0 != "subproject" }
        return entities.map { parts($0) }
    }

    private func parts(_ entity: String) -> PageTable {
        let parts = view.parts.filter { $0.entity == entity }
        let shown = shownFacts(parts)
        let title = view.pack.vocabulary.entity(entity)?.zh ?? entity
        let hasStage = parts.contains { $0.stage != nil }
        let hasType = parts.contains { $0.type != nil }
        var columns = heads([("名称", "Name", 24), ("代号", "Identifier", 26)])
        if hasType { columns += heads([("类型", "Type", 16)]) }
        if hasStage { columns += heads([("阶段", "Stage", 12)]) }
        columns.append(
            .init(title: .init(zh: "阻断条款", en: "Blocking clauses"), isNumber: true, width: 10))
        columns += shown.map { .init(title: names[$0] ?? .init(zh: $0, en: $0), width: 18) }
        return PageTable(
            name: entity, title: titled(title, OperationWords.spaced(entity)), columns: columns,
            rows: parts.map { part in
                var row: [PageTable.Cell] = [
                    .text(part.name, href: Self.address(part.id)), .text(part.id),
                ]
                if hasType { row.append(part.type.map { .text(name($0)) } ?? .empty) }
                if hasStage { row.append(part.stage.map { .text($0) } ?? .empty) }
                row.append(.integer(part.blocking))
                row += shown.map { fact in
                    part.facts[fact].map {
                        .text(ReportCard.words(of: $0, names: names)[language])
                    } ?? .empty
                }
                return row
            })
    }

    /// The facts that most of some parts have, a few.
    private func shownFacts(_ parts: [ProjectView.Part]) -> [String] {
        var counts: [String: Int] = [:]
        for part in parts {
            for fact in part.facts.keys where fact != "type" { counts[fact, default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4).map(\.key)
    }

    // MARK: Quota and funds, participation

    var ledgerTables: [PageTable] {
        let later = view.pack.vocabulary.names(of: .ledger)
        let isLedger: (ProjectView.FactLine) -> Bool = {
            later.contains($0.name) || $0.definition.origin == .balanced
                || $0.definition.type == .money
        }
        let entities: Set<String> = ["fundSource", "expenditure", "quotaLot", "quotaUse"]
        let acts = view.pack.lifecycle.tracks.filter { track in
            track.subject == view.subject.entity && track.stages.isEmpty
                && track.name != view.mainTrack?.name && isOfLedger(track.name)
        }.flatMap(\.acts).flatMap { [$0.id] + $0.chain.map(\.id) }
        return [
            factTable("ledger-facts", "指标与资金事实", "Facts on quota and funds", isLedger),
            actTable("ledger-acts", "已办环节", "Acts done", later.union(acts)),
        ]
            + entities.sorted().filter { entity in
                view.parts.contains { $0.entity == entity }
            }.map { parts($0) }
    }

    /// Whether a track of a pack is about quota or funds.
    private func isOfLedger(_ track: String) -> Bool {
        ["quota", "money", "fund"].contains { track.lowercased().contains($0) }
    }

    var voiceTables: [PageTable] {
        let later = view.pack.vocabulary.names(of: .participation)
        return [
            actTable("voice-acts", "已办环节", "Acts done", later),
            paperTable(
                "voice-papers", "参与材料", "Papers on participation",
                view.papers.filter { later.contains($0.document) }),
            factTable(
                "voice-facts", "登记的事实", "Facts stated", { later.contains($0.name) }),
        ]
    }

    private func factTable(
        _ table: String, _ zh: String, _ en: String, _ isWanted: (ProjectView.FactLine) -> Bool
    ) -> PageTable {
        PageTable(
            name: table, title: titled(zh, en),
            columns: heads([
                ("事实", "Fact", 30), ("值", "Value", 26), ("来源", "Origin", 10),
                ("依据", "Evidence", 36), ("记录", "Record", 10), ("日期", "Day", 12),
            ]),
            rows: view.facts.filter(isWanted).map { line in
                [
                    .text(name(line.name)),
                    .text(ReportCard.words(of: line.fact, names: names)[language]),
                    .text(
                        line.isMeasured ? call.said("量算", "measured") : call.said("填报", "stated")),
                    .text(
                        line.fact.evidence.map { name($0.source) }.joined(
                            separator: call.said("、", ", "))),
                    record(line.mark), .day(line.mark?.day),
                ]
            })
    }

    private func actTable(
        _ table: String, _ zh: String, _ en: String, _ wanted: Set<String>
    ) -> PageTable {
        var rows: [[PageTable.Cell]] = []
        for act in view.acts {
            guard let operation = act.operation, wanted.contains(operation) else { continue }
            rows.append([
                .text(title(act)), .text(office(act.office)), .text(person(act.person)),
                .text(act.remark ?? ""),
                .text(call.moment(act.time)),
                .text("\(act.sequence)", href: address(.log) + "#r\(act.sequence)"),
            ])
        }
        return PageTable(
            name: table, title: titled(zh, en),
            columns: heads([
                ("环节", "Act", 26), ("机构", "Office", 26), ("经办", "Person", 12),
                ("附记", "Remark", 30), ("时间", "Time", 18), ("记录", "Record", 10),
            ]), rows: rows)
    }

    // MARK: Papers

    var fileTables: [PageTable] { [paperTable("papers", "在卷材料", "Papers on file", view.papers)] }

    private func paperTable(
        _ table: String, _ zh: String, _ en: String, _ papers: [ProjectView.Paper]
    ) -> PageTable {
        PageTable(
            name: table, title: titled(zh, en),
            columns: heads([
                ("材料", "Paper", 28), ("对象", "Subject", 22), ("章节", "Sections", 30),
                ("报送", "Sent to", 24), ("入卷机构", "Filed by", 20), ("日期", "Day", 12),
                ("记录", "Record", 10), ("附件", "Attachment", 16),
            ]),
            rows: papers.map { paper in
                let digest = paper.digest.split(separator: ":").last.map(String.init) ?? ""
                return [
                    .text(name(paper.document)),
                    .text(paper.of == view.subject.id ? view.subject.name : partName(paper.of)),
                    .text(paper.sections.joined(separator: call.said("、", ", "))),
                    .text(paper.to.map(name).joined(separator: call.said("、", ", "))),
                    .text(name(paper.by)), .day(paper.mark.day), record(paper.mark),
                    digest.count == 64
                        ? .text(
                            call.said("下载 ", "download ") + digest.prefix(8),
                            href: "\(path)/files/\(digest)") : .empty,
                ]
            },
            note: BilingualText(
                zh: "无附件的材料仅登记其存在；下载计入审计。",
                en:
                    "Papers without an attachment are recorded as existing only; downloads are audited."
            ))
    }

    // MARK: People

    func person(_ id: String) -> String {
        Person.ID(id).flatMap { register.people[$0]?.name } ?? id
    }

    func office(_ id: String) -> String {
        Office.ID(id).flatMap { register.offices[$0]?.name } ?? id
    }

    var peopleTables: [PageTable] {
        let posts = PageTable(
            name: "posts", title: titled("到岗责任人", "Posts filled"),
            columns: heads([
                ("岗位", "Post", 24), ("机构", "Office", 26), ("对象", "Subject", 24),
                ("日期", "Day", 12), ("记录", "Record", 10),
            ]),
            rows: view.posts.map { post in
                [
                    .text(name(post.post)),
                    .text(post.office.map { officeInCharge($0) } ?? ""),
                    .text(post.of == view.subject.id ? view.subject.name : partName(post.of)),
                    .day(post.mark.day), record(post.mark),
                ]
            })
        return [inCharge, posts, acted]
    }

    /// The office of a kind that is responsible here, by its registered name beside the kind's.
    private func officeInCharge(_ kind: String) -> String {
        guard let found = register.name(ofKind: kind, in: view.area) else { return name(kind) }
        return found
    }

    /// The offices of the pack that do acts on such a subject.
    private var inCharge: PageTable {
        var duties: [String: [String]] = [:]
        var order: [String] = []
        for track in view.pack.lifecycle.tracks where track.subject == view.subject.entity {
            for act in track.acts {
                for (id, offices) in [(act.id, act.by)] + act.chain.map({ ($0.id, $0.by) }) {
                    for office in offices {
                        if duties[office] == nil { order.append(office) }
                        duties[office, default: []].append(name(id))
                    }
                }
            }
        }
        return PageTable(
            name: "offices", title: titled("责任机构", "Offices in charge"),
            columns: heads([
                ("机构类别", "Kind of office", 26), ("登记机构", "Registered office", 26),
                ("所办环节", "Acts", 60),
            ]),
            rows: order.map { kind in
                [
                    .text(name(kind)),
                    register.name(ofKind: kind, in: view.area).map { .text($0) } ?? .empty,
                    .text((duties[kind] ?? []).joined(separator: call.said("、", ", "))),
                ]
            })
    }

    /// Who did acts, with how many and the last.
    private var acted: PageTable {
        struct Pair: Hashable { let person: String, office: String }
        var counts: [Pair: (count: Int, last: ProjectAct)] = [:]
        for act in view.acts {
            let pair = Pair(person: act.person, office: act.office)
            // The acts stand latest first.
            counts[pair] = ((counts[pair]?.count ?? 0) + 1, counts[pair]?.last ?? act)
        }
        let rows = counts.sorted {
            ($1.value.count, $0.key.person) < ($0.value.count, $1.key.person)
        }
        var columns = heads([("姓名", "Person", 14), ("机构", "Office", 28)])
        columns.append(.init(title: .init(zh: "办理次数", en: "Acts"), isNumber: true, width: 10))
        columns += heads([("最近办理", "Latest act", 28), ("时间", "Time", 18), ("记录", "Record", 10)])
        return PageTable(
            name: "acted", title: titled("经办人员", "Who acted"),
            columns: columns,
            rows: rows.map { pair, value in
                [
                    .text(person(pair.person)), .text(office(pair.office)), .integer(value.count),
                    .text(title(value.last)), .text(call.moment(value.last.time)),
                    .text(
                        "\(value.last.sequence)",
                        href: address(.log) + "#r\(value.last.sequence)"),
                ]
            })
    }
}
