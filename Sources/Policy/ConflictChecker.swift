import LandModel

/// Finds clauses that disagree: bounds (P10), dates (P11) and acts in a circle (P12).
///
/// Two things in force that disagree are an error, never a precedence; the way out is always
/// explicit: another condition, or `overrides` (policy-packs.md, section 9).
struct ConflictChecker {
    private let pack: Pack
    private(set) var problems: [PackProblem] = []

    init(_ pack: Pack) {
        self.pack = pack
    }

    mutating func check() {
        checkBounds()
        checkDates()
        checkCircles()
    }

    private mutating func report(_ fault: PackFault, _ first: Clause, _ second: Clause) {
        problems.append(
            PackProblem(fault, at: first.node, place: "\(first.id), \(second.id)"))
    }

    private func isSettled(_ first: Clause, _ second: Clause) -> Bool {
        first.id == second.id || first.overrides.contains(second.id)
            || second.overrides.contains(first.id)
    }

    // MARK: Bounds

    private struct MeasureKey: Hashable {
        let subject: String
        let measure: String
        let condition: String?
    }

    private mutating func checkBounds() {
        var found: [MeasureKey: [(clause: Clause, check: Clause.Check)]] = [:]
        var order: [MeasureKey] = []
        for clause in pack.clauses {
            for check in clause.checks {
                let key = MeasureKey(
                    subject: clause.subject, measure: check.measure.text,
                    condition: clause.applies?.text)
                if found[key] == nil { order.append(key) }
                found[key, default: []].append((clause, check))
            }
        }
        for key in order {
            let bounds = found[key, default: []]
            for (index, first) in bounds.enumerated() {
                for second in bounds[(index + 1)...]
                where !isSettled(first.clause, second.clause) {
                    compare(first, second)
                }
            }
        }
    }

    private mutating func compare(
        _ first: (clause: Clause, check: Clause.Check),
        _ second: (clause: Clause, check: Clause.Check)
    ) {
        // A bound that is itself a fact is a second condition, not a disagreement.
        guard let one = constant(first.check.limit), let other = constant(second.check.limit)
        else { return }
        let lower: Set<Bound> = [.atLeast, .above]
        let measure = first.check.measure.text
        let isSameSide =
            lower.contains(first.check.bound) == lower.contains(second.check.bound)
        if isSameSide || first.check.bound == .equals || second.check.bound == .equals {
            if one != other {
                report(
                    .differentBounds(
                        measure: measure, first.check.limit.text, second.check.limit.text),
                    first.clause, second.clause)
            }
            return
        }
        let (low, high) = lower.contains(first.check.bound) ? (one, other) : (other, one)
        if low > high {
            report(
                .impossibleBounds(
                    measure: measure, low: low.description, high: high.description),
                first.clause, second.clause)
        }
    }

    private func constant(_ limit: Expression) -> Rational? {
        switch limit {
        case .name(let name): pack.parameters[name]?.values.last?.value?.number
        case .literal(let value, _): value.number
        default: nil
        }
    }

    // MARK: Dates

    private mutating func checkDates() {
        var dated: [String: [Clause]] = [:]
        for clause in pack.clauses {
            guard let act = clause.act, let due = clause.due else { continue }
            for earlier in dated[act, default: []] where !isSettled(clause, earlier) {
                guard let other = earlier.due, due.hasSameForm(as: other), due != other else {
                    continue
                }
                report(.differentDates(act: act), earlier, clause)
            }
            dated[act, default: []].append(clause)
        }
    }

    // MARK: Circles

    private mutating func checkCircles() {
        var required: [String: Set<String>] = [:]
        for clause in pack.clauses {
            for act in clause.blocks { required[act, default: []].formUnion(clause.after) }
        }
        var cleared: Set<String> = []
        for act in required.keys.sorted() {
            guard let circle = circle(from: act, in: required, path: [], cleared: &cleared)
            else { continue }
            problems.append(
                PackProblem(
                    .cycle(circle), file: "", line: 0, place: circle.first ?? act))
            return
        }
    }

    private func circle(
        from act: String, in required: [String: Set<String>], path: [String],
        cleared: inout Set<String>
    ) -> [String]? {
        if let start = path.firstIndex(of: act) { return Array(path[start...]) + [act] }
        if cleared.contains(act) { return nil }
        for next in required[act, default: []].sorted() {
            if let found = circle(from: next, in: required, path: path + [act], cleared: &cleared) {
                return found
            }
        }
        cleared.insert(act)
        return nil
    }
}
