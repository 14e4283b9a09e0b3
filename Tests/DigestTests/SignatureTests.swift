import Digest
import Testing

/// Signatures on the examples of their standards, and what a change does to them.
@Suite struct SignatureTests {
    /// RFC 8032 §7.1, tests 1 to 3: seed, point, message, signature.
    static let edwards = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ]

    @Test(arguments: edwards)
    func `Ed25519 gives the signatures of RFC 8032`(
        seed: String, point: String, message: String, signature: String
    ) throws {
        let key = try PrivateKey(pem: KeyText.ed25519(seed: seed))
        let made = try key.signature(over: KeyText.bytes(message))
        #expect(HexText.text(made) == signature)
        let other = try PublicKey(pem: KeyText.ed25519(point: point))
        #expect(other == key.publicKey)
        #expect(try other.verifies(made, over: KeyText.bytes(message)))
        #expect(try !other.verifies(made, over: KeyText.bytes(message + "00")))
    }

    @Test func `SM2 verifies the signature of GB/T 32918-5 appendix A`() throws {
        let key = try PublicKey(
            pem: KeyText.sm2(
                x: "09F9DF31 1E5421A1 50DD7D16 1E4BC5C6 72179FAD 1833FC07 6BB08FF3 56F35020",
                y: "CCEA490C E26775A5 2DC6EA71 8CC1AA60 0AED05FB F35E084A 6632F607 2DA9AD13"))
        #expect(key.algorithm == .sm2)
        let signature = KeyText.sequence(
            "F5A03B06 48D2C463 0EEAC513 E1BB81A1 5944DA38 27D5B741 43AC7EAC EEE720B3",
            "B1B6AA29 DF212FD8 763182BC 0D421CA1 BB9038FD 1F7F42D4 840B69C4 85BBC1AA")
        #expect(try key.verifies(signature, over: Array("message digest".utf8)))
        #expect(try !key.verifies(signature, over: Array("message digesT".utf8)))
        #expect(
            try !key.verifies(
                signature, over: Array("message digest".utf8), distinguishingID: [1, 2]))
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `any flipped bit of message or signature is refused`(
        algorithm: SignatureAlgorithm
    ) throws {
        let key = try PrivateKey(generating: algorithm)
        #expect(key.algorithm == algorithm)
        let message = Array("补充耕地指标划转".utf8)
        let signature = try key.signature(over: message)
        #expect(try key.publicKey.verifies(signature, over: message))
        for position in 0..<(8 * message.count) {
            var changed = message
            changed[position / 8] ^= 1 << (position % 8)
            #expect(try !key.publicKey.verifies(signature, over: changed), "bit \(position)")
        }
        for position in 0..<(8 * signature.count) {
            var changed = signature
            changed[position / 8] ^= 1 << (position % 8)
            #expect(try !key.publicKey.verifies(changed, over: message), "bit \(position)")
        }
        #expect(try !key.publicKey.verifies([], over: message))
        let other = try PrivateKey(generating: algorithm)
        #expect(try !other.publicKey.verifies(signature, over: message))
    }

    @Test func `the distinguishing identifier enters an SM2 signature`() throws {
        let key = try PrivateKey(generating: .sm2)
        let own = Array("nnr-bureau@county".utf8)
        let signature = try key.signature(over: [1], distinguishingID: own)
        #expect(try key.publicKey.verifies(signature, over: [1], distinguishingID: own))
        #expect(try !key.publicKey.verifies(signature, over: [1]))
    }
}
