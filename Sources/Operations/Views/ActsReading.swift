import Access
import Journal
import LandModel
import Lifecycle
import Policy

/// Finds how the acts on a subject stand for a person, from one reading of its file; pure.
///
/// Nothing is decided here a second time: the right is ``AccessDecision``'s, and whether an act is in
/// order is what the act itself decides on inputs that the record offers. What a person types does not
/// matter to that, so a stand-in takes its place.
struct ActsReading {
    let file: LifeFile
    let subject: String
    let options: InputOptions
    let history: [PerformedAct]
    let common: AccessPolicy
    let catalogue: OperationCatalogue

    /// More inputs than this are not tried for one act.
    private static let mostTrials = 40

    /// The acts that concern the subject.
    func acts(withoutRight isAll: Bool) -> [AvailableAct] {
        let entity = file.record.subjects[subject]?.entity ?? ""
        let possible = Set(LifeJudge(file.pack, file.record, on: options.day).possible(on: subject))
        let own = file.pack.lifecycle.tracks.filter { $0.subject == entity }.flatMap(\.acts)
            .flatMap { act in act.chain.isEmpty ? [act.id] : act.chain.map(\.id) }
            .compactMap { id in
                OperationRule.ID(id).map {
                    (OperationCatalogue.Entry(performing: $0), possible.contains(id))
                }
            }
        let general = catalogue.entries.filter { entry in
            guard let kind = entry.kind as? any LifeOperation.Type else { return false }
            return kind.concerns(entity)
            // They have no turn: when the record has nothing for them, nobody waits for them.
        }.map { ($0, false) }
        return (own + general).compactMap { entry, isNext in
            available(entry, isNext: isNext, withoutRight: isAll)
        } + opening(entity, withoutRight: isAll)
    }

    private func available(
        _ entry: OperationCatalogue.Entry, isNext: Bool, withoutRight isAll: Bool
    ) -> AvailableAct? {
        var standing = AvailableAct.Standing.blocked([], isNext: isNext)
        let trials = trials(entry)
        if case .failure(let reason) = trials {
            // Whether there is a right is asked with any input at all.
            switch grant(entry, [:]) {
            case .failure(let refusal): standing = .withoutRight(refusal.items)
            case .success: standing = .blocked(reason.items, isNext: isNext)
            }
        }
        if case .success(let inputs) = trials {
            var first: AvailableAct.Standing?
            for input in inputs {
                let tried = standingOf(entry, input, isNext: isNext)
                first = first ?? tried
                if tried == .possible { first = tried }
                if tried == .possible { break }
                if case .withoutRight = tried { break }
            }
            standing = first ?? standing
        }
        if case .withoutRight = standing, !isAll { return nil }
        return AvailableAct(
            operation: entry.id.text, title: title(entry.id), group: group(entry.id.text),
            clauses: file.clauses(behind: entry.id.text), standing: standing,
            given: ["subject": subject], isFinal: file.isFinal(entry.id.text))
    }

    /// A file is opened inside a subject that can hold something.
    private func opening(_ entity: String, withoutRight isAll: Bool) -> [AvailableAct] {
        let words = file.pack.vocabulary
        guard words.entities.contains(where: { $0.within == entity }) else { return [] }
        let id = ListSubject.id
        let decision = AccessDecision.decide(
            AccessRequest(
                person: options.person, operation: id,
                target: AccessTarget(
                    areas: .area(file.area), project: file.project(of: subject)),
                day: options.day), policy: common, register: options.register,
            history: history)
        if decision.grant == nil, !isAll { return [] }
        return [
            AvailableAct(
                operation: id.text, title: title(id), group: .records, clauses: [],
                standing: decision.refusal.map { .withoutRight(Refusal($0).items) } ?? .possible,
                given: ["parent": subject], isFinal: false)
        ]
    }

    // MARK: One try

    private func standingOf(
        _ entry: OperationCatalogue.Entry, _ input: [String: CanonicalJSON], isNext: Bool
    ) -> AvailableAct.Standing {
        switch grant(entry, input) {
        case .failure(let refusal): return .withoutRight(refusal.items)
        case .success(let (act, context)):
            do throws(Refusal) {
                _ = try act.foresee(file, context)
                return .possible
            } catch {
                return .blocked(error.items, isNext: isNext)
            }
        }
    }

