import Documents
import HTTPTypes
import LandModel
import Operations
import Policy

/// The cards of a subject's findings: one for each, the most urgent of a clause standing for it.
struct ClauseCards {
    /// A finding with its card.
    struct Entry {
        let finding: Finding
        let card: ReportCard.Card
    }

    /// All, in the order of the pack.
    let all: [Entry]
    /// The most urgent of each clause, in the order of the pack.
    let leads: [Entry]

    init(_ view: ProjectView, _ names: [String: BilingualText]) {
        let entries = view.findings.map {
            Entry(finding: $0, card: ReportCard.card($0, names: names))
        }
        all = entries
        var order: [String] = []
        var best: [String: Entry] = [:]
        for entry in entries {
            let clause = entry.finding.clause
            guard let known = best[clause] else {
                order.append(clause)
                best[clause] = entry
                continue
            }
            if entry.finding.status.urgency < known.finding.status.urgency {
                best[clause] = entry
            }
        }
        leads = order.compactMap { best[$0] }
    }
}

extension FindingStatus {
    /// Statuses in the order that asks for action first.
    static let askingFirst = VerdictLine.order

    /// The place in that order.
    var urgency: Int { Self.askingFirst.firstIndex(of: self) ?? 0 }
}

/// The report card of clauses and the evidence of one (条款报告单).
extension ProjectPage {
    /// The chapter that a clause of a document stands in: `一(二)1` in `一(二)`.
    static func chapter(of place: String) -> String {
        let first = place.split(separator: ";").first.map(String.init) ?? place
        guard let end = first.firstIndex(where: { $0 == ")" || $0 == "）" }) else { return first }
        return String(first[...end])
    }

    func report(open clause: String?) throws -> JSONValue {
        let cards = ClauseCards(view, names)
        var evidence: JSONValue = .bool(false)
        if let clause { evidence = try self.evidence(clause, cards) }
        let status = call.values["status"]
        let standing = Set(view.standing.map(\.clause))
        let shown = cards.leads.filter { entry in
            switch status {
            case nil: true
            case "blocking": standing.contains(entry.finding.clause)
            default: entry.finding.status.rawValue == status
            }
        }
        return .members([
            "summary": .string(summary(cards.leads)),
            "total": call.words(
                "\(cards.leads.count) 条 · 核验时点 \(view.day)",
                "\(cards.leads.count) clauses, as of \(view.day)"),
            "bar": bar(cards.leads), "filters": filters(cards.leads, standing.count, status),
            "groups": groups(shown, of: cards.leads, open: clause),
            "exportHref": .string(
                address(.report) + "&format=xlsx&table=clauses"),
            "evidence": evidence, "empty": .bool(shown.isEmpty),
        ])
    }

    private func count(_ cards: [ClauseCards.Entry], _ status: FindingStatus) -> Int {
        cards.count { $0.finding.status == status }
    }

    private func summary(_ cards: [ClauseCards.Entry]) -> String {
        let parts = FindingStatus.askingFirst.compactMap { status -> String? in
            let count = count(cards, status)
            return count > 0 ? "\(VerdictLine.word(status)[language]) \(count)" : nil
        }
        return call.said("\(cards.count) 条：", "\(cards.count) clauses: ")
            + parts.joined(separator: call.said("，", ", "))
    }

    private func bar(_ cards: [ClauseCards.Entry]) -> JSONValue {
        let total = max(1, cards.count)
        let shown = FindingStatus.askingFirst.map { ($0, count(cards, $0)) }.filter { $0.1 > 0 }
        return .list(shown) { status, count in
            .members([
                "width": .string("\(count * 1000 / total / 10).\(count * 1000 / total % 10)"),
                "state": .string(status.rawValue),
            ])
        }
    }

    private func filters(
        _ cards: [ClauseCards.Entry], _ standing: Int, _ chosen: String?
    ) -> JSONValue {
        func chip(_ title: String, _ count: Int, _ status: String?) -> JSONValue {
            .members([
                "title": .string(title), "count": .integer(count),
                "href": .string(
                    address(.report) + (status.map { "&status=\($0)" } ?? "")),
                "here": .bool(chosen == status),
            ])
        }
        var chips = [chip(call.said("全部", "All"), cards.count, nil)]
        if standing > 0 {
            chips.append(chip(call.said("阻断下一步", "Before the next act"), standing, "blocking"))
        }
        chips += FindingStatus.askingFirst.compactMap { status in
            let count = count(cards, status)
            guard count > 0 else { return nil }
            return chip(VerdictLine.word(status)[language], count, status.rawValue)
        }
        return .array(chips)
    }

