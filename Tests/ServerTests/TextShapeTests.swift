import Testing

@testable import Server

/// The oracle is the regular expressions of Swift.
@Suite struct TextShapeTests {
    private static let texts = [
        "", "a", "0", "latest", "lates", "latestt", "450222-2026-001", "450222-2026-001/v-3",
        "LZ-030",
        "LZ-30", "lz-030", "2026", "20260", "2026-11", "2026-11-22", "2026-1-22", "田畴", "a b", "-",
        "_", ".",
        "../etc", "a\n", "12345678", "1234567890", "ABCD-123", "ABCDE-123", "09", "99", "100000000",
        "1000000000",
        String(repeating: "f", count: 32), String(repeating: "f", count: 64),
        String(repeating: "F", count: 64),
        String(repeating: "g", count: 64), String(repeating: "a", count: 128),
        String(repeating: "a", count: 129),
    ]

    /// All patterns that routes declare.
    private static var patterns: Set<String> {
        Set(
            RouteTable.all.routes.flatMap(\.parameters).compactMap { parameter in
                if case .text(_, let pattern, _) = parameter.schema { pattern } else { nil }
            })
    }

    @Test func `the patterns of routes say the same as regular expressions`() throws {
        #expect(Self.patterns.count > 5)
        for pattern in Self.patterns {
            let shape = try #require(TextShape(pattern), "\(pattern)")
            let expression = try Regex(pattern)
            for text in Self.texts {
                #expect(
                    shape.matches(text) == (text.wholeMatch(of: expression) != nil),
                    "\(pattern) on \(text)")
            }
        }
    }

    @Test(arguments: [
        "[a-z]{1,3}[a-z]", "a*", "(a|b)", "[^a]", "a.b", "\\d", "[a", "a{1,", "a{3,1}",
    ])
    func `what is more than such pieces is left to regular expressions`(_ pattern: String) {
        #expect(TextShape(pattern) == nil)
    }
}
