import Documents
import HTTPTypes
import LandModel
import Operations
import Policy

/// The overview, the plan and the log.
extension ProjectPage {
    /// Facts that tell most of a project, in the order shown; those that are on record are.
    private static let keyFacts = [
        "cultivatedAreaBefore", "cultivatedAreaAfter", "newCultivatedArea", "pbfAreaBefore",
        "pbfAreaAfter", "constructionAreaBefore", "constructionAreaAfter",
        "vacatedConstructionArea", "redLineOccupiedArea", "fundsRequired", "fundsAvailable",
        "satisfactionRate",
    ]
    private static let mostKeyFacts = 12
    private static let mostDuties = 12

    // MARK: Overview

    var overview: JSONValue {
        let known = Dictionary(view.facts.map { ($0.name, $0) }) { $1 }
        var key = Self.keyFacts.compactMap { known[$0] }
        if key.isEmpty { key = Array(view.facts.prefix(Self.mostKeyFacts)) }
        let open = view.duties.filter { duty in
            switch duty.state {
            case .running, .overdue, .upcoming, .unfixed, .notStarted, .missed: true
            case .met, .late, .waived, .blank: false
            }
        }
        let counts = VerdictLine(view.pack, view.findings).counts
        let left = open.count - Self.mostDuties
        let more = left > 0 ? call.said("另有 \(left) 项，见日程", "\(left) more in the calendar") : nil
        return .members([
            "facts": .list(key) { fact($0) },
            "factsHref": .string(address(.plan)), "factsTotal": .integer(view.facts.count),
            "actsHref": .string("/acts/for/" + path.dropFirst("/projects/".count)),
            "duties": .list(open.prefix(Self.mostDuties)) { duty($0) },
            "dutiesNote": .shown(more),
            "matters": .list(view.matters) { matter($0) },
            "others": .list(view.tracks.flatMap(\.others)) { done in
                .members([
                    "name": .string(name(done.act)), "day": .string(done.mark.day.description),
                    "number": .integer(done.mark.sequence),
                    "href": .string(address(.log) + "#r\(done.mark.sequence)"),
                    "times": .shown(
                        done.times > 1
                            ? call.said("共 \(done.times) 次", "\(done.times) times") : nil),
                ])
            },
            "counts": .list(FindingStatus.askingFirst) { status in
                let count = counts[status] ?? 0
                return .members([
                    "mark": ReportPage.mark(status, count).value(language),
                    "href": .string(address(.report) + "&status=\(status.rawValue)"),
                    "some": .bool(count > 0),
                ])
            },
        ])
    }

    /// A fact with what it rests on.
    func fact(_ line: ProjectView.FactLine) -> JSONValue {
        .members([
            "name": .string(name(line.name)),
            "value": .string(ReportCard.words(of: line.fact, names: names)[language]),
            "measured": .bool(line.isMeasured),
            "origin": line.isMeasured
                ? call.words("量算", "measured") : call.words("填报", "stated"),
            "definition": .string(line.definition.definition),
            "provenance": .shown(line.fact.provenance.map { name($0.rawValue) }),
            "record": .when(line.mark) { mark in
                .members([
                    "number": .integer(mark.sequence), "day": .string(mark.day.description),
                    "href": .string(address(.log) + "#r\(mark.sequence)"),
                ])
            },
            "sources": .list(line.fact.evidence) { evidence in
                .members([
                    "name": .string(name(evidence.source)), "note": .string(evidence.note),
                    "digest": .shown(
                        evidence.digest.isEmpty ? nil : String(evidence.digest.prefix(12))),
                ])
            },
        ])
    }

    private func duty(_ entry: CalendarEntry) -> JSONValue {
        var (isLate, isSoon) = (false, false)
        switch entry.state {
        case .overdue, .missed: isLate = true
        case .running(let last):
            isSoon = last.daysSinceEpoch - view.day.daysSinceEpoch <= Self.soon
        default: break
        }
        return .members([
            "title": .string(entry.title[language]),
            "task": .string(entry.task),
            "subject": .shown(entry.subject.id == view.subject.id ? nil : entry.subject.name),
            "late": .bool(isLate), "soon": .bool(isSoon),
            "left": .string(entry.words(on: view.day)[language]),
            "date": .string(entry.last?.description ?? ""),
            "clause": .shown(entry.clause), "how": .string(entry.limitWords[language]),
            "owners": .string(entry.ownerNames[language]),
            "href": .shown(
                entry.clause.flatMap { clause in
                    view.findings.contains { $0.clause == clause }
                        ? address(clause: clause) : nil
                }),
        ])
    }

