import Access
import Digest
import Foundation
import Journal
import LandModel
import Lifecycle
import Policy
import Store
import Testing

@testable import Operations

/// What the page of a subject is given, against stories told act by act.
@Suite struct ProjectViewTests {
    private static let project = "450222-1"

    /// A city with its joint meeting office and a county with its government, and one project of the county.
    private func staffed() async throws -> TestHome {
        let test = try await TestHome()
        try await test.staff([
            ("nr", "cityNaturalResources", "4502", "chen"),
            ("jmo", "jointMeetingOffice", "4502", "huang"),
            ("gov", "countyGovernment", "450222", "lu"),
        ])
        try await test.list(
            [
                ("4502", "city", "4502", ""), ("450222", "county", "450222", "4502"),
                (Self.project, "project", "450222101", "450222"),
                ("450222-1/v-1", "village", "", "450222-1"),
                ("450222-1/s-1", "subproject", "", "450222-1"),
            ], named: { $0 + "号" })
        return test
    }

    private func view(
        _ subject: String, _ test: TestHome, on day: String = "2026-02-01",
        through last: String? = nil
    ) async throws -> ProjectView {
        try await ProjectReader(test.home).reading(
            of: subject, on: try required(CalendarDay(day)),
            through: try last.map { try required(CalendarDay($0)) }
        ).view
    }

    @Test func `a new project tells where it stands and what it contains`() async throws {
        let test = try await staffed()
        let view = try await view(Self.project, test)
        #expect(view.subject.name == "450222-1号" && view.entityName == "项目")
        #expect(view.area.digits == "450222101")
        #expect(view.parents.map(\.id) == ["450222", "4502"])
        #expect(view.pack.code == "liuzhou-2020" && !view.isPinned && view.offered == nil)
        #expect(view.parts.map(\.id) == ["450222-1/v-1", "450222-1/s-1"])
        #expect(view.parts.map(\.entity) == ["village", "subproject"])
        #expect(view.stage == nil)
        // The stages of the pack's first track; that by which a project is given up is not told.
        #expect(view.mainTrack?.stages.map(\.id).first == "reserved")
        #expect(view.mainTrack?.stages.contains { $0.id == "withdrawn" } == false)
        #expect(view.mainTrack?.stages.allSatisfy { $0.reached == nil } == true)
        #expect(view.isWhole && view.acts.count == 3)
        #expect(Set(view.findings.map(\.clause)) == Set(view.pack.clauses.map(\.id)))
    }

    @Test func `stages carry the day and the record by which they were reached`() async throws {
        let test = try await staffed()
        try await test.act(
            "specialInspection", by: "huang", ["subject": "450222"], day: "2026-03-02")
        let found = try await test.events
        try await test.act("rectify", by: "lu", ["subject": "450222"], day: "2026-03-20")
        let rectified = try await view("450222", test, on: "2026-04-01")
        let track = try required(
            rectified.tracks.first { $0.stages.contains { $0.id == "found" } })
        let stages = Dictionary(uniqueKeysWithValues: track.stages.map { ($0.id, $0) })
        let first = try required(stages["found"])
        #expect(first.act == "specialInspection" && first.isPassed && !first.isCurrent)
        #expect(first.reached?.day == CalendarDay("2026-03-02"))
        // The act stands in the journal behind the event of the stage.
        #expect(first.reached?.sequence == found - 1)
        #expect(stages["circulated"]?.reached == nil)
        #expect(stages["rectified"]?.isCurrent == true)
        // As it stood before the rectification.
        let before = try await view("450222", test, through: "2026-03-10")
        let then = before.tracks.flatMap(\.stages).first(where: \.isCurrent)
        #expect(then?.id == "found" && before.day == CalendarDay("2026-03-10"))
    }

    @Test func `facts name their evidence and the record that stated them`() async throws {
        let test = try await staffed()
        try await test.act(
            "stateFacts", by: "lu",
            [
                "subject": "450222-1", "source": "实施方案",
                "facts": ["maintenanceBudget": "600000", "implementationPhases": 3],
            ])
        let end = try await test.events
        let facts = try await view(Self.project, test).facts
        let budget = try required(facts.first { $0.name == "maintenanceBudget" })
        #expect(budget.fact.value == .money(Money(fen: 60_000_000)))
        #expect(budget.definition.zh == "管护经费" && !budget.isMeasured)
        #expect(budget.fact.evidence.map(\.source) == ["实施方案"])
        #expect(try required(budget.mark).sequence < end)
        #expect(facts.first { $0.name == "implementationPhases" }?.fact.value == .count(3))
    }

