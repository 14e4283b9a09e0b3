import Access
import Accounts
import TestSupport
import Testing

/// Random sign-ins, closings, rotations and waits against a model that keeps lists and replays them.
@Suite struct SignInModelTests {
    /// What was done to one name or address, replayed from the beginning for every question.
    private struct Slowness {
        enum Event { case attempt, release, clear }
        var events: [(time: Int, event: Event)] = []
        let rule: Throttle

        func state() -> (count: Int, until: Int) {
            var count = 0
            var last: Int?
            var until = 0
            for (time, event) in events {
                switch event {
                case .attempt:
                    if let last {
                        if time - last >= rule.forgottenAfter { count = 0 }
                        if rule.oneForgottenIn > 0 {
                            var passed = time - last
                            while passed >= rule.oneForgottenIn, count > 0 {
                                count -= 1
                                passed -= rule.oneForgottenIn
                            }
                        }
                    }
                    count += 1
                    last = time
                    until = 0
                    if count >= rule.free {
                        var delay = rule.firstDelay
                        for _ in rule.free..<count where delay < rule.longestDelay { delay *= 2 }
                        until = time + min(delay, rule.longestDelay)
                    }
                case .release:
                    count -= 1
                    until = 0
                    if count == 0 { last = nil }
                case .clear:
                    count = 0
                    last = nil
                    until = 0
                }
            }
            return (count, until)
        }
    }

    private struct LiveSession {
        var key: Secret
        let number: String
        let created: Int
        var used: Int
    }

    private struct Model {
        var names: [String: Slowness] = [:]
        var addresses: [String: Slowness] = [:]
        var state = Account.State.active
        var sessions: [LiveSession] = []
        var ended: [Secret] = []
        let settings: AccountSettings

        mutating func signIn(
            _ name: String, isRight: Bool, from address: String, at time: Int
        ) -> SignInRefusal? {
            var slow = names[name] ?? Slowness(rule: settings.nameThrottle)
            var source = addresses[address] ?? Slowness(rule: settings.addressThrottle)
            let until = max(slow.state().until, source.state().until)
            if until > time { return .delayed(until: until) }
            slow.events.append((time, .attempt))
            source.events.append((time, .attempt))
            var refusal: SignInRefusal? = .wrong
            if isRight, name == "first" {
                slow.events.append((time, .release))
                source.events.append((time, .release))
                switch state {
                case .locked: refusal = .locked
                case .disabled: refusal = .disabled
                default:
                    refusal = nil
                    slow.events.append((time, .clear))
                }
            }
            names[name] = slow
            addresses[address] = source
            return refusal
        }

        func isAlive(_ session: LiveSession, at time: Int) -> Bool {
            time - session.used < settings.sessionIdle
                && time - session.created < settings.sessionLength
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `random days go as the model says`(seed: UInt64) async throws {
        var settings = Office.quick
        settings.nameThrottle = Throttle(free: 3, longestDelay: 60_000, forgottenAfter: 600_000)
        settings.addressThrottle = Throttle(
            free: 6, longestDelay: 30_000, forgottenAfter: 900_000, oneForgottenIn: 20_000)
        settings.sessionsPerPerson = 1000
        let office = try await Office.founded(settings)
        var random = SeededGenerator(seed: seed)
        var model = Model(settings: settings)
        var time = Office.start + 3_600_000
        for step in 0..<120 {
            let comment: Comment = "seed \(seed), step \(step)"
            time +=
                [0, 300, 1000, 5000, 70_000, 600_000, 1_500_000].randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6: try await signIn(office, &model, at: time, &random, comment)
            case 6: try rotate(office, &model, at: time, &random, comment)
            case 7: try close(office, &model, at: time, &random)
            case 8:
                if let index = model.sessions.indices.randomElement(using: &random) {
                    let gone = model.sessions.remove(at: index)
                    try office.book.signOut(gone.key, by: Office.administrator, at: time)
                    model.ended.append(gone.key)
                }
            default: try check(office, &model, at: time, comment)
            }
        }
        try check(office, &model, at: time, "seed \(seed), the end")
    }

    private func signIn(
        _ office: Office, _ model: inout Model, at time: Int, _ random: inout SeededGenerator,
        _ comment: Comment
    ) async throws {
        let name = ["first", "first", "ghost"].randomElement(using: &random) ?? ""
        let address = ["10.0.0.1", "10.0.0.2"].randomElement(using: &random) ?? ""
        let isRight = Int.random(in: 0..<3, using: &random) == 0
        let expected = model.signIn(name, isRight: isRight, from: address, at: time)
        let outcome = try await office.signIn(
            name, isRight ? Office.password : Secret("wrong"), from: Office.visitor(address),
            at: time)
        #expect(outcome.refusal == expected, comment)
        if let session = outcome.session {
            model.sessions.append(
                LiveSession(
                    key: session.key, number: session.session.id, created: time, used: time))
        }
    }

    private func rotate(
        _ office: Office, _ model: inout Model, at time: Int, _ random: inout SeededGenerator,
        _ comment: Comment
    ) throws {
        guard let index = model.sessions.indices.randomElement(using: &random) else { return }
        let old = model.sessions[index]
        guard model.isAlive(old, at: time) else {
            #expect(throws: AccountError.absent(.session), comment) {
                try office.book.rotate(old.key, at: time)
            }
            model.sessions.remove(at: index)
            model.ended.append(old.key)
            return
        }
        let new = try office.book.rotate(old.key, at: time)
        #expect(new.session.id == old.number && new.session.created == old.created, comment)
        model.ended.append(old.key)
        model.sessions[index].key = new.key
        model.sessions[index].used = time
    }

    private func close(
        _ office: Office, _ model: inout Model, at time: Int, _ random: inout SeededGenerator
    ) throws {
        let state =
            Account.State.allCases.filter { $0 != .mustChangePassword }
            .randomElement(using: &random) ?? .active
        try office.book.set(state, of: Office.person, by: Office.administrator, at: time)
        if state != model.state, !state.mayEnter {
            model.ended += model.sessions.map(\.key)
            model.sessions = []
        }
        model.state = state
    }

    private func check(
        _ office: Office, _ model: inout Model, at time: Int, _ comment: Comment
    ) throws {
        var alive: [LiveSession] = []
        for var session in model.sessions {
            let found = try office.book.session(session.key, at: time)
            #expect((found != nil) == model.isAlive(session, at: time), comment)
            #expect(found.map { $0.id == session.number } ?? true, comment)
            guard model.isAlive(session, at: time) else {
                model.ended.append(session.key)
                continue
            }
            session.used = time
            alive.append(session)
        }
        model.sessions = alive
        for key in model.ended { #expect(try office.book.session(key, at: time) == nil, comment) }
        #expect(try office.book.account(of: Office.person)?.state == model.state, comment)
    }
}
