import Access
import Journal
public import LandModel
import Lifecycle
public import Policy
import Store

/// Reads a project as those who review it must see it (评审): what stands in the way, who did which step, what
/// changed since the last measurement.
public struct OfficeReviews: Sendable {
    private let library: PolicyLibrary

    /// Opens the reviews of a library's home.
    public init(_ library: PolicyLibrary) { self.library = library }

    /// The review of a project; nil when there is none, or no pack is published for its place.
    ///
    /// - Parameter act: The act under review; nil for the next one that moves the project on.
    /// - Throws: `StoreError`.
    public func sheet(_ id: String, act: String?, on day: CalendarDay) async throws -> ReviewSheet?
    {
        let packs = library.packs
        return try await library.home.journal.read { view throws(StoreError) in
            Result {
                guard let file = try LifeFile.known(id, view, packs),
                    file.record.subjects[id]?.entity == "project"
                else { return ReviewSheet?.none }
                let history = try LifeHistory.read(of: id, file, view, packs)
                return ReviewSheet(
                    id, file, history, act: act, on: day, keptOn: packs.shelf)
            }
        }.get()
    }
}

/// A project under review.
public struct ReviewSheet: Sendable {
    /// A step of the act under review, or the act itself.
    public struct Step: Sendable {
        /// The identifier.
        public let id: String
        /// What the step does; nil for the act itself.
        public let kind: Lifecycle.Step.Kind?
        /// The offices that do it, jointly when several.
        public let offices: [String]
        /// How it was done; nil while it was not, or since it was returned.
        public let done: LifeHistory.Entry?
        /// The parts that offices of a joint step did.
        public let parts: [LifeHistory.Entry]
        /// The offices whose part is missing.
        public let waiting: [String]
        /// Whether it is the next one.
        public let isNext: Bool
    }

    /// What was known before and is known now about something.
    public struct FactChange: Sendable {
        /// Whom it is about.
        public let subject: SubjectReference
        /// The fact.
        public let fact: String
        /// Before.
        public let before: Fact?
        /// Now.
        public let after: Fact?
    }

    /// A measurement beside the one before it.
    public struct Comparison: Sendable {
        /// When and by whom the earlier one came on record.
        public let earlier: LifeHistory.Entry
        /// The later one.
        public let later: LifeHistory.Entry
        /// Whether the later one is only proposed with a change under way.
        public let isProposed: Bool
        /// The facts that differ, those of the project first.
        public let facts: [FactChange]
        /// The verdicts that differ.
        public let verdicts: [VerdictChange]
    }

    /// The identifier.
    public let id: String
    /// The name.
    public let name: String
    /// Where it lies.
    public let area: AdministrativeCode
    /// The pack it is under.
    public let pack: Pack
    /// Whether its plan is approved, so that it stays under that revision.
    public let isPinned: Bool
    /// The stage of the project; nil before its first.
    public let stage: String?
    /// Why it is suspended; nil when it goes on.
    public let suspension: String?
    /// The acts that can be reviewed: those possible now, and those under way.
    public let acts: [String]
    /// The act under review; nil when nothing can be done any more.
    public let act: String?
    /// The steps of the act under review.
    public let steps: [Step]
    /// Why the act is not possible whatever the clauses say; nil when it is.
    public let obstacle: BilingualText?
    /// The findings that stand before the act.
    public let blocking: [Finding]
    /// Every finding on the project and inside it.
    public let findings: [Finding]
    /// What happened, event by event.
    public let history: LifeHistory
    /// The plan beside its earlier measurement; nil when it was measured once or never.
    public let comparison: Comparison?

    init(
        _ id: String, _ file: LifeFile, _ history: LifeHistory, act asked: String?,
        on day: CalendarDay, keptOn shelf: LifeShelf
    ) {
        let record = file.record
        let judge = LifeJudge(file.pack, record, on: day)
        self.id = id
        self.history = history
        (name, area, pack) = (file.name(of: id), file.area, file.pack)
        isPinned = record.pins[id] != nil
        suspension = record.suspensions[id]?.reason
        let track = file.pack.lifecycle.tracks.first { $0.subject == "project" }
        stage = track.flatMap { record.stage(of: id, on: $0.name) }
        let possible = Set(judge.possible(on: id))
        let fits = (track?.acts ?? []).filter { act in
            !possible.isDisjoint(with: [act.id] + act.chain.map(\.id))
        }
        acts = fits.map(\.id)
        let chosen =
            asked.flatMap { asked in track?.acts.first { $0.id == asked } }
            ?? fits.first { !record.stepsDone(of: $0.id, on: id).isEmpty }
            ?? fits.first { $0.to != nil && !$0.from.isEmpty } ?? fits.first
        act = chosen?.id
        steps = chosen.map { Self.steps(of: $0, id, record, history) } ?? []
        obstacle = chosen.flatMap { Self.obstacle(to: $0, id, file, judge) }
        findings = file.findings(on: id, day: day, keptOn: shelf).filter {
            LifeStream.owner(of: $0.subject.id) == id || $0.subject.id.isEmpty
        }
        blocking = chosen.map { Self.blocking($0, id, file, day) } ?? []
        comparison = Self.comparison(id, file, history, day)
    }

