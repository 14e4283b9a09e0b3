import LandModel

/// What each kind of clause takes for evidence (policy-packs.md, section 7).
extension ClauseJudge {
    /// All the evidence of the clause, joined.
    mutating func evidence() throws(EvaluationError) -> Outcome {
        var parts = layerParts()
        parts += documentParts() + optionParts() + orderOfActsParts() + approvalParts()
        parts += postParts() + performerParts() + deadlineParts() + accountParts()
        if clause.kind == .ledger, !clause.order.isEmpty { parts.append(orderOfUses()) }
        if clause.kind == .prohibition {
            if hasOpenBreach { return .fails }
            if let forbid = clause.forbid {
                parts.append(Self.outcome(Self.negated(try value(forbid)), of: forbid))
            }
            parts += attestationParts()
        }
        for check in clause.checks { parts.append(try outcome(of: check)) }
        if let require = clause.require {
            let required = Self.outcome(try value(require), of: require)
            isBoundKept = required == .fails && !parts.contains(.fails)
            parts.append(required)
        }
        return joined(parts)
    }

    private func joined(_ parts: [Outcome]) -> Outcome {
        var pending: Set<MissingItem> = []
        var unknown: Set<MissingItem> = []
        var isPending = false
        for part in parts {
            switch part {
            case .holds, .fails: break
            case .pending(let items):
                isPending = true
                pending.formUnion(items)
            case .unknown(let items): unknown.formUnion(items)
            }
        }
        if parts.contains(.fails) {
            // Shut, not violated, as long as nobody passed the gate.
            guard clause.isShutUntilDone, blockedActs.isEmpty, clause.approvedBy.isEmpty else {
                return .fails
            }
            let conditions =
                [clause.require].compactMap(\.self).map(\.text)
                + clause.checks.map {
                    "\($0.measure.text) \($0.bound.sign) \($0.limit.text)"
                }
            return .pending(pending.union(unknown).union(conditions.map { .condition($0) }))
        }
        if isPending { return .pending(pending.union(unknown)) }
        return unknown.isEmpty ? .holds : .unknown(unknown)
    }

    private static func negated(_ value: EvaluatedValue) -> EvaluatedValue {
        if case .truth(let truth) = value { .truth(!truth) } else { value }
    }

    private static func outcome(_ value: EvaluatedValue, of expression: Expression) -> Outcome {
        switch value {
        case .truth(let truth): truth ? .holds : .fails
        case .unknown(let missing): .unknown(missing)
        default: preconditionFailure("load checks let \(expression.text) pass as a condition")
        }
    }

    private mutating func outcome(of check: Clause.Check) throws(EvaluationError) -> Outcome {
        let measured = try explain(check.measure, in: scope)
        note(measured)
        let required = try value(check.limit)
        let result = Self.outcome(
            ExpressionEvaluator.keeps(check.bound, measured.value, required), of: check.measure)
        if checked == nil || result == .fails {
            checked = CheckedBound(
                measured: measured.value, required: required, bound: check.bound,
                unit: measured.unit)
        }
        return result
    }

    // MARK: Layers and papers

    private func layerParts() -> [Outcome] {
        guard clause.kind == .spatial, let layersPresent else { return [] }
        let lacking = clause.layers.filter { !layersPresent.contains($0) }
        return lacking.isEmpty ? [] : [.unknown(Set(lacking.map { .layer($0) }))]
    }

    private mutating func documentParts() -> [Outcome] {
        guard [.document, .report, .guidance].contains(clause.kind) else { return [] }
        var parts: [Outcome] = []
        let firstPassed = blockedActs.map(\.date).min()
        for document in clause.documents {
            var files = journal.records(.file, document, concerning: frames)
            if let first = span?.first { files.removeAll { $0.date < first } }
            files = files.filter { file in
                Set(clause.sections).isSubset(of: file.sections)
                    && Set(clause.to).isSubset(of: file.to)
                    && firstPassed.map { file.date <= $0 } ?? true
            }
            events += files
            parts.append(files.isEmpty ? .pending([.document(document)]) : .holds)
        }
        return parts
    }

    private func optionParts() -> [Outcome] {
        guard clause.kind == .guidance, !clause.options.isEmpty else { return [] }
        return clause.options.contains(where: subprojectTypes.contains)
            ? [.holds] : [.pending([.option(clause.options)])]
    }

    // MARK: Acts

    private mutating func orderOfActsParts() -> [Outcome] {
        guard clause.kind == .gate || clause.kind == .ledger else { return [] }
        let firstPassed = blockedActs.map(\.date).min()
        var parts: [Outcome] = []
        for act in clause.after {
            let records = journal.records(.act, act, concerning: frames)
            events += records
            guard let first = records.map(\.date).min() else {
                parts.append(.pending([.act(act)]))
                continue
            }
            parts.append(firstPassed.map { first > $0 } ?? false ? .fails : .holds)
        }
        return parts
    }

