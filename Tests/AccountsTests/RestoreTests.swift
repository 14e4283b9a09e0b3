import Access
import Accounts
import Digest
import Foundation
import Testing

@Suite struct RestoreTests {
    private let now = Office.start + 1000
    private let terminal = AccountActor(person: nil, address: "terminal")

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `a copy of accounts at work is whole, and for its owner only`() async throws {
        let office = try await Office.founded()
        let target = office.folder.appending(path: "copy.sqlite").path
        try AccountBook.copy(office.path, to: target)
        #expect(try mode(target) == 0o600)
        let copy = try AccountBook.open(target, settings: Office.quick)
        #expect(try copy.account(of: Office.person)?.name == "first")
        try copy.close()
        #expect(throws: AccountError.self) { try AccountBook.copy(office.path, to: target) }
        let nothing = office.folder.appending(path: "nothing.sqlite").path
        #expect(throws: AccountError.self) { try AccountBook.copy(nothing, to: target + "2") }
        #expect(!FileManager.default.fileExists(atPath: nothing))
    }

    @Test func `what is restored knows passwords and tokens, and no session or sign-in under way`()
        async throws
    {
        let office = try await Office.founded()
        let session = try #require(try await office.signIn(at: now).session)
        let token = try office.book.issueToken(
            of: Office.person, name: "map", reach: TokenReach(scopes: .read),
            until: now + 86_400_000,
            by: Office.administrator, at: now)
        let client = try OpenIDClient(
            issuer: "https://id.example", clientID: "t", redirect: "https://t.example/return")
        let json = """
            {"issuer": "https://id.example", "authorization_endpoint": "https://id.example/a",
             "token_endpoint": "https://id.example/t", "jwks_uri": "https://id.example/k"}
            """
        let discovery = try OpenIDDiscovery(json: Array(json.utf8), client: client)
        let departure = try office.book.departToOpenID(client, discovery, at: now)
        let target = office.folder.appending(path: "restored.sqlite").path
        try AccountBook.copy(office.path, to: target)
        try AccountBook.settleRestored(target, by: terminal, at: now + 5)

        let restored = try AccountBook.open(target, settings: Office.quick)
        #expect(try restored.session(session.key, at: now + 10) == nil)
        #expect(throws: AccountError.openID(.state)) {
            try restored.returnFromOpenID(
                state: departure.state, cookie: departure.state, at: now + 10)
        }
        #expect(try restored.token(token.key, at: now + 10)?.name == "map")
        let outcome = try await restored.signIn(
            name: "first", password: Office.password, from: Office.visitor(), roles: { _ in [] },
            at: now + 10)
        #expect(outcome.session != nil)
        let noted = try restored.auditEntries().filter { $0.event == .restored }
        #expect(noted.map(\.time) == [now + 5] && noted.map(\.address) == ["terminal"])
        try restored.close()
        // What was copied goes on as it was.
        #expect(try office.book.session(session.key, at: now + 10) != nil)
    }

    @Test(arguments: [
        ("", false), (" \n", false), ("a", true), (" z-1 ", true), ("a\u{7}b", false),
    ])
    func `an identity that a person types is trimmed, and what none can be is refused`(
        _ typed: String, _ isFit: Bool
    ) {
        let identity = OpenIDIdentity(issuer: "https://id.example", typed: typed)
        #expect((identity != nil) == isFit)
        #expect(identity.map { !$0.subject.contains(" ") } ?? true)
        let longest = String(repeating: "a", count: 255)
        #expect(OpenIDIdentity(issuer: "i", typed: longest)?.subject == longest)
        #expect(OpenIDIdentity(issuer: "i", typed: longest + "a") == nil)
    }
}
