public import LandModel
public import Policy

/// What is on record about the subjects of an office: the fold of ``LifeEvent``s (档案).
///
/// A value. It knows which stage each subject is in on each track of its pack, how far the chain of an
/// act under way has come, what is known and what was done; ``Policy/Pack`` judges from it.
public struct LifeRecord: Sendable {
    /// The subjects by identifier.
    public internal(set) var subjects: [String: LifeSubject] = [:]
    /// Everything that happened, as a pack sees it, in order.
    public internal(set) var journal: [JournalRecord] = []
    /// The changes of approved plans that are under way, by project.
    public internal(set) var changes: [String: LifeChange] = [:]
    /// The revision of a pack that approved projects stay under, by project.
    public internal(set) var pins: [String: PackPin] = [:]
    /// The suspensions in force, by subject.
    public internal(set) var suspensions: [String: LifeSuspension] = [:]
    /// What meetings dealt with, by meeting.
    public internal(set) var meetings: [String: LifeMeeting] = [:]
    /// The terms that were set, by subject.
    public internal(set) var terms: [String: [LifeTerm]] = [:]
    /// What was returned and not taken up again, by subject and act.
    var returns: [Progress: LifeReturn] = [:]
    /// The day each subject was listed.
    public internal(set) var listedOn: [String: CalendarDay] = [:]

    var children: [String: [String]] = [:]
    var stated: [String: [String: Fact]] = [:]
    var measured: [String: [String: Fact]] = [:]
    /// What the measured facts of a project rest on.
    var bases: [String: MeasuringBasis] = [:]
    /// What measurements listed and nobody else, by project.
    var measuredItems: [String: [String]] = [:]
    /// The stages of a subject on a track, by track, with the act that led to each; the last holds.
    var moves: [String: [String: [Move]]] = [:]
    /// The steps done of acts under way, by subject and act, in order.
    var chains: [Progress: [String]] = [:]
    /// The offices that did their part of a joint act, by subject and act.
    var signatures: [Progress: Set<String>] = [:]
    let lifecycle: Lifecycle
    let places: LifePlaces

    /// An act under way on a subject.
    struct Progress: Hashable {
        let act: String
        let subject: String
    }

    /// A stage reached, and by which act.
    struct Move: Hashable {
        let act: String
        let stage: String
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
        moves[subject]?[track]?.last?.stage
    }

    /// The act by which a subject came to the stage it is in on a track; nil before its first.
    public func arrival(of subject: String, on track: String) -> String? {
        moves[subject]?[track]?.last?.act
    }

    /// Whether a subject ever came to a stage.
    public func hasReached(_ stage: String, _ subject: String) -> Bool {
        (moves[subject] ?? [:]).values.contains { $0.contains { $0.stage == stage } }
    }

    /// What is known about a subject; what was measured stands before what was stated.
    public func facts(of subject: String) -> [String: Fact] {
        guard let measured = measured[subject] else { return stated[subject] ?? [:] }
        return (stated[subject] ?? [:]).merging(measured) { $1 }
    }

    /// What was measured about a subject by the program.
    public func measuredFacts(of subject: String) -> [String: Fact] { measured[subject] ?? [:] }

    /// What the measured facts of a subject rest on: its own basis, or that of what contains it.
    public func basis(of subject: String) -> MeasuringBasis {
        path(of: subject).lazy.compactMap { bases[$0.id] }.first ?? MeasuringBasis()
    }

    /// The steps of an act that are done, in order.
    public func stepsDone(of act: String, on subject: String) -> [String] {
        chains[Progress(act: act, subject: subject)] ?? []
    }

    /// The offices that did their part of a joint act or step.
    public func signatures(of act: String, on subject: String) -> Set<String> {
        signatures[Progress(act: act, subject: subject)] ?? []
    }

    /// The acts that were returned and of which no step was done since, by act.
    public func returns(of subject: String) -> [LifeReturn] {
        returns.filter { $0.key.subject == subject }.map(\.value).sorted { $0.act < $1.act }
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

    /// The project that a subject is or is inside of; nil for what stands outside of projects.
    public func project(of subject: String) -> String? {
        path(of: subject).first { $0.entity == "project" }?.id
    }

    /// What a subject contains, in the order it was listed.
    public func children(of subject: String) -> [LifeSubject] {
        (children[subject] ?? []).compactMap { subjects[$0] }
    }
}
