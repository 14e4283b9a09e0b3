import Access
import Accounts
import Digest
import Documents
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Policy
import Store

/// The report card of a check, with the evidence of the clause that is open (条款报告单).
struct ReportPage {
    private let record: CheckShelf.Record
    private let call: Call
    private let language: DisplayLanguage

    init(_ record: CheckShelf.Record, _ call: Call) {
        (self.record, self.call, language) = (record, call, call.language)
    }

    private var path: String { "/check/\(record.id)" }

    /// A status as a mark, with a number where one is given.
    static func mark(_ status: FindingStatus, _ count: Int? = nil) -> FindingMark {
        let number = count.map { " \($0)" } ?? ""
        let word = VerdictLine.word(status)
        let (zh, en) = (word.zh + number, word.en + number)
        return switch status {
        case .satisfied: .good(zh, en)
        case .violated: .bad(zh, en)
        case .waived: .waived(zh, en)
        case .awaitingEvidence: .awaiting(zh, en)
        case .overdue: .overdue(zh, en)
        case .notYetDue: .notDue(zh, en)
        case .notApplicable: .without(zh, en)
        }
    }

    private static func colour(_ status: FindingStatus) -> String {
        switch status {
        case .satisfied: "var(--tc-satisfied)"
        case .violated: "var(--tc-violated)"
        case .waived: "var(--tc-waived)"
        case .awaitingEvidence: "var(--tc-awaiting)"
        case .overdue: "var(--tc-overdue)"
        case .notYetDue: "var(--tc-notdue)"
        case .notApplicable: "var(--tc-na)"
        }
    }

    /// The page, or with a clause its evidence: the fragment for the drawer when a script asks.
    func reply(clause: String? = nil) async throws -> Reply {
        let card = try call.office().checks.card(record.id)
        // The most urgent card of a clause stands for it.
        var seen: Set<String> = []
        let leads = card.cards.filter { seen.insert($0.clause).inserted }
        var open: JSONValue = .bool(false)
        if let clause {
            guard let lead = leads.first(where: { $0.clause == clause }) else {
                throw Problem.missing()
            }
            open = evidence(lead, of: card.cards.filter { $0.clause == clause })
            if call.request.headers.value("HX-Request") != nil {
                return try await call.page("evidence-fragment", [("evidence", open)])
            }
        }
        let status = call.values["status"]
        let shown = leads.filter { status == nil || $0.status == status }
        return try await call.page(
            "report",
            [
                ("report", head(card, leads.count)), ("refusal", .bool(false)),
                ("bar", bar(leads)), ("filters", filters(leads, status)),
                (
                    "groups",
                    .list(groups(shown)) { title, cards in
                        .members([
                            "title": .string(title),
                            "note": call.words("\(cards.count) 条", "\(cards.count) clauses"),
                            "rows": .list(cards) { row($0, isOpen: $0.clause == clause) },
                        ])
                    }
                ), ("evidence", open),
            ])
    }

    private func head(_ card: ReportCard, _ total: Int) -> JSONValue {
        .members([
            "title": .string(record.project.isEmpty ? record.plan : record.project),
            "plan": .string(record.plan),
            "pack": .string("\(record.packTitle[language]) r\(record.revision)"),
            "day": .string(record.day), "time": .string(call.moment(record.time)),
            "person": .string(record.personName),
            "digest": .string(String(record.snapshot.prefix(8))),
            "mapHref": .string("/map?d=\(record.dataset)&e=\(record.edition)"),
            "pdfHref": .string(path + "/report.html"), "xlsxHref": .string(path + "/tables.xlsx"),
            "summary": .string(card.headline[language]),
            "total": call.words("共 \(total) 条", "\(total) clauses"),
        ])
    }

    private func bar(_ leads: [ReportCard.Card]) -> JSONValue {
        let total = max(1, leads.count)
        return .list(
            FindingStatus.askingFirst.compactMap { status -> (FindingStatus, Int)? in
                let count = leads.count { $0.status == status.rawValue }
                return count > 0 ? (status, count) : nil
            }
        ) { status, count in
            .members([
                "width": .string("\(count * 1000 / total / 10).\(count * 1000 / total % 10)"),
                "colour": .string(Self.colour(status)),
            ])
        }
    }

    private func filters(_ leads: [ReportCard.Card], _ chosen: String?) -> JSONValue {
        let all = JSONValue.members([
            "title": call.words("全部", "All"), "count": .integer(leads.count),
            "href": .string(path), "here": .bool(chosen == nil),
        ])
        let rest = FindingStatus.askingFirst.compactMap { status -> JSONValue? in
            let count = leads.count { $0.status == status.rawValue }
            guard count > 0 else { return nil }
            return .members([
                "title": .string(VerdictLine.word(status)[language]), "count": .integer(count),
                "href": .string(path + "?status=\(status.rawValue)"),
                "here": .bool(chosen == status.rawValue),
            ])
        }
        return .array([all] + rest)
    }

