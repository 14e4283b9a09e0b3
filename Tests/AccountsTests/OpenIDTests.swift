import Access
import Accounts
import Digest
import Foundation
import Testing

@Suite struct OpenIDTests {
    private let now = Office.start
    private static let issuer = "https://id.example.gov.cn"

    private func client() throws -> OpenIDClient {
        try OpenIDClient(
            issuer: Self.issuer, clientID: "tian chou&", redirect: "https://t.example/return",
            scopes: ["openid", "profile"])
    }

    private func document(
        issuer: String = OpenIDTests.issuer, token: String? = "https://id.example.gov.cn/token",
        authorization: String = "https://id.example.gov.cn/auth"
    ) -> [UInt8] {
        let member = token.map { "\"token_endpoint\": \"\($0)\"," } ?? ""
        return Array(
            """
            {"issuer": "\(issuer)", \(member) "authorization_endpoint": "\(authorization)",
             "jwks_uri": "https://id.example.gov.cn/keys", "scopes_supported": ["openid"]}
            """.utf8)
    }

    @Test func `a description is read, and refused when it is another's or not secure`() throws {
        let client = try client()
        let discovery = try OpenIDDiscovery(json: document(), client: client)
        #expect(discovery.tokenEndpoint == "https://id.example.gov.cn/token")
        #expect(discovery.keySetAddress == "https://id.example.gov.cn/keys")
        for (json, fault) in [
            (
                document(issuer: Self.issuer + "/"),
                OpenIDFault.otherIssuer(stated: Self.issuer + "/")
            ),
            (document(token: nil), .discovery(member: "token_endpoint")),
            (document(token: "http://x/token"), .insecureAddress("http://x/token")),
            (document(authorization: "javascript:1"), .insecureAddress("javascript:1")),
            (Array("[]".utf8), .discovery(member: "JSON")),
            (Array("{}".utf8), .discovery(member: "issuer")),
        ] {
            #expect(throws: AccountError.openID(fault)) {
                try OpenIDDiscovery(json: json, client: client)
            }
        }
    }

    @Test func `plain addresses are for this machine only`() throws {
        for issuer in ["http://127.0.0.1:8080/x", "http://localhost", "https://a"] {
            _ = try OpenIDClient(issuer: issuer, clientID: "t", redirect: "r")
        }
        for issuer in [
            "http://id.example", "http://127.0.0.1.evil.example", "http://localhost.evil",
            "https://",
            "",
        ] {
            #expect(throws: AccountError.openID(.insecureAddress(issuer))) {
                try OpenIDClient(issuer: issuer, clientID: "t", redirect: "r")
            }
        }
    }

    @Test func `a departure asks for code, PKCE, state and nonce, and comes back once`() throws {
        let office = try Office()
        let discovery = try OpenIDDiscovery(json: document(), client: client())
        let departure = try office.book.departToOpenID(
            client(), discovery, page: "/map?x=1", at: now)
        let parts = try #require(URLComponents(string: departure.address.text))
        #expect(parts.host == "id.example.gov.cn" && parts.path == "/auth")
        let query = Dictionary(
            uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
        #expect(query["response_type"] == "code")
        #expect(query["client_id"] == "tian chou&")
        #expect(query["redirect_uri"] == "https://t.example/return")
        #expect(query["scope"] == "openid profile")
        #expect(query["code_challenge_method"] == "S256")
        #expect(query["state"] == departure.state.text)
        for cookie in [nil, Secret("other"), Secret("")] {
            #expect(throws: AccountError.openID(.state)) {
                try office.book.returnFromOpenID(state: departure.state, cookie: cookie, at: now)
            }
        }
        let back = try office.book.returnFromOpenID(
            state: departure.state, cookie: departure.state, at: now + 599_999)
        #expect(back.page == "/map?x=1")
        #expect(query["nonce"] == back.nonce.text)
        // RFC 7636 section 4.2: the challenge is the SHA-256 of the verifier.
        let hash = MessageDigest.hash(of: back.verifier.text.utf8, by: .sha256)
        #expect(query["code_challenge"] == Base64URLText.text(hash.bytes))
        #expect((43...128).contains(back.verifier.text.count))
        #expect(throws: AccountError.openID(.state)) {
            try office.book.returnFromOpenID(
                state: departure.state, cookie: departure.state, at: now + 1)
        }
    }

    @Test func `a departure runs out after ten minutes and leads nowhere else`() throws {
        let office = try Office()
        let discovery = try OpenIDDiscovery(json: document(), client: client())
        let late = try office.book.departToOpenID(client(), discovery, at: now)
        #expect(throws: AccountError.openID(.state)) {
            try office.book.returnFromOpenID(
                state: late.state, cookie: late.state, at: now + 600_000)
        }
        for page in [
            "https://evil.example", "//evil.example", "/\\evil.example", "map", "", "/a\nb", "/a b",
        ] {
            let departure = try office.book.departToOpenID(
                client(), discovery, page: page, at: now)
            let back = try office.book.returnFromOpenID(
                state: departure.state, cookie: departure.state, at: now)
            #expect(back.page == "/", "\(page)")
        }
    }

    @Test func `only a linked identity signs in, and only into its account`() async throws {
        let office = try await Office.founded()
        let book = office.book
        let identity = OpenIDIdentity(issuer: Self.issuer, subject: "u-1' OR 1=1 --")
        let enter = {
            try book.signIn(identity, from: Office.visitor(), roles: { _ in [] }, at: now)
        }
        #expect(try enter().refusal == .notLinked)
        #expect(throws: AccountError.unknownAccount("p-9")) {
            try book.link(identity, to: "p-9", by: Office.administrator, at: now)
        }
        try book.link(identity, to: Office.person, by: Office.administrator, at: now)
        try book.link(identity, to: Office.person, by: Office.administrator, at: now)
        try await book.open("p-2", name: "second", password: nil, by: Office.administrator, at: now)
        #expect(throws: AccountError.identityTaken(Office.person)) {
            try book.link(identity, to: "p-2", by: Office.administrator, at: now)
        }
        #expect(try book.identities(of: Office.person) == [identity])
        let session = try #require(try enter().session)
        #expect(session.session.person == Office.person)
        let other = OpenIDIdentity(issuer: "https://other", subject: identity.subject)
        #expect(
            try book.signIn(other, from: Office.visitor(), roles: { _ in [] }, at: now).refusal
                == .notLinked)
        try book.set(.disabled, of: Office.person, by: Office.administrator, at: now)
        #expect(try enter().refusal == .disabled)
        try book.set(.active, of: Office.person, by: Office.administrator, at: now)
        try book.unlink(identity, by: Office.administrator, at: now)
        #expect(try enter().refusal == .notLinked)
        #expect(throws: AccountError.absent(.identity)) {
            try book.unlink(identity, by: Office.administrator, at: now)
        }
    }

    @Test func `an account without a password cannot be entered by any password`() async throws {
        let office = try await Office.founded()
        try await office.book.open(
            "p-2", name: "second", password: nil, by: Office.administrator, at: now)
        for password in ["", "second", "password"] {
            let outcome = try await office.signIn("second", Secret(password), at: now)
            #expect(outcome.refusal == .wrong)
        }
    }
}
