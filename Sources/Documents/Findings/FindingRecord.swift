import LandModel
import Policy

/// One finding as data.
struct FindingRecord {
    let finding: Finding

    var json: JSONText {
        .object([
            "clause": .string(finding.clause), "kind": .string(finding.kind.rawValue),
            "strength": .string(finding.strength.rawValue),
            "status": .string(finding.status.rawValue), "blocking": .bool(finding.isBlocking),
            "blocks": .array(finding.blocks.map { .string($0) }),
            "actors": .array(finding.actors.map { .string($0) }),
            "subject": .object([
                "entity": .string(finding.subject.entity), "id": .string(finding.subject.id),
                "name": .string(finding.subject.name),
            ]),
            "occasion": .string(finding.occasion.rawValue), "asOf": .string("\(finding.asOf)"),
            "pack": .string(finding.pack), "revision": .integer(finding.revision),
            "packDigest": .string(finding.packDigest), "draft": .bool(finding.isDraft),
            "title": .words(finding.title), "message": .words(finding.message),
            "remedy": .words(finding.remedy),
            "citation": .object([
                "document": .string(finding.citation.document),
                "clause": .string(finding.citation.clause),
                "phrase": .string(finding.citation.phrase),
            ]),
            "measured": finding.measured.map(value) ?? .null,
            "required": finding.required.map(value) ?? .null,
            "bound": .optional(finding.bound?.rawValue),
            "gap": .optional(finding.gap.map(exact)),
            "unit": .optional(finding.unit?.rawValue),
            "dueOn": .optional(finding.dueOn.map { "\($0)" }),
            "days": finding.days.map { .integer($0) } ?? .null,
            "missing": .array(finding.missing.map(missing)),
            "waiver": finding.waiver.map(waiver) ?? .null,
            "readings": .array(
                finding.readings.map { .object(["id": .string($0.id), "text": .words($0.text)]) }),
            "shows": .array(finding.shows.map(shown)),
            "evidence": .array(finding.evidence.map(evidence)),
            "trace": .array(finding.trace.map(node)),
            "problem": finding.problem.map(problem) ?? .null,
        ])
    }

    private func missing(_ entry: MissingEntry) -> JSONText {
        let kind = entry.item.kindWord
        return .object([
            "kind": .string(kind.slug), "item": .string(kind.name), "name": .words(entry.name),
        ])
    }

    private func waiver(_ waiver: Waiver) -> JSONText {
        .object([
            "by": .array(waiver.by.map { .string($0) }), "names": .words(waiver.byNames),
            "reason": .string(waiver.reason), "date": .string("\(waiver.date)"),
        ])
    }

    private func shown(_ fact: ShownFact) -> JSONText {
        .object([
            "fact": .string(fact.name), "term": .words(fact.term),
            "value": .words(FactWords(words: ValueWords(names: [:])).text(fact.fact)),
        ])
    }

    private func evidence(_ evidence: Evidence) -> JSONText {
        .object([
            "source": .string(evidence.source), "sha256": .string(evidence.digest),
            "note": .string(evidence.note),
        ])
    }

    private func problem(_ problem: PackProblem) -> JSONText {
        .object(["code": .string(problem.code.rawValue), "text": .words(problem.text)])
    }

    private func node(_ node: Explanation) -> JSONText {
        .object([
            "text": .string(node.text), "value": value(node.value),
            "unit": .string(node.unit.rawValue), "evidence": .array(node.evidence.map(evidence)),
            "children": .array(node.children.map(self.node)),
        ])
    }

    private func value(_ value: EvaluatedValue) -> JSONText {
        switch value {
        case .number(let number): .object(["number": .string(exact(number))])
        case .truth(let holds): .object(["truth": .bool(holds)])
        case .date(let day): .object(["date": .string("\(day)")])
        case .code(let code): .object(["code": .string(code)])
        case .codes(let codes): .object(["codes": .array(codes.map { .string($0) })])
        case .period(let period):
            .object(["period": .string("\(period.count) \(period.unit.rawValue)")])
        case .unknown(let items):
            // A set has no order; the file needs one.
            .object([
                "unknown": .array(
                    items.map { "\($0.kindWord.slug):\($0.kindWord.name)" }.sorted()
                        .map { .string($0) })
            ])
        }
    }

    /// The number in decimals where it is finite there, else as a fraction.
    private func exact(_ number: Rational) -> String {
        for places in 0...8 {
            let text = number.decimal(places)
            if Rational(text) == number { return text }
        }
        return number.description
    }
}
