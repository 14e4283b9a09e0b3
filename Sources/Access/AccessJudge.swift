import LandModel

/// The steps of one decision.
struct AccessJudge {
    let request: AccessRequest
    let policy: AccessPolicy
    let register: AccessRegister
    /// What was done on the project of the request.
    let history: [PerformedAct]

    init(
        request: AccessRequest, policy: AccessPolicy, register: AccessRegister,
        history: [PerformedAct]
    ) {
        self.request = request
        self.policy = policy
        self.register = register
        let project = request.target.project
        self.history = project == nil ? [] : history.filter { $0.project == project }
    }

    /// A post the person may act under, own or lent.
    struct Candidate {
        let appointment: Appointment
        let delegation: Delegation?
        let actor: Person.ID

        /// The people whose parts count: who acts, and for whom.
        var parties: Set<Person.ID> { [actor, appointment.person] }

        var grant: AccessGrant {
            guard let delegation else { return .appointment(appointment) }
            return .delegation(delegation, of: appointment)
        }
    }

    func decision() -> AccessDecision {
        guard let rule = policy.operations[request.operation] else {
            return .refused(refusal([.unknownOperation], rule: nil))
        }
        let general = causesOfTarget(rule)
        if rule.isOpenToAll {
            return general.isEmpty ? .allowed(.openToAll) : .refused(refusal(general, rule: rule))
        }
        guard let person = request.person, register.people[person] != nil else {
            return .refused(refusal([.unknownPerson] + general, rule: rule))
        }
        var all = candidates(of: person)
        guard !all.isEmpty else {
            return .refused(refusal([.noAppointment] + general, rule: rule))
        }
        if let capacity = request.capacity {
            all = all.filter { $0.appointment.id == capacity }
            guard !all.isEmpty else {
                return .refused(refusal([.capacityNotHeld(capacity)] + general, rule: rule))
            }
        }
        var closest: (candidate: Candidate, causes: [RefusalCause])?
        for candidate in all {
            let causes = causes(candidate, rule) + general
            guard let first = causes.first else { return .allowed(candidate.grant) }
            if let best = closest, let rank = best.causes.first?.rank,
                (rank, -best.causes.count) >= (first.rank, -causes.count)
            {
                continue
            }
            closest = (candidate, causes)
        }
        return .refused(refusal(closest?.causes ?? [.noAppointment], rule, closest?.candidate))
    }

    /// Own appointments first, then delegations.
    private func candidates(of person: Person.ID) -> [Candidate] {
        register.appointments(of: person).map {
            Candidate(appointment: $0, delegation: nil, actor: person)
        }
            + register.delegations(to: person).compactMap { delegation in
                register.appointments[delegation.appointment].map {
                    Candidate(appointment: $0, delegation: delegation, actor: person)
                }
            }
    }

    /// What is wrong whoever acts.
    private func causesOfTarget(_ rule: OperationRule) -> [RefusalCause] {
        let target = request.target
        var causes: [RefusalCause] = []
        if target.areas.isEmpty {
            causes.append(.areaMissing)
        } else if !target.areas.levels.allSatisfy(rule.areaLevels.contains) {
            causes.append(
                .areaLevel(given: target.areas.levels, allowed: rule.areaLevels.sorted()))
        }
        if rule.needsProject, target.project == nil { causes.append(.projectMissing) }
        if let stages = rule.stages, target.stage.map(stages.contains) != true {
            causes.append(.wrongStage(target.stage, allowed: stages.sorted()))
        }
        return causes
    }

    /// What is wrong with a candidate, in the order of precedence.
    private func causes(_ candidate: Candidate, _ rule: OperationRule) -> [RefusalCause] {
        let appointment = candidate.appointment
        guard let office = register.offices[appointment.office],
            let territory = register.territory(of: appointment)
        else { return [.noAppointment] }
        var causes: [RefusalCause] = []
        let entitled = rule.performers.contains {
            $0.matches(office.kind, post: appointment.post, roles: policy.roles)
        }
        if !entitled {
            let held = policy.roles.roles(of: office.kind, post: appointment.post).sorted()
            causes.append(.notEntitled(held: held))
        }
        if !appointment.term.contains(request.day) { causes.append(.notInForce(appointment.term)) }
        if let delegation = candidate.delegation {
            if !delegation.term.contains(request.day) {
                causes.append(.delegationNotInForce(delegation.term))
            }
            if !rule.isDelegable { causes.append(.notDelegable) }
            if delegation.operations?.contains(rule.id) == false {
                causes.append(.operationNotDelegated)
            }
        }
        let target = request.target
        // An appointment reaches no further than its office, whatever it says itself.
        if !territory.covers(target) || !office.territory.covers(target) {
            causes.append(.outsideTerritory(territory))
        }
        if let limit = candidate.delegation?.territory, !limit.covers(target) {
            causes.append(.outsideDelegation(limit))
        }
        if !rule.mayConcernOneself, let concerned = target.concerns,
            candidate.parties.contains(concerned)
        {
            causes.append(.concernsOneself)
        }
        // Of a post that gives no right it does not matter what else excludes it.
        guard entitled else { return causes }
        return causes + incompatibilities(candidate) + separations(candidate, rule)
    }

