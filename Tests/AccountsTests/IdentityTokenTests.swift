import Accounts
import Foundation
import LandModel
import Testing

/// Identity tokens against the verdicts of an oracle (Oracle/make_tokens.py).
@Suite struct IdentityTokenTests {
    private struct Fixture: Decodable {
        struct Case: Decodable {
            let name: String
            let expected: String
            let token: String
        }
        let now: Int
        let issuer: String
        let client: String
        let nonce: String
        let keys: String
        let usable: Int
        let cases: [Case]
    }

    private func fixture() throws -> Fixture {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Oracle/tokens.json")
        return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
    }

    private func client(_ fixture: Fixture) throws -> OpenIDClient {
        try OpenIDClient(
            issuer: fixture.issuer, clientID: fixture.client,
            redirect: "https://tianchou.example.gov.cn/sign-in/oidc/return")
    }

    @Test func `every token gets the verdict of the oracle`() throws {
        let fixture = try fixture()
        let keys = try WebKeySet(json: Array(fixture.keys.utf8))
        #expect(keys.count == fixture.usable)
        #expect(fixture.cases.count > 50)
        let client = try client(fixture)
        for example in fixture.cases {
            let verdict: String
            do throws(AccountError) {
                verdict = try IdentityToken.verify(
                    Secret(example.token), keys: keys, client: client,
                    nonce: Secret(fixture.nonce), skew: 120_000, at: fixture.now * 1000
                ).subject
            } catch {
                guard case .openID(let fault) = error else { throw error }
                verdict = "\(fault)"
                #expect(!error.explanation.zh.isEmpty && !error.explanation.en.isEmpty)
            }
            #expect(verdict == example.expected, "\(example.name)")
        }
    }

    @Test func `a token bent at any place is refused`() throws {
        let fixture = try fixture()
        let keys = try WebKeySet(json: Array(fixture.keys.utf8))
        let client = try client(fixture)
        for name in ["RS256", "PS256", "ES256"] {
            let token = try #require(fixture.cases.first { $0.name == name }).token
            let characters = Array(token)
            for place in stride(from: 0, to: characters.count, by: 7) {
                var bent = characters
                bent[place] = bent[place] == "A" ? "B" : "A"
                #expect(throws: AccountError.self, "\(name) at \(place)") {
                    try IdentityToken.verify(
                        Secret(String(bent)), keys: keys, client: client,
                        nonce: Secret(fixture.nonce), skew: 120_000, at: fixture.now * 1000)
                }
            }
        }
    }

    @Test func `a key set that is none is refused, one without usable keys knows no key`() throws {
        for text in ["", "[]", "{}", "{\"keys\": 1}", "{\"keys\": [1]}"] {
            #expect(throws: AccountError.openID(.keySet)) {
                try WebKeySet(json: Array(text.utf8))
            }
        }
        let fixture = try fixture()
        let empty = try WebKeySet(json: Array("{\"keys\": []}".utf8))
        let token = try #require(fixture.cases.first).token
        let client = try client(fixture)
        #expect(throws: AccountError.openID(.unknownKey)) {
            try IdentityToken.verify(
                Secret(token), keys: empty, client: client, nonce: Secret(fixture.nonce), skew: 0,
                at: fixture.now * 1000)
        }
    }
}