    @Test func `papers, posts and what is out of the ordinary are told`() async throws {
        let test = try await staffed()
        try await test.act(
            "fileDocument", by: "lu",
            ["subject": "450222-1", "document": "feasibilityStudy", "sections": ["总论"]])
        try await test.act(
            "suspendLife", by: "lu", ["subject": "450222-1", "reason": "汛期"], day: "2026-05-01")
        let view = try await view(Self.project, test, on: "2026-05-02")
        #expect(view.papers.map(\.document) == ["feasibilityStudy"])
        #expect(
            view.papers.first?.sections == ["总论"] && view.papers.first?.by == "countyGovernment")
        #expect(view.suspension != nil && view.matters[0].reason == "汛期")
        #expect(view.matters.map(\.kind) == [.suspension] && view.matters[0].isOpen)
        try await test.act(
            "resumeLife", by: "lu", ["subject": "450222-1", "reason": "汛期已过"], day: "2026-06-01")
        let after = try await self.view(Self.project, test, on: "2026-06-02")
        #expect(after.suspension == nil && after.matters.map(\.isOpen) == [false])
    }

    @Test func `what a project contains stands still with it`() async throws {
        let test = try await staffed()
        let part = "450222-1/s-1"
        try await test.act(
            "suspendLife", by: "lu", ["subject": "450222-1", "reason": "汛期"], day: "2026-05-01")
        let inner = try await view(part, test, on: "2026-05-02")
        #expect(inner.suspension != nil && inner.suspendedAbove?.id == "450222-1")
        let own = try await view(Self.project, test, on: "2026-05-02")
        #expect(own.suspension != nil && own.suspendedAbove == nil)
    }

    @Test func `the log names who did what, and every record has its hash`() async throws {
        let test = try await staffed()
        try await test.act(
            "fileDocument", by: "lu", ["subject": "450222-1", "document": "feasibilityStudy"])
        let view = try await view(Self.project, test)
        let act = try required(view.acts.first)
        #expect(act.person == "lu" && act.office == "gov" && act.operation == "fileDocument")
        #expect(act.entries.map(\.text.zh) == ["材料入卷：可行性研究报告"])
        let recorded = try await test.home.journal.read { journal throws(StoreError) in
            try journal.hash(at: act.sequence)
        }
        #expect(recorded == act.hash && view.isWhole)
    }

    @Test func `what is inside a project has a page of the same kind with its own alone`()
        async throws
    {
        let test = try await staffed()
        try await test.act(
            "stateFacts", by: "lu",
            ["subject": "450222-1/s-1", "source": "申报", "facts": ["needsTender": true]])
        let view = try await view("450222-1/s-1", test)
        #expect(view.subject.entity == "subproject" && view.parents.first?.id == Self.project)
        #expect(view.findings.allSatisfy { $0.subject.id == "450222-1/s-1" })
        #expect(!view.findings.isEmpty)
        #expect(view.facts.map(\.name) == ["needsTender"])
        // It was listed and a fact was stated.
        #expect(view.acts.count == 2)
    }

    @Test func `a reading holds until something happens on what it rests on`() async throws {
        let test = try await staffed()
        let reader = ProjectReader(test.home)
        let reading = try await reader.reading(
            of: Self.project, on: try required(CalendarDay("2026-02-01")))
        #expect(reading.streams == ["life/450222-1", "life/450222", "life/4502"])
        #expect(try await reader.changes(after: reading.head).streams.isEmpty)
        try await test.act("registerPerson", ["id": "new", "name": "新人", "office": "gov"])
        #expect(reading.holds(after: try await reader.changes(after: reading.head).streams))
        try await test.act(
            "fileDocument", by: "chen", ["subject": "4502", "document": "feasibilityStudy"])
        #expect(!reading.holds(after: try await reader.changes(after: reading.head).streams))
        #expect(!reading.holds(after: ["pack/liuzhou-2020"]))
    }

    @Test func `a subject that is not there is refused`() async throws {
        let test = try await staffed()
        await #expect(throws: Refusal.self) {
            try await self.view("450222-9", test)
        }
    }
}
