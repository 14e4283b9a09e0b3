import Digest
import Foundation
import Testing

/// Keys from passwords and codes with a key, on the examples of their standards.
@Suite struct KeyDerivationTests {
    // RFC 7914 section 12.
    @Test(arguments: [
        (
            "", "", 4, 1, 1,
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", 10, 8, 16,
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", 14, 8, 1,
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ])
    func `scrypt gives the keys of RFC 7914`(
        password: String, salt: String, logarithm: Int, size: Int, lanes: Int, expected: String
    ) throws {
        let key = try KeyDerivation.scrypt(
            password: Array(password.utf8), salt: Array(salt.utf8),
            cost: .init(logarithm: logarithm, blockSize: size, parallelism: lanes), length: 64)
        #expect(HexText.text(key) == expected)
    }

    // RFC 7914 section 11.
    @Test(arguments: [
        (
            "passwd", "salt", 1,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
        ),
        (
            "Password", "NaCl", 80000,
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
        ),
    ])
    func `PBKDF2 with SHA-256 gives the keys of RFC 7914`(
        password: String, salt: String, iterations: Int, expected: String
    ) throws {
        let key = try KeyDerivation.pbkdf2(
            password: Array(password.utf8), salt: Array(salt.utf8), iterations: iterations,
            function: .sha256, length: 64)
        #expect(HexText.text(key) == expected)
    }

    @Test(arguments: [("wheat", 1), ("wheat", 1000), ("口令abc", 4096)])
    func `PBKDF2 with SM3 gives the key that the openssl program gives`(
        password: String, iterations: Int
    ) throws {
        let salt = "0123456789abcdef"
        let key = try KeyDerivation.pbkdf2(
            password: Array(password.utf8), salt: Array(salt.utf8), iterations: iterations,
            function: .sm3, length: 32)
        let output = try CommandLineOpenSSL.output([
            "kdf", "-keylen", "32", "-kdfopt", "digest:SM3", "-kdfopt", "pass:\(password)",
            "-kdfopt", "salt:\(salt)", "-kdfopt", "iter:\(iterations)", "PBKDF2",
        ])
        let expected = String(decoding: output, as: UTF8.self).lowercased()
            .filter { $0.isHexDigit }
        #expect(HexText.text(key) == expected)
    }

    @Test func `a cost that is not sound is refused before memory is taken`() {
        for cost in [
            KeyDerivation.ScryptCost(logarithm: 0, blockSize: 8, parallelism: 1),
            .init(logarithm: 25, blockSize: 1, parallelism: 1),
            .init(logarithm: 20, blockSize: 64, parallelism: 1),
            .init(logarithm: 16, blockSize: 1, parallelism: 1),
            .init(logarithm: 4, blockSize: 0, parallelism: 1),
            .init(logarithm: 4, blockSize: 8, parallelism: 65),
        ] {
            #expect(throws: DigestError.operationFailed("EVP_PBE_scrypt")) {
                try KeyDerivation.scrypt(password: [1], salt: [2], cost: cost, length: 32)
            }
        }
        #expect(throws: DigestError.self) {
            try KeyDerivation.pbkdf2(
                password: [1], salt: [2], iterations: 0, function: .sha256, length: 32)
        }
    }

    private struct CodeExample {
        let key: [UInt8]
        let message: [UInt8]
        let sha256: String
        let sha512: String

        init(_ key: [UInt8], _ message: [UInt8], _ sha256: String, _ sha512: String) {
            self.key = key
            self.message = message
            self.sha256 = sha256
            self.sha512 = sha512
        }
    }

    // RFC 4231 sections 4.2 to 4.4 and 4.7.
    private static let codeExamples: [CodeExample] = [
        CodeExample(
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"),
        CodeExample(
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"),
        CodeExample(
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
                + "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"),
        CodeExample(
            [UInt8](repeating: 0xAA, count: 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
                + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"),
    ]

    @Test func `HMAC gives the codes of RFC 4231`() throws {
        for example in Self.codeExamples {
            let short = try AuthenticationCode.code(of: example.message, key: example.key)
            #expect(HexText.text(short) == example.sha256)
            let long = try AuthenticationCode.code(
                of: example.message, key: example.key, function: .sha512)
            #expect(HexText.text(long) == example.sha512)
        }
    }

    @Test func `equality of secrets is equality of bytes`() {
        #expect(ConstantTime.areEqual([], []))
        #expect(ConstantTime.areEqual([1, 2], [1, 2]))
        #expect(!ConstantTime.areEqual([1, 2], [1, 3]))
        #expect(!ConstantTime.areEqual([1, 2], [1, 2, 0]))
    }
}

/// One-time passwords and the texts that secrets are written in, on the examples of their RFCs.
@Suite struct OneTimePasswordTests {
    // RFC 4226 appendix D.
    @Test func `HOTP gives the passwords of RFC 4226`() throws {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ]
        for (counter, password) in expected.enumerated() {
            #expect(
                try OneTimePassword.code(
                    secret: Array("12345678901234567890".utf8), counter: counter) == password)
        }
    }

    // RFC 6238 appendix B; the keys of 32 and 64 bytes are those of its reference code.
    @Test(arguments: [
        (59, "94287082", "46119246", "90693936"),
        (1_111_111_109, "07081804", "68084774", "25091201"),
        (1_111_111_111, "14050471", "67062674", "99943326"),
        (1_234_567_890, "89005924", "91819424", "93441116"),
        (2_000_000_000, "69279037", "90698825", "38618901"),
        (20_000_000_000, "65353130", "77737706", "47863826"),
    ])
    func `TOTP gives the passwords of RFC 6238`(
        seconds: Int, sha1: String, sha256: String, sha512: String
    ) throws {
        let digits = Array(String(repeating: "1234567890", count: 7).utf8)
        let step = OneTimePassword.step(at: seconds * 1000)
        for (length, function, expected) in [
            (20, AuthenticationCode.Function.sha1, sha1), (32, .sha256, sha256),
            (64, .sha512, sha512),
        ] {
            #expect(
                try OneTimePassword.code(
                    secret: Array(digits[..<length]), counter: step, digits: 8, function: function)
                    == expected)
        }
    }

    // RFC 4648 section 10.
    @Test(arguments: [
        ("", "", ""), ("f", "Zg", "MY"), ("fo", "Zm8", "MZXQ"), ("foo", "Zm9v", "MZXW6"),
        ("foob", "Zm9vYg", "MZXW6YQ"), ("fooba", "Zm9vYmE", "MZXW6YTB"),
        ("foobar", "Zm9vYmFy", "MZXW6YTBOI"),
    ])
    func `base64url and base32 write the examples of RFC 4648, and read only those`(
        plain: String, base64: String, base32: String
    ) {
        #expect(Base64URLText.text(plain.utf8) == base64)
        #expect(Base32Text.text(plain.utf8) == base32)
        #expect(Base64URLText.bytes(base64) == Array(plain.utf8))
        #expect(Base32Text.bytes(base32) == Array(plain.utf8))
        #expect(Base64URLText.bytes(base64 + "=") == nil)
        #expect(Base32Text.bytes(base32 + "a") == nil)
    }

    @Test func `stray bits, stray characters and the other alphabet are refused`() {
        #expect(Base64URLText.bytes("Zh") == nil)
        #expect(Base64URLText.bytes("A") == nil)
        #expect(Base64URLText.bytes("+/+/") == nil)
        #expect(Base64URLText.bytes("-_-_") == [0xFB, 0xFF, 0xBF])
        #expect(Base32Text.bytes("MZ") == nil)
        #expect(Base32Text.bytes("AAA") == nil)
    }
}
