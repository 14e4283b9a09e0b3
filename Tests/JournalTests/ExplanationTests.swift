import Digest
import Journal
import LandModel
import Testing

/// Every refusal and every damage speaks both languages and says what to do.
@Suite struct ExplanationTests {
    @Test(arguments: [
        JournalError.unacceptableName("面"), .unacceptableJSON(offset: 4, fault: .notAnInteger),
        .unacceptablePayload(entry: 1, fault: .depth(limit: 32)), .unacceptableTime(-4),
        .batchSize(0, limit: 9), .basisSize(citations: 101, bytes: 5),
        .versionConflict([VersionConflict(stream: "s/1", expected: 1, actual: 4)]),
        .keyUsedOtherwise(key: "k", sequence: 9), .notAnEvent, .notOneBatch(sequence: 4),
        .signing(.randomnessUnavailable), .unreadableFile(path: "a.jsonl", code: 2),
    ])
    func `a refusal names the place and the remedy in both languages`(error: JournalError) {
        let text = error.explanation
        #expect(text.zh.contains("；") || text.zh.contains("，"))
        #expect(text.en.contains(":") && text.en != text.zh)
        #expect(text.en.unicodeScalars.allSatisfy { $0.value < 0x3000 } || text.en.contains("“面”"))
    }

    @Test func `only disk and libcrypto are not the person's fault`() {
        #expect(JournalError.unreadableFile(path: "", code: 2).failureKind == .operational)
        #expect(JournalError.signing(.unreadableKey).failureKind == .operational)
        #expect(JournalError.notAnEvent.failureKind == .badInput)
    }

    @Test(arguments: Damage.Kind.allCases)
    func `a damage has a meaning of its own`(kind: Damage.Kind) {
        let text = Damage(line: 12, sequences: 7...9, kind: kind).explanation
        #expect(text.zh.hasPrefix("第 12 行，序号 7 至 9："))
        #expect(text.en.hasPrefix("line 12, events 7 to 9: "))
        let same = Damage.Kind.allCases.filter { $0.meaning == kind.meaning }
        #expect(same == [kind])
    }
}
