import Digest
import Foundation
import Testing

/// Keys and signatures exchanged with the `openssl` command line, both ways.
@Suite struct InteroperationTests {
    private static let message = Array("{\"head\":\"全域土地综合整治\"}".utf8)

    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "digest-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try body(folder)
        try FileManager.default.removeItem(at: folder)
    }

    /// The options by which `openssl pkeyutl` signs the message itself, not a hash of it.
    private func options(_ algorithm: SignatureAlgorithm) -> [String] {
        switch algorithm {
        case .ed25519: ["-rawin"]
        case .sm2: ["-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]
        }
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `openssl verifies what we sign`(algorithm: SignatureAlgorithm) throws {
        try inFolder { folder in
            let key = try PrivateKey(generating: algorithm)
            let (text, signature, publicKey) = (
                folder.appending(path: "message"), folder.appending(path: "signature"),
                folder.appending(path: "public.pem")
            )
            try Data(Self.message).write(to: text)
            try Data(key.signature(over: Self.message)).write(to: signature)
            try Data(key.publicKey.pem().utf8).write(to: publicKey)
            let verify =
                [
                    "pkeyutl", "-verify", "-pubin", "-inkey", publicKey.path, "-in", text.path,
                    "-sigfile", signature.path,
                ] + options(algorithm)
            _ = try CommandLineOpenSSL.output(verify)
            try Data(Self.message + [0]).write(to: text)
            #expect(throws: CommandLineOpenSSL.Failure.self) {
                try CommandLineOpenSSL.output(verify)
            }
        }
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `we verify what openssl signs with a key it made`(algorithm: SignatureAlgorithm) throws {
        try inFolder { folder in
            let (text, privateKey) = (
                folder.appending(path: "message"), folder.appending(path: "private.pem")
            )
            try Data(Self.message).write(to: text)
            let name = algorithm == .sm2 ? "SM2" : "ED25519"
            _ = try CommandLineOpenSSL.output(
                ["genpkey", "-algorithm", name, "-out", privateKey.path])
            let signature = try CommandLineOpenSSL.output(
                ["pkeyutl", "-sign", "-inkey", privateKey.path, "-in", text.path]
                    + options(algorithm))
            let publicText = try CommandLineOpenSSL.output(
                ["pkey", "-in", privateKey.path, "-pubout"])
            let publicKey = try PublicKey(pem: String(decoding: publicText, as: UTF8.self))
            let own = try PrivateKey(pem: String(contentsOf: privateKey, encoding: .utf8))
            #expect(own.publicKey == publicKey)
            #expect(publicKey.algorithm == algorithm)
            #expect(try publicKey.verifies(Array(signature), over: Self.message))
            #expect(try !publicKey.verifies(Array(signature), over: Self.message + [0]))
        }
    }

    @Test func `openssl opens a key we encrypted`() throws {
        try inFolder { folder in
            let key = try PrivateKey(generating: .sm2)
            let file = folder.appending(path: "encrypted.pem")
            try Data(key.pem(passphrase: "opening").utf8).write(to: file)
            let text = try CommandLineOpenSSL.output(
                ["pkey", "-in", file.path, "-passin", "pass:opening", "-pubout"])
            #expect(try PublicKey(pem: String(decoding: text, as: UTF8.self)) == key.publicKey)
        }
    }
}
