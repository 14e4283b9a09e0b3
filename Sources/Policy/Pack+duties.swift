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
