import LandModel
import Lifecycle
import Policy

extension SubjectLine {
    /// Reads the line of the owner of a stream; nil when the file has no such subject.
    init?(_ id: String, _ file: LifeFile, version: Int) {
        guard let subject = file.record.subjects[id] else { return nil }
        let record = file.record
        let main = file.mainTrack(of: subject.entity)
        let stages = file.stages(of: id)
        let now = stages.first { $0.track == main?.name }
        self.id = id
        name = subject.name
        entity = subject.entity
        parent = subject.parent
        area = file.area(of: id)
        pack = PackMark(
            code: file.pack.code, revision: file.pack.revision, title: file.pack.title,
            isDraft: file.pack.isDraft)
        isPinned = record.pins[id] != nil
        listedOn = record.listedOn[id]
        lastDay = file.lastDay
        self.version = version
        track = main?.stages ?? []
        trackName = main?.name
        self.stages = stages
        pool = PoolState(now?.position, in: main?.stages.map(\.id) ?? [])
        isUnderWay =
            record.hasReached(StageName.implementing, id)
            && !stages.contains { $0.id == StageName.withdrawn }
        suspension = record.suspensions[id]
        change = record.changes[id].map { change in
            ChangeMark(
                by: file.office(change.by), reason: change.reason, isFilled: !change.isEmpty,
                deciders: file.owners(
                    LifeJudge(file.pack, record, on: file.lastDay).planApprovers(of: id)))
        }
        let turns = LifeTurns(file, owner: id)
        waiting = suspension == nil ? turns.waiting() : []
        returned = turns.returned()
        meeting = record.meetings[id].map {
            MeetingMark($0, isOver: now.map { $0.position + 1 == main?.stages.count } ?? false)
        }
        let facts = record.facts(of: id)
        areas = Self.areaFacts.compactMap { fact in
            guard case .area(let area) = facts[fact]?.value else { return nil }
            let zh = file.pack.vocabulary.facts[subject.entity]?[fact]?.zh ?? fact
            return AreaMark(fact: fact, zh: zh, area: area)
        }
    }

    private static let areaFacts = [
        "cultivatedAreaBefore", "cultivatedAreaAfter", "newCultivatedArea",
    ]
}

extension MeetingMark {
    init(_ meeting: LifeMeeting, isOver: Bool) {
        waitingMembers =
            isOver ? [] : meeting.members.filter { !meeting.countersigned.contains($0) }
        topics = meeting.topics.count
        open = meeting.resolutions.filter { $0.doneOn == nil }
    }
}

/// Whose turn it is in the lives of one stream (轮到谁办).
struct LifeTurns {
    private let file: LifeFile
    private let owner: String
    /// The entities whose next act is told; of others only what is under way.
    private static let planned: Set<String> = ["project", "subproject", "meeting", "county"]
    /// The entities whose life is begun by an act that everybody waits for.
    private static let begun: Set<String> = ["project", "subproject"]

    init(_ file: LifeFile, owner: String) {
        self.file = file
        self.owner = owner
    }

    private var subjects: [LifeSubject] {
        file.record.subjects.values.filter { LifeStream.owner(of: $0.id) == owner }
            .sorted { $0.id < $1.id }
    }

    /// The acts whose turn it is.
    func waiting() -> [WaitingAct] {
        subjects.filter { file.record.suspensions[$0.id] == nil }.flatMap { subject in
            file.pack.lifecycle.tracks.filter { $0.subject == subject.entity }.flatMap { track in
                track.acts.compactMap { waiting($0, track, subject) }
            }
        }
    }

    private func waiting(
        _ act: Lifecycle.Act, _ track: Lifecycle.Track, _ subject: LifeSubject
    ) -> WaitingAct? {
        let record = file.record
        let steps = record.stepsDone(of: act.id, on: subject.id)
        guard steps.count < act.chain.count || act.chain.isEmpty else { return nil }
        let step = act.chain.isEmpty ? nil : act.chain[steps.count]
        let id = step?.id ?? act.id
        let signed = record.signatures(of: id, on: subject.id)
        let isUnderWay = !steps.isEmpty || !signed.isEmpty
        let now = record.stage(of: subject.id, on: track.name)
        if !act.from.isEmpty {
            guard let now, act.from.contains(now) else { return nil }
        }
        guard isUnderWay || leadsOn(act, from: now, track, subject) else { return nil }
        let judge = LifeJudge(file.pack, record, on: file.lastDay)
        let offices = judge.offices(step?.by ?? act.by, for: subject.id)
        return WaitingAct(
            subject: subject.id, subjectName: subject.name, act: id,
            zh: step.map(\.zh).flatMap { $0.isEmpty ? nil : $0 } ?? act.zh,
            whole: act.id, wholeName: act.zh,
            offices: file.owners(offices.filter { !signed.contains($0) }),
            since: since(steps.last, now, track, subject), isUnderWay: isUnderWay)
    }

    /// Whether an act that nobody began is what comes next on the way.
    private func leadsOn(
        _ act: Lifecycle.Act, from now: String?, _ track: Lifecycle.Track, _ subject: LifeSubject
    ) -> Bool {
        guard let to = act.to, to != StageName.withdrawn, Self.planned.contains(subject.entity)
        else { return false }
        let places = track.stages.map(\.id)
        guard let next = places.firstIndex(of: to) else { return false }
        guard let now, let here = places.firstIndex(of: now) else {
            return act.from.isEmpty && Self.begun.contains(subject.entity)
                && track.name == file.mainTrack(of: subject.entity)?.name
        }
        return next > here && !act.from.isEmpty
    }

    private func since(
        _ step: String?, _ stage: String?, _ track: Lifecycle.Track, _ subject: LifeSubject
    ) -> CalendarDay? {
        if let step {
            return file.record.journal.last {
                $0.kind == .act && $0.of == subject.id && $0.name == step
            }?.date
        }
        guard let stage else { return file.record.listedOn[subject.id] }
        return file.stages(of: subject.id).first { $0.track == track.name && $0.id == stage }?.since
    }

    /// What was returned and not taken up again.
    func returned() -> [ReturnedAct] {
        subjects.flatMap { subject in
            file.record.returns(of: subject.id).compactMap { given in
                guard let act = file.pack.lifecycle.act(given.act) else { return nil }
                let first = act.chain.first
                let judge = LifeJudge(file.pack, file.record, on: file.lastDay)
                let term = file.record.terms[subject.id]?.last {
                    $0.act == given.act && $0.metOn == nil
                }
                let track = file.pack.lifecycle.tracks.first { track in
                    track.acts.contains { $0.id == act.id }
                }
                let arrival = track.flatMap { file.record.arrival(of: subject.id, on: $0.name) }
                let menders = arrival.flatMap { file.record.offices(of: $0) } ?? []
                return ReturnedAct(
                    subject: subject.id, subjectName: subject.name, act: first?.id ?? act.id,
                    zh: act.zh, by: CalendarEntry.Owner(kind: given.by, zh: file.office(given.by)),
                    offices: file.owners(judge.offices(first?.by ?? act.by, for: subject.id)),
                    menders: file.owners(judge.offices(menders, for: subject.id)),
                    reason: given.reason, day: given.day, until: term?.until)
            }
        }
    }
}
