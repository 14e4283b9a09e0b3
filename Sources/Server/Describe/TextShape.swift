/// A pattern of a route's parameter, matched byte by byte (参数形状).
///
/// The patterns are alternatives of pieces, each a character or a class with how often it stands, and a piece never
/// takes what the next one needs: `[0-9a-f]{64}`, `latest|[1-9][0-9]{0,8}`. Such are told in a fraction of the time that
/// a regular expression takes, which was a good part of a small answer.
struct TextShape {
    private struct Piece {
        let bytes: [Bool]
        let count: ClosedRange<Int>
    }

    private let alternatives: [[Piece]]

    /// Reads a pattern; nil for one that is more than such pieces.
    init?(_ pattern: String) {
        var alternatives: [[Piece]] = []
        for part in pattern.utf8.split(
            separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        {
            guard let pieces = Self.pieces(Array(part)) else { return nil }
            alternatives.append(pieces)
        }
        self.alternatives = alternatives
    }

    /// Whether all of a text is as the pattern says.
    func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return alternatives.contains { pieces in
            var place = 0
            for piece in pieces {
                let start = place
                while place < bytes.count, place - start < piece.count.upperBound,
                    piece.bytes[Int(bytes[place])]
                {
                    place += 1
                }
                if place - start < piece.count.lowerBound { return false }
            }
            return place == bytes.count
        }
    }

    // MARK: Reading

    private static func pieces(_ text: [UInt8]) -> [Piece]? {
        var pieces: [Piece] = []
        var rest = text[...]
        while let first = rest.popFirst() {
            var bytes = [Bool](repeating: false, count: 256)
            switch first {
            case UInt8(ascii: "["):
                guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
                guard fill(&bytes, rest[..<end]) else { return nil }
                rest = rest[(end + 1)...]
            case let byte where isPlain(byte): bytes[Int(byte)] = true
            default: return nil
            }
            guard let count = count(&rest) else { return nil }
            // Otherwise one piece could take what the next needs.
            if let before = pieces.last, before.count.lowerBound < before.count.upperBound,
                zip(before.bytes, bytes).contains(where: { $0 && $1 })
            {
                return nil
            }
            pieces.append(Piece(bytes: bytes, count: count))
        }
        return pieces
    }

    private static func fill(_ bytes: inout [Bool], _ inside: ArraySlice<UInt8>) -> Bool {
        var rest = inside
        while let first = rest.popFirst() {
            guard isPlain(first) || "._/-".utf8.contains(first) else { return false }
            // A line at the end of a class stands for itself.
            guard rest.first == UInt8(ascii: "-"), rest.count > 1 else {
                bytes[Int(first)] = true
                continue
            }
            rest.removeFirst()
            guard let last = rest.popFirst(), isPlain(last), first <= last else { return false }
            for byte in first...last { bytes[Int(byte)] = true }
        }
        return true
    }

    private static func count(_ rest: inout ArraySlice<UInt8>) -> ClosedRange<Int>? {
        guard rest.first == UInt8(ascii: "{") else { return 1...1 }
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
        let numbers = rest[rest.index(after: rest.startIndex)..<end]
            .split(separator: UInt8(ascii: ","))
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        rest = rest[(end + 1)...]
        guard let first = numbers.first ?? nil, let last = numbers.last ?? nil, first <= last,
            numbers.count <= 2
        else { return nil }
        return first...last
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
