import Digest
import Foundation
import Testing

/// Keys as text, and the silence of the private ones.
@Suite struct KeyFormTests {
    @Test(arguments: SignatureAlgorithm.allCases)
    func `keys go out to PEM and come back`(algorithm: SignatureAlgorithm) throws {
        let key = try PrivateKey(generating: algorithm)
        let again = try PrivateKey(pem: key.pem())
        #expect(again.publicKey == key.publicKey)
        #expect(again.algorithm == algorithm)
        #expect(try PublicKey(pem: key.publicKey.pem()) == key.publicKey)
        #expect(key.publicKey.id.count == 64)
        let signature = try again.signature(over: [7])
        #expect(try key.publicKey.verifies(signature, over: [7]))
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `an encrypted key opens with its passphrase only`(algorithm: SignatureAlgorithm) throws {
        let key = try PrivateKey(generating: algorithm)
        let text = try key.pem(passphrase: "整治 2026")
        #expect(text.contains("ENCRYPTED PRIVATE KEY"))
        #expect(try PrivateKey(pem: text, passphrase: "整治 2026").publicKey == key.publicKey)
        #expect(throws: DigestError.passphraseRefused) { try PrivateKey(pem: text) }
        #expect(throws: DigestError.passphraseRefused) {
            try PrivateKey(pem: text, passphrase: "wrong")
        }
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `a private key never prints`(algorithm: SignatureAlgorithm) throws {
        let key = try PrivateKey(generating: algorithm)
        var dumped = ""
        dump(key, to: &dumped)
        dump([key], to: &dumped)
        let shown =
            "\(key) \(String(reflecting: key)) \(String(describing: Optional(key))) " + dumped
        let body = try key.pem().split(separator: "\n").dropFirst().dropLast().joined()
        let secret = try #require(Data(base64Encoded: body))
        #expect(shown.contains(key.publicKey.id))
        #expect(!shown.contains(body))
        // The secret's 32 bytes lie somewhere in the PKCS #8 text: no run of it may show.
        for start in stride(from: 0, to: secret.count - 8, by: 4) {
            let run = HexText.text(secret[start..<start + 8])
            #expect(!shown.contains(run) || key.publicKey.id.contains(run))
        }
    }

    @Test func `text that is no key, and a key of another kind, are refused`() throws {
        #expect(throws: DigestError.unreadableKey) { try PublicKey(pem: "") }
        #expect(throws: DigestError.unreadableKey) { try PrivateKey(pem: "no key") }
        let publicText = try PrivateKey(generating: .ed25519).publicKey.pem()
        #expect(throws: DigestError.unreadableKey) { try PrivateKey(pem: publicText) }
        let rsa = try CommandLineOpenSSL.output(["genpkey", "-algorithm", "RSA", "-quiet"])
        #expect(throws: DigestError.keyOfOtherKind(name: "RSA")) {
            try PrivateKey(pem: String(decoding: rsa, as: UTF8.self))
        }
    }
}
