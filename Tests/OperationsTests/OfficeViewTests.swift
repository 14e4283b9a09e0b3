import Access
import Foundation
import Journal
import LandModel
import Lifecycle
import Policy
import Store
import Testing

@testable import Operations

/// What the pages of meetings, reviews and surveys read, against what the story of Liuzhou tells.
@Suite struct OfficeViewTests {
    @Test func `the views tell what the story says`() async throws {
        let day = try required(CalendarDay("2029-12-31"))
        try await ToldStory("liuzhou-2020").play { home in
            let library = PolicyLibrary(home)
            try await Self.meeting(library, day)
            try await Self.review(library, day)
            try await Self.survey(library)
            try await Self.timeMachine(library)
        }
    }

    private static func meeting(_ library: PolicyLibrary, _ day: CalendarDay) async throws {
        let sheets = try await OfficeMeetings(library).sheets(
            of: ["450222-2026-001", "m-2027-1", "nothing"], on: day)
        #expect(sheets.map(\.id) == ["m-2027-1"])
        let sheet = try required(sheets.first)
        #expect(sheet.meeting.topics.map(\.title) == ["高标准农田资金统筹", "子项目验收后的指标入库"])
        #expect(sheet.meeting.members == ["lz-nr", "lz-agri", "lz-water", "lz-fin", "lz-forest"])
        #expect(sheet.meeting.attendance.filter(\.isInvited).map(\.office) == ["lz-exp"])
        #expect(sheet.meeting.opinions.map(\.agrees) == [true, false])
        #expect(sheet.meeting.resolutions.map(\.doneOn) == [CalendarDay("2027-12-20")])
        #expect(sheet.countersignature(of: "lz-forest")?.person == "liang")
        #expect(sheet.countersignature(of: "lz-exp") == nil)
        #expect(sheet.minutes?.entry.remark == "甲联席纪要〔2027〕1号")
        #expect(sheet.stages.last?.isNow == true && sheet.stages.allSatisfy { $0.reachedOn != nil })
        let elsewhere = try await OfficeMeetings(library).sheets(
            of: ["450222-2026-001"], on: day)
        #expect(elsewhere.isEmpty)
        let project = try await OfficeMeetings(library).sheet("450222-2026-001", on: day)
        #expect(project == nil)
    }

    private static func review(_ library: PolicyLibrary, _ day: CalendarDay) async throws {
        let sheet = try required(
            try await OfficeReviews(library).sheet(
                "450222-2026-001", act: "approveInitiation", on: day))
        // The last round of the chain is what counts: sectors, experts, then the joint office.
        #expect(sheet.steps.map { $0.done?.person } == ["sun", "pan", "huang"])
        #expect(sheet.isPinned && sheet.stage == "maintained")
        let returns = sheet.history.entries.compactMap { entry -> String? in
            if case .returned(act: "approveInitiation", of: _, by: _, reason: let reason) = entry
                .event
            {
                return reason
            }
            return nil
        }
        #expect(returns.first == "新增耕地坡度图缺失")
        // The draft took too little in and stood on the red line; the mended plan does neither.
        let comparison = try required(sheet.comparison)
        #expect(!comparison.isProposed)
        let mended = comparison.verdicts.filter { $0.after?.status == .satisfied }
            .compactMap { $0.after?.clause }
        #expect(Set(mended).isSuperset(of: ["LZ-005", "LZ-009"]))
    }

    private static func survey(_ library: PolicyLibrary) async throws {
        let found = try await OfficeSurveys(library).sheet(of: "450222-2026-001")
        let sheet = try required(found)
        #expect(sheet.villages.map(\.name) == ["示例1村", "示例2村", "示例3村", "示例4村"])
        #expect(sheet.villages.allSatisfy { $0.isSurveyed == true && $0.isAsked == true })
        #expect(sheet.kinds.count == 5 && sheet.villages.allSatisfy { $0.potentials.count == 5 })
    }

    /// Three years after the initiation the acceptance is overdue; a month later a reason is on record.
    private static func timeMachine(_ library: PolicyLibrary) async throws {
        let project = "450222-2026-001"
        func status(_ day: String) async throws -> FindingStatus? {
            try await library.verdicts(
                on: project, under: nil, asOf: try required(CalendarDay(day))
            ).findings.first { $0.clause == "LZ-057" && $0.subject.id == project }?.status
        }
        let (before, overdue, waived) = (
            try await status("2028-01-01"), try await status("2029-10-31"),
            try await status("2029-12-31")
        )
        #expect(before == .notYetDue && overdue == .overdue && waived == .waived)
        let revisions = try await library.revisions()
        #expect(revisions.map(\.pack.code) == ["liuzhou-2020"])
        let standings = try await library.standings(
            of: "LZ-057", in: "liuzhou-2020", on: try required(CalendarDay("2029-12-31"))
        ) { _ in true }
        #expect(standings.map(\.owner) == [project])
        #expect(standings.map(\.finding.status) == [.waived])
    }

    @Test func `the text of a document is kept when it is that document`() async throws {
        let test = try await TestHome()
        try await test.staffCounty()
        try await test.act("registerPerson", ["id": "chen", "name": "陈科长", "office": "city"])
        try await test.act("appoint", ["person": "chen", "office": "city", "from": "2026-01-05"])
        let input: CanonicalJSON = ["pack": "liuzhou-2020", "area": "4502", "file": "copy.txt"]
        let file = test.folder.appending(path: "copy.txt")
        try "另一部文件。".write(to: file, atomically: true, encoding: .utf8)
        #expect(try await test.refused("keepPackText", by: "chen", input) == ["PAC-UNKNOWN"])
        let packs = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "PolicyPacks")
        try await test.act(
            "publishPack", by: "chen",
            ["folder": .text(packs.appending(path: "liuzhou-2020").path), "area": "4502"])
        #expect(try await test.refused("keepPackText", by: "chen", input) == ["PAC-TEXT"])
        let library = PolicyLibrary(test.home)
        #expect(try await library.text(of: "liuzhou-2020") == nil)
        let phrases = try required(try await library.revisions().first).pack.clauses
            .map(\.citation.phrase)
        let text = phrases.joined(separator: "。\n")
        try text.write(to: file, atomically: true, encoding: .utf8)
        try await test.act("keepPackText", by: "chen", input)
        #expect(try await library.text(of: "liuzhou-2020") == text)
        #expect(
            try await test.refused(
                "keepPackText", by: "chen",
                ["pack": "liuzhou-2020", "area": "450222", "file": "copy.txt"]) == ["PAC-AREA"])
    }
}
