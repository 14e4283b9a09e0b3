import Access
import Accounts
import Digest
import Testing

/// Eight callers at a time.
@Suite struct ConcurrencyTests {
    private let now = Office.start
    private static let callers = 8

    /// What eight callers get who do the same at the same time.
    private func together<Value: Sendable>(
        _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            for number in 0..<Self.callers { group.addTask { try await body(number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `guesses at the same moment are no better than guesses in a row`() async throws {
        let office = try await Office.founded()
        let outcomes = try await together { number in
            try await office.signIn(
                "first", Secret("wrong \(number)"), from: Office.visitor("10.0.1.\(number)"),
                at: Office.start)
        }
        #expect(outcomes.count { $0.refusal == .wrong } == 5)
        #expect(outcomes.count { $0.refusal == .delayed(until: now + 1000) } == 3)
    }

    @Test func `one code of the app opens one session`() async throws {
        let office = try await Office.founded()
        let session = try #require(try await office.signIn(at: now).session)
        let enrolment = try office.book.beginSecondFactor(of: Office.person, at: now)
        let key = try #require(Base32Text.bytes(enrolment.secret.text))
        let step = OneTimePassword.step(at: now)
        _ = try office.book.confirmSecondFactor(
            in: session.key, code: Secret(OneTimePassword.code(secret: key, counter: step)),
            from: Office.visitor(), at: now)
        let later = now + 60_000
        let code = Secret(try OneTimePassword.code(secret: key, counter: step + 2))
        var pending: [PendingSignIn] = []
        for _ in 0..<Self.callers {
            pending.append(try #require(try await office.signIn(at: later).pending))
        }
        let waiting = pending
        let outcomes = try await together { number in
            try office.book.completeSignIn(
                ticket: waiting[number].ticket, code: code, from: Office.visitor(), at: later)
        }
        #expect(outcomes.count { $0.session != nil } == 1)
    }

    @Test func `one recovery code, one setup code and one departure are each good once`()
        async throws
    {
        let office = try Office()
        let code = try office.book.issueSetupCode(at: now)
        let founded = try await together { number in
            do throws(AccountError) {
                try await office.book.setUp(
                    code: code, person: Person.ID("p-\(number)") ?? "p-x", name: "n\(number)",
                    password: Office.password, from: Office.visitor("10.0.2.\(number)"),
                    at: Office.start)
                return true
            } catch {
                return false
            }
        }
        #expect(founded.count { $0 } == 1)
        #expect(try office.book.accounts().count == 1)
    }

    @Test func `keys are found while sessions come and go, and an ended one never again`()
        async throws
    {
        var settings = Office.quick
        settings.cacheSize = 8
        let office = try await Office.founded(settings)
        let start = now
        let wrong = try await together { number in
            var wrong = 0
            for round in 0..<6 {
                let time = start + round
                let outcome = try await office.signIn(
                    from: Office.visitor("10.0.3.\(number)"), at: time)
                // A name that eight people share is slowed down; that is no fault here.
                guard let session = outcome.session else { continue }
                if try office.book.session(session.key, at: time) == nil { wrong += 1 }
                let rotated = try office.book.rotate(session.key, at: time)
                if try office.book.session(session.key, at: time) != nil { wrong += 1 }
                if try office.book.session(rotated.key, at: time) == nil { wrong += 1 }
                try office.book.signOut(rotated.key, by: Office.administrator, at: time)
                if try office.book.session(rotated.key, at: time) != nil { wrong += 1 }
            }
            return wrong
        }
        #expect(wrong.allSatisfy { $0 == 0 })
        #expect(try office.book.sessions(of: Office.person, at: start).isEmpty)
    }
}
