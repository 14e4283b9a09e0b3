import Access
import Foundation
import Journal
import LandModel
import Store
import Testing

@testable import Operations

/// Acts on subjects that have a life, under the pack of Liuzhou.
@Suite struct LifeActTests {
    @Test func `a breach is closed only while it is open`() async throws {
        let test = try await TestHome.withProject()
        let breach: CanonicalJSON = ["subject": "450222-1", "clause": "LZ-014"]
        func refused(_ operation: String, _ input: CanonicalJSON) async throws -> [String] {
            try await test.refused(operation, by: "huang", input)
        }
        #expect(try await refused("closeBreach", breach) == ["LIF-NO-BREACH"])
        #expect(try await refused("upholdBreach", breach) == [])
        #expect(
            try await refused("closeBreach", ["subject": "450222", "clause": "LZ-014"]) == [
                "LIF-NO-BREACH"
            ], "the breach is the project's, not the county's")
        #expect(try await refused("closeBreach", breach) == [])
        #expect(try await refused("closeBreach", breach) == ["LIF-NO-BREACH"])
        #expect(try await refused("upholdBreach", breach) == [])
        #expect(try await refused("closeBreach", breach) == [])
        #expect(
            try await refused("upholdBreach", ["subject": "450222-1", "clause": "LZ-004"]) == [
                "LIF-NO-PROHIBITION"
            ])
        #expect(
            try await test.refused("attestProhibition", by: "lu", breach) == ["LIF-OFFICE"])
    }

    @Test func `a refusal leads to the act that comes first`() async throws {
        let test = try await TestHome.withProject()
        let subject: CanonicalJSON = ["subject": "450222-1"]
        try await test.act("suspendLife", by: "huang", ["subject": "450222-1", "reason": "汛期"])
        let refusal = try await #require(throws: Refusal.self) {
            try await test.act("admitToPool", by: "lu", subject)
        }
        let remedy = try required(refusal.items.flatMap(\.remedies).first)
        #expect(remedy.operation == "resumeLife" && remedy.subject == "450222-1")
        #expect(!refusal.items[0].text.zh.contains("resumeLife"), "people read words")
        #expect(refusal.explanation.zh.contains("→ resumeLife"), "the terminal needs the name")
        try await test.act(remedy.operation, by: "huang", ["subject": "450222-1", "reason": "汛后"])
        #expect(try await test.refused("admitToPool", by: "lu", subject) != ["LIF-SUSPENDED"])
    }

    @Test func `a notice of an act of the pack calls it by the pack's name`() async throws {
        let test = try await TestHome.withProject()
        try await test.act(
            "specialInspection", by: "huang", ["subject": "450222"], day: "2026-03-02")
        let notices = try await test.home.journal.read { view throws(StoreError) in
            (try view.inbox(of: "lu"), try view.accessRegister())
        }
        let notice = try required(
            notices.0.first { $0.act.act.operation.text == "specialInspection" })
        let heading = NoticeText(notice, register: notices.1).heading
        #expect(heading.zh == "2026-03-02 09:00 jmohuang：专项督查抽查")
        #expect(heading.en == "2026-03-02 09:00 huang, jmo: specialInspection")
    }
}