    private func groups(
        _ shown: [ClauseCards.Entry], of all: [ClauseCards.Entry], open: String?
    ) -> JSONValue {
        var order: [String] = []
        var members: [String: [ClauseCards.Entry]] = [:]
        for entry in shown {
            let chapter = Self.chapter(of: entry.finding.citation.clause)
            if members[chapter] == nil { order.append(chapter) }
            members[chapter, default: []].append(entry)
        }
        let totals = all.reduce(into: [String: Int]()) {
            $0[Self.chapter(of: $1.finding.citation.clause), default: 0] += 1
        }
        return .list(order) { chapter in
            let cards = members[chapter] ?? []
            let total = totals[chapter] ?? cards.count
            return .members([
                "title": .string(chapter),
                "note": cards.count == total
                    ? call.words("\(total) 条", "\(total) clauses")
                    : call.words(
                        "列 \(cards.count) 条，共 \(total) 条", "\(cards.count) of \(total) clauses"),
                "rows": .list(cards) { row($0, isOpen: $0.finding.clause == open) },
            ])
        }
    }

    private func row(_ entry: ClauseCards.Entry, isOpen: Bool) -> JSONValue {
        let card = entry.card
        return .members([
            "href": .string(address(clause: card.clause)), "here": .bool(isOpen),
            "clause": .string(card.clause),
            "strength": ClauseWords.tag(Strength(rawValue: card.strength), language),
            "title": .string(card.title[language]),
            "measured": .string(beneath(entry)),
            "value": .string(card.measured[language]), "required": .string(card.required[language]),
            "finding": ReportPage.mark(entry.finding.status).value(language),
        ])
    }

    /// What stands below the title of a row: on whom, what is missing, or why it was waived.
    private func beneath(_ entry: ClauseCards.Entry) -> String {
        let finding = entry.finding
        let whom = finding.subject.name.isEmpty ? "" : finding.subject.name
        if let waiver = finding.waiver { return "\(whom)　\(waiver.reason)" }
        let missing = entry.card.missing.prefix(3).map { $0[language] }
        guard !missing.isEmpty else { return whom }
        return whom + call.said("　缺：", "  missing: ")
            + missing.joined(separator: call.said("、", ", "))
            + (entry.card.missing.count > 3 ? "…" : "")
    }

    /// The clauses as a table.
    var clauseTable: PageTable {
        PageTable(
            name: "clauses",
            title: BilingualText(
                zh: "条款报告单　\(view.subject.name)　\(view.day)",
                en: "Clauses, \(view.subject.name), \(view.day)"),
            columns: [
                .init(title: .init(zh: "条款", en: "Clause"), width: 10),
                .init(title: .init(zh: "强度", en: "Strength"), width: 8),
                .init(title: .init(zh: "要求", en: "Title"), width: 50),
                .init(title: .init(zh: "对象", en: "Subject"), width: 24),
                .init(title: .init(zh: "实测", en: "Measured"), width: 18),
                .init(title: .init(zh: "标准", en: "Required"), width: 18),
                .init(title: .init(zh: "结论", en: "Finding"), width: 10),
                .init(title: .init(zh: "说明", en: "Message"), width: 60),
                .init(title: .init(zh: "依据", en: "Source"), width: 40),
            ],
            rows: ClauseCards(view, names).all.map { entry in
                let card = entry.card
                return [
                    .text(card.clause),
                    .text(ClauseWords.word(Strength(rawValue: card.strength) ?? .may)[language]),
                    .text(card.title[language]), .text(card.subject),
                    .text(card.measured[language]), .text(card.required[language]),
                    .text(VerdictLine.word(entry.finding.status)[language]),
                    .text(card.message[language]), .text(card.place),
                ]
            })
    }

    // MARK: Evidence

    /// The evidence of a clause, for the drawer alone.
    func evidence(_ clause: String) throws -> [(String, JSONValue)] {
        [("evidence", try evidence(clause, ClauseCards(view, names)))]
    }