    /// Up to so many days before its last day a duty is marked.
    private static let soon = 15

    private func matter(_ one: ProjectView.Matter) -> JSONValue {
        let title =
            switch one.kind {
            case .waiver: call.said("说明理由豁免", "Waived")
            case .returned: call.said("退回", "Returned")
            case .suspension: call.said("暂停", "Suspended")
            case .change: call.said("申请变更", "Change requested")
            case .correction: call.said("更正", "Corrected")
            case .breach: call.said("查实问题", "Breach upheld")
            }
        return .members([
            "title": .string(title), "about": .string(one.about.isEmpty ? "" : name(one.about)),
            "by": .string(name(one.by)), "reason": .string(one.reason),
            "open": .bool(one.isOpen), "day": .string(one.mark.day.description),
            "number": .integer(one.mark.sequence),
            "href": .string(address(.log) + "#r\(one.mark.sequence)"),
            "subject": .shown(one.of == view.subject.id ? nil : partName(one.of)),
        ])
    }

    func partName(_ id: String) -> String {
        view.parts.first { $0.id == id }?.name ?? id
    }

    // MARK: Plan

    var plan: JSONValue {
        let measured = view.facts.filter(\.isMeasured)
        let stated = view.facts.filter { !$0.isMeasured }
        return .members([
            "measurement": .when(view.measurement, measurement),
            "measured": .list(measured) { fact($0) }, "hasMeasured": .bool(!measured.isEmpty),
            "stated": .list(stated) { fact($0) }, "hasStated": .bool(!stated.isEmpty),
            "exportHref": .shown(
                view.facts.isEmpty ? nil : address(.plan) + "&format=xlsx&table=facts"),
            "measureHref": .string("/acts/measurePlan?subject=\(view.subject.id.percentEncoded)"),
            "stateHref": .string("/acts/stateFacts?subject=\(view.subject.id.percentEncoded)"),
        ])
    }

    private func measurement(_ one: ProjectView.Measured) -> JSONValue {
        let occasion =
            switch one.occasion {
            case .plan: call.said("方案", "plan")
            case .acceptance: call.said("验收", "acceptance")
            case .annual: call.said("年度", "annual")
            }
        let plan = one.plan.split(separator: ":").last.map(String.init) ?? ""
        return .members([
            "number": .integer(one.number), "occasion": .string(occasion),
            "dataset": .string(one.dataset),
            "edition": .string(one.edition.map(String.init) ?? "—"),
            "items": .integer(one.items), "day": .string(one.mark.day.description),
            "record": .integer(one.mark.sequence),
            "recordHref": .string(address(.log) + "#r\(one.mark.sequence)"),
            "plan": .string(String(plan.prefix(12))),
            "planHref": .shown(plan.count == 64 ? "\(path)/files/\(plan)" : nil),
            "mapHref": .string(mapAddress(one)),
            "datasetHref": .shown(
                one.edition.map { "/data/\(one.dataset.percentEncoded)/\($0)" }),
            "layers": .string(one.layers.map(name).joined(separator: call.said("、", ", "))),
        ])
    }

    /// The facts as a table.
    var factTables: [PageTable] {
        guard !view.facts.isEmpty else { return [] }
        return [
            PageTable(
                name: "facts", title: titled("事实与证据", "Facts and evidence"),
                columns: [
                    .init(title: .init(zh: "事实", en: "Fact"), width: 30),
                    .init(title: .init(zh: "值", en: "Value"), width: 30),
                    .init(title: .init(zh: "来源", en: "Origin"), width: 8),
                    .init(title: .init(zh: "依据", en: "Evidence"), width: 50),
                    .init(title: .init(zh: "记录", en: "Record"), isNumber: true),
                    .init(title: .init(zh: "日期", en: "Day")),
                ],
                rows: view.facts.map { line in
                    [
                        .text(name(line.name)),
                        .text(ReportCard.words(of: line.fact, names: names)[language]),
                        .text(
                            line.isMeasured
                                ? call.said("量算", "measured") : call.said("填报", "stated")),
                        .text(
                            line.fact.evidence.map {
                                [name($0.source), $0.note, $0.digest].filter { !$0.isEmpty }
                                    .joined(separator: " ")
                            }.joined(separator: "; ")),
                        line.mark.map { .integer($0.sequence) } ?? .empty,
                        .day(line.mark?.day),
                    ]
                })
        ]
    }

    /// A title with the subject's name.
    func titled(_ zh: String, _ en: String) -> BilingualText {
        BilingualText(zh: "\(zh)　\(view.subject.name)", en: "\(en), \(view.subject.name)")
    }
}
