public import LandModel

extension Pack {
    /// The duties with a time limit that the clauses lay on the subjects of a tree, each with what came of it.
    ///
    /// A recurring limit gives one duty for each span that ended since the later of the pack's first day in
    /// force and the day the subject was listed, the running one, and those that begin up to `horizon`. An act
    /// or paper counts for the span on whose days it came, so it satisfies one span only. What does not concern
    /// a subject is left out.
    ///
    /// - Parameters:
    ///   - listed: The day each subject was listed, by identifier; subjects that are not named count from the
    ///     pack's first day in force.
    ///   - horizon: How far ahead recurring spans are told; nil for the running one only.
    ///   - includes: Which subjects are asked for.
    public func duties(
        in context: JudgementContext, listedOn listed: [String: CalendarDay],
        through horizon: CalendarDay? = nil,
        where includes: (SubjectReference) -> Bool = { _ in true }
    ) -> [TimedDuty] {
        judges(in: context, listedOn: listed, through: horizon, where: includes)
            .flatMap { $0.duties() }
    }

    /// The duties when all subjects were listed on one day.
    public func duties(
        in context: JudgementContext, since: CalendarDay, through horizon: CalendarDay? = nil
    ) -> [TimedDuty] {
        var listed: [String: CalendarDay] = [:]
        SubjectTree(context.root).all.forEach { listed[$0.id] = since }
        return duties(in: context, listedOn: listed, through: horizon)
    }

    /// A finding of status overdue for each recurring span that ended without the thing being done.
    ///
    /// ``judge(_:)`` tells how the running span stands; this tells what was missed before, which nothing done
    /// later mends.
    public func missedFindings(
        in context: JudgementContext, listedOn listed: [String: CalendarDay],
        where includes: (SubjectReference) -> Bool = { _ in true }
    ) -> [Finding] {
        judges(in: context, listedOn: listed, through: nil, where: includes).flatMap { judge in
            judge.duties().filter { $0.state(on: context.asOf) == .missed }.map { duty in
                var judge = ClauseJudge(
                    judge.clause, of: self, frames: judge.frames, journal: judge.journal,
                    context: context)
                return judge.judge(missed: DueSpan(first: duty.first, last: duty.last))
            }
        }
    }

    /// The acts, papers, posts and clauses that the duties of what lies inside an entity rest on, by name: nothing
    /// else that happens to the entity changes them, beside its facts.
    public func timedNames(inside entity: String) -> Set<String> {
        var names: Set<String> = []
        var tracks: Set<String> = []
        for clause in clauses where clause.due != nil {
            guard vocabulary.scopes(of: clause.subject).dropFirst().contains(entity) else {
                continue
            }
            names.formUnion(clause.recordNames)
            names.formUnion([clause.act, clause.due?.after].compactMap(\.self) + clause.blocks)
            names.formUnion(clause.waiver?.documents ?? [])
            for other in overriders[clause.id, default: []] { names.formUnion(other.recordNames) }
            if let track = clause.from.flatMap({ lifecycle.stagesByID[$0]?.track }) {
                tracks.insert(track)
            }
        }
        let stages = lifecycle.tracks.filter { tracks.contains($0.name) }.flatMap(\.acts)
        return names.union(stages.filter { $0.to != nil }.map(\.id))
    }

    /// The Chinese names of the parameters that limit duties, by name.
    public var limitTerms: [String: String] {
        var terms: [String: String] = [:]
        for part in clauses.compactMap(\.due).flatMap(\.parameters) {
            terms[part.name] = parameters[part.name]?.zh
        }
        return terms
    }

    /// The days around a day on which duties told on it stay as they are if nothing happens: no value of a
    /// parameter begins or ends, and no condition turns on the day judged.
    public func steadyDays(around day: CalendarDay) -> ClosedRange<CalendarDay> {
        var turns: Set<CalendarDay> = []
        for value in parameterOrder.flatMap(\.values) {
            turns.insert(value.from)
            if let to = value.to { turns.insert(to.adding(days: 1)) }
        }
        let timed = clauses.filter { $0.due != nil }
        for clause in timed + timed.flatMap({ overriders[$0.id, default: []] }) {
            for expression in clause.expressions.map(\.expression)
            where expression.names.contains("asOf") {
                let dates = expression.names.subtracting(["asOf"]).compactMap {
                    parameters[$0]?.values.first?.value
                }
                guard expression.comparesDayWithParametersOnly(parameters) else {
                    return day...day
                }
                for case .date(let date) in dates {
                    turns.formUnion([date, date.adding(days: 1)])
                }
            }
        }
        let first = turns.filter { $0 <= day }.max() ?? inForceFrom
        let next = turns.filter { $0 > day }.min()
        return min(first, day)...(next?.adding(days: -1) ?? max(day, CalendarDay.farAhead))
    }

    private func judges(
        in context: JudgementContext, listedOn listed: [String: CalendarDay],
        through horizon: CalendarDay?, where includes: (SubjectReference) -> Bool
    ) -> [TimedDutyJudge] {
        let journal = JournalIndex(context.journal, upTo: context.asOf)
        let tree = SubjectTree(context.root)
        return clauses.filter { $0.due != nil }.flatMap { clause -> [TimedDutyJudge] in
            let scopes = vocabulary.scopes(of: clause.subject)
            return tree.instances(of: clause.subject, scopes: scopes).compactMap { frames in
                guard let subject = frames.first?.reference, includes(subject) else {
                    return nil
                }
                return TimedDutyJudge(
                    pack: self, clause: clause, frames: frames, context: context,
                    since: listed[subject.id] ?? inForceFrom, horizon: horizon ?? context.asOf,
                    journal: journal)
            }
        }
    }
}

extension Expression {
    /// Whether the day judged is only ever compared with parameters that are days.
    fileprivate func comparesDayWithParametersOnly(_ parameters: [String: Parameter]) -> Bool {
        let day = Expression.name("asOf")
        if case .comparison(_, let left, let right) = self, left == day || right == day {
            switch left == day ? right : left {
            case .name(let name): return parameters[name]?.unit == .date
            default: return false
            }
        }
        if self == day { return false }
        return children.allSatisfy { $0.comparesDayWithParametersOnly(parameters) }
    }
}

extension CalendarDay {
    /// After all days of any record.
    fileprivate static let farAhead = CalendarDay(daysSinceEpoch: 2_000_000)
}
