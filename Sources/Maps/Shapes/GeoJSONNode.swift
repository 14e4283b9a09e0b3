/// A value of JSON, as far as GeoJSON needs it: lists of numbers are kept as such.
indirect enum GeoJSONNode {
    case object([String: GeoJSONNode])
    case list([GeoJSONNode])
    case numbers([Double])
    case text(String)
    case number(Double)
    /// true, false or null.
    case other

    subscript(name: String) -> GeoJSONNode? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The members of a list; an empty list holds no numbers either.
    var list: [GeoJSONNode]? {
        switch self {
        case .list(let members): members
        case .numbers(let numbers) where numbers.isEmpty: []
        default: nil
        }
    }

    /// Reads a text.
    ///
    /// - Parameter most: the most lists of numbers, which in GeoJSON are vertices.
    /// - Throws: ``ShapeFault/notJSON(position:)``, ``ShapeFault/tooManyVertices(_:most:)``.
    static func parse(_ bytes: [UInt8], mostVertices most: Int) throws(ShapeFault) -> GeoJSONNode {
        var reader = GeoJSONReader(bytes: bytes, most: most)
        let found = try reader.value(depth: 0)
        try reader.end()
        return found
    }
}

/// Reads JSON (RFC 8259) byte by byte.
private struct GeoJSONReader {
    let bytes: [UInt8]
    let most: Int
    private var at = 0
    private var vertices = 0
    private static let deepest = 32

    init(bytes: [UInt8], most: Int) {
        self.bytes = bytes
        self.most = most
        // A byte order mark is not JSON, but files have it.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    private var broken: ShapeFault { .notJSON(position: at + 1) }

    private mutating func skipSpace() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }

    private mutating func peek() throws(ShapeFault) -> UInt8 {
        skipSpace()
        guard at < bytes.count else { throw broken }
        return bytes[at]
    }

    private mutating func take(_ sign: UInt8) throws(ShapeFault) {
        guard try peek() == sign else { throw broken }
        at += 1
    }

    mutating func end() throws(ShapeFault) {
        skipSpace()
        guard at == bytes.count else { throw broken }
    }

    mutating func value(depth: Int) throws(ShapeFault) -> GeoJSONNode {
        guard depth < GeoJSONReader.deepest else { throw broken }
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true")
        case UInt8(ascii: "f"): return try word("false")
        case UInt8(ascii: "n"): return try word("null")
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String) throws(ShapeFault) -> GeoJSONNode {
        guard bytes[at...].starts(with: word.utf8) else { throw broken }
        at += word.utf8.count
        return .other
    }

    private mutating func object(depth: Int) throws(ShapeFault) -> GeoJSONNode {
        try take(UInt8(ascii: "{"))
        var members: [String: GeoJSONNode] = [:]
        if try peek() == UInt8(ascii: "}") {
            at += 1
            return .object(members)
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw broken }
            let name = try text()
            try take(UInt8(ascii: ":"))
            members[name] = try value(depth: depth + 1)
            if try peek() == UInt8(ascii: "}") { break }
            try take(UInt8(ascii: ","))
        }
        at += 1
        return .object(members)
    }

    private mutating func list(depth: Int) throws(ShapeFault) -> GeoJSONNode {
        try take(UInt8(ascii: "["))
        if try peek() == UInt8(ascii: "]") {
            at += 1
            return .numbers([])
        }
        let first = try peek()
        let isNumbers = first == UInt8(ascii: "-") || (0x30...0x39).contains(first)
        var numbers: [Double] = []
        var members: [GeoJSONNode] = []
        while true {
            if isNumbers {
                numbers.append(try number())
            } else {
                members.append(try value(depth: depth + 1))
            }
            if try peek() == UInt8(ascii: "]") { break }
            try take(UInt8(ascii: ","))
        }
        at += 1
        guard isNumbers else { return .list(members) }
        vertices += 1
        guard vertices <= most + most / 4 + 16 else { throw .tooManyVertices(vertices, most: most) }
        return .numbers(numbers)
    }

    private mutating func number() throws(ShapeFault) -> Double {
        _ = try peek()
        let start = at
        while at < bytes.count, GeoJSONReader.mayBeNumber(bytes[at]) { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard text.utf8.count <= 64, let value = Double(text), value.isFinite else {
            at = start
            throw broken
        }
        return value
    }

    private static func mayBeNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func text() throws(ShapeFault) -> String {
        at += 1
        var out: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: out, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                out.append(byte)
                continue
            }
            guard at < bytes.count else { break }
            let escape = bytes[at]
            at += 1
            switch escape {
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "r"): out.append(0x0D)
            case UInt8(ascii: "b"): out.append(0x08)
            case UInt8(ascii: "f"): out.append(0x0C)
            case UInt8(ascii: "u"): out.append(contentsOf: Array(String(try escaped()).utf8))
            default: out.append(escape)
            }
        }
        throw broken
    }

    /// The character after `\u`, of two halves where it needs them.
    private mutating func escaped() throws(ShapeFault) -> Unicode.Scalar {
        let first = try hex()
        if (0xD800..<0xDC00).contains(first), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        {
            at += 2
            let second = try hex()
            let code = 0x10000 + (first - 0xD800) << 10 + (second &- 0xDC00)
            return Unicode.Scalar(code) ?? "\u{FFFD}"
        }
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    private mutating func hex() throws(ShapeFault) -> UInt32 {
        guard at + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        else { throw broken }
        at += 4
        return value
    }
}
