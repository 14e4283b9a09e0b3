extension CanonicalJSON {
    /// Reads a JSON text, canonical or not, whose value the journal can hold.
    ///
    /// White space, the order of members and the choice of escapes are free; everything the
    /// canonical form cannot keep is refused, never rounded or dropped.
    ///
    /// - Throws: ``JournalError/unacceptableJSON(offset:fault:)`` with the byte and the reason.
    public init(
        reading bytes: some Sequence<UInt8>, limits: JournalLimits = .format
    ) throws(JournalError) {
        let text = Array(bytes)
        guard text.count <= limits.payloadBytes else {
            throw .unacceptableJSON(
                offset: limits.payloadBytes, fault: .size(limit: limits.payloadBytes))
        }
        guard String(validating: text, as: UTF8.self) != nil else {
            throw .unacceptableJSON(offset: 0, fault: .encoding)
        }
        var reader = JSONReader(bytes: text, limit: limits.depth)
        do throws(JSONFault) {
            self = try reader.document()
        } catch {
            throw .unacceptableJSON(offset: reader.position, fault: error)
        }
    }
}

/// A strict reader of one JSON text that is known to be UTF-8.
private struct JSONReader {
    let bytes: [UInt8]
    let limit: Int
    var position = 0

    init(bytes: [UInt8], limit: Int) {
        self.bytes = bytes
        self.limit = limit
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            position += 1
        }
    }

    private mutating func take(_ byte: Character) -> Bool {
        guard next == byte.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func take(word: StaticString) -> Bool {
        let matches = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
        if matches { position += word.utf8CodeUnitCount }
        return matches
    }

    mutating func document() throws(JSONFault) -> CanonicalJSON {
        let result = try value(depth: limit)
        skipSpace()
        guard next == nil else { throw .trailing }
        return result
    }

    private mutating func value(depth: Int) throws(JSONFault) -> CanonicalJSON {
        skipSpace()
        guard let byte = next else { throw .syntax }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default:
            if take(word: "true") { return .bool(true) }
            if take(word: "false") { return .bool(false) }
            if take(word: "null") { return .null }
            throw .syntax
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> CanonicalJSON {
        guard depth > 0 else { throw .depth(limit: limit) }
        position += 1
        var values: [CanonicalJSON] = []
        skipSpace()
        if take("]") { return .array(values) }
        while true {
            values.append(try value(depth: depth - 1))
            skipSpace()
            if take("]") { return .array(values) }
            guard take(",") else { throw .syntax }
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> CanonicalJSON {
        guard depth > 0 else { throw .depth(limit: limit) }
        position += 1
        var members: [String: CanonicalJSON] = [:]
        skipSpace()
        if take("}") { return .object(members) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw .syntax }
            let name = try string()
            guard NameRule.accepts(name.utf8) else { throw .memberName(name) }
            guard members[name] == nil else { throw .duplicateMember(name) }
            skipSpace()
            guard take(":") else { throw .syntax }
            members[name] = try value(depth: depth - 1)
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw .syntax }
        }
    }

    private mutating func number() throws(JSONFault) -> CanonicalJSON {
        let start = position
        let negative = take("-")
        let first = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        let digits = bytes[first..<position]
        guard !digits.isEmpty, digits.count == 1 || digits.first != UInt8(ascii: "0") else {
            throw .syntax
        }
        if let byte = next,
            [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte)
        {
            throw .notAnInteger
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Int(text), CanonicalJSON.integers.contains(value), value != 0 || !negative
        else { throw .integerRange }
        return .integer(value)
    }

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        var out: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "\\"): out.append(contentsOf: String(try escaped()).utf8)
            case 0..<0x20: throw .syntax
            default: out.append(byte)
            }
        }
        throw .syntax
    }

    private mutating func escaped() throws(JSONFault) -> Character {
        guard let byte = next else { throw .syntax }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try escapedScalar())
        default: throw .syntax
        }
    }

    private mutating func escapedScalar() throws(JSONFault) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take(word: "\\u") else { throw .halfCharacter }
        let second = try fourDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw .halfCharacter }
        return scalar
    }

    private mutating func fourDigits() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw .syntax
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
