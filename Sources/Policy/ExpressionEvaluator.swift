import LandModel

/// Evaluates expressions in Kleene's three values on exact numbers, keeping the explanation tree.
struct ExpressionEvaluator {
    let pack: Pack
    let journal: JournalIndex
    let asOf: CalendarDay

    /// How many items of a collection an explanation lists; the value counts all of them.
    static let itemsExplained = 200

    /// The subjects whose facts an expression sees, and their entities, innermost first.
    struct Scope {
        let frames: [Subject]
        let entities: [String]

        func entering(_ item: Subject, as entity: String) -> Scope {
            Scope(frames: [item] + frames, entities: [entity] + entities)
        }
    }

    /// The explanation of an expression; its value is the value of the expression.
    ///
    /// - Throws: ``WorkingCalendar/YearMissing`` when working days reach into an unknown year.
    func explain(
        _ expression: Expression, in scope: Scope
    ) throws(WorkingCalendar.YearMissing) -> Explanation {
        switch expression {
        case .literal(let value, let type):
            return Explanation(text: expression.text, value: value, unit: type)
        case .name(let name): return explain(name: name, in: scope)
        case .call(let function, let name): return explain(function, name, in: scope)
        case .aggregate(let aggregate, let collection, let condition, let body):
            return try explain(
                aggregate, of: collection, where: condition, body: body, text: expression.text,
                in: scope)
        case .not(let inner):
            let child = try explain(inner, in: scope)
            var value = child.value
            if case .truth(let truth) = value { value = .truth(!truth) }
            return Explanation(
                text: expression.text, value: value, unit: .bool, children: [child])
        case .logical(let connective, let left, let right):
            let (first, second) = (try explain(left, in: scope), try explain(right, in: scope))
            return Explanation(
                text: expression.text,
                value: Self.join(first.value, second.value, stop: connective == .or),
                unit: .bool, children: [first, second])
        case .comparison(let relation, let left, let right):
            let (first, second) = (try explain(left, in: scope), try explain(right, in: scope))
            return Explanation(
                text: expression.text, value: Self.compare(relation, first.value, second.value),
                unit: .bool, children: [first, second])
        case .membership(let left, let codes):
            let child = try explain(left, in: scope)
            return Explanation(
                text: expression.text, value: Self.membership(child.value, in: codes),
                unit: .bool, children: [child])
        case .arithmetic(let operation, let left, let right):
            let (first, second) = (try explain(left, in: scope), try explain(right, in: scope))
            let (value, unit) = try compute(operation, first, second)
            return Explanation(
                text: expression.text, value: value, unit: unit, children: [first, second])
        }
    }

    // MARK: Leaves

    private func explain(name: String, in scope: Scope) -> Explanation {
        if name == "asOf" { return Explanation(text: name, value: .date(asOf), unit: .date) }
        if let parameter = pack.parameters[name] {
            return Explanation(
                text: name, value: parameter.value(on: asOf), unit: parameter.unit,
                evidence: [Evidence(source: pack.code, digest: pack.digest, note: name)])
        }
        let type = pack.vocabulary.fact(name, in: scope.entities)?.type ?? .bool
        for frame in scope.frames {
            guard let fact = frame.facts[name] else { continue }
            precondition(
                fact.value.type == type, "\(name) is \(type) in the vocabulary, not \(fact.value)")
            return Explanation(
                text: name, value: EvaluatedValue(fact.value), unit: type,
                evidence: fact.evidence)
        }
        return Explanation(text: name, value: .unknown([.fact(name)]), unit: type)
    }

    private func explain(
        _ function: Expression.Function, _ name: String, in scope: Scope
    ) -> Explanation {
        let text = "\(function.rawValue)(\(name))"
        switch function {
        case .done, .dateOf:
            let records = journal.records(.act, name, concerning: scope.frames)
            let evidence = records.map(\.evidence)
            if function == .done {
                return Explanation(
                    text: text, value: .truth(!records.isEmpty), unit: .bool, evidence: evidence)
            }
            let latest = records.map(\.date).max()
            return Explanation(
                text: text, value: latest.map { .date($0) } ?? .unknown([.act(name)]),
                unit: .date, evidence: evidence)
        case .filed:
            let records = journal.records(.file, name, concerning: scope.frames)
            return Explanation(
                text: text, value: .truth(!records.isEmpty), unit: .bool,
                evidence: records.map(\.evidence))
        case .known, .provenance:
            let fact = scope.frames.lazy.compactMap { $0.facts[name] }.first
            if function == .known {
                return Explanation(
                    text: text, value: .truth(fact != nil), unit: .bool,
                    evidence: fact?.evidence ?? [])
            }
            let provenance = fact?.provenance.map { EvaluatedValue.code($0.rawValue) }
            return Explanation(
                text: text, value: provenance ?? .unknown([.fact(name)]), unit: .code,
                evidence: fact?.evidence ?? [])
        }
    }

    // MARK: Collections

    private func explain(
        _ aggregate: Expression.Aggregate, of collection: String, where condition: Expression?,
        body: Expression?, text: String, in scope: Scope
    ) throws(WorkingCalendar.YearMissing) -> Explanation {
        let entity = pack.vocabulary.member(of: collection) ?? collection
        guard let items = scope.frames.lazy.compactMap({ $0.collections[collection] }).first else {
            return Explanation(
                text: text, value: .unknown([.collection(collection)]),
                unit: aggregate == .count ? .count : .bool)
        }
        var fold = CollectionFold(aggregate: aggregate, collection: collection)
        var children: [Explanation] = []
        for item in items {
            let inner = scope.entering(item, as: entity)
            var parts: [Explanation] = []
            defer {
                if children.count < Self.itemsExplained {
                    children.append(
                        Explanation(
                            text: item.name.isEmpty ? item.id : item.name,
                            value: parts.last?.value ?? .truth(true),
                            unit: parts.last?.unit ?? .bool, children: parts))
                }
            }
            if let condition {
                let chosen = try explain(condition, in: inner)
                parts.append(chosen)
                if chosen.value == .truth(false) { continue }
                if case .unknown(let missing) = chosen.value {
                    let judged = aggregate == .all || aggregate == .any ? body : nil
                    let value = try judged.map { part throws(WorkingCalendar.YearMissing) in
                        try explain(part, in: inner)
                    }
                    if let value { parts.append(value) }
                    fold.doubt(missing, body: value?.value)
                    continue
                }
            }
            if let body {
                let value = try explain(body, in: inner)
                parts.append(value)
                fold.take(value.value, unit: value.unit)
            } else {
                fold.take(.truth(true), unit: .count)
            }
        }
        return Explanation(text: text, value: fold.value, unit: fold.unit, children: children)
    }
}

extension EvaluatedValue {
    /// The value of a fact; areas in m², money in CNY.
    init(_ fact: FactValue) {
        switch fact {
        case .area(let area):
            self = .number(Rational(Int128(area.hundredths), over: 100))
        case .money(let money): self = .number(Rational(Int128(money.fen), over: 100))
        case .ratio(let number), .index(let number), .grade(let number): self = .number(number)
        case .count(let count): self = .number(Rational(count))
        case .bool(let truth): self = .truth(truth)
        case .date(let day): self = .date(day)
        case .year(let year): self = .number(Rational(year))
        case .code(let code): self = .code(code)
        case .codes(let codes): self = .codes(codes)
        }
    }
}
