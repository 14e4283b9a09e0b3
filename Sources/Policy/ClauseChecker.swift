import LandModel

/// Checks one clause against the vocabulary, the parameters and the lifecycle of its pack.
struct ClauseChecker {
    private let clause: Clause
    private let pack: Pack
    private let typer: ExpressionTyper
    private(set) var problems: [PackProblem] = []

    init(_ clause: Clause, pack: Pack) {
        self.clause = clause
        self.pack = pack
        typer = ExpressionTyper(pack: pack)
    }

    mutating func check() {
        checkEvidence()
        checkStrength()
        if pack.vocabulary.entity(clause.subject) == nil {
            report(.unknownReference(what: .subject, clause.subject))
        } else {
            checkExpressions()
        }
        checkReferences()
        checkOffices()
        checkExceptions()
        checkDue()
        for path in clause.statedIn { checkStated(path) }
    }

    private mutating func report(_ fault: PackFault) {
        let problem = PackProblem(fault, at: clause.node, place: clause.id)
        if !problems.contains(problem) { problems.append(problem) }
    }

    // MARK: What the kind and the strength ask for

    private mutating func checkEvidence() {
        if clause.statedIn.isEmpty && !clause.hasEvidence {
            report(
                .lacksEvidence(
                    kind: clause.kind, wanted: Clause.evidence[clause.kind, default: []]))
        }
        if clause.kind == .spatial && clause.layers.isEmpty { report(.spatialWithoutLayers) }
        if clause.kind == .deadline && clause.statedIn.isEmpty && !clause.given.contains("due") {
            report(.deadlineWithoutDue)
        }
    }

    private mutating func checkStrength() {
        if clause.strength != .inPrinciple && clause.given.contains("waiver") {
            report(.cannotBeWaived(clause.strength))
        }
        if clause.strength == .inPrinciple && pack.waivers(of: clause).isEmpty {
            report(.nobodyMayWaive)
        }
        if [.should, .may].contains(clause.strength) && !clause.blocks.isEmpty {
            report(.blocksNothing(clause.strength))
        }
        if clause.strength == .mustNot && clause.kind != .prohibition { report(.mustNotElsewhere) }
    }

    // MARK: Expressions

    private mutating func checkExpressions() {
        let scopes = pack.vocabulary.scopes(of: clause.subject)
        for part in clause.expressions where type(of: part.expression, in: scopes) != nil {
            let type = type(of: part.expression, in: scopes)
            if part.isCondition, let type, type != .bool {
                report(.notCondition(part.expression.text, type: type))
            }
            for divisor in part.expression.divisors
            where clause.applies?.guarantees(positive: divisor) != true {
                report(.unguardedDivisor(divisor.text))
            }
        }
        for check in clause.checks {
            guard let measure = type(of: check.measure, in: scopes),
                let limit = type(of: check.limit, in: scopes)
            else { continue }
            let isZero = check.limit == .literal(.number(.zero), .count)
            let isComparable =
                if let one = measure.dimension, let other = limit.dimension {
                    one == other || isZero
                } else {
                    measure == .year && limit == .year
                }
            if !isComparable {
                report(.boundDiffers(measure: check.measure.text, type: measure, bound: limit))
            }
        }
    }

    private mutating func type(of expression: Expression, in scopes: [String]) -> ValueType? {
        do {
            return try typer.type(of: expression, in: scopes)
        } catch {
            report(error.fault)
            return nil
        }
    }

    // MARK: Names

    private mutating func checkReferences() {
        let vocabulary = pack.vocabulary
        let scopes = vocabulary.scopes(of: clause.subject) + ["village"]
        for name in clause.shows where vocabulary.fact(name, in: scopes) == nil {
            report(.unknownFact(name))
        }
        let acts =
            clause.blocks + clause.after + clause.does + clause.approvedBy.map(\.act)
            + [clause.act].compactMap(\.self)
        for act in acts where pack.lifecycle.act(act) == nil { report(.unknownAct(act)) }
        let papers = clause.documents + (clause.waiver?.documents ?? [])
        for document in papers where vocabulary.documents[document] == nil {
            report(.unknownReference(what: .document, document))
        }
        for layer in clause.layers where !vocabulary.layers.contains(layer) {
            report(.unknownReference(what: .layer, layer))
        }
        let accounts = vocabulary.codes["account", default: []]
        for account in clause.accounts where !accounts.contains(account) {
            report(.unknownReference(what: .account, account))
        }
        let uses = vocabulary.codes["quotaUse", default: []]
        for use in clause.order where !uses.contains(use) {
            report(.unknownReference(what: .use, use))
        }
        for option in clause.options where pack.subprojectTypes[option] == nil {
            report(.unknownReference(what: .type, option))
        }
        if let stage = clause.from, pack.lifecycle.stagesByID[stage] == nil {
            report(.unknownReference(what: .stage, stage))
        }
    }

    private mutating func checkOffices() {
        let named =
            clause.offices + clause.to + clause.actors + (clause.waiver?.by ?? [])
            + clause.approvedBy.flatMap(\.offices) + [clause.attest].compactMap(\.self)
        for office in named where pack.office(office) == nil {
            report(.unknownReference(what: .office, office))
        }
        for approval in clause.approvedBy {
            guard let act = pack.lifecycle.act(approval.act) else { continue }
            if Set(act.approvers) != Set(approval.offices) {
                report(
                    .approverDiffers(
                        act: act.id, clause: approval.offices, lifecycle: act.approvers))
            }
        }
        for id in clause.does {
            guard let act = pack.lifecycle.act(id) else { continue }
            if Set(act.by).isDisjoint(with: clause.offices) {
                report(.performerDiffers(act: id, offices: clause.offices))
            }
        }
    }

    private mutating func checkExceptions() {
        for id in clause.overrides {
            if pack.clause(id) == nil {
                report(.overridesUnknown(id))
            } else if !clause.given.contains("applies") {
                report(.exceptionWithoutCondition)
            }
        }
    }

    private mutating func checkDue() {
        guard let due = clause.due else { return }
        for part in due.parameters where pack.parameters[part.name]?.unit != part.unit {
            report(.dueParameter(field: part.field, unit: part.unit))
        }
        if let act = due.after, pack.lifecycle.act(act) == nil { report(.unknownAct(act)) }
        guard case .within(let name, _) = due, pack.calendar.years.isEmpty else { return }
        for value in pack.parameters[name]?.values ?? [] {
            if case .period(let period) = value.value, period.unit == .workdays {
                report(.workdaysWithoutCalendar)
            }
        }
    }

    /// A path such as `pack.basis`, `lifecycle.tracks.project` or `acts.acceptWhole`.
    private mutating func checkStated(_ path: String) {
        let parts = path.split(separator: ".").map(String.init)
        var node: PackNode?
        var rest = parts.dropFirst()
        switch parts.first {
        case "pack": node = pack.source.head
        case "lifecycle": node = pack.source.lifecycle
        case "acts":
            if let id = rest.popFirst(), pack.lifecycle.act(id) != nil, rest.isEmpty { return }
        default: break
        }
        for part in rest { node = node?[part] }
        guard let node else {
            report(.statedInMissing(path))
            return
        }
        let isEmpty =
            switch node.content {
            case .null: true
            case .scalar(let text, _): text.isEmpty || text == "false"
            case .list(let items): items.isEmpty
            case .map(let pairs): pairs.isEmpty
            }
        if isEmpty { report(.statedInEmpty(path)) }
    }
}
