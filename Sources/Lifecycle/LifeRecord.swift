public import LandModel
public import Policy

/// What is on record about the subjects of an office: the fold of ``LifeEvent``s (档案).
///
/// A value. It knows which stage each subject is in on each track of its pack, how far the chain of an
/// act under way has come, what is known and what was done; ``Policy/Pack`` judges from it.
public struct LifeRecord: Sendable {
    /// The subjects by identifier.
    public private(set) var subjects: [String: LifeSubject] = [:]
    /// Everything that happened, as a pack sees it, in order.
    public private(set) var journal: [JournalRecord] = []

    private var children: [String: [String]] = [:]
    private var facts: [String: [String: Fact]] = [:]
    /// The stage of a subject on a track, by track.
    private var stages: [String: [String: String]] = [:]
    /// The steps done of acts under way, by subject and act, in order.
    private var chains: [Progress: [String]] = [:]
    /// The offices that did their part of a joint act, by subject and act.
    private var signatures: [Progress: Set<String>] = [:]
    let lifecycle: Lifecycle
    let places: LifePlaces

    /// An act under way on a subject.
    struct Progress: Hashable {
        let act: String
        let subject: String
    }

    /// An empty record under the lifecycle of a pack.
    public init(lifecycle: Lifecycle) {
        self.lifecycle = lifecycle
        places = LifePlaces(lifecycle)
    }

    /// The record that the events of some days make.
    public init(
        lifecycle: Lifecycle, _ events: some Sequence<(day: CalendarDay, event: LifeEvent)>
    ) {
        self.init(lifecycle: lifecycle)
        for (day, event) in events { apply(event, on: day) }
    }

    /// The stage of a subject on a track; nil before its first.
    public func stage(of subject: String, on track: String) -> String? {
        stages[subject]?[track]
    }

    /// What is known about a subject.
    public func facts(of subject: String) -> [String: Fact] { facts[subject] ?? [:] }

    /// The steps of an act that are done, in order.
    public func stepsDone(of act: String, on subject: String) -> [String] {
        chains[Progress(act: act, subject: subject)] ?? []
    }

    /// The offices that did their part of a joint act or step.
    public func signatures(of act: String, on subject: String) -> Set<String> {
        signatures[Progress(act: act, subject: subject)] ?? []
    }

    /// The offices that do an act or a step; nil when the pack has none of that name.
    public func offices(of act: String) -> [String]? { places[act]?.offices }

    /// The offices of the step that follows a step in its act; nil for the last one and for acts.
    public func following(_ step: String) -> [String]? {
        guard let place = places[step], let position = place.step?.position,
            position + 1 < place.act.chain.count
        else { return nil }
        return place.act.chain[position + 1].by
    }

    /// The subject and what contains it, innermost first.
    public func path(of subject: String) -> [LifeSubject] {
        var path: [LifeSubject] = []
        var next: String? = subject
        while let id = next, let found = subjects[id] {
            path.append(found)
            next = found.parent
        }
        return path
    }

    /// What a subject contains, in the order it was listed.
    public func children(of subject: String) -> [LifeSubject] {
        (children[subject] ?? []).compactMap { subjects[$0] }
    }

    // MARK: Fold

    /// Takes an event; one that names an unknown subject or act changes nothing but the journal.
    public mutating func apply(_ event: LifeEvent, on day: CalendarDay) {
        switch event {
        case .listed(let subject):
            subjects[subject.id] = subject
            if let parent = subject.parent { children[parent, default: []].append(subject.id) }
        case .factsStated(let subject, let stated):
            facts[subject, default: [:]].merge(stated) { $1 }
        case .signed(let act, let subject, let office):
            signatures[Progress(act: act, subject: subject), default: []].insert(office)
        case .done(let act, let subject, let offices):
            journal.append(JournalRecord(act: act, on: day, by: offices, of: subject))
            finish(act, on: subject)
        case .returned(let act, let subject, _, _):
            chains[Progress(act: act, subject: subject)] = nil
            clearSignatures(of: act, on: subject)
        default:
            if let record = Self.journalRecord(event, on: day) { journal.append(record) }
        }
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
        if let stage = place.act.to { stages[subject, default: [:]][place.track] = stage }
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
        case .listed, .factsStated, .signed, .done, .returned: nil
        }
    }
}
