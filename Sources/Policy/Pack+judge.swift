public import LandModel

extension Pack {
    /// Judges all clauses on all their subjects in the tree.
    ///
    /// One finding for each clause and instance of its subject. Where no instance is known, one
    /// finding that awaits it; where what contains it is known to hold none, one finding that does
    /// not apply. Spatial clauses also need their layers in the snapshot. The order is that of the
    /// pack, then of the tree; the order of the journal does not matter.
    public func judge(_ context: JudgementContext) -> [Finding] {
        let journal = JournalIndex(context.journal, upTo: context.asOf)
        let tree = SubjectTree(context.root)
        return clauses.flatMap { judge($0, tree: tree, journal: journal, context: context) }
    }

    /// Judges one clause on all its subjects in the tree; empty when the pack has no such clause.
    public func judge(_ id: String, in context: JudgementContext) -> [Finding] {
        guard let clause = clause(id) else { return [] }
        return judge(
            clause, tree: SubjectTree(context.root),
            journal: JournalIndex(context.journal, upTo: context.asOf), context: context)
    }

    /// The findings that refuse an act, as if it were done on the day judged.
    ///
    /// The proposed event is appended and every clause that blocks the act is judged on the
    /// subject, on what it contains and on what contains it. Anything but satisfied, waived, not
    /// applicable or not yet due refuses: violated before overdue before awaiting evidence, then
    /// in pack order. Acts of a draft pack are never refused. Whether the stage fits and the chain
    /// is complete is not judged here.
    public func refusals(
        of act: String, by offices: [String], to recipients: [String] = [],
        on subject: SubjectReference, in context: JudgementContext
    ) -> [Finding] {
        guard isBinding else { return [] }
        let proposed = JournalRecord(
            act: act, on: context.asOf, by: offices, of: subject.id, to: recipients)
        let journal = JournalIndex(context.journal, upTo: context.asOf).adding(proposed)
        let tree = SubjectTree(context.root)
        let related = tree.related(to: subject)
        let found =
            clauses
            .filter { $0.blocks.contains(act) }
            .flatMap { judge($0, tree: tree, journal: journal, context: context) }
            .filter { finding in
                finding.isBlocking
                    && (finding.subject.id.isEmpty || related.isEmpty
                        || related.contains(finding.subject))
            }
        let ranks: [FindingStatus] = [.violated, .overdue, .awaitingEvidence]
        return ranks.flatMap { rank in found.filter { $0.status == rank } }
    }

    private func judge(
        _ clause: Clause, tree: SubjectTree, journal: JournalIndex, context: JudgementContext
    ) -> [Finding] {
        let scopes = vocabulary.scopes(of: clause.subject)
        let instances = tree.instances(of: clause.subject, scopes: scopes)
        if instances.isEmpty {
            return [withoutSubject(clause, tree: tree, context: context)]
        }
        return instances.map { frames in
            var judge = ClauseJudge(
                clause, of: self, frames: frames, journal: journal, context: context)
            return judge.judge()
        }
    }

    /// The finding of a clause none of whose subjects is known.
    private func withoutSubject(
        _ clause: Clause, tree: SubjectTree, context: JudgementContext
    ) -> Finding {
        let collection = vocabulary.entity(clause.subject)?.collection
        let isEmpty = collection.map { tree.holdsEmpty($0) } ?? false
        var judge = ClauseJudge(
            clause, of: self, frames: [], journal: JournalIndex([], upTo: context.asOf),
            context: context)
        return judge.judgeWithoutSubject(isKnownToBeNone: isEmpty)
    }
}

extension JournalRecord {
    /// A government act done on a day.
    public init(
        act: String, on date: CalendarDay, by offices: [String], of subject: String?,
        to recipients: [String] = []
    ) {
        self.init(.act, act, on: date, by: offices, of: subject, to: recipients)
    }
}
