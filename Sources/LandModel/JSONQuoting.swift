extension StringProtocol {
    /// The text as a JSON string with its quotation marks (RFC 8259 §7).
    ///
    /// Control characters are escaped, and `<` and the two line separators too, so that the text may
    /// stand inside hypertext and scripts.
    public var quotedAsJSON: String {
        var out = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{0}"..."\u{1F}", "<", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
