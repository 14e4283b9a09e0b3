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
    let pack: Pack
    let record: LifeRecord
    let day: CalendarDay

    /// Makes a judge of a day.
    ///
    /// The record must be one under the pack's own lifecycle.
    public init(_ pack: Pack, _ record: LifeRecord, on day: CalendarDay) {
        self.pack = pack
        self.record = record
        self.day = day
    }

    /// What happens when an office does an act, or its part of it, on a subject.
    ///
    /// - Throws: ``LifeRefusal``; of several reasons against it the most basic, and of clauses all.
    public func perform(
        _ act: String, on subject: String, by office: String, remarks: ActRemarks = ActRemarks()
    ) throws(LifeRefusal) -> [LifeEvent] {
        let place = try place(of: act, on: subject)
        let offices = self.offices(place.offices, for: subject)
        guard offices.contains(office) else {
            throw .notItsOffice(act: act, offices: offices, given: office)
        }
        try checkGoesOn(subject)
        try checkStage(place, on: subject)
        try checkOrder(place, act, on: subject)
        let signed = record.signatures(of: act, on: subject)
        guard !signed.contains(office) else {
            throw .alreadySigned(
                act: act, waitingFor: offices.filter { !signed.contains($0) })
        }
        let term = try term(place, on: subject, by: office, remarks)
        try checkClauses(act, place, offices, to: remarks.to, on: subject)
        guard signed.union([office]) == Set(offices) else {
            return [.signed(act: act, of: subject, by: office)]
        }
        return events(place, act, offices, to: remarks.to, on: subject) + term
    }

    /// What happens when an office of an act under way returns it.
    ///
    /// Whoever does one of its steps may return it: the one whose turn it is, or who decides.
    ///
    /// - Throws: ``LifeRefusal``.
    public func giveBack(
        _ act: String, on subject: String, by office: String, reason: String,
        until: CalendarDay? = nil
    ) throws(LifeRefusal) -> [LifeEvent] {
        let place = try place(of: act, on: subject)
        let whole = place.act
        let isUnderWay =
            !record.stepsDone(of: whole.id, on: subject).isEmpty
            || ([whole.id] + whole.chain.map(\.id)).contains {
                !record.signatures(of: $0, on: subject).isEmpty
            }
        let offices = self.offices(whole.chain.flatMap(\.by) + whole.by, for: subject)
        guard offices.contains(office) else {
            throw .notItsOffice(act: whole.id, offices: offices, given: office)
        }
        guard isUnderWay else { throw .nothingToReturn(act: whole.id) }
        let returned = LifeEvent.returned(act: whole.id, of: subject, by: office, reason: reason)
        guard let until else { return [returned] }
        guard until >= day else { throw .termPast }
        let first = whole.chain.first?.id ?? whole.id
        let term = LifeTerm(
            act: whole.id, by: office, until: until, reason: reason, awaited: [first])
        return [returned, .termSet(term, of: subject)]
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

    /// A suspended life stands still with all that is inside it.
    func checkGoesOn(_ subject: String) throws(LifeRefusal) {
        for part in record.path(of: subject) {
            if let suspension = record.suspensions[part.id] {
                throw .suspended(reason: suspension.reason)
            }
        }
    }

    func place(of act: String, on subject: String) throws(LifeRefusal) -> LifePlace {
        guard let place = record.places[act] else { throw .unknownAct(act) }
        guard let found = record.subjects[subject] else { throw .unknownSubject(subject) }
        guard found.entity == place.entity else {
            throw .otherEntity(act: act, needs: place.entity, given: found.entity)
        }
        return place
    }

    /// The offices that do something on a subject: a sub-project's department stands where the pack leaves it to the
    /// type.
    public func offices(_ offices: [String], for subject: String) -> [String] {
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

    /// The term that an act sets for whatever leaves the stage it leads to.
    private func term(
        _ place: LifePlace, on subject: String, by office: String, _ remarks: ActRemarks
    ) throws(LifeRefusal) -> [LifeEvent] {
        guard let until = remarks.until else { return [] }
        guard until >= day else { throw .termPast }
        let next = pack.lifecycle.tracks.first { $0.name == place.track }?.acts.filter { act in
            guard let to = place.act.to else { return false }
            return act.from.contains(to) && act.to != nil && act.to != to
        }
        let awaited = (next ?? []).flatMap { [$0.id] + $0.chain.map(\.id) }
        guard !awaited.isEmpty else { throw .nothingAwaited(act: place.act.id) }
        return [
            .termSet(
                LifeTerm(
                    act: place.act.id, by: office, until: until, reason: remarks.reason,
                    awaited: awaited), of: subject)
        ]
    }

    /// The clauses that block the step, and with the deciding step those that block its act, each
    /// tried as if it were done.
    private func checkClauses(
        _ id: String, _ place: LifePlace, _ offices: [String], to recipients: [String],
        on subject: String
    ) throws(LifeRefusal) {
        // Acts of a draft are never refused, so the tree need not be built.
        if !pack.isBinding { return }
        guard let reference = record.subjects[subject]?.reference,
            var context = record.context(
                around: subject, asOf: day, vocabulary: pack.vocabulary)
        else { throw .unknownSubject(subject) }
        var findings = pack.refusals(
            of: id, by: offices, to: recipients, on: reference, in: context)
        if place.decides {
            context.journal.append(
                JournalRecord(act: id, on: day, by: offices, of: subject, to: recipients))
            let whole = pack.refusals(
                of: place.act.id, by: offices, to: recipients, on: reference, in: context)
            findings += whole.filter { !findings.contains($0) }
        }
        guard findings.isEmpty else { throw .findings(findings) }
    }

    private func events(
        _ place: LifePlace, _ id: String, _ offices: [String], to recipients: [String],
        on subject: String
    ) -> [LifeEvent] {
        var events: [LifeEvent] = [.done(act: id, of: subject, by: offices, to: recipients)]
        if place.decides {
            events.append(
                .done(act: place.act.id, of: subject, by: offices, to: recipients))
        }
        let isDone = place.decides || (place.step == nil && place.act.chain.isEmpty)
        if isDone, place.act.isPinning, record.pins[subject] == nil {
            events.append(.packPinned(pack.pin, of: subject))
        }
        return events
    }
}

extension Pack {
    /// The revision, as an approved project stays under it.
    public var pin: PackPin { PackPin(code: code, revision: revision, digest: digest) }
}
