/// A word of a filter.
struct CQLToken: Equatable {
    enum Kind: Equatable {
        /// A bare word: a keyword or a name.
        case word(String)
        /// A name in double quotes.
        case name(String)
        case text(String)
        case number(Double)
        /// A bracket, a comma or a comparison.
        case sign(String)
        case end
    }

    let kind: Kind
    /// The character it begins at, from 1.
    let position: Int

    /// The word in capitals when it is a bare word.
    var keyword: String? {
        if case .word(let word) = kind { word.uppercased() } else { nil }
    }

    /// As a message shows it.
    var shown: String {
        switch kind {
        case .word(let word): String(word.prefix(40))
        case .name(let name): "\"\(name.prefix(40))\""
        case .text(let text): "'\(text.prefix(40))'"
        case .number(let number): "\(number)"
        case .sign(let sign): sign
        case .end: "（结尾 end）"
        }
    }
}

/// Cuts a filter into words (OGC 21-065r2, annex B).
struct CQLLexer {
    private let characters: [Unicode.Scalar]
    private var at = 0

    init(_ text: String) { characters = Array(text.unicodeScalars) }

    private var current: Unicode.Scalar? { at < characters.count ? characters[at] : nil }

    /// All words, the end last.
    mutating func tokens() throws(CQL2Error) -> [CQLToken] {
        var found: [CQLToken] = []
        while true {
            let token = try next()
            found.append(token)
            if token.kind == .end { return found }
        }
    }

    private mutating func next() throws(CQL2Error) -> CQLToken {
        while let sign = current, sign.properties.isWhitespace { at += 1 }
        let position = at + 1
        func token(_ kind: CQLToken.Kind) -> CQLToken { CQLToken(kind: kind, position: position) }
        guard let sign = current else { return token(.end) }
        switch sign {
        case "'": return token(.text(try quoted(by: "'")))
        case "\"":
            let name = try quoted(by: "\"")
            return token(.name(name))
        case "(", ")", ",", "=":
            at += 1
            return token(.sign(String(sign)))
        case "<", ">":
            at += 1
            var text = String(sign)
            if let other = current, other == "=" || (sign == "<" && other == ">") {
                text.unicodeScalars.append(other)
                at += 1
            }
            return token(.sign(text))
        case "0"..."9", "+", "-", ".": return token(.number(try number()))
        default:
            guard CQLLexer.begins(sign) else {
                throw .unknownSign(String(sign), position: position)
            }
            return token(.word(word()))
        }
    }

    /// The text in quotes; a quote inside is written twice or after a backslash.
    private mutating func quoted(by quote: Unicode.Scalar) throws(CQL2Error) -> String {
        let start = at + 1
        at += 1
        var text = String.UnicodeScalarView()
        while let sign = current {
            at += 1
            if sign == "\\", let other = current, other == quote {
                text.append(other)
                at += 1
            } else if sign == quote {
                guard current == quote else { return String(text) }
                text.append(quote)
                at += 1
            } else {
                text.append(sign)
            }
        }
        throw .unterminated(position: start)
    }

    private mutating func number() throws(CQL2Error) -> Double {
        let start = at
        while let sign = current {
            let isExponentSign =
                (sign == "+" || sign == "-") && at > start
                && (characters[at - 1] == "e" || characters[at - 1] == "E")
            guard
                ("0"..."9").contains(sign) || sign == "." || sign == "e" || sign == "E"
                    || isExponentSign || ((sign == "+" || sign == "-") && at == start)
            else { break }
            at += 1
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: characters[start..<at])
        let text = String(view)
        guard text.utf8.count <= 40, let value = Double(text), value.isFinite else {
            throw .badNumber(String(text.prefix(40)), position: start + 1)
        }
        return value
    }

    private mutating func word() -> String {
        let start = at
        while let sign = current, CQLLexer.continues(sign) { at += 1 }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: characters[start..<at])
        return String(view)
    }

    private static func begins(_ sign: Unicode.Scalar) -> Bool {
        sign == "_" || sign == ":" || sign.properties.isAlphabetic || sign.properties.isIdeographic
    }

    private static func continues(_ sign: Unicode.Scalar) -> Bool {
        begins(sign) || sign == "." || ("0"..."9").contains(sign)
    }
}
