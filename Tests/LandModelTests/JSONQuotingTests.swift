import Foundation
import LandModel
import Testing

@Suite struct JSONQuotingTests {
    @Test func `Foundation reads back every text`() throws {
        let texts = [
            "", "示例村", "a\"b\\c", "line\nbreak\r\t", "</script>", "\u{0}\u{1F}\u{2028}\u{2029}",
            "𠮷",
        ]
        for text in texts {
            let quoted = text.quotedAsJSON
            #expect(!quoted.contains("<") && !quoted.contains("\n"))
            let read = try JSONDecoder().decode([String].self, from: Data("[\(quoted)]".utf8))
            #expect(read == [text])
        }
    }
}
