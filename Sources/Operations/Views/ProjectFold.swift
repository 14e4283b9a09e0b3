import LandModel
import Lifecycle
import Policy

/// Makes the view of a subject from its file and its events.
struct ProjectFold {
    let subject: String
    let file: LifeFile
    let chronicle: ProjectChronicle
    private let day: CalendarDay
    /// Where verdicts on the file are kept.
    private let shelf: LifeShelf?

    init(
        _ subject: String, _ file: LifeFile, _ chronicle: ProjectChronicle, on day: CalendarDay,
        keptOn shelf: LifeShelf?
    ) {
        self.shelf = shelf
        (self.subject, self.file, self.chronicle, self.day) = (subject, file, chronicle, day)
    }

    var record: LifeRecord { file.record }
    var pack: Pack { file.pack }
    var entity: String { record.subjects[subject]?.entity ?? "" }
    /// The subject and all that is inside it.
    private var inside: Set<String> {
        var found: Set<String> = [subject]
        var open = [subject]
        while let next = open.popLast() {
            for child in record.children(of: next) where found.insert(child.id).inserted {
                open.append(child.id)
            }
        }
        return found
    }
    /// Whether the whole file is the subject's: then clauses on what it stands in are told as well.
    private var isOwner: Bool { LifeStream.owner(of: subject) == subject }

    var view: ProjectView {
        let inside = inside
        let findings = file.findings(on: subject, day: day, keptOn: shelf).filter {
            isOwner || inside.contains($0.subject.id)
        }
        let timed = duties.filter { inside.contains($0.subject.id) }
        let sheet = DutySheet(
            file: file, owner: LifeStream.owner(of: subject), day: day, horizon: day)
        return ProjectView(
            subject: record.subjects[subject]?.reference
                ?? SubjectReference(entity: entity, id: subject, name: subject),
            entityName: pack.vocabulary.entity(entity)?.zh ?? entity,
            area: file.area(of: subject), parents: parents, pack: pack,
            offered: file.offered.digest == pack.digest ? nil : file.offered,
            isPinned: record.project(of: subject).map { record.pins[$0] != nil } ?? false,
            day: day, tracks: tracks(timed), parts: parts(findings, inside), findings: findings,
            possible: Set(LifeJudge(pack, record, on: day).possible(on: subject)), facts: facts,
            papers: papers(inside), posts: posts(inside), matters: matters(inside),
            terms: record.terms[subject] ?? [],
            suspension: record.path(of: subject).lazy.compactMap {
                record.suspensions[$0.id]
            }.first,
            suspendedAbove: record.suspensions[subject] == nil
                ? parents.first { record.suspensions[$0.id] != nil } : nil,
            change: record.changes[subject],
            duties: timed.map(sheet.entry).sorted(by: Self.isSooner), measurement: measurement,
            acts: acts(inside), isWhole: chronicle.isWhole)
    }

    private var parents: [ProjectView.Place] {
        record.path(of: subject).dropFirst().map {
            ProjectView.Place(
                id: $0.id, name: $0.name, entity: $0.entity, area: file.area(of: $0.id))
        }
    }

    private var duties: [TimedDuty] {
        file.duties(of: LifeStream.owner(of: subject), on: day)
    }

    private static func isSooner(_ one: CalendarEntry, _ other: CalendarEntry) -> Bool {
        switch (one.last, other.last) {
        case (let first?, let second?): (first, one.id) < (second, other.id)
        case (.some, nil): true
        case (nil, .some): false
        case (nil, nil): one.id < other.id
        }
    }

    private func acts(_ inside: Set<String>) -> [ProjectAct] {
        guard !isOwner else { return chronicle.acts }
        return chronicle.acts.filter { act in
            act.entries.contains { inside.contains($0.subject) }
        }
    }

    // MARK: Stages

    private struct Move {
        let act: String
        let stage: String
        let mark: ProjectView.Mark
    }

    private func tracks(_ timed: [TimedDuty]) -> [ProjectView.Track] {
        pack.lifecycle.tracks.filter { $0.subject == entity }.map { track in
            ProjectView.Track(
                name: track.name, stages: stages(track, timed),
                underWay: track.acts.compactMap { act in
                    let done = record.stepsDone(of: act.id, on: subject).count
                    guard done > 0 else { return nil }
                    return ProjectView.UnderWay(act: act.id, done: done, steps: act.chain.count)
                }, others: others(track))
        }
    }

