import Journal
import TestSupport
import Testing

/// One value has one text, and what has none is refused.
@Suite struct CanonicalTextTests {
    private func text(_ value: CanonicalJSON) throws -> String {
        String(decoding: try value.canonicalBytes(), as: UTF8.self)
    }

    @Test func `members are in ASCII order and strings escape as little as can be`() throws {
        #expect(
            try text(["b": 1, "a": [], "B": .null, "_": true])
                == #"{"B":null,"_":true,"a":[],"b":1}"#)
        // RFC 8785 §3.2.2.2 escapes, the same as ECMAScript's JSON.stringify.
        #expect(
            try text("\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{20}\"\\/\u{7F}\u{80}\u{2028}€𠮷")
                == "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f \\\"\\\\/\u{7F}\u{80}\u{2028}€𠮷\"")
        #expect(try text(.integer(9_007_199_254_740_991)) == "9007199254740991")
        #expect(try text([0, -1, false]) == "[0,-1,false]")
    }

    @Test func `two spellings of a letter stay two values`() throws {
        let composed = CanonicalJSON.text("\u{E9}")
        let decomposed = CanonicalJSON.text("e\u{301}")
        #expect(composed != decomposed)
        #expect(try composed.canonicalBytes() != decomposed.canonicalBytes())
        // U+F900 is 豈 in a register; normalisation would make U+8C48 of it.
        #expect(
            try CanonicalJSON(reading: CanonicalJSON.text("\u{F900}").canonicalBytes())
                == .text("\u{F900}"))
    }

    @Test func `what has no canonical text is refused`() {
        #expect(throws: JSONFault.integerRange) {
            try CanonicalJSON.integer(9_007_199_254_740_992).canonicalBytes()
        }
        #expect(throws: JSONFault.memberName("面积")) {
            try CanonicalJSON.object(["面积": 1]).canonicalBytes()
        }
        #expect(throws: JSONFault.memberName("")) {
            try CanonicalJSON.object(["": 1]).canonicalBytes()
        }
        #expect(throws: JSONFault.depth(limit: 2)) {
            try CanonicalJSON.array([[[]]]).canonicalBytes(limits: JournalLimits(depth: 2))
        }
        #expect(throws: JSONFault.size(limit: 4)) {
            try CanonicalJSON.text("abc").canonicalBytes(limits: JournalLimits(payloadBytes: 4))
        }
    }

    @Test(arguments: [
        ("{\"a\":1,\"a\":2}", 10, JSONFault.duplicateMember("a")),
        ("{\"a\":1,\"\\u0061\":2}", 15, .duplicateMember("a")),
        ("[1.5]", 2, .notAnInteger), ("[1e2]", 2, .notAnInteger), ("[-0]", 3, .integerRange),
        ("[9007199254740992]", 17, .integerRange),
        ("[99999999999999999999999]", 24, .integerRange), ("[NaN]", 1, .syntax),
        ("[01]", 3, .syntax), ("[1,]", 3, .syntax), ("{\"a\":1,}", 7, .syntax), ("", 0, .syntax),
        ("\"\u{1}\"", 2, .syntax), ("\"\\x\"", 3, .syntax), ("\"\\ud800\"", 7, .halfCharacter),
        ("\"\\ud800\\u0041\"", 13, .halfCharacter), ("\"\\udc00\"", 7, .halfCharacter),
        ("1 2", 2, .trailing), ("{\"面\":1}", 6, .memberName("面")), ("\u{FEFF}1", 0, .syntax),
    ])
    func `text that the journal cannot hold is refused with its place`(
        text: String, offset: Int, fault: JSONFault
    ) {
        #expect(throws: JournalError.unacceptableJSON(offset: offset, fault: fault)) {
            try CanonicalJSON(reading: text.utf8)
        }
    }

    @Test func `bytes that are not UTF-8, and text beyond the limits, are refused`() {
        #expect(throws: JournalError.unacceptableJSON(offset: 0, fault: .encoding)) {
            try CanonicalJSON(reading: [0x22, 0xC0, 0xAF, 0x22])
        }
        let deep = String(repeating: "[", count: 40)
        #expect(throws: JournalError.unacceptableJSON(offset: 32, fault: .depth(limit: 32))) {
            try CanonicalJSON(reading: deep.utf8)
        }
        let limits = JournalLimits(payloadBytes: 3)
        #expect(throws: JournalError.unacceptableJSON(offset: 3, fault: .size(limit: 3))) {
            try CanonicalJSON(reading: "\"abc\"".utf8, limits: limits)
        }
    }

    @Test func `free spelling is read and written in the one way`() throws {
        let free = " { \"b\" : [ 1 , true ,\tnull ] , \"a\" : \"\\u9762\\/\\ud842\\udfb7\" }\r\n"
        let value = try CanonicalJSON(reading: free.utf8)
        #expect(value == ["a": "面/𠮷", "b": [1, true, .null]])
        #expect(try text(value) == "{\"a\":\"面/𠮷\",\"b\":[1,true,null]}")
    }

    @Test func `random values come back from their text`() throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        var random = SeededGenerator(seed: seed)
        for trial in 0..<500 {
            let value = Self.value(depth: 4, using: &random)
            let bytes = try value.canonicalBytes()
            #expect(try CanonicalJSON(reading: bytes) == value, "seed \(seed), trial \(trial)")
            #expect(
                try CanonicalJSON(reading: bytes).canonicalBytes() == bytes,
                "seed \(seed), trial \(trial)")
        }
    }

    private static func value(
        depth: Int, using random: inout SeededGenerator
    ) -> CanonicalJSON {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2: .integer(Int.random(in: CanonicalJSON.integers, using: &random))
        case 3: .text(string(using: &random))
        case 4:
            .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                    value(depth: depth - 1, using: &random)
                })
        default:
            .object(
                Dictionary(
                    (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                        (
                            "m\(Int.random(in: 0..<20, using: &random))",
                            value(depth: depth - 1, using: &random)
                        )
                    }, uniquingKeysWith: { $1 }))
        }
    }

    private static func string(using random: inout SeededGenerator) -> String {
        var out = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<8, using: &random) {
            let top: UInt32 =
                [0x20, 0x80, 0x800, 0x1_0000, 0x11_0000].randomElement(using: &random) ?? 1
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<top, using: &random)) {
                out.append(scalar)
            }
        }
        return String(out)
    }
}