    /// Posts of the people concerned that exclude the one acted under.
    private func incompatibilities(_ candidate: Candidate) -> [RefusalCause] {
        let ends = policy.roleEnds(of: candidate.appointment, in: register)
        let rules = policy.heldTogether.filter {
            ends.contains($0.first) || ends.contains($0.second)
        }
        guard !rules.isEmpty else { return [] }
        var causes: [RefusalCause] = []
        for person in candidate.parties.sorted() {
            for other in register.appointments(of: person)
            where other.id != candidate.appointment.id && other.term.contains(request.day) {
                let others = policy.roleEnds(of: other, in: register)
                for rule in rules where rule.separates(ends, others) {
                    causes.append(.incompatiblePosts(rule, other: other.id))
                }
            }
        }
        return causes
    }

    /// Earlier acts of the people or the office on the project that exclude this one.
    private func separations(_ candidate: Candidate, _ rule: OperationRule) -> [RefusalCause] {
        guard !history.isEmpty else { return [] }
        let ends = policy.roleEnds(of: candidate.appointment, in: register)
            .union(rule.duties.map(SeparationRule.End.duty))
        let parties = candidate.parties
        return policy.withinProject.compactMap { separation in
            guard ends.contains(separation.first) || ends.contains(separation.second) else {
                return nil
            }
            let earlier = history.first { act in
                // Whose act it was is the cheaper question and rules out most.
                switch separation.party {
                case .person where !act.isDone(byOneOf: parties): false
                case .office where act.office != candidate.appointment.office: false
                default: separation.separates(ends, act.ends)
                }
            }
            return earlier.map { .separated(separation, earlier: $0) }
        }
    }

    private func refusal(
        _ causes: [RefusalCause], rule: OperationRule?
    ) -> AccessRefusal { refusal(causes, rule, nil) }

    private func refusal(
        _ causes: [RefusalCause], _ rule: OperationRule?, _ candidate: Candidate?
    ) -> AccessRefusal {
        let sorted = causes.sorted { $0.rank < $1.rank }
        let help = sorted.first?.help ?? .nobody
        var contacts: [AccessContact] = []
        switch help {
        case .nobody: break
        case .whoAppoints: contacts = self.contacts(for: policy.operations["appoint"])
        case .whoMayAct: contacts = self.contacts(for: rule)
        }
        return AccessRefusal(
            request: request, causes: sorted, contacts: contacts, rule: rule,
            actor: request.person.flatMap { register.people[$0]?.name },
            capacity: candidate.map(capacity), names: names(in: sorted))
    }

    /// What the people, acts and posts that reasons name are called.
    private func names(in causes: [RefusalCause]) -> [String: BilingualText] {
        var names: [String: BilingualText] = [:]
        for cause in causes {
            switch cause {
            case .separated(_, let earlier):
                names[earlier.operation.text] = policy.operations[earlier.operation]?.title
                names[earlier.person.text] = register.people[earlier.person].map {
                    BilingualText(zh: $0.name, en: $0.name)
                }
            case .incompatiblePosts(_, let other):
                guard let post = register.appointments[other] else { continue }
                let office = register.offices[post.office]?.name ?? post.office.text
                names[other.text] = BilingualText(
                    zh: office + post.post.title.zh, en: "\(office), \(post.post.title.en)")
            default: continue
            }
        }
        return names
    }

    private func capacity(_ candidate: Candidate) -> AccessRefusal.Capacity {
        let appointment = candidate.appointment
        return AccessRefusal.Capacity(
            appointment: appointment.id, delegation: candidate.delegation?.id,
            office: register.offices[appointment.office]?.name ?? appointment.office.text,
            post: appointment.post,
            delegator: candidate.delegation == nil
                ? nil : register.people[appointment.person]?.name)
    }

    /// How many people a refusal names at most.
    private static let contactLimit = 5

    /// Who may do the operation there on that day under an appointment of their own.
    private func contacts(for rule: OperationRule?) -> [AccessContact] {
        guard let rule else { return [] }
        var entitled: [Position: Bool] = [:]
        // Sorting and the costly questions are left to the few who are in the right post and place.
        let near = register.appointments.values.filter { appointment in
            guard appointment.person != request.person, appointment.term.contains(request.day),
                let office = register.offices[appointment.office],
                office.territory.covers(request.target)
            else { return false }
            let position = Position(kind: office.kind, post: appointment.post)
            if let known = entitled[position] { return known }
            let answer = rule.performers.contains {
                $0.matches(office.kind, post: appointment.post, roles: policy.roles)
            }
            entitled[position] = answer
            return answer
        }
        var found: [AccessContact] = []
        for appointment in near.sorted(by: { $0.id < $1.id })
        where !found.contains(where: { $0.person == appointment.person }) {
            let candidate = Candidate(
                appointment: appointment, delegation: nil, actor: appointment.person)
            guard causes(candidate, rule).isEmpty,
                let person = register.people[appointment.person],
                let office = register.offices[appointment.office]
            else { continue }
            found.append(
                AccessContact(
                    person: person.id, name: person.name, office: office.name,
                    post: appointment.post))
            if found.count == Self.contactLimit { break }
        }
        return found
    }

    private struct Position: Hashable {
        let kind: OfficeKind
        let post: Post
    }
}
