import Digest
import Foundation
import Testing

@testable import Policy

/// A pack kept as one run of bytes, as a vault keeps it.
@Suite struct PackContentTests {
    private static let shelf = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "PolicyPacks")

    @Test(arguments: ["liuzhou-2020", "jinxian-2020", "wuxi-2022", "gansu-2021", "ningxia-2024"])
    func `a pack read from its content is the pack read from its folder`(_ code: String) throws {
        let words = Self.shelf.appending(path: "vocabulary.yaml").path
        let vocabulary = try Vocabulary.load(
            content: try Vocabulary.content(of: words), named: "vocabulary.yaml")
        let folder = Self.shelf.appending(path: code).path
        let content = try Pack.content(of: folder)
        let pack = try Pack.load(content: content, named: code, vocabulary: vocabulary)
        let own = try Pack.load(folder, vocabulary: try Vocabulary.load(words))
        #expect(pack.digest == own.digest && pack.digest == SHA256.hexDigest(of: content))
        #expect(pack.clauses.map(\.id) == own.clauses.map(\.id))
        let failed = pack.runCases().filter { !$0.isPassed }
        #expect(failed.isEmpty)
    }

    @Test func `bytes that are no pack are refused, not read`() throws {
        let vocabulary = try Vocabulary.load(Self.shelf.appending(path: "vocabulary.yaml").path)
        for text in ["pack.yaml\n5\nabc", "pack.yaml\nx\n", "pack.yaml\n-1\n", "no line end"] {
            #expect(throws: PackErrors.self) {
                try Pack.load(content: Array(text.utf8), named: "x", vocabulary: vocabulary)
            }
        }
    }
}
