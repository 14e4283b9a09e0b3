public import LandModel
import Policy

extension LifeRecord {
    /// Takes an event; one that names an unknown subject or act changes nothing but the journal.
    public mutating func apply(_ event: LifeEvent, on day: CalendarDay) {
        switch event {
        case .listed(let subject): list(subject, on: day)
        case .factsStated(let subject, let facts):
            stated[subject, default: [:]].merge(facts) { $1 }
        case .layersStated(let subject, let occasion, let layers):
            var basis = bases[subject] ?? MeasuringBasis()
            if basis.occasion != occasion { basis = MeasuringBasis(occasion: occasion) }
            basis.layers.formUnion(layers)
            bases[subject] = basis
        case .measured(let measurement): take(measurement, on: day)
        case .signed(let act, let subject, let office):
            signatures[Progress(act: act, subject: subject), default: []].insert(office)
            takeUp(act, on: subject)
        case .done(let act, let subject, let offices, let recipients):
            journal.append(
                JournalRecord(act: act, on: day, by: offices, of: subject, to: recipients))
            takeUp(act, on: subject)
            finish(act, on: subject)
            meetTerms(with: act, on: subject, day)
        case .termSet(let term, let subject): terms[subject, default: []].append(term)
        case .returned(let act, let subject, let office, let reason):
            let progress = Progress(act: act, subject: subject)
            chains[progress] = nil
            returns[progress] = LifeReturn(act: act, by: office, reason: reason, day: day)
            clearSignatures(of: act, on: subject)
        case .corrected(let act, let subject, _, _): undo(act, on: subject)
        case .meeting(let event, let subject): take(event, of: subject, on: day)
        case .packPinned, .changeRequested, .changeProposed, .changeMeasured, .changeDecided,
            .suspended, .resumed:
            take(change: event, on: day)
        default:
            if let record = Self.journalRecord(event, on: day) { journal.append(record) }
        }
    }

    private mutating func list(_ subject: LifeSubject, on day: CalendarDay) {
        subjects[subject.id] = subject
        listedOn[subject.id] = day
        if let parent = subject.parent { children[parent, default: []].append(subject.id) }
    }

    // MARK: Changes of what was approved

    private mutating func take(change event: LifeEvent, on day: CalendarDay) {
        switch event {
        case .packPinned(let pin, let subject): pins[subject] = pin
        case .changeRequested(let subject, let office, let reason):
            changes[subject] = LifeChange(by: office, reason: reason)
        case .changeProposed(let subject, let facts):
            guard let project = project(of: subject) else { return }
            changes[project]?.facts[subject, default: [:]].merge(facts) { $1 }
        case .changeMeasured(let measurement):
            changes[measurement.project]?.measurement = measurement
        case .changeDecided(let subject, let isApproved, _, _):
            if isApproved { putInForce(subject, on: day) }
            changes[subject] = nil
        case .suspended(let subject, let office, let reason):
            suspensions[subject] = LifeSuspension(by: office, reason: reason)
        case .resumed(let subject, _, _): suspensions[subject] = nil
        default: break
        }
    }

    /// Puts what a change under way proposes in force.
    mutating func putInForce(_ project: String, on day: CalendarDay) {
        guard let change = changes[project] else { return }
        if let measurement = change.measurement { take(measurement, on: day) }
        for (subject, facts) in change.facts { stated[subject, default: [:]].merge(facts) { $1 } }
    }

    /// A measurement replaces the one before: its facts, and what only that one had listed.
    private mutating func take(_ measurement: LifeMeasurement, on day: CalendarDay) {
        let project = measurement.project
        let ids = Set(measurement.items.map(\.subject.id))
        for id in measuredItems[project] ?? [] {
            measured[id] = nil
            if !ids.contains(id) { remove(id) }
        }
        measured[project] = nil
        var listed = (measuredItems[project] ?? []).filter(ids.contains)
        for item in measurement.items {
            if subjects[item.subject.id] == nil {
                list(item.subject, on: day)
                listed.append(item.subject.id)
            }
            measured[item.subject.id] = item.facts
        }
        measuredItems[project] = listed
        bases[project] = MeasuringBasis(
            occasion: measurement.occasion, layers: Set(measurement.layers))
    }

