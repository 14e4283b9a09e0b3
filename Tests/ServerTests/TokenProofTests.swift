import Accounts
import Foundation
import Testing

@testable import Server

@Suite struct TokenProofTests {
    private func basic(_ text: String) -> TokenProof? {
        TokenProof("Basic " + Data(text.utf8).base64EncodedString())
    }

    @Test func `a bearer token has no name beside it`() throws {
        let proof = try #require(TokenProof("Bearer tc_abc"))
        #expect(proof.name == nil)
        #expect(proof.secret.text == "tc_abc")
        #expect(TokenProof("bearer  tc_abc")?.secret.text == "tc_abc")
    }

    @Test func `Basic carries a name and the key`() throws {
        let proof = try #require(basic("token:tc_a:b"))
        #expect(proof.name == "token")
        #expect(proof.secret.text == "tc_a:b")
    }

    @Test func `what cannot be read is no proof`() {
        for field in [
            "", "Bearer", "Digest abc", "Basic %%%",
            "Basic " + Data("abc".utf8).base64EncodedString(),
        ] {
            #expect(TokenProof(field) == nil, "\(field)")
        }
    }
}
