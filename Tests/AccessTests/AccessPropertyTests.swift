import Access
import LandModel
import TestSupport
import Testing

/// What must hold for every register, on random ones.
///
/// A failure names its seed.
@Suite struct AccessPropertyTests {
    private static let seeds = UInt64(20_261_121)..<UInt64(20_261_121 + 100)
    private static let questions = 80

    /// A grant without the terms, which an ending shortens.
    private func name(_ decision: AccessDecision) -> String {
        switch decision.grant {
        case nil: "refused"
        case .openToAll: "open"
        case .appointment(let appointment): "by \(appointment.id)"
        case .delegation(let delegation, let appointment):
            "by \(delegation.id) of \(appointment.id)"
        }
    }

    @Test func `decisions agree with rows read by hand`() {
        var allowed = 0
        var lent = 0
        var turnedAway = 0
        for seed in Self.seeds {
            var random = SeededGenerator(seed: seed)
            let world = RandomWorld(random: &random)
            turnedAway += world.turnedAway
            for _ in 0..<Self.questions {
                let question = world.question(&random)
                let decision = world.decide(question)
                let expected = world.allows(question)
                #expect((decision.grant != nil) == expected, "seed \(seed): \(question)")
                if expected { allowed += 1 }
                if decision.grant?.delegation != nil { lent += 1 }
                if let refusal = decision.refusal {
                    #expect(!refusal.causes.isEmpty, "seed \(seed): \(question)")
                }
            }
        }
        // The sample must try both answers, or it proves little.
        #expect(allowed > 1000 && lent > 200, "\(allowed) allowed, \(lent) of them lent")
        print("access properties: \(allowed) allowed, \(lent) lent, \(turnedAway) events refused")
    }

    @Test func `a delegation never gives more than the delegator has on that day`() throws {
        var tried = 0
        for seed in Self.seeds {
            var random = SeededGenerator(seed: seed)
            let world = RandomWorld(random: &random)
            for _ in 0..<Self.questions {
                let question = world.question(&random)
                guard let grant = world.decide(question).grant, let loan = grant.delegation,
                    let appointment = grant.appointment
                else { continue }
                tried += 1
                var own = question
                own.person = appointment.person.text
                own.capacity = appointment.id.text
                #expect(
                    name(world.decide(own)) == "by \(appointment.id)", "seed \(seed): \(question)")
                #expect(loan.appointment == appointment.id, "seed \(seed): \(question)")
                // The delegator loses the post that day: nothing is left to lend.
                let before = try world.register.applying(
                    .appointmentEnded(appointment.id, from: RandomWorld.day(question.day)))
                var lent = question
                lent.capacity = appointment.id.text
                let after = AccessDecision.decide(
                    RandomWorld.request(lent), policy: RandomWorld.policy, register: before,
                    history: world.history)
                #expect(after.grant == nil, "seed \(seed): \(question)")
            }
        }
        #expect(tried > 200, "\(tried) lent")
    }

    @Test func `a right never reaches outside the prefix of its office`() {
        for seed in Self.seeds {
            var random = SeededGenerator(seed: seed)
            let world = RandomWorld(random: &random)
            for _ in 0..<Self.questions {
                let question = world.question(&random)
                guard let grant = world.decide(question).grant,
                    let appointment = grant.appointment,
                    let office = world.offices.first(where: { $0.id == appointment.office.text })
                else { continue }
                #expect(question.area.hasPrefix(office.area), "seed \(seed): \(question)")
                if let limit = grant.delegation?.territory {
                    #expect(
                        limit.areas.codes.contains { question.area.hasPrefix($0) },
                        "seed \(seed): \(question)")
                }
            }
        }
    }

    @Test func `an ended appointment takes exactly its rights with it, from that day`() throws {
        var changed = 0
        for seed in Self.seeds {
            var random = SeededGenerator(seed: seed)
            let world = RandomWorld(random: &random)
            guard let row = world.posts.randomElement(using: &random), row.until > row.from + 1
            else { continue }
            let id = Appointment.ID(stringLiteral: row.id)
            let last = Int.random(in: row.from + 1..<min(row.until, 40), using: &random)
            let ended = try world.register.applying(
                .appointmentEnded(id, from: RandomWorld.day(last)))
            let without = try AccessRegister(Self.events(world, without: id))
            for _ in 0..<Self.questions {
                let question = world.question(&random)
                func answer(_ register: AccessRegister) -> String {
                    name(
                        AccessDecision.decide(
                            RandomWorld.request(question), policy: RandomWorld.policy,
                            register: register, history: world.history))
                }
                let now = answer(ended)
                let reference = question.day < last ? answer(world.register) : answer(without)
                #expect(now == reference, "seed \(seed): \(question), ended on \(last)")
                if now != answer(world.register) { changed += 1 }
            }
        }
        #expect(changed > 50, "\(changed) answers changed")
    }

    /// The events without an appointment and all that hangs on it.
    private static func events(
        _ world: RandomWorld, without id: Appointment.ID
    ) -> [AccessEvent] {
        let lost = Set(world.register.delegations.values.filter { $0.appointment == id }.map(\.id))
        return world.events.filter { event in
            switch event {
            case .officeRegistered, .personRegistered: true
            case .appointed(let appointment): appointment.id != id
            case .appointmentEnded(let ended, _): ended != id
            case .delegated(let delegation): delegation.appointment != id
            case .delegationRevoked(let revoked, _): !lost.contains(revoked)
            }
        }
    }

    @Test func `the order of independent events does not matter`() throws {
        var moved = 0
        for seed in Self.seeds {
            var random = SeededGenerator(seed: seed)
            let world = RandomWorld(random: &random)
            var events = world.events
            for _ in 0..<300 {
                let place = Int.random(in: 0..<events.count - 1, using: &random)
                let names = Self.named(events[place])
                guard names.isDisjoint(with: Self.named(events[place + 1])) else { continue }
                events.swapAt(place, place + 1)
                moved += 1
            }
            #expect(try AccessRegister(events) == world.register, "seed \(seed)")
        }
        #expect(moved > 5000, "\(moved) swaps")
    }

    /// What an event brings, ends or rests on.
    ///
    /// Two that only rest on one thing are kept apart too,
    /// which is stricter than the register asks, but for offices and people, which never change.
    private static func named(_ event: AccessEvent) -> Set<String> {
        switch event {
        case .officeRegistered(let office): ["office \(office.id)"]
        case .personRegistered(let person): ["person \(person.id)"]
        case .appointed(let appointment):
            [
                "office \(appointment.office)", "person \(appointment.person)",
                "appointment \(appointment.id)",
            ]
        case .appointmentEnded(let id, _): ["appointment \(id)"]
        case .delegated(let delegation):
            [
                "person \(delegation.delegate)", "appointment \(delegation.appointment)",
                "delegation \(delegation.id)",
            ]
        case .delegationRevoked(let id, _): ["delegation \(id)"]
        }
    }
}
