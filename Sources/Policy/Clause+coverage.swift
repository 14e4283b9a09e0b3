/// What the form of a clause says about how it is decided.
extension Clause {
    /// What decides the clause.
    var decidedBy: ClauseCoverage.DecidedBy {
        if isStated { return .stated }
        if !checks.isEmpty || require != nil || forbid != nil || !order.isEmpty {
            return .expression
        }
        if let due {
            if case .unfixed = due { return .record }
            return .time
        }
        return .record
    }

    /// Whether the pack itself fulfils it, with nothing left to judge.
    var isStated: Bool { !statedIn.isEmpty && !hasEvidence }

    /// Whether some fact, or the wrong office, can contradict it.
    private var canBeContradicted: Bool {
        !checks.isEmpty || require != nil || forbid != nil || !order.isEmpty || !does.isEmpty
            || !approvedBy.isEmpty || kind == .prohibition
    }

    /// The worst it can come to.
    func worst(in pack: Pack) -> WorstStatus {
        if isStated { return .stated }
        let limit = due.map { $0.endsItsSpan(pack) }
        if kind == .deadline { return limit == true ? .nextSpan : .overdue }
        if canBeContradicted || !blocks.isEmpty { return .broken }
        if limit == false { return .overdue }
        return strength == .may && applies == nil ? .unused : .asked
    }

    /// What it rests on.
    func sources(in pack: Pack) -> Set<ClauseCoverage.Source> {
        if isStated { return [.stated] }
        var found: Set<ClauseCoverage.Source> = []
        let used = uses
        for name in used.names {
            switch pack.vocabulary.anyFact(name)?.origin {
            case .measured: found.insert(.measured)
            case .recorded: found.insert(.fact)
            case .balanced: found.insert(.ledger)
            case nil: break
            }
        }
        if !used.collections.isEmpty || !options.isEmpty { found.insert(.fact) }
        if !layers.isEmpty { found.insert(.measured) }
        if !used.acts.isEmpty { found.insert(.act) }
        if !used.documents.isEmpty { found.insert(.paper) }
        if kind == .role, !posts.isEmpty || does.isEmpty && checks.isEmpty {
            found.insert(.appointment)
        }
        if attest != nil { found.insert(.attestation) }
        if let due, due.endsItsSpan(pack) != nil { found.insert(.time) }
        if !accounts.isEmpty || !order.isEmpty { found.insert(.ledger) }
        return found
    }

    /// The names a clause speaks of.
    struct Uses {
        var names: Set<String> = []
        var collections: Set<String> = []
        var acts: Set<String> = []
        var documents: Set<String> = []

        mutating func add(_ expression: Expression) {
            switch expression {
            case .name(let name), .call(.known, let name), .call(.provenance, let name):
                names.insert(name)
            case .call(.done, let act), .call(.dateOf, let act): acts.insert(act)
            case .call(.filed, let document): documents.insert(document)
            case .aggregate(_, let collection, _, _): collections.insert(collection)
            default: break
            }
            for part in expression.children { add(part) }
        }
    }

    /// Every fact, collection, act and paper it speaks of, in its fields and its expressions.
    var uses: Uses {
        var uses = Uses()
        for part in expressions { uses.add(part.expression) }
        uses.acts.formUnion(
            after + approvedBy.map(\.act) + does + [act, due?.after].compactMap(\.self))
        uses.documents.formUnion(documents)
        return uses
    }
}

extension TimeLimit {
    /// Whether the day after the last one begins the next span; nil where the text gives no number.
    func endsItsSpan(_ pack: Pack) -> Bool? {
        switch self {
        case .unfixed: nil
        case .every: true
        case .fixed, .window, .within: false
        case .yearly(let name, _):
            pack.parameters[name]?.values.allSatisfy { $0.value == .code("12-31") } ?? false
        }
    }
}
