/// Reads the text of a template: Mustache with partials and inheritance, without lambdas and set delimiters (模板解析).
///
/// A tag that stands alone on its line takes the line with it (mustache(5)).
struct TemplateParser {
    /// What a template consists of before its partials are put in.
    indirect enum Token: Sendable {
        case text([UInt8])
        case value(TemplateName, isEscaped: Bool)
        case section(TemplateName, isInverted: Bool, [Token])
        /// Another template, with the blocks it is given.
        case partial(String, blocks: [String: [Token]])
        /// A place that who uses the template may fill, with what stands there otherwise.
        case block(String, [Token])
    }

    /// What is wrong with a template, and in which line.
    struct Fault: Error {
        let line: Int
        let reason: String
    }

    private let bytes: [UInt8]
    private var place = 0
    /// Whether only blanks stand before the place on its line.
    private var isLineEmpty = true

    /// The tokens of a text.
    static func tokens(of text: [UInt8]) throws(Fault) -> [Token] {
        var parser = TemplateParser(bytes: text)
        return try parser.tokens(until: nil)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func fault(_ reason: String) -> Fault {
        Fault(
            line: 1 + bytes[..<min(place, bytes.count)].count { $0 == Self.newline }, reason: reason
        )
    }

    private static let newline = UInt8(ascii: "\n")
    private static let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]

    private mutating func tokens(until end: String?) throws(Fault) -> [Token] {
        var found: [Token] = []
        while place < bytes.count {
            var text = textBeforeTag()
            guard place < bytes.count else {
                if !text.isEmpty { found.append(.text(text)) }
                break
            }
            let tag = try tag()
            if tag.takesLine, isLineEmpty, let next = endOfEmptyLine() {
                // The blanks before the tag go with its line.
                while let last = text.last, Self.blanks.contains(last) { text.removeLast() }
                place = next
            } else {
                isLineEmpty = false
            }
            if !text.isEmpty { found.append(.text(text)) }
            if tag.sign == "/" {
                guard tag.name == end else { throw fault("{{/\(tag.name)}} closes nothing") }
                return found
            }
            if let token = try token(tag) { found.append(token) }
        }
        if let end { throw fault("{{#\(end)}} is not closed") }
        return found
    }

    private mutating func token(_ tag: Tag) throws(Fault) -> Token? {
        switch tag.sign {
        case "!": return nil
        case "#", "^":
            return .section(
                TemplateName(tag.name), isInverted: tag.sign == "^",
                try tokens(until: tag.name))
        case ">": return .partial(tag.name, blocks: [:])
        case "<":
            var blocks: [String: [Token]] = [:]
            for token in try tokens(until: tag.name) {
                if case .block(let name, let inside) = token { blocks[name] = inside }
            }
            return .partial(tag.name, blocks: blocks)
        case "$": return .block(tag.name, try tokens(until: tag.name))
        case "{", "&": return .value(TemplateName(tag.name), isEscaped: false)
        default: return .value(TemplateName(tag.name), isEscaped: true)
        }
    }

    // MARK: Pieces

    private struct Tag {
        let sign: Character
        let name: String

        /// Whether it goes with its line when it stands alone there.
        var takesLine: Bool { "#^/!><$".contains(sign) }
    }

    /// The text up to the next tag, which may be empty.
    private mutating func textBeforeTag() -> [UInt8] {
        let start = place
        while place < bytes.count, !isTag(at: place) {
            if bytes[place] == Self.newline {
                isLineEmpty = true
            } else if !Self.blanks.contains(bytes[place]) {
                isLineEmpty = false
            }
            place += 1
        }
        return Array(bytes[start..<place])
    }

    private func isTag(at place: Int) -> Bool {
        place + 1 < bytes.count && bytes[place] == UInt8(ascii: "{")
            && bytes[place + 1] == UInt8(ascii: "{")
    }

    private mutating func tag() throws(Fault) -> Tag {
        place += 2
        var sign: Character = " "
        if place < bytes.count, "#^/!><$&{=".utf8.contains(bytes[place]) {
            sign = Character(UnicodeScalar(bytes[place]))
            place += 1
        }
        let start = place
        while place + 1 < bytes.count,
            bytes[place] != UInt8(ascii: "}") || bytes[place + 1] != UInt8(ascii: "}")
        {
            place += 1
        }
        guard place + 1 < bytes.count else { throw fault("a tag does not end") }
        let name = String(
            decoding: bytes[start..<place].filter { !Self.isBlank($0) }, as: UTF8.self)
        place += 2
        if sign == "{" {
            guard place < bytes.count, bytes[place] == UInt8(ascii: "}") else {
                throw fault("{{{\(name) does not end with three braces")
            }
            place += 1
        }
        guard sign == "!" || name.wholeMatch(of: /\.|[A-Za-z0-9._\/-]+/) != nil, sign != "=" else {
            throw fault("{{\(sign)\(name)}} is no tag of these templates")
        }
        return Tag(sign: sign, name: sign == "!" ? "" : name)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { blanks.contains(byte) || byte == newline }

    /// Where the next line begins when nothing but blanks is left of this one; nil otherwise.
    private func endOfEmptyLine() -> Int? {
        var next = place
        while next < bytes.count, Self.blanks.contains(bytes[next]) { next += 1 }
        guard next < bytes.count else { return next }
        return bytes[next] == Self.newline ? next + 1 : nil
    }
}
