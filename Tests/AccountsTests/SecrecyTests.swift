import Access
import Accounts
import Digest
import Testing

/// No secret comes out of anything that prints.
@Suite struct SecrecyTests {
    private let now = Office.start

    private func prints(_ value: Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value)" + String(reflecting: value) + String(describing: value) + dumped
    }

    @Test func `a secret prints as one, whatever holds it`() {
        let secret = Secret("hunter2-and-more")
        for value in [
            secret as Any, [secret], Optional(secret) as Any, ["key": secret],
            Visitor(address: "a", agent: "b", replacing: secret), SignInHolder(secret: secret),
        ] {
            #expect(!prints(value).contains("hunter2"))
            #expect(prints(value).contains("secret"))
        }
        #expect(secret == Secret("hunter2-and-more") && secret != Secret("hunter2-and-mor"))
    }

    private struct SignInHolder { let secret: Secret }

    @Test func `what sign-in, tokens and second factors give prints without their keys`()
        async throws
    {
        let office = try await Office.founded()
        let outcome = try await office.signIn(at: now)
        let session = try #require(outcome.session)
        let enrolment = try office.book.beginSecondFactor(of: Office.person, at: now)
        let token = try office.book.issueToken(
            of: Office.person, name: "t", reach: TokenReach(scopes: .read), until: now + 1,
            by: Office.administrator, at: now)
        #expect(!prints(outcome).contains(session.key.text))
        #expect(!prints(enrolment).contains(enrolment.secret.text))
        #expect(!prints(token).contains(token.key.text))
        let hash = try PasswordHash(
            Office.password, by: .scrypt(.init(logarithm: 4, blockSize: 8, parallelism: 1)))
        #expect(prints(hash).contains("scrypt") && !prints(hash).contains("$"))
    }

    @Test func `errors explain themselves in both languages and hold no secret`() async throws {
        let office = try await Office.founded()
        let typed = Secret("first-1111")
        do {
            try await office.book.open(
                "p-2", name: "first-1", password: typed, by: Office.administrator, at: now)
            Issue.record("a bad password was taken")
        } catch {
            #expect(!prints(error).contains("first-1111"))
        }
    }
}