    /// The moves of a track in order; an act that was corrected no longer counts.
    private func moves(_ track: Lifecycle.Track) -> [Move] {
        let targets = Dictionary(
            track.acts.compactMap { act in act.to.map { (act.id, $0) } }
        ) { $1 }
        var moves: [Move] = []
        for entry in chronicle.entries {
            switch entry.life {
            case .done(let act, subject, _, _):
                if let stage = targets[act] {
                    moves.append(Move(act: act, stage: stage, mark: entry.mark))
                }
            case .corrected(let act, subject, _, _):
                if moves.last?.act == act { moves.removeLast() }
            default: break
            }
        }
        return moves
    }

    private func stages(_ track: Lifecycle.Track, _ timed: [TimedDuty]) -> [ProjectView.Stage] {
        let moves = moves(track)
        let now = record.stage(of: subject, on: track.name)
        let place = track.stages.firstIndex { $0.id == now }
        return track.stages.enumerated().compactMap { position, stage in
            let reached = moves.last { $0.stage == stage.id }
            // By which a life is given up is told once it was.
            if reached == nil, Self.givenUp.contains(stage.id) { return nil }
            return ProjectView.Stage(
                id: stage.id, zh: stage.zh, act: reached?.act, reached: reached?.mark,
                times: moves.count { $0.stage == stage.id }, isCurrent: stage.id == now,
                isPassed: reached != nil && position < (place ?? 0),
                limit: limit(of: stage.id, track, timed))
        }
    }

    /// The stage by which all packs say that a project was given up.
    private static let givenUp: Set<String> = ["withdrawn"]

    /// What limits the acts that lead to a stage: the limit that runs or ran out first.
    private func limit(
        of stage: String, _ track: Lifecycle.Track, _ timed: [TimedDuty]
    ) -> ProjectView.Limit? {
        let acts = Set(
            track.acts.filter { $0.to == stage }.flatMap { [$0.id] + $0.chain.map(\.id) })
        let legal = timed.compactMap { duty -> ProjectView.Limit? in
            guard duty.subject.id == subject, let act = duty.act, acts.contains(act),
                let last = duty.last
            else { return nil }
            return ProjectView.Limit(last: last, clause: duty.clause)
        }
        let set = (record.terms[subject] ?? []).filter { !acts.isDisjoint(with: $0.awaited) }
            .map { ProjectView.Limit(last: $0.until, clause: nil) }
        return (legal + set).min { $0.last < $1.last }
    }

    private func others(_ track: Lifecycle.Track) -> [ProjectView.DoneAct] {
        track.acts.filter { $0.to == nil }.compactMap { act in
            let done = chronicle.entries.filter { entry in
                if case .done(act.id, subject, _, _) = entry.life { true } else { false }
            }
            return done.last.map {
                ProjectView.DoneAct(act: act.id, mark: $0.mark, times: done.count)
            }
        }
    }

    // MARK: Parts

    private func parts(
        _ findings: [Finding], _ inside: Set<String>
    ) -> [ProjectView.Part] {
        var blocking: [String: Int] = [:]
        for finding in findings where finding.isBlocking {
            blocking[finding.subject.id, default: 0] += 1
        }
        var found: [ProjectView.Part] = []
        func add(_ id: String) {
            for child in record.children(of: id) {
                let facts = record.facts(of: child.id)
                var type: String?
                if case .code(let code) = facts["type"]?.value { type = code }
                let stage = pack.lifecycle.tracks.lazy.compactMap {
                    record.stage(of: child.id, on: $0.name)
                }.first
                found.append(
                    ProjectView.Part(
                        id: child.id, name: child.name, entity: child.entity, parent: id,
                        stage: stage.flatMap { pack.lifecycle.stage($0)?.zh }, type: type,
                        blocking: blocking[child.id] ?? 0, facts: facts))
                add(child.id)
            }
        }
        add(subject)
        return found
    }
}
