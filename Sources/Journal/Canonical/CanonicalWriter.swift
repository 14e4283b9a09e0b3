import Digest

/// Canonical text under construction (RFC 8785 §3.2).
struct CanonicalWriter {
    private(set) var bytes: [UInt8] = []

    /// Adds characters of the syntax.
    mutating func add(_ syntax: StaticString) {
        syntax.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Adds text that is canonical already.
    mutating func add(canonical text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

    /// Adds a number.
    mutating func add(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    /// Makes room, so that a long text is not copied while it grows.
    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// Adds a hash in quotation marks.
    mutating func add(_ hash: HashValue) {
        bytes.append(UInt8(ascii: "\""))
        hash.appendHex(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds a name or a hash in quotation marks: ASCII that needs no escape.
    mutating func add(plain text: String) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds a string.
    mutating func add(text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                bytes.append(byte)
            } else {
                addEscape(of: byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func addEscape(of byte: UInt8) {
        switch byte {
        case 0x08: add("\\b")
        case 0x09: add("\\t")
        case 0x0A: add("\\n")
        case 0x0C: add("\\f")
        case 0x0D: add("\\r")
        case UInt8(ascii: "\""): add("\\\"")
        case UInt8(ascii: "\\"): add("\\\\")
        default:
            add("\\u00")
            let digits = String(byte, radix: 16)
            if digits.utf8.count == 1 { add("0") }
            bytes.append(contentsOf: digits.utf8)
        }
    }

    /// Adds a value whose nesting may have `depth` levels more.
    ///
    /// - Throws: ``JSONFault`` when the value has no canonical text within the limits.
    mutating func add(_ value: CanonicalJSON, depth: Int, limit: Int) throws(JSONFault) {
        switch value {
        case .null: add("null")
        case .bool(let truth): add(truth ? "true" : "false")
        case .integer(let number):
            guard CanonicalJSON.integers.contains(number) else { throw .integerRange }
            add(number)
        case .text(let string): add(text: string)
        case .array(let values):
            guard depth > 0 else { throw .depth(limit: limit) }
            add("[")
            for (index, element) in values.enumerated() {
                if index > 0 { add(",") }
                try add(element, depth: depth - 1, limit: limit)
            }
            add("]")
        case .object(let members):
            guard depth > 0 else { throw .depth(limit: limit) }
            for name in members.keys where !NameRule.accepts(name.utf8) {
                throw .memberName(name)
            }
            add("{")
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { add(",") }
                add(plain: member.key)
                add(":")
                try add(member.value, depth: depth - 1, limit: limit)
            }
            add("}")
        }
    }
}

extension CanonicalJSON {
    /// The canonical text, UTF-8.
    ///
    /// - Throws: ``JSONFault`` for a number beyond ``integers``, a member name that is not printable
    ///   ASCII, or a value deeper or longer than the limits.
    public func canonicalBytes(limits: JournalLimits = .format) throws(JSONFault) -> [UInt8] {
        var writer = CanonicalWriter()
        try writer.add(self, depth: limits.depth, limit: limits.depth)
        guard writer.bytes.count <= limits.payloadBytes else {
            throw .size(limit: limits.payloadBytes)
        }
        return writer.bytes
    }
}