    /// The act of an input, and who would do it by what right.
    private func grant(
        _ entry: OperationCatalogue.Entry, _ given: [String: CanonicalJSON]
    ) -> Result<(any LifeOperation, ActContext), Refusal> {
        var members = given
        for outline in entry.form.outlines where outline.isRequired {
            members[outline.name] =
                members[outline.name] ?? Self.standIn(outline.kind, options.day)
        }
        members["subject"] = .text(subject)
        do {
            let input = try ActInput(.object(members), form: entry.form)
            guard let act = entry.make(input) as? any LifeOperation else {
                preconditionFailure("\(entry.id) has no subject")
            }
            let rules = act.policy(common, file)
            let target = try act.target(in: options.register, for: options.person, file)
            let decision = AccessDecision.decide(
                AccessRequest(
                    person: options.person, operation: entry.id, target: target, day: options.day),
                policy: rules, register: options.register, history: history)
            switch decision {
            case .refused(let refusal): return .failure(Refusal(refusal))
            case .allowed(let grant):
                return .success(
                    (
                        act,
                        ActContext(
                            person: options.person, grant: grant, day: options.day,
                            register: options.register, policy: rules)
                    ))
            }
        } catch let faults as InputFaults {
            return .failure(Refusal(faults.faults.map(\.item)))
        } catch let refusal as Refusal {
            return .failure(refusal)
        } catch {
            preconditionFailure("a target is refused with reasons: \(error)")
        }
    }

    // MARK: Inputs to try

    /// The inputs that the record offers for the required fields; a failure when it offers none for one.
    private func trials(
        _ entry: OperationCatalogue.Entry
    ) -> Result<[[String: CanonicalJSON]], Refusal> {
        var found: [[String: CanonicalJSON]] = [[:]]
        for outline in entry.form.outlines where outline.isRequired && outline.name != "subject" {
            switch outline.source {
            case .typed, .register, .home: continue
            case .words, .pack, .record: break
            }
            let values = values(outline)
            guard !values.isEmpty else {
                return .failure(
                    Refusal(
                        "ACT-NOTHING", field: outline.name,
                        zh: "本对象现在没有可供办理的“\(outline.title.zh)”。",
                        en: "The subject has nothing now that “\(outline.title.en)” could be."))
            }
            found = found.flatMap { one in
                values.map { one.merging([outline.name: $0]) { $1 } }
            }
        }
        return .success(Array(found.prefix(Self.mostTrials)))
    }

    private func values(_ outline: InputOutline) -> [CanonicalJSON] {
        if outline.source == .pack(.facts) {
            return options.facts.lazy.compactMap { fact -> CanonicalJSON? in
                Self.sample(fact, options.day).map { .object([fact.name: $0]) }
            }.prefix(1).map(\.self)
        }
        return options.list(outline.source).map { .text($0.value) }
    }

    private static func sample(_ fact: FactOption, _ day: CalendarDay) -> CanonicalJSON? {
        switch ValueType(rawValue: fact.type) {
        case .bool: .bool(true)
        case .date: .text(day.description)
        case .code: fact.codes.first.map { .text($0.value) }
        case .codes, .period, .monthDay, nil: nil
        default: .integer(1)
        }
    }

    /// A value of a kind, in the place of what a person will type.
    private static func standIn(_ kind: InputKind, _ day: CalendarDay) -> CanonicalJSON {
        switch kind {
        case .text, .identifier, .file: .text("x")
        case .day: .text(day.description)
        case .areas, .area: .text("10")
        case .integer(let range): .integer(range.lowerBound)
        case .flag: .bool(true)
        case .choice(let words): .text(words.first ?? "")
        case .members: ["x": 1]
        case .list(let kind, _): .array([standIn(kind, day)])
        }
    }

    // MARK: Words

    private func title(_ id: OperationRule.ID) -> BilingualText {
        common.operations[id]?.title
            ?? BilingualText(
                zh: file.pack.lifecycle.act(id.text)?.zh ?? id.text,
                en: OperationWords.spaced(id.text))
    }

    private func group(_ id: String) -> ActGroup {
        catalogue.entry(id) == nil ? .lifecycle : .of(id)
    }
}

extension LifeFile {
    /// The clauses that stand before an act or, for the step that decides one, before its act.
    func clauses(behind operation: String) -> [ActClause] {
        var names: Set<String> = [operation]
        for act in pack.lifecycle.tracks.flatMap(\.acts) where act.chain.last?.id == operation {
            names.insert(act.id)
        }
        return pack.clauses.filter { !names.isDisjoint(with: $0.blocks) }.map {
            ActClause(id: $0.id, title: $0.title, citation: $0.citation, strength: $0.strength)
        }
    }

    /// Whether an act settles something: it moves a stage or decides, or takes something back for good.
    func isFinal(_ operation: String) -> Bool {
        if OperationCatalogue.final.contains(operation) { return true }
        return pack.lifecycle.tracks.flatMap(\.acts).contains { act in
            act.chain.isEmpty
                ? act.id == operation && act.to != nil : act.chain.last?.id == operation
        }
    }
}

extension OperationCatalogue {
    /// The acts of the program that only another act can take back.
    static let final: Set<String> = [
        "publishPack", "adoptPack", "endAppointment", "revokeDelegation", "decideChange",
        "waiveClause", "closeBreach", "upholdBreach", "countersign", "exportRecords", "repinPack",
        "correctAct", "returnAct",
    ]
}
