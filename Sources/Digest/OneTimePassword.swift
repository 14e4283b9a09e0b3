/// One-time passwords (动态口令): HOTP of RFC 4226 and TOTP of RFC 6238.
public enum OneTimePassword {
    /// The length of a step of TOTP, RFC 6238 section 4.1, in milliseconds.
    public static let stepInMilliseconds = 30_000

    /// The number of the step that a time (milliseconds since 1970) lies in.
    public static func step(at milliseconds: Int) -> Int {
        max(milliseconds, 0) / stepInMilliseconds
    }

    /// The password for a counter, RFC 4226 section 5.3: decimal digits with leading zeros.
    ///
    /// For TOTP the counter is the number of the step.
    ///
    /// - Parameter digits: 6 to 8.
    /// - Throws: ``DigestError/operationFailed(_:)`` when libcrypto cannot compute it.
    public static func code(
        secret: [UInt8], counter: Int, digits: Int = 6,
        function: AuthenticationCode.Function = .sha1
    ) throws(DigestError) -> String {
        precondition((6...8).contains(digits) && counter >= 0, "6 to 8 digits, a counter from 0")
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * $0)) }
        let hash = try AuthenticationCode.code(of: message, key: secret, function: function)
        let offset = Int(hash[hash.count - 1] & 15)
        var number = 0
        for place in 0..<4 { number = number << 8 | Int(hash[offset + place]) }
        number &= 0x7FFF_FFFF
        var modulus = 1
        for _ in 0..<digits { modulus *= 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
