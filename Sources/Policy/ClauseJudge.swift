import LandModel

/// Judges one clause on one subject; the cases of a pack and real projects both go through here.
struct ClauseJudge {
    let pack: Pack
    let clause: Clause
    /// The subject and what contains it, innermost first.
    let frames: [Subject]
    let journal: JournalIndex
    let asOf: CalendarDay
    let occasion: Occasion
    let layersPresent: Set<String>?

    private(set) var trace: [Explanation] = []
    var events: [JournalRecord] = []
    var checked: CheckedBound?
    /// Whether the bound is kept and another condition is not: then the bound is not what is said.
    var isBoundKept = false
    private var waiver: JournalRecord?
    private(set) var span: DueSpan?
    private var missing: Set<MissingItem> = []

    init(
        _ clause: Clause, of pack: Pack, frames: [Subject], journal: JournalIndex,
        context: JudgementContext
    ) {
        self.clause = clause
        self.pack = pack
        self.frames = frames
        self.journal = journal
        asOf = context.asOf
        occasion = context.occasion
        layersPresent = context.layersPresent
    }

    /// The measure shown in a finding: of the first check, or of the last one that failed.
    struct CheckedBound {
        let measured: EvaluatedValue
        let required: EvaluatedValue
        let bound: Bound
        let unit: ValueType
    }

    /// What the evidence of a clause comes to.
    enum Outcome: Hashable {
        case holds
        /// Contradicted by something known.
        case fails
        /// An act, paper or post is not there yet.
        case pending(Set<MissingItem>)
        /// A fact is not known.
        case unknown(Set<MissingItem>)
    }

    /// An error of the pack that shows only while judging.
    struct EvaluationError: Error {
        let fault: PackFault
    }

    var scope: ExpressionEvaluator.Scope {
        ExpressionEvaluator.Scope(
            frames: frames, entities: pack.vocabulary.scopes(of: clause.subject))
    }

    var evaluator: ExpressionEvaluator {
        ExpressionEvaluator(pack: pack, journal: journal, asOf: asOf)
    }

    /// The finding.
    mutating func judge() -> Finding {
        do {
            // Judged first: `finding` reads what judging leaves in `self`.
            let status = try status()
            return finding(status, problem: nil)
        } catch {
            return finding(
                .awaitingEvidence,
                problem: PackProblem(error.fault, at: clause.node, place: clause.id))
        }
    }

    /// The finding that something was never done in a span that is over.
    mutating func judge(missed span: DueSpan) -> Finding {
        self.span = span
        missing = Set(clause.act.map { [.act($0)] } ?? clause.documents.map { .document($0) })
        return finding(.overdue, problem: nil)
    }

    /// The finding where no instance of the subject is known.
    mutating func judgeWithoutSubject(isKnownToBeNone: Bool) -> Finding {
        if !clause.statedIn.isEmpty && !clause.hasEvidence {
            return finding(.satisfied, problem: nil)
        }
        if isKnownToBeNone || clause.strength == .may {
            return finding(.notApplicable, problem: nil)
        }
        missing = [.entity(clause.subject)]
        return finding(.awaitingEvidence, problem: nil)
    }

    /// Evaluates an expression of the clause and keeps its explanation.
    mutating func value(_ expression: Expression) throws(EvaluationError) -> EvaluatedValue {
        let explanation = try explain(expression, in: scope)
        trace.append(explanation)
        return explanation.value
    }

    /// Keeps an explanation.
    mutating func note(_ explanation: Explanation) { trace.append(explanation) }

    func explain(
        _ expression: Expression, in scope: ExpressionEvaluator.Scope
    ) throws(EvaluationError) -> Explanation {
        do {
            return try evaluator.explain(expression, in: scope)
        } catch {
            throw EvaluationError(fault: .calendarYearMissing(error.year))
        }
    }

    // MARK: Status, in the order of policy-packs.md section 7

    private mutating func status() throws(EvaluationError) -> FindingStatus {
        if !clause.statedIn.isEmpty && !clause.hasEvidence { return .satisfied }
        if clause.strength == .may && clause.applies == nil && !isUsed { return .notApplicable }
        let applies = try clause.applies.map { part throws(EvaluationError) in
            try value(part)
        }
        if applies == .truth(false) { return .notApplicable }
        if clause.strength == .may && applies?.isUnknown == true { return .notApplicable }
        if try isOverridden() { return .notApplicable }
        if isBeforeItsStage { return .notYetDue }
        span = try dueSpan()
        let outcome: Outcome =
            if case .unknown(let missing) = applies { .unknown(missing) } else { try evidence() }
        if outcome == .holds { return .satisfied }
        if case .unknown(let missing) = outcome, !missing.isEmpty,
            missing.allSatisfy(\.isParameterNotInForce)
        {
            return .notYetDue
        }
        waiver = validWaiver()
        if waiver != nil { return .waived }
        return statusUnmet(outcome)
    }

    private mutating func statusUnmet(_ outcome: Outcome) -> FindingStatus {
        let last = span?.last
        let isPast = last.map { asOf > $0 } ?? false
        // What fell due before the pack was in force is not judged.
        if isPast, let last, last < pack.inForceFrom { return .notYetDue }
        switch outcome {
        case .pending(let items):
            missing = items
            if clause.kind == .deadline {
                if let blank = span?.blank {
                    missing.insert(blank)
                    return .awaitingEvidence
                }
                return isPast ? .overdue : .notYetDue
            }
            if blockedActs.isEmpty == false { return .violated }
            return isPast ? .overdue : .awaitingEvidence
        case .unknown(let items):
            missing = items
            return isPast ? .overdue : .awaitingEvidence
        case .holds, .fails: return .violated
        }
    }

