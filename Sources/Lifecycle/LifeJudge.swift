public import LandModel
public import Policy

/// Decides acts on subjects under a pack: stage, order of steps, offices, clauses.
///
/// Pure. What the pack leaves open is settled here once:
/// - an act that leads to a stage and names none to come from begins a life: it is possible before
///   the first stage of its track and after one that no act leaves;
/// - the steps of a chain are done in their order, and the last one decides: with it the act is done;
/// - several offices of an act or step do it jointly: each does its part, and the last one's part is
///   the act;
/// - a sub-project's department stands where the pack says `typeAuthority`.
public struct LifeJudge: Sendable {
    private let pack: Pack
    private let record: LifeRecord
    private let day: CalendarDay
    private let occasion: Occasion
    private let layers: Set<String>

    /// Makes a judge of a day.
    ///
    /// The record must be one under the pack's own lifecycle.
    ///
    /// - Parameters:
    ///   - occasion: Which snapshot the measured facts are from.
    ///   - layers: The layers it held, by their vocabulary names.
    public init(
        _ pack: Pack, _ record: LifeRecord, on day: CalendarDay, occasion: Occasion = .plan,
        layers: Set<String>
    ) {
        self.pack = pack
        self.record = record
        self.day = day
        self.occasion = occasion
        self.layers = layers
    }

    /// What happens when an office does an act, or its part of it, on a subject.
    ///
    /// - Throws: ``LifeRefusal``; of several reasons against it the most basic, and of clauses all.
    public func perform(
        _ act: String, on subject: String, by office: String
    ) throws(LifeRefusal) -> [LifeEvent] {
        let place = try place(of: act, on: subject)
        let offices = resolved(place.offices, for: subject)
        guard offices.contains(office) else {
            throw .notItsOffice(act: act, offices: offices, given: office)
        }
        try checkStage(place, on: subject)
        try checkOrder(place, act, on: subject)
        let signed = record.signatures(of: act, on: subject)
        guard !signed.contains(office) else {
            throw .alreadySigned(
                act: act, waitingFor: offices.filter { !signed.contains($0) })
        }
        try checkClauses(act, place, offices, on: subject)
        guard signed.union([office]) == Set(offices) else {
            return [.signed(act: act, of: subject, by: office)]
        }
        return events(place, act, offices, on: subject)
    }

    /// What happens when an office of an act under way returns it.
    ///
    /// Whoever does one of its steps may return it: the one whose turn it is, or who decides.
    ///
    /// - Throws: ``LifeRefusal``.
    public func giveBack(
        _ act: String, on subject: String, by office: String, reason: String
    ) throws(LifeRefusal) -> [LifeEvent] {
        let place = try place(of: act, on: subject)
        let whole = place.act
        let isUnderWay =
            !record.stepsDone(of: whole.id, on: subject).isEmpty
            || ([whole.id] + whole.chain.map(\.id)).contains {
                !record.signatures(of: $0, on: subject).isEmpty
            }
        let offices = resolved(whole.chain.flatMap(\.by) + whole.by, for: subject)
        guard offices.contains(office) else {
            throw .notItsOffice(act: whole.id, offices: offices, given: office)
        }
        guard isUnderWay else { throw .nothingToReturn(act: whole.id) }
        return [.returned(act: whole.id, of: subject, by: office, reason: reason)]
    }

    /// The acts and steps whose stage and order fit now, in the order of the lifecycle.
    ///
    /// Which clauses still stand before each is another question: ``perform(_:on:by:)`` answers it.
    public func possible(on subject: String) -> [String] {
        pack.lifecycle.tracks.flatMap(\.acts).flatMap { act in
            act.chain.isEmpty ? [act.id] : act.chain.map(\.id)
        }.filter { id in
            do throws(LifeRefusal) {
                let place = try place(of: id, on: subject)
                try checkStage(place, on: subject)
                try checkOrder(place, id, on: subject)
                return true
            } catch {
                return false
            }
        }
    }

    // MARK: Parts of a decision

    private func place(of act: String, on subject: String) throws(LifeRefusal) -> LifePlace {
        guard let place = record.places[act] else { throw .unknownAct(act) }
        guard let found = record.subjects[subject] else { throw .unknownSubject(subject) }
        guard found.entity == place.entity else {
            throw .otherEntity(act: act, needs: place.entity, given: found.entity)
        }
        return place
    }

    private func resolved(_ offices: [String], for subject: String) -> [String] {
        offices.map { office in
            guard pack.office(office)?.isResolvedByType == true,
                case .code(let type) = record.facts(of: subject)["type"]?.value
            else { return office }
            return pack.subprojectTypes[type] ?? office
        }
    }

    private func checkStage(_ place: LifePlace, on subject: String) throws(LifeRefusal) {
        let now = record.stage(of: subject, on: place.track)
        let act = place.act
        if !act.from.isEmpty {
            guard let now, act.from.contains(now) else {
                throw .wrongStage(act: act.id, now: now, allowed: act.from)
            }
        } else if act.to != nil, let now, record.places.isLeft(now, on: place.track) {
            throw .wrongStage(act: act.id, now: now, allowed: [])
        }
    }

    private func checkOrder(
        _ place: LifePlace, _ id: String, on subject: String
    ) throws(LifeRefusal) {
        let chain = place.act.chain
        guard !chain.isEmpty else { return }
        let done = record.stepsDone(of: place.act.id, on: subject)
        guard done.count < chain.count else { return }
        let next = chain[done.count].id
        guard id == next else { throw .outOfOrder(act: place.act.id, next: next) }
    }

    /// The clauses that block the step, and with the deciding step those that block its act, each
    /// tried as if it were done.
    private func checkClauses(
        _ id: String, _ place: LifePlace, _ offices: [String], on subject: String
    ) throws(LifeRefusal) {
        // Acts of a draft are never refused, so the tree need not be built.
        if pack.isDraft { return }
        guard let reference = record.subjects[subject]?.reference,
            var context = record.context(
                around: subject, asOf: day, occasion: occasion, layers: layers,
                vocabulary: pack.vocabulary)
        else { throw .unknownSubject(subject) }
        var findings = pack.refusals(of: id, by: offices, on: reference, in: context)
        if place.decides {
            context.journal.append(
                JournalRecord(act: id, on: day, by: offices, of: subject))
            let whole = pack.refusals(of: place.act.id, by: offices, on: reference, in: context)
            findings += whole.filter { !findings.contains($0) }
        }
        guard findings.isEmpty else { throw .findings(findings) }
    }

    private func events(
        _ place: LifePlace, _ id: String, _ offices: [String], on subject: String
    ) -> [LifeEvent] {
        var events: [LifeEvent] = [.done(act: id, of: subject, by: offices)]
        if place.decides { events.append(.done(act: place.act.id, of: subject, by: offices)) }
        return events
    }
}