    private func groups(_ cards: [ReportCard.Card]) -> [(String, [ReportCard.Card])] {
        let blocking = cards.filter(\.isBlocking)
        var groups: [(String, [ReportCard.Card])] = []
        if !blocking.isEmpty { groups.append((call.said("须先解决", "To be settled first"), blocking)) }
        for status in FindingStatus.askingFirst {
            let some = cards.filter { !$0.isBlocking && $0.status == status.rawValue }
            if !some.isEmpty { groups.append((VerdictLine.word(status)[language], some)) }
        }
        return groups
    }

    private func row(_ card: ReportCard.Card, isOpen: Bool) -> JSONValue {
        .members([
            "href": .string("\(path)/clauses/\(card.clause)"), "here": .bool(isOpen),
            "clause": .string(card.clause),
            "strength": ClauseWords.tag(Strength(rawValue: card.strength), language),
            "title": .string(card.title[language]), "measured": .string(card.subject),
            "value": .string(card.measured[language]), "required": .string(card.required[language]),
            "finding": Self.mark(FindingStatus(rawValue: card.status) ?? .notApplicable).value(
                language),
        ])
    }

    // MARK: Evidence

    private func evidence(_ card: ReportCard.Card, of all: [ReportCard.Card]) -> JSONValue {
        let gauge: JSONValue =
            card.gauge.map { bars in
                .members([
                    "width": .integer(bars[0]), "at": .integer(bars[1]),
                    "measured": .string(card.measured[language]),
                    "required": .string(card.required[language]),
                    "good": .bool(card.status == FindingStatus.satisfied.rawValue),
                ])
            } ?? .bool(false)
        let remedies =
            card.missing.map { call.said("补齐：", "Provide: ") + $0[language] }
            + [card.remedy[language]].filter { !$0.isEmpty }
        return .members([
            "clause": .string(card.clause), "title": .string(card.title[language]),
            "finding": Self.mark(FindingStatus(rawValue: card.status) ?? .notApplicable).value(
                language),
            "strength": ClauseWords.tag(Strength(rawValue: card.strength), language),
            "automatic": call.words("程序判定", "judged by the program"),
            "law": .members([
                "parts": .array([
                    .members(["text": .string(card.phrase), "marked": .bool(true)])
                ]),
                "source": .string(card.place),
                "packHref": .string("/policy/\(record.pack)/\(card.clause)"),
            ]),
            "gauge": gauge,
            "figures": .list(card.shown) { step in
                .members([
                    "name": .string(step.text[language]), "ha": .string(step.value[language]),
                    "mu": .string(""), "total": .bool(false),
                ])
            },
            "derivation": .list(card.steps) { derivation($0) },
            "reading": .shown(
                card.readings.isEmpty
                    ? nil : card.readings.map { $0[language] }.joined(separator: " ")),
            "message": .string(card.message[language]),
            "others": .list(all.dropFirst()) { other in
                .members([
                    "subject": .string(other.subject), "message": .string(other.message[language]),
                ])
            },
            "remedies": .list(remedies) { .members(["text": .string($0)]) },
            "sources": .list(card.sources) { source in
                .members([
                    "name": .string(source.name), "text": .string(source.note),
                    "digest": .string(String(source.digest.prefix(8))),
                ])
            },
            "actions": .members([
                "mapHref": .string("/map?d=\(record.dataset)&e=\(record.edition)"),
                "printHref": .string(path + "/report.html"),
            ]), "closeHref": .string(path),
        ])
    }

    /// A step with all below it as its leaves; the depth is shown by a dash.
    private func derivation(_ step: ReportCard.Step) -> JSONValue {
        func leaves(_ step: ReportCard.Step, _ depth: Int) -> [(Int, ReportCard.Step)] {
            step.parts.flatMap { [(depth, $0)] + leaves($0, depth + 1) }
        }
        func value(_ step: ReportCard.Step, _ depth: Int) -> JSONValue {
            .members([
                "text": .string(String(repeating: "— ", count: depth) + step.text[language]),
                "value": .string(step.value[language]), "href": .bool(false),
            ])
        }
        return .members([
            "text": .string(step.text[language]), "value": .string(step.value[language]),
            "href": .bool(false), "leaves": .list(leaves(step, 0)) { value($0.1, $0.0) },
        ])
    }
}