    private static func steps(
        of act: Lifecycle.Act, _ id: String, _ record: LifeRecord, _ history: LifeHistory
    ) -> [Step] {
        let done = record.stepsDone(of: act.id, on: id)
        // An act that was finished has no chain under way: its last round is what counts.
        let isFinished = done.isEmpty && history.done(act.id, on: id) != nil
        func step(
            _ id: String, _ kind: Lifecycle.Step.Kind?, _ offices: [String], _ subject: String,
            isNext: Bool
        ) -> Step {
            let counts = done.contains(id) || isFinished
            let signed = record.signatures(of: id, on: subject)
            return Step(
                id: id, kind: kind, offices: offices,
                done: counts ? history.done(id, on: subject) : nil,
                parts: history.parts(of: id, on: subject),
                waiting: counts ? [] : offices.filter { !signed.contains($0) }, isNext: isNext)
        }
        guard !act.chain.isEmpty else {
            return [step(act.id, nil, act.by, id, isNext: !isFinished)]
        }
        return act.chain.enumerated().map { place, one in
            step(one.id, one.kind, one.by, id, isNext: !isFinished && place == done.count)
        }
    }

    /// The stage, the order or a suspension that stands against the next step of an act.
    private static func obstacle(
        to act: Lifecycle.Act, _ id: String, _ file: LifeFile, _ judge: LifeJudge
    ) -> BilingualText? {
        let done = file.record.stepsDone(of: act.id, on: id).count
        let next = act.chain.indices.contains(done) ? act.chain[done].id : act.id
        let offices = file.record.offices(of: next) ?? []
        let signed = file.record.signatures(of: next, on: id)
        guard let office = offices.first(where: { !signed.contains($0) }) else { return nil }
        do throws(LifeRefusal) {
            _ = try judge.perform(next, on: id, by: office)
            return nil
        } catch .findings {
            return nil
        } catch {
            return error.words(file)
        }
    }

    private static func blocking(
        _ act: Lifecycle.Act, _ id: String, _ file: LifeFile, _ day: CalendarDay
    ) -> [Finding] {
        guard let reference = file.record.subjects[id]?.reference,
            let context = file.context(around: id, on: day)
        else { return [] }
        let done = Set(file.record.stepsDone(of: act.id, on: id))
        let names = act.chain.map(\.id).filter { !done.contains($0) } + [act.id]
        var found: [Finding] = []
        for name in names {
            found += file.pack.refusals(
                of: name, by: file.record.offices(of: name) ?? [], on: reference, in: context
            ).filter { !found.contains($0) }
        }
        return found
    }

    // MARK: Measurements

    private static func comparison(
        _ id: String, _ file: LifeFile, _ history: LifeHistory, _ day: CalendarDay
    ) -> Comparison? {
        var inForce: [(LifeHistory.Entry, LifeMeasurement)] = []
        for entry in history.entries {
            if case .measured(let one) = entry.event, one.project == id {
                inForce.append((entry, one))
            }
        }
        let proposed = history.entries.last { entry in
            if case .changeMeasured(let one) = entry.event { one.project == id } else { false }
        }
        var before = file.record
        var after = file.record
        let pair: (earlier: LifeHistory.Entry, later: LifeHistory.Entry)
        let isProposed: Bool
        if let proposed, let last = inForce.last,
            let change = file.record.changes[id]?.measurement
        {
            (pair, isProposed) = ((last.0, proposed), true)
            after.apply(.measured(change), on: day)
        } else if inForce.count > 1 {
            let (older, newer) = (inForce[inForce.count - 2], inForce[inForce.count - 1])
            (pair, isProposed) = ((older.0, newer.0), false)
            before.apply(.measured(older.1), on: day)
        } else {
            return nil
        }
        func findings(_ record: LifeRecord) -> [Finding] {
            record.context(around: id, asOf: day, vocabulary: file.pack.vocabulary)
                .map { file.pack.judge($0) } ?? []
        }
        return Comparison(
            earlier: pair.earlier, later: pair.later, isProposed: isProposed,
            facts: changes(id, before, after),
            verdicts: PackComparison(file.pack, file.pack)
                .pairs(findings(before), findings(after)).filter(\.isOtherVerdict))
    }

    /// The measured facts that differ, those of the project first.
    private static func changes(
        _ id: String, _ before: LifeRecord, _ after: LifeRecord
    ) -> [FactChange] {
        let inside = Set(before.subjects.keys).union(after.subjects.keys)
            .filter { $0 != id && LifeStream.owner(of: $0) == id }.sorted()
        return ([id] + inside).flatMap { subject -> [FactChange] in
            let (old, new) = (before.measuredFacts(of: subject), after.measuredFacts(of: subject))
            guard
                let reference = (after.subjects[subject] ?? before.subjects[subject])?.reference
            else { return [] }
            return Set(old.keys).union(new.keys).sorted().compactMap { name in
                guard old[name]?.value != new[name]?.value else { return nil }
                return FactChange(
                    subject: reference, fact: name, before: old[name], after: new[name])
            }
        }
    }
}