    private func evidence(_ clause: String, _ cards: ClauseCards) throws -> JSONValue {
        guard let lead = cards.leads.first(where: { $0.finding.clause == clause }) else {
            throw Problem.missing()
        }
        let (finding, card) = (lead.finding, lead.card)
        let others = cards.all.filter {
            $0.finding.clause == clause && $0.finding.subject != finding.subject
        }
        return .members([
            "clause": .string(clause), "title": .string(card.title[language]),
            "finding": ReportPage.mark(finding.status).value(language),
            "strength": ClauseWords.tag(Strength(rawValue: card.strength), language),
            "subject": .string(card.subject), "message": .string(card.message[language]),
            "quote": .string(card.phrase), "source": .string(card.place),
            "pack": .string("\(view.pack.title[language]) r\(finding.revision)"),
            "clauseHref": .string("/policy/\(finding.pack)/\(clause)"),
            "gauge": gauge(card), "measured": .string(card.measured[language]),
            "required": .string(card.required[language]),
            "figures": .list(card.shown) { step($0) },
            "derivation": .list(card.steps) { derivation($0) },
            "readings": .list(card.readings) { .members(["text": .string($0[language])]) },
            "missing": .list(card.missing) { .members(["text": .string($0[language])]) },
            "remedy": .shown(card.remedy[language].isEmpty ? nil : card.remedy[language]),
            "waiver": waiver(finding),
            "blocks": .list(finding.blocks) { .members(["name": .string(name($0))]) },
            "blocking": .bool(finding.isBlocking),
            "actors": .list(finding.actors) { .members(["name": .string(name($0))]) },
            "sources": .list(card.sources) { source in
                .members([
                    "name": .string(name(source.name)), "text": .string(source.note),
                    "digest": .string(String(source.digest.prefix(12))),
                ])
            },
            "packDigest": .string(String(finding.packDigest.prefix(12))),
            "asOf": .string(finding.asOf.description),
            "mapHref": .shown(view.measurement.map(mapAddress)),
            "others": .list(others) { other in
                .members([
                    "subject": .string(other.card.subject),
                    "message": .string(other.card.message[language]),
                    "finding": ReportPage.mark(other.finding.status).value(language),
                ])
            },
            "closeHref": .string(
                address(.report) + (call.values["status"].map { "&status=\($0)" } ?? "")),
        ])
    }

    private func gauge(_ card: ReportCard.Card) -> JSONValue {
        .when(card.gauge) { bars in
            .members([
                "width": .integer(bars[0]), "at": .integer(bars[1]),
                "good": .bool(card.status == FindingStatus.satisfied.rawValue),
            ])
        }
    }

    /// Whether the clause was waived, by whom it can be, or that it cannot.
    private func waiver(_ finding: Finding) -> JSONValue {
        if let waiver = finding.waiver {
            return call.words(
                "\(waiver.date) \(waiver.byNames.zh)豁免：\(waiver.reason)",
                "Waived by \(waiver.byNames.en) on \(waiver.date): \(waiver.reason)")
        }
        guard finding.strength == .inPrinciple, let clause = view.pack.clause(finding.clause)
        else {
            return [.must, .mustNot].contains(finding.strength)
                ? call.words("不得豁免。", "It cannot be waived.") : .bool(false)
        }
        let offices = view.pack.waivers(of: clause).map(name)
            .joined(separator: call.said("、", ", "))
        return call.words(
            "未豁免；可由\(offices)书面说明理由豁免。",
            "Not waived; \(offices) may waive it with a written reason.")
    }

    private func step(_ step: ReportCard.Step) -> JSONValue {
        .members([
            "text": .string(step.text[language]), "value": .string(step.value[language]),
        ])
    }

    /// A step with all below it in order, each with how deep it stands.
    private func derivation(_ step: ReportCard.Step) -> JSONValue {
        func leaves(_ step: ReportCard.Step, _ depth: Int) -> [(Int, ReportCard.Step)] {
            step.parts.flatMap { [(depth, $0)] + leaves($0, depth + 1) }
        }
        return .members([
            "text": .string(step.text[language]), "value": .string(step.value[language]),
            "leaves": .list(leaves(step, 1)) { depth, leaf in
                .members([
                    "text": .string(leaf.text[language]), "value": .string(leaf.value[language]),
                    "depth": .integer(min(depth, 3)),
                ])
            },
        ])
    }
}
