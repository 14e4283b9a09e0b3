import LandModel
import Policy

/// What happens to acts and plans that were settled already: changes, suspensions, corrections.
extension LifeJudge {
    /// Requests a change of the approved plan of a project (申请变更).
    ///
    /// - Throws: ``LifeRefusal`` when nothing is approved yet or a change is under way.
    public func requestChange(
        of project: String, by office: String, reason: String
    ) throws(LifeRefusal) -> [LifeEvent] {
        guard record.subjects[project] != nil else { throw .unknownSubject(project) }
        guard record.pins[project] != nil else { throw .notApproved }
        try checkGoesOn(project)
        if let open = record.changes[project] { throw .changeUnderWay(reason: open.reason) }
        return [.changeRequested(of: project, by: office, reason: reason)]
    }

    /// Approves the change of a project, or refuses it (变更审定).
    ///
    /// To approve it, every clause is judged with what is proposed as if it were in force: what then
    /// blocks an act that is already done, and did not before, stands against it. Who approved the plan
    /// approves its change.
    ///
    /// - Throws: ``LifeRefusal``; of clauses all.
    public func decideChange(
        of project: String, approved: Bool, by office: String, reason: String
    ) throws(LifeRefusal) -> [LifeEvent] {
        guard record.subjects[project] != nil else { throw .unknownSubject(project) }
        let offices = planApprovers(of: project)
        guard offices.contains(office) else {
            throw .notItsOffice(act: "decideChange", offices: offices, given: office)
        }
        guard let change = record.changes[project] else { throw .noChange }
        if approved {
            guard !change.isEmpty else { throw .emptyChange }
            var after = record
            after.putInForce(project, on: day)
            let findings = newlyBlocking(after, around: project)
            guard findings.isEmpty else { throw .findings(findings) }
        }
        return [.changeDecided(of: project, approved: approved, by: office, reason: reason)]
    }

    /// Who approves the plan of a project: those who do the act that its pack says settles it.
    public func planApprovers(of project: String) -> [String] {
        let entity = record.subjects[project]?.entity
        return pack.lifecycle.tracks.filter { $0.subject == entity }.flatMap(\.acts)
            .filter(\.isPinning).flatMap(\.approvers)
    }

    /// Suspends a life, so that no act of the pack is done on it or inside it (暂停).
    public func suspend(
        _ subject: String, by office: String, reason: String
    ) throws(LifeRefusal) -> [LifeEvent] {
        guard record.subjects[subject] != nil else { throw .unknownSubject(subject) }
        try checkGoesOn(subject)
        return [.suspended(of: subject, by: office, reason: reason)]
    }

    /// Lets a suspended life go on, by the office that suspended it (恢复).
    public func resume(
        _ subject: String, by office: String, reason: String
    ) throws(LifeRefusal) -> [LifeEvent] {
        guard record.subjects[subject] != nil else { throw .unknownSubject(subject) }
        guard let suspension = record.suspensions[subject] else { throw .notSuspended }
        // Else a township could lift what a city imposed.
        guard suspension.by == office else {
            throw .notItsOffice(act: "resumeLife", offices: [suspension.by], given: office)
        }
        return [.resumed(of: subject, by: office, reason: reason)]
    }

    /// Corrects an act that was done by mistake, so that it no longer counts (更正).
    ///
    /// The office that did it corrects it, while nothing rests on it: it was the last to move the stage
    /// of its track, and no act done needs it under a clause. The act and its correction stay on the
    /// record.
    ///
    /// - Throws: ``LifeRefusal``.
    public func correct(
        _ act: String, on subject: String, by office: String, reason: String
    ) throws(LifeRefusal) -> [LifeEvent] {
        let place = try place(of: act, on: subject)
        guard place.step == nil,
            let done = record.journal.last(where: {
                $0.kind == .act && $0.name == act && $0.of == subject
            })
        else { throw .nothingToCorrect(act: act) }
        guard done.by.contains(office) else {
            throw .notItsOffice(act: act, offices: done.by, given: office)
        }
        let moves = record.moves[subject]?[place.track] ?? []
        if place.act.to != nil, let index = moves.lastIndex(where: { $0.act == act }) {
            let later = moves[(index + 1)...].map(\.act)
            guard later.isEmpty else { throw .restedUpon(act: act, by: later) }
        }
        var events = [LifeEvent.corrected(act: act, of: subject, by: office, reason: reason)]
        if place.act.isPinning { events.append(.packPinned(nil, of: subject)) }
        var after = record
        for event in events { after.apply(event, on: day) }
        let findings = newlyBlocking(after, around: subject)
        guard findings.isEmpty else { throw .findings(findings) }
        return events
    }

    /// The findings that would block acts already done if the record were another, and do not now.
    private func newlyBlocking(_ after: LifeRecord, around subject: String) -> [Finding] {
        let done = Set(after.journal.filter { $0.kind == .act }.map(\.name))
        func blocking(_ record: LifeRecord) -> [Finding] {
            guard
                let context = record.context(
                    around: subject, asOf: day, vocabulary: pack.vocabulary)
            else { return [] }
            return pack.judge(context).filter {
                $0.isBlocking && !done.isDisjoint(with: $0.blocks)
            }
        }
        let before = Set(blocking(record).map { Standing($0) })
        return blocking(after).filter { !before.contains(Standing($0)) }
    }

    /// A clause that stands against a subject.
    private struct Standing: Hashable {
        let clause: String
        let subject: SubjectReference

        init(_ finding: Finding) {
            clause = finding.clause
            subject = finding.subject
        }
    }
}
