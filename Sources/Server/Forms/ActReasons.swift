import LandModel
import Operations
import Policy

/// What stands against an act, as the panel of a page shows it: all of it at once (一次性告知).
enum ActReasons {
    /// The values of the part `act-reasons`; false when there is nothing.
    static func value(_ items: [Refusal.Item], _ title: BilingualText, _ call: Call) -> JSONValue {
        guard !items.isEmpty else { return .bool(false) }
        return .members([
            "title": .string(title[call.language]), "items": .list(items) { item($0, call) },
        ])
    }

    /// The heading over a number of reasons.
    static func heading(_ count: Int) -> BilingualText {
        BilingualText(zh: "现在不能办理（\(count) 条）", en: "It cannot be done now (\(count))")
    }

    static func item(_ item: Refusal.Item, _ call: Call) -> JSONValue {
        let clause = item.finding.map { "/policy/\($0.pack)/\($0.clause)" }
        let field = item.field.map { $0.split(separator: ".").first.map(String.init) ?? $0 }
        return .members([
            "text": .string(item.text[call.language]), "code": .string(item.code),
            "clause": .shown(item.finding?.clause ?? item.clause?.clause),
            // The words of a finding quote the clause already.
            "phrase": .shown(
                item.finding == nil && item.clause?.phrase.isEmpty == false
                    ? item.clause?.phrase : nil),
            "clauseHref": .shown(clause), "field": .shown(field.map { "#f-\($0)" }),
            "acts": .list(item.remedies.filter { ActRights.mayEver($0, call) }) { remedy in
                .members([
                    "title": .string(remedy.title.heading(call.language)),
                    "href": .string(
                        remedy.subject.isEmpty
                            ? "/acts/\(remedy.operation)"
                            : PageAddress.act(remedy.operation, on: remedy.subject)),
                ])
            },
        ])
    }

    /// The clauses behind an act.
    static func clauses(_ clauses: [ActClause], _ call: Call) -> JSONValue {
        .list(clauses) { clause in
            .members([
                "id": .string(clause.id), "title": .string(clause.title[call.language]),
                "phrase": .string(clause.citation.phrase),
                "place": .string(clause.citation.clause),
                "href": .string("/policy/\(clause.citation.document)/\(clause.id)"),
            ])
        }
    }
}
