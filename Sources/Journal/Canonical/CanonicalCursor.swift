import Digest

/// A reader of canonical text that builds nothing.
///
/// Verification runs over millions of events: it walks the bytes, proves that they are canonical and
/// hands out places, so that no string and no tree is made.
struct CanonicalCursor {
    let bytes: [UInt8]
    let end: Int
    private(set) var position: Int

    init(_ text: ArraySlice<UInt8>) {
        (bytes, position, end) = (Array(text), 0, text.count)
    }

    /// Reads a part of a text without copying it; places count from the beginning of the whole.
    init(_ range: Range<Int>, of text: [UInt8]) {
        (bytes, position, end) = (text, range.lowerBound, range.upperBound)
    }

    var isAtEnd: Bool { position == end }

    /// Passes over exact characters; false leaves the place unchanged.
    mutating func take(_ syntax: StaticString) -> Bool {
        let count = syntax.utf8CodeUnitCount
        guard end - position >= count else { return false }
        for offset in 0..<count where bytes[position + offset] != syntax.utf8Start[offset] {
            return false
        }
        position += count
        return true
    }

    /// Passes over a whole number in its one writing and gives it.
    mutating func integer() -> Int? {
        var place = position
        let negative = place < end && bytes[place] == UInt8(ascii: "-")
        if negative { place += 1 }
        let first = place
        var value = 0
        while place < end, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
            // Sixteen digits hold 2^53 and cannot overflow.
            guard place - first < 16 else { return nil }
            value = value * 10 + Int(digit)
            place += 1
        }
        guard place > first, bytes[first] != UInt8(ascii: "0") || (place == first + 1 && !negative),
            value <= CanonicalJSON.integers.upperBound
        else { return nil }
        position = place
        return negative ? -value : value
    }

    /// Passes over a name in quotation marks and gives its place.
    mutating func name() -> Range<Int>? {
        guard position < end, bytes[position] == UInt8(ascii: "\"") else { return nil }
        let first = position + 1
        var place = first
        while place < end, NameRule.accepts(byte: bytes[place]) { place += 1 }
        guard place < end, bytes[place] == UInt8(ascii: "\""),
            (1...NameRule.longest).contains(place - first)
        else { return nil }
        position = place + 1
        return first..<place
    }

    /// Passes over an even number of lower-case hex digits in quotation marks; gives their bytes.
    mutating func hexBytes(atMost limit: Int) -> [UInt8]? {
        guard position < end, bytes[position] == UInt8(ascii: "\"") else { return nil }
        let first = position + 1
        guard
            let close = bytes[first..<min(end, first + 2 * limit + 1)].firstIndex(
                of: UInt8(ascii: "\"")),
            let value = HexText.bytes(bytes[first..<close])
        else { return nil }
        position = close + 1
        return value
    }

    /// Passes over a hash in quotation marks.
    mutating func hash() -> HashValue? {
        let first = position + 1
        let close = first + 2 * HashValue.byteCount
        guard close < end, bytes[position] == UInt8(ascii: "\""),
            bytes[close] == UInt8(ascii: "\""), let value = HashValue(hex: bytes[first..<close])
        else { return nil }
        position = close + 1
        return value
    }

    /// Passes over a string in its one writing and gives the place between the quotation marks.
    mutating func text() -> Range<Int>? {
        guard position < end, bytes[position] == UInt8(ascii: "\"") else { return nil }
        let first = position + 1
        var place = first
        while place < end {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                position = place + 1
                return first..<place
            }
            let length =
                if byte == UInt8(ascii: "\\") {
                    escapeLength(at: place)
                } else if byte >= 0x80 {
                    characterLength(at: place)
                } else {
                    byte < 0x20 ? 0 : 1
                }
            guard length > 0 else { return nil }
            place += length
        }
        return nil
    }

    /// The length of the escape at a place; 0 when it is none or not the one RFC 8785 writes.
    private func escapeLength(at place: Int) -> Int {
        guard place + 1 < end else { return 0 }
        switch bytes[place + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            guard place + 5 < end,
                let code = HexText.bytes(bytes[place + 2..<place + 6]), code[0] == 0,
                code[1] < 0x20,
                ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(code[1])
            else { return 0 }
            return 6
        default: return 0
        }
    }

    /// The length of the character of several bytes at a place; 0 when it is not UTF-8.
    ///
    /// The well-formed sequences are those of the Unicode Standard, table 3-7.
    private func characterLength(at place: Int) -> Int {
        func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            place + offset < end && range.contains(bytes[place + offset])
        }
        switch bytes[place] {
        case 0xC2...0xDF: return follows(1) ? 2 : 0
        case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
        case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
        case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }

    /// Passes over a value whose nesting may have `depth` levels more.
    mutating func value(depth: Int) -> Bool {
        guard position < end else { return false }
        switch bytes[position] {
        case UInt8(ascii: "\""): return text() != nil
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "t"): return take("true")
        case UInt8(ascii: "f"): return take("false")
        case UInt8(ascii: "n"): return take("null")
        default: return integer() != nil
        }
    }

    private mutating func array(depth: Int) -> Bool {
        guard depth > 0 else { return false }
        position += 1
        if take("]") { return true }
        while value(depth: depth - 1) {
            if take("]") { return true }
            guard take(",") else { return false }
        }
        return false
    }

    private mutating func object(depth: Int) -> Bool {
        guard depth > 0 else { return false }
        position += 1
        if take("}") { return true }
        var last: Range<Int>?
        while let name = name() {
            if let last, !comesBefore(last, name) { return false }
            last = name
            guard take(":"), value(depth: depth - 1) else { return false }
            if take("}") { return true }
            guard take(",") else { return false }
        }
        return false
    }

    /// Whether the left name is less than the right one.
    private func comesBefore(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        bytes[left].lexicographicallyPrecedes(bytes[right])
    }
}
