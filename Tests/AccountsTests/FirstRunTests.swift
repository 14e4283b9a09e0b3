import Accounts
import Access
import Testing

@Suite struct FirstRunTests {
    private let now = Office.start

    @Test func `the first run opens one account with its code, and only one`() async throws {
        let office = try Office()
        let book = office.book
        #expect(try book.needsSetup())
        let stale = try book.issueSetupCode(at: now)
        let code = try book.issueSetupCode(at: now)
        #expect(throws: AccountError.wrongSecret) {
            try book.checkSetupCode(stale, from: Office.visitor(), at: now)
        }
        try book.checkSetupCode(code, from: Office.visitor(), at: now)
        // As a person types it: small letters, spaces for hyphens.
        let typed = Secret(code.text.lowercased().replacing("-", with: " "))
        try await book.setUp(
            code: typed, person: Office.person, name: "First", password: Office.password,
            from: Office.visitor(), at: now)
        #expect(try !book.needsSetup())
        #expect(throws: AccountError.alreadySetUp) { try book.issueSetupCode(at: now) }
        await #expect(throws: AccountError.alreadySetUp) {
            try await book.setUp(
                code: code, person: "p-2", name: "second", password: Office.password,
                from: Office.visitor(), at: now)
        }
        let outcome = try await office.signIn("FIRST", at: now + 1)
        let session = try #require(outcome.session)
        #expect(session.session.person == Office.person)
        #expect(session.session.duties.isEmpty)
        #expect(try book.session(session.key, at: now + 2)?.id == session.session.id)
        #expect(try book.account(of: Office.person)?.lastSignIn == now + 1)
    }

    @Test func `the code runs out`() async throws {
        let office = try Office()
        let code = try office.book.issueSetupCode(at: now)
        let late = now + office.book.settings.setupLength
        #expect(throws: AccountError.wrongSecret) {
            try office.book.checkSetupCode(code, from: Office.visitor(), at: late)
        }
        try office.book.checkSetupCode(code, from: Office.visitor(), at: late - 1)
    }

    @Test func `a first password that breaks rules leaves the code good`() async throws {
        let office = try Office()
        let code = try office.book.issueSetupCode(at: now)
        await #expect(throws: AccountError.self) {
            try await office.book.setUp(
                code: code, person: Office.person, name: "first", password: Secret("first1234"),
                from: Office.visitor(), at: now)
        }
        try office.book.checkSetupCode(code, from: Office.visitor(), at: now)
    }

    @Test func `guessing the code is slowed down`() async throws {
        let office = try Office()
        let code = try office.book.issueSetupCode(at: now)
        var refusals: [AccountError] = []
        for _ in 0..<40 {
            do throws(AccountError) {
                try office.book.checkSetupCode(
                    Secret("AAAA-BBBB-CCCC-DDDD"), from: Office.visitor(), at: now)
            } catch { refusals.append(error) }
        }
        #expect(refusals.prefix(30).allSatisfy { $0 == .wrongSecret })
        #expect(refusals.dropFirst(30).allSatisfy { $0 == .delayed(until: now + 1000) })
        #expect(throws: AccountError.delayed(until: now + 1000)) {
            try office.book.checkSetupCode(code, from: Office.visitor(), at: now)
        }
        try office.book.checkSetupCode(code, from: Office.visitor("10.0.0.2"), at: now)
    }
}