    private mutating func approvalParts() -> [Outcome] {
        guard clause.kind == .gate || clause.kind == .ledger else { return [] }
        var parts: [Outcome] = []
        for approval in clause.approvedBy {
            let records = journal.records(.act, approval.act, concerning: frames)
            events += records
            guard let last = records.map(\.date).max() else {
                parts.append(.pending([.act(approval.act)]))
                continue
            }
            // The latest decision counts; what several offices journal on one day is one decision.
            let offices = records.filter { $0.date == last }.flatMap(\.by)
            parts.append(resolved(approval.offices).isSubset(of: offices) ? .holds : .fails)
        }
        return parts
    }

    private mutating func performerParts() -> [Outcome] {
        guard clause.kind == .role, !clause.does.isEmpty else { return [] }
        let records = clause.does.flatMap { journal.records(.act, $0, concerning: frames) }
        events += records
        if records.isEmpty { return [.pending(Set(clause.does.map { .act($0) }))] }
        let offices = resolved(clause.offices)
        return [records.allSatisfy { !offices.isDisjoint(with: $0.by) } ? .holds : .fails]
    }

    private mutating func deadlineParts() -> [Outcome] {
        guard clause.kind == .deadline, let act = clause.act else { return [] }
        var records = journal.records(.act, act, concerning: frames)
        records.removeAll { !Set(clause.to).isSubset(of: $0.to) }
        if let first = span?.first { records.removeAll { $0.date < first } }
        events += records
        guard let first = records.map(\.date).min() else { return [.pending([.act(act)])] }
        return [span?.last.map { first > $0 } ?? false ? .fails : .holds]
    }

    /// An office that stands for the department in charge of the sub-project at hand.
    func resolved(_ offices: [String]) -> Set<String> {
        let type = frames.lazy.compactMap { frame -> String? in
            if case .code(let type) = frame.facts["type"]?.value { type } else { nil }
        }.first
        return Set(
            offices.map { office in
                guard pack.office(office)?.isResolvedByType == true else { return office }
                return type.flatMap { pack.subprojectTypes[$0] } ?? office
            })
    }

    // MARK: Posts, accounts, attestations

    private mutating func postParts() -> [Outcome] {
        guard clause.kind == .role else { return [] }
        let unstated: [String] =
            clause.given.contains("does") || clause.given.contains("checks") ? [] : ["head"]
        let posts = clause.posts.isEmpty ? unstated : clause.posts
        let offices: [String?] = clause.offices.isEmpty ? [nil] : clause.offices
        var parts: [Outcome] = []
        for office in offices {
            for post in posts {
                let filled = journal.records(.appoint, post, concerning: frames).filter {
                    office == nil || $0.office == office
                }
                events += filled
                parts.append(filled.isEmpty ? .pending([.post(post, office: office)]) : .holds)
            }
        }
        return parts
    }

    private mutating func accountParts() -> [Outcome] {
        guard clause.kind == .ledger else { return [] }
        var parts: [Outcome] = []
        for account in clause.accounts {
            let opened = journal.records(.open, account, concerning: frames)
            events += opened
            parts.append(opened.isEmpty ? .pending([.account(account)]) : .holds)
        }
        return parts
    }

    /// No later use is served while an earlier one has unmet demand.
    private func orderOfUses() -> Outcome {
        guard let uses = frames.lazy.compactMap({ $0.collections["quotaUses"] }).first else {
            return .unknown([.collection("quotaUses")])
        }
        var missing: Set<MissingItem> = []
        func total(_ fact: String, _ use: String) -> Area {
            var total = Area.zero
            for item in uses where item.facts["use"]?.value == .code(use) {
                if case .area(let area) = item.facts[fact]?.value {
                    total = total + area
                } else {
                    missing.insert(.fact(fact))
                }
            }
            return total
        }
        var isUnmet = false
        for use in clause.order {
            let allocated = total("allocated", use)
            if isUnmet && allocated > .zero { return .fails }
            isUnmet = isUnmet || allocated < total("demand", use)
        }
        return missing.isEmpty ? .holds : .unknown(missing)
    }

    private var hasOpenBreach: Bool {
        let closed = journal.records(.close, clause.id, concerning: frames).map(\.date).max()
        return journal.records(.breach, clause.id, concerning: frames).contains { breach in
            closed.map { $0 < breach.date } ?? true
        }
    }

    private mutating func attestationParts() -> [Outcome] {
        guard let office = clause.attest else { return [] }
        let attested = journal.records(.attest, clause.id, concerning: frames).filter {
            $0.by == [office]
        }
        events += attested
        return [attested.isEmpty ? .pending([.attestation(office: office)]) : .holds]
    }
}

extension Bound {
    /// The sign, for a condition in words.
    var sign: String {
        switch self {
        case .atLeast: "≥"
        case .atMost: "≤"
        case .equals: "="
        case .above: ">"
        case .below: "<"
        }
    }
}
