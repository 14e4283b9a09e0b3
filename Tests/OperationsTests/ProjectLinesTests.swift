import Access
import Foundation
import Journal
import LandModel
import Lifecycle
import Policy
import Store
import Testing

@testable import Operations

/// The lines that lists and desks show of subjects, and whose turn they say it is.
@Suite struct ProjectLinesTests {
    /// A city with a county, the secretariat of its joint meeting, and one project, under the pack of Liuzhou.
    private func city() async throws -> TestHome {
        let test = try await TestHome()
        try await test.staff([
            ("nr", "cityNaturalResources", "4502", "chen"),
            ("jmo", "jointMeetingOffice", "4502", "huang"),
            ("sector", "sectorDepartments", "4502", "sun"),
            ("gov", "countyGovernment", "450222", "lu"),
        ])
        try await test.list(
            [
                ("4502", "city", "4502", ""), ("450222", "county", "450222", "4502"),
                ("450222-1", "project", "450222101", "450222"),
            ], named: { "名 \($0)" })
        return test
    }

    private func turns(_ line: SubjectLine?) -> [String] {
        (line?.waiting ?? []).map { turn in
            "\(turn.act) \(turn.offices.map(\.kind).joined(separator: ","))"
        }
    }

    @Test func `a line follows the record act by act`() async throws {
        let test = try await city()
        let lines = ProjectLines(test.home)
        let first = try required(await lines.line(of: "450222-1"))
        #expect(first.entity == "project" && first.name == "名 450222-1")
        #expect(first.stage == nil && first.pool == .reserved && first.version == 1)
        #expect(turns(first) == ["admitToPool countyGovernment"])
        #expect(try await lines.all().map(\.id) == ["4502", "450222", "450222-1"])

        // What the pack asks before a project enters its pool is not what this test is about: an event is enough.
        try await test.enter(
            .done(act: "admitToPool", of: "450222-1", by: ["countyGovernment"], to: []),
            of: "450222-1")
        let second = try required(await lines.line(of: "450222-1"))
        #expect(second.stage?.id == "reserved" && second.version == 2)
        #expect(turns(second) == ["confirmMature countyGovernment"])

        for act in ["confirmMature", "startFeasibility", "applyInitiation"] {
            try await test.enter(
                .done(act: act, of: "450222-1", by: ["countyGovernment"], to: []),
                of: "450222-1")
        }
        let third = try required(await lines.line(of: "450222-1"))
        #expect(third.pool == .reported)
        #expect(turns(third) == ["reviewInitiationBySectors sectorDepartments"])
        #expect(third.waiting.first?.wholeName == "整体批复立项")
    }

    @Test func `what was returned waits for who begins the act, until it is taken up`() async throws
    {
        let test = try await city()
        let lines = ProjectLines(test.home)
        for act in ["admitToPool", "confirmMature", "startFeasibility", "applyInitiation"] {
            try await test.enter(
                .done(act: act, of: "450222-1", by: ["countyGovernment"], to: []), of: "450222-1")
        }
        try await test.enter(
            .done(
                act: "reviewInitiationBySectors", of: "450222-1", by: ["sectorDepartments"], to: []),
            of: "450222-1")
        #expect(turns(try await lines.line(of: "450222-1")) == ["argueInitiation experts"])
        try await test.enter(
            .returned(
                act: "approveInitiation", of: "450222-1", by: "jointMeetingOffice",
                reason: "缺少论证"), of: "450222-1")
        let given = try required(await lines.line(of: "450222-1")?.returned.first)
        #expect(given.act == "reviewInitiationBySectors" && given.reason == "缺少论证")
        #expect(given.by.zh == "联席会议办公室" || given.by.kind == "jointMeetingOffice")
        #expect(given.offices.map(\.kind) == ["sectorDepartments"])
        #expect(given.menders.map(\.kind) == ["countyGovernment"])
        try await test.enter(
            .done(
                act: "reviewInitiationBySectors", of: "450222-1", by: ["sectorDepartments"], to: []),
            of: "450222-1")
        #expect(try await lines.line(of: "450222-1")?.returned.isEmpty == true)
    }

    @Test func `verdicts and targets are those that the whole record gives`() async throws {
        let test = try await city()
        let lines = ProjectLines(test.home)
        let day = try required(CalendarDay("2026-02-01"))
        let found = try required(await lines.verdicts(of: ["450222-1"], on: day)["450222-1"])
        let findings = try await OfficeFindings(test.home).findings(on: "450222-1", day: day)
        #expect(found.count(.violated) == findings.count { $0.status == .violated })
        #expect(
            found.count(.awaitingEvidence) == findings.count { $0.status == .awaitingEvidence })
        #expect(found.blocking > 0, "nothing is proved of a project just listed")
        let targets = try await lines.targets(on: day)
        let expected = try await HomeProjects(test.home).targets(on: day)
        #expect(targets.map(\.clause) == expected.map(\.clause))
        #expect(targets.map(\.status) == expected.map(\.status))
    }

    /// The stages of the five packs that the works begin with, and those around it.
    @Test(arguments: [
        ("liuzhou-2020", ["储备", "成熟", "上报", "实施", "退出"]),
        ("ningxia-2024", ["储备", "成熟", "上报", "实施", "退出"]),
        ("wuxi-2022", ["储备", "成熟", "上报", "实施"]),
        ("gansu-2021", ["储备", "成熟", "上报", "实施"]),
        ("jinxian-2020", ["储备", "成熟", "上报", "实施", "退出"]),
    ])
    func `the stages of every pack fall into the states of the pool in their order`(
        _ name: String, _ states: [String]
    ) throws {
        let root = URL(filePath: try packFolder(name)).deletingLastPathComponent()
        let vocabulary = try Vocabulary.load(root.appending(path: "vocabulary.yaml").path)
        let pack = try Pack.load(try packFolder(name), vocabulary: vocabulary)
        let track = try required(
            pack.lifecycle.tracks.first { $0.subject == "project" && !$0.stages.isEmpty })
        let ids = track.stages.map(\.id)
        var found: [String] = []
        for position in ids.indices {
            let state = PoolState(position, in: ids).title.zh
            if found.last != state { found.append(state) }
        }
        #expect(found == states)
    }

    @Test func `the plan of a year is filed and approved by the acts of that year`() async throws {
        let test = try await city()
        let plans = AnnualPlans(test.home)
        func plan(_ year: Int) async throws -> AnnualPlans.Plan {
            try required(await plans.plans(of: ["4502", "450222"], year: year).first)
        }
        let empty = try await plan(2026)
        #expect(empty.subject == "450222" && !empty.isFiled && !empty.isApproved)
        #expect(empty.steps.map(\.act) == ["fileAnnualPlan", "approveAnnualPlan"])
        try await test.enter(
            .done(act: "fileAnnualPlan", of: "450222", by: ["countyNaturalResources"], to: []),
            of: "450222")
        let filed = try await plan(2026)
        #expect(filed.isFiled && !filed.isApproved)
        try await test.enter(
            .done(act: "approveAnnualPlan", of: "450222", by: ["cityNaturalResources"], to: []),
            of: "450222")
        #expect(try await plan(2026).isApproved)
        #expect(try await plan(2027).isFiled == false)
    }
}
