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
    mutating func add(_ number: Int) {
        // Twenty bytes hold every number; writing them here takes a third of the time of a String.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var place = 20
            var rest = number.magnitude
            repeat {
                place -= 1
                digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                place -= 1
                digits[place] = UInt8(ascii: "-")
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[place...]))
        }
    }

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
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds a string.
    mutating func add(text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { characters in
            // Runs without an escape are copied whole.
            var start = 0
            for (place, byte) in characters.enumerated()
            where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: characters[start..<place]))
                addEscape(of: byte)
                start = place + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: characters[start...]))
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
            for name in members.keys where !NameRule.accepts(name) {
                throw .memberName(name)
            }
            add("{")
            // Places, not members: sorting would copy each value.
            let places = members.indices.sorted { members.keys[$0] < members.keys[$1] }
            for (index, place) in places.enumerated() {
                if index > 0 { add(",") }
                add(plain: members.keys[place])
                add(":")
                try add(members.values[place], depth: depth - 1, limit: limit)
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
