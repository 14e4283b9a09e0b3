import Access
import Accounts
import Testing

/// Signing in by one click is for accounts that nobody can sign in to otherwise.
@Suite struct ExampleTests {
    private let now = Office.start

    @Test func `a person without password and identity is signed in, with an entry in the audit`()
        throws
    {
        let office = try Office()
        try office.book.openExamples(["p-1", "p-2"], by: Office.administrator, at: now)
        // Asked for again it adds who is missing.
        try office.book.openExamples(["p-2", "p-3"], by: Office.administrator, at: now)
        #expect(try office.book.examples() == ["p-1", "p-2", "p-3"])
        let session = try #require(
            try office.book.signInExample("p-2", from: Office.visitor(), at: now).session)
        #expect(try office.book.session(session.key, at: now)?.person == "p-2")
        #expect(session.session.duties.isEmpty)
        let entries = try office.book.auditEntries()
        #expect(entries.contains { $0.person == "p-2" && $0.event == .signedIn })
        try office.book.set(.disabled, of: "p-3", by: Office.administrator, at: now)
        #expect(
            try office.book.signInExample("p-3", from: Office.visitor(), at: now).refusal == .wrong)
        #expect(
            try office.book.signInExample("p-9", from: Office.visitor(), at: now).refusal == .wrong)
    }

    @Test
    func `whoever has a password or an identity is no example, nor is the office a place for any`()
        async throws
    {
        let office = try await Office.founded()
        #expect(try office.book.examples().isEmpty)
        #expect(
            try office.book.signInExample(Office.person, from: Office.visitor(), at: now).refusal
                == .wrong)
        #expect(throws: AccountError.notForExamples) {
            try office.book.openExamples(["p-2"], by: Office.administrator, at: now)
        }
        #expect(try office.book.account(of: "p-2") == nil)

        let other = try Office()
        try other.book.openExamples(["p-1"], by: Office.administrator, at: now)
        try other.book.link(
            OpenIDIdentity(issuer: "https://id.example.gov.cn", subject: "1"), to: "p-1",
            by: Office.administrator, at: now)
        #expect(
            try other.book.signInExample("p-1", from: Office.visitor(), at: now).refusal == .wrong)
    }
}