    mutating func isOverridden() throws(EvaluationError) -> Bool {
        var holding: [String] = []
        for other in pack.overriders[clause.id, default: []] {
            guard let condition = other.applies else { continue }
            let scope = ExpressionEvaluator.Scope(
                frames: frames, entities: pack.vocabulary.scopes(of: other.subject))
            let explanation = try explain(condition, in: scope)
            if explanation.value == .truth(true) {
                trace.append(explanation)
                holding.append(other.id)
            }
        }
        if holding.count > 1 { throw EvaluationError(fault: .twoExceptions(holding)) }
        return !holding.isEmpty
    }

    var isBeforeItsStage: Bool {
        let stages = pack.lifecycle.stagesByID
        guard let from = clause.from.flatMap({ stages[$0] }) else { return false }
        for stage in frames.flatMap(\.stages) {
            guard let now = stages[stage], now.track == from.track else { continue }
            return now.position < from.position
        }
        return false
    }

    /// Whether a permission or advice is made use of.
    var isUsed: Bool {
        let types = subprojectTypes
        if clause.options.contains(where: types.contains) { return true }
        return clause.documents.contains { document in
            !journal.records(.file, document, concerning: frames).isEmpty
        }
    }

    /// The types of the sub-projects at hand.
    var subprojectTypes: Set<String> {
        let subprojects = frames.first?.collections["subprojects"] ?? []
        return Set(
            subprojects.compactMap { subproject in
                if case .code(let type) = subproject.facts["type"]?.value { type } else { nil }
            })
    }

    /// The acts the clause blocks that were done all the same.
    var blockedActs: [JournalRecord] {
        clause.blocks.flatMap { journal.records(.act, $0, concerning: frames) }
    }

    private func validWaiver() -> JournalRecord? {
        validWaivers.max { ($0.date, $0.reason ?? "") < ($1.date, $1.reason ?? "") }
    }

    /// The waivers that let the clause pass: in-principle, with a reason, by the right office, papers on file.
    var validWaivers: [JournalRecord] {
        guard clause.strength == .inPrinciple else { return [] }
        let papers = clause.waiver?.documents ?? []
        guard papers.allSatisfy({ !journal.records(.file, $0, concerning: frames).isEmpty })
        else { return [] }
        let entitled = Set(pack.waivers(of: clause))
        return journal.records(.waive, clause.id, concerning: frames).filter {
            $0.reason?.isEmpty == false && !entitled.isDisjoint(with: $0.by)
        }
    }

    // MARK: Finding

    private func finding(_ status: FindingStatus, problem: PackProblem?) -> Finding {
        let writer = MessageWriter(pack: pack, clause: clause)
        let subject = frames.first?.reference
        let entries = missing.map { MissingEntry(item: $0, name: writer.name(of: $0)) }
            .sorted { ($0.name.zh, $0.name.en) < ($1.name.zh, $1.name.en) }
        let given = waiver.map { record in
            Waiver(
                by: record.by, byNames: writer.names(ofOffices: record.by),
                reason: record.reason ?? "", date: record.date)
        }
        let due = span?.last
        let days = (due ?? span?.since).map { asOf.daysSinceEpoch - $0.daysSinceEpoch }
        return Finding(
            pack: pack.code, revision: pack.revision, packDigest: pack.digest,
            isDraft: !pack.isBinding, clause: clause.id, kind: clause.kind,
            strength: clause.strength, blocks: clause.blocks, actors: writer.actors,
            subject: subject ?? SubjectReference(entity: clause.subject, id: "", name: ""),
            occasion: occasion, asOf: asOf, status: status, measured: checked?.measured,
            required: checked?.required, bound: checked?.bound, gap: checked?.gap,
            unit: checked?.unit, missing: entries, citation: clause.citation,
            evidence: allEvidence, trace: trace, waiver: given, dueOn: due, days: days,
            readings: writer.readings, shows: shows(writer), title: clause.title,
            remedy: writer.remedy,
            message: writer.message(
                status, checked: isBoundKept ? nil : checked, missing: entries, waiver: given,
                due: due, days: days,
                problem: problem),
            problem: problem)
    }

    private var allEvidence: [Evidence] {
        var seen: Set<Evidence> = []
        let stated = clause.statedIn.map {
            Evidence(source: pack.code, digest: pack.digest, note: $0)
        }
        return (trace.flatMap(\.allEvidence) + events.map(\.evidence) + stated)
            .filter { seen.insert($0).inserted }
    }

    private func shows(_ writer: MessageWriter) -> [ShownFact] {
        clause.shows.map { name in
            ShownFact(
                name: name, term: writer.name(of: .fact(name)),
                fact: frames.lazy.compactMap { $0.facts[name] }.first)
        }
    }
}

extension ClauseJudge.CheckedBound {
    /// How much is lacking; zero or negative when the bound is kept.
    var gap: Rational? {
        guard let measured = measured.number, let required = required.number else { return nil }
        switch bound {
        case .atLeast, .above: return required - measured
        case .atMost, .below: return measured - required
        case .equals: return (required - measured).magnitude
        }
    }
}

extension MissingItem {
    var isParameterNotInForce: Bool {
        if case .parameterNotInForce = self { true } else { false }
    }
}
