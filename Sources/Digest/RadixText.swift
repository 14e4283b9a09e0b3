/// Bytes written in an alphabet of 2^bits characters, most significant bits first, RFC 4648.
struct RadixText {
    private let alphabet: [UInt8]
    private let bits: Int

    init(alphabet: String, bits: Int) {
        self.alphabet = Array(alphabet.utf8)
        self.bits = bits
        precondition(self.alphabet.count == 1 << bits, "an alphabet of 2^bits characters")
    }

    /// The characters for some bytes, without padding.
    func text(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        var pending = 0
        var count = 0
        for byte in bytes {
            pending = pending << 8 | Int(byte)
            count += 8
            while count >= bits {
                count -= bits
                out.append(alphabet[pending >> count & (1 << bits - 1)])
            }
            pending &= 1 << count - 1
        }
        if count > 0 { out.append(alphabet[pending << (bits - count) & (1 << bits - 1)]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes for some characters; nil unless ``text(_:)`` of the bytes gives them back.
    func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
        var out: [UInt8] = []
        var pending = 0
        var count = 0
        for character in text {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            pending = pending << bits | value
            count += bits
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: pending >> count))
            }
            pending &= 1 << count - 1
        }
        // One text for one value: no character too many, and no bit set that carries nothing.
        return count < bits && pending == 0 ? out : nil
    }
}

/// Bytes written as base64url without padding, RFC 4648 section 5.
public enum Base64URLText {
    private static let radix = RadixText(
        alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", bits: 6)

    /// The characters for some bytes.
    public static func text(_ bytes: some Sequence<UInt8>) -> String { radix.text(bytes) }

    /// The bytes that characters stand for; nil for padding, other characters and stray bits.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? { radix.bytes(text.utf8) }
}

/// Bytes written as base32 in capitals without padding, RFC 4648 section 6.
public enum Base32Text {
    private static let radix = RadixText(alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5)

    /// The characters for some bytes.
    public static func text(_ bytes: some Sequence<UInt8>) -> String { radix.text(bytes) }

    /// The bytes that characters stand for; nil for padding, other characters and stray bits.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? { radix.bytes(text.utf8) }
}