    private mutating func remove(_ id: String) {
        if let parent = subjects[id]?.parent { children[parent]?.removeAll { $0 == id } }
        subjects[id] = nil
        listedOn[id] = nil
    }

    // MARK: Meetings

    private mutating func take(_ event: MeetingEvent, of subject: String, on day: CalendarDay) {
        meetings[subject, default: LifeMeeting()].apply(event, on: day)
        guard let meeting = meetings[subject] else { return }
        // What the record counts itself is not for anybody to state.
        let evidence = [Evidence(source: subject)]
        switch event {
        case .attended:
            measured[subject, default: [:]]["attendees"] = Fact(
                .count(meeting.members.count), evidence: evidence)
        case .countersigned:
            measured[subject, default: [:]]["countersigned"] = Fact(
                .count(meeting.countersigned.count), evidence: evidence)
        case .topicProposed, .opinionGiven, .resolved, .resolutionDone: break
        }
    }

    // MARK: Acts

    /// What was returned waits no longer once one of its steps is done.
    private mutating func takeUp(_ id: String, on subject: String) {
        guard !returns.isEmpty, let place = places[id] else { return }
        returns[Progress(act: place.act.id, subject: subject)] = nil
    }

    /// Moves the stage and the chain after an act or a step was done.
    private mutating func finish(_ id: String, on subject: String) {
        signatures[Progress(act: id, subject: subject)] = nil
        guard let place = places[id] else { return }
        let progress = Progress(act: place.act.id, subject: subject)
        if place.step != nil {
            chains[progress, default: []].append(id)
            return
        }
        chains[progress] = nil
        guard let stage = place.act.to else { return }
        moves[subject, default: [:]][place.track, default: []].append(Move(act: id, stage: stage))
        // What was under way elsewhere on the track was argued about a plan that is no longer there.
        let track = lifecycle.tracks.first { $0.name == place.track }
        for act in track?.acts ?? [] where act.id != id {
            chains[Progress(act: act.id, subject: subject)] = nil
            clearSignatures(of: act.id, on: subject)
        }
    }

    private mutating func meetTerms(with act: String, on subject: String, _ day: CalendarDay) {
        for (index, term) in (terms[subject] ?? []).enumerated()
        where term.metOn == nil && term.awaited.contains(act) {
            terms[subject]?[index].metOn = day
        }
    }

    /// Takes back the last time an act was done, with the steps of its chain.
    private mutating func undo(_ act: String, on subject: String) {
        guard let place = places[act], place.step == nil else { return }
        for id in [act] + place.act.chain.map(\.id) {
            if let last = journal.lastIndex(where: {
                $0.kind == .act && $0.name == id && $0.of == subject
            }) {
                journal.remove(at: last)
            }
        }
        chains[Progress(act: act, subject: subject)] = nil
        clearSignatures(of: act, on: subject)
        if moves[subject]?[place.track]?.last?.act == act {
            moves[subject]?[place.track]?.removeLast()
        }
    }

    private mutating func clearSignatures(of act: String, on subject: String) {
        signatures[Progress(act: act, subject: subject)] = nil
        for step in lifecycle.act(act)?.chain ?? [] {
            signatures[Progress(act: step.id, subject: subject)] = nil
        }
    }

    private static func journalRecord(
        _ event: LifeEvent, on day: CalendarDay
    ) -> JournalRecord? {
        switch event {
        case .filed(let paper, let subject, let office):
            JournalRecord(
                .file, paper.document, on: day, by: [office], of: subject,
                sections: paper.sections, to: paper.to, digest: paper.digest)
        case .postFilled(let post, let office, let subject):
            JournalRecord(.appoint, post, on: day, of: subject, office: office)
        case .waived(let clause, let subject, let office, let reason):
            JournalRecord(.waive, clause, on: day, by: [office], of: subject, reason: reason)
        case .attested(let clause, let subject, let office):
            JournalRecord(.attest, clause, on: day, by: [office], of: subject)
        case .breachUpheld(let clause, let subject, let office):
            JournalRecord(.breach, clause, on: day, by: [office], of: subject)
        case .breachClosed(let clause, let subject, let office):
            JournalRecord(.close, clause, on: day, by: [office], of: subject)
        case .accountOpened(let account, let subject):
            JournalRecord(.open, account, on: day, of: subject)
        default: nil
        }
    }
}
