import Digest
import Testing

/// The hash functions on the examples of their standards.
@Suite struct HashVectorTests {
    @Test(arguments: [
        // FIPS 180-4 examples (NIST "SHA256.pdf").
        (
            DigestAlgorithm.sha256, "abc",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        ),
        (
            .sha256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        // GB/T 32905-2016 appendix A, examples 1 and 2.
        (.sm3, "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (
            .sm3, String(repeating: "abcd", count: 16),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        ),
    ])
    func `a standard's example has the standard's value`(
        algorithm: DigestAlgorithm, message: String, expected: String
    ) {
        #expect(MessageDigest.hash(of: message.utf8, by: algorithm).hex == expected)
    }

    @Test(arguments: DigestAlgorithm.allCases)
    func `pieces give the hash of the whole, and a digest can be used again`(
        algorithm: DigestAlgorithm
    ) {
        let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let whole = MessageDigest.hash(of: message, by: algorithm)
        var digest = MessageDigest(algorithm)
        for _ in 0..<3 {
            for start in stride(from: 0, to: 1000, by: 37) {
                digest.update(message[start..<min(start + 37, 1000)])
            }
            #expect(digest.finish() == whole)
        }
    }

    @Test func `a hash value is read back from its digits and from nothing else`() {
        let value = MessageDigest.hash(of: [1, 2, 3], by: .sm3)
        #expect(HashValue(hex: value.hex) == value)
        #expect(HashValue(bytes: value.bytes) == value)
        #expect(HashValue(hex: value.hex.uppercased()) == nil)
        #expect(HashValue(hex: String(value.hex.dropLast())) == nil)
        #expect(HashValue(hex: value.hex.dropLast() + "g") == nil)
        #expect(HashValue(bytes: [1, 2, 3]) == nil)
        #expect(HashValue.zero.hex == String(repeating: "0", count: 64))
        #expect(HexText.bytes(Array("00ff7a".utf8)) == [0, 255, 0x7A])
        #expect(HexText.bytes(Array("00f".utf8)) == nil)
    }

    @Test func `random bytes come in the number asked for and do not repeat`() throws {
        let first = try SecureRandom.bytes(32)
        #expect(first.count == 32)
        #expect(try SecureRandom.bytes(32) != first)
        #expect(try SecureRandom.bytes(0).isEmpty)
    }
}
