import LandModel

/// A good or bad case of a pack: facts and events, and the status one clause must come to.
struct PackCase: Sendable {
    let name: String
    let clause: Clause
    let context: JudgementContext
    let expect: FindingStatus?
    /// The measured share the finding must show; nil when the case does not say.
    let measured: Rational?
}

/// Turns the node of a case into a ``PackCase`` and notes everything it names that is not there.
struct CaseDecoder {
    let pack: Pack
    private var reader: FieldReader

    init(_ node: PackNode, pack: Pack) {
        self.pack = pack
        reader = FieldReader(node, place: node["name"]?.text ?? node["clause"]?.text ?? "?")
    }

    var problems: [PackProblem] { reader.problems }

    mutating func allowOnly(_ keys: [String], owner: String) { reader.allow(keys, owner: owner) }

    func field(_ key: String) -> PackNode? { reader.value(key) }

    /// The case; nil when its clause or day is missing.
    ///
    /// A case inside a patch has no name and no expectation of its own.
    mutating func decode(insidePatch: Bool = false) -> PackCase? {
        reader.allow(
            ["name", "clause", "asOf", "stage", "given", "journal", "expect", "measured", "note"],
            owner: "case")
        for key in insidePatch ? ["clause", "asOf"] : ["name", "clause", "asOf", "expect"]
        where reader.value(key) == nil {
            reader.report(.caseField(key))
        }
        let day = reader.day("asOf")
        var expect: FindingStatus?
        if let word = reader.text("expect") {
            expect = FindingStatus(rawValue: word)
            if expect == nil { reader.report(.caseReference(what: .status, word)) }
        }
        let measured = reader.text("measured").flatMap {
            Parameter.value(of: $0, type: .ratio)?.number
        }
        guard let id = reader.text("clause"), let day else { return nil }
        guard let clause = pack.clause(id) else {
            reader.report(.caseReference(what: .clause, id))
            return nil
        }
        let scopes = pack.vocabulary.scopes(of: clause.subject)
        var subject = self.subject(reader.value("given"), entity: clause.subject, scopes: scopes)
        if let stage = reader.text("stage") {
            if pack.lifecycle.stagesByID[stage] == nil {
                reader.report(.caseReference(what: .stage, stage))
            }
            subject.stages = [stage]
        }
        let journal = (reader.value("journal")?.items ?? []).compactMap { record($0) }
        return PackCase(
            name: reader.place, clause: clause,
            context: JudgementContext(caseOf: subject, journal: journal, asOf: day),
            expect: expect, measured: measured)
    }

    // MARK: Facts

    mutating func subject(
        _ node: PackNode?, entity: String, scopes: [String]
    ) -> Subject {
        var subject = Subject(entity: entity, id: node?["id"]?.text ?? "", name: "")
        for pair in node?.pairs ?? [] where pair.key != "id" && !pair.value.isNull {
            if let definition = pack.vocabulary.fact(pair.key, in: scopes) {
                subject.facts[pair.key] = fact(pair.value, definition)
            } else if let member = pack.vocabulary.member(of: pair.key) {
                subject.collections[pair.key] = pair.value.items.map {
                    self.subject($0, entity: member, scopes: [member] + scopes)
                }
            } else {
                reader.report(.caseReference(what: .fact, pair.key), at: pair.value)
            }
        }
        return subject
    }

    private mutating func fact(
        _ node: PackNode, _ definition: Vocabulary.FactDefinition
    ) -> Fact? {
        let value = node["value"] ?? node
        var provenance = AreaProvenance.measured
        if let word = node["provenance"]?.text {
            if let known = AreaProvenance(rawValue: word) {
                provenance = known
            } else {
                reader.report(.unknownCode(word, list: "provenance"), at: node)
            }
        }
        if definition.type == .codes {
            return Fact(.codes(value.items.compactMap(\.text)), provenance: provenance)
        }
        let fact = value.text.flatMap { FactValue($0, type: definition.type) }
        guard let fact else {
            reader.report(
                .unknownValue(field: definition.name, value: value.text ?? "[…]"), at: node)
            return nil
        }
        return Fact(fact, provenance: provenance)
    }

    // MARK: Events

    mutating func record(_ node: PackNode) -> JournalRecord? {
        var inner = FieldReader(node, place: reader.place)
        defer { reader.problems += inner.problems }
        inner.allow(
            JournalRecord.Kind.allCases.map(\.rawValue)
                + ["date", "by", "of", "sections", "to", "office", "reason"],
            owner: "event")
        let kinds = JournalRecord.Kind.allCases.filter { inner.value($0.rawValue) != nil }
        guard let kind = kinds.first, kinds.count == 1, let name = inner.text(kind.rawValue) else {
            inner.report(.caseField("act"))
            return nil
        }
        switch kind {
        case .act where pack.lifecycle.act(name) == nil:
            inner.report(.caseReference(what: .act, name))
        case .file where pack.vocabulary.documents[name] == nil:
            inner.report(.caseReference(what: .document, name))
        default: break
        }
        guard let date = inner.day("date") else {
            inner.report(.caseField("date"))
            return nil
        }
        return JournalRecord(
            kind, name, on: date, by: inner.strings("by"), of: inner.text("of"),
            sections: inner.strings("sections"), to: inner.strings("to"),
            office: inner.text("office"), reason: inner.text("reason"))
    }
}

extension FactValue {
    /// Reads a value as people write it; nil when it does not fit the type exactly.
    ///
    /// Areas in m², money in CNY, shares as `5%` or `0.05`, days as `2026-03-01`; the form of a policy
    /// case. Lists of codes have no such form.
    public init?(_ text: String, type: ValueType) {
        switch Parameter.value(of: text, type: type) {
        case .number(let number):
            guard let value = FactValue(number, type: type) else { return nil }
            self = value
        case .truth(let truth): self = .bool(truth)
        case .date(let day): self = .date(day)
        case .code(let code): self = .code(code)
        case .codes, .period, .unknown, nil: return nil
        }
    }

    private init?(_ number: Rational, type: ValueType) {
        func whole(_ number: Rational) -> Int? {
            number.isInteger ? Int(exactly: number.numerator) : nil
        }
        switch type {
        case .area:
            guard let hundredths = whole(number * Rational(100)) else { return nil }
            self = .area(Area(hundredths: Int64(hundredths)))
        case .money:
            guard let fen = whole(number * Rational(100)) else { return nil }
            self = .money(Money(fen: Int64(fen)))
        case .count:
            guard let count = whole(number) else { return nil }
            self = .count(count)
        case .year:
            guard let year = whole(number) else { return nil }
            self = .year(year)
        case .ratio: self = .ratio(number)
        case .index: self = .index(number)
        case .grade: self = .grade(number)
        case .days, .bool, .date, .code, .codes, .monthDay, .period: return nil
        }
    }
}
