import Access
import Foundation
import Journal
import LandModel
import Store
import Testing

@testable import Operations

/// Scenarios: the stories of the repository, and what is wrong with files.
@Suite struct ScenarioTests {
    /// The lives of projects, one for each place with a document.
    static let lives = [
        "gansu-2021", "jinxian-2020", "liuzhou-2020", "ningxia-2024", "wuxi-2022",
    ]

    @Test(arguments: lives)
    func `a life has acts enough, refusals on the way, and what every life meets`(
        _ name: String
    ) throws {
        let story = try ToldStory(name).scenario
        var requests: [String: [Scenario.Expectation]] = [:]
        var checks: [Scenario.Check] = []
        for step in story.steps {
            switch step.deed {
            case .act(_, _, let operation, _, let expected):
                requests[operation, default: []].append(expected)
            case .check(let check): checks.append(check)
            }
        }
        let all = requests.values.flatMap(\.self)
        #expect(all.count { $0 == .done } >= 60 && all.count { $0 != .done } >= 12)
        #expect(requests["waiveClause"] != nil, "a waiver, or the proof that none is allowed")
        #expect(
            requests.contains {
                $0.key.hasPrefix("return") && $0.value.contains(.done)
            }, "something is returned for correction")
        #expect(requests["decideChange"]?.contains(.done) == true, "a change is decided")
        #expect(checks.contains { $0.overdue?.isEmpty == false }, "a deadline is missed")
        #expect(checks.contains { $0.met?.isEmpty == false }, "a deadline is met")
    }

    @Test func `two stories of one home are told in order of time`() throws {
        let one = try ToldStory("liuzhou-2020").scenario
        let other = try ToldStory("liuzhou-2020-neighbours").scenario
        let both = try one.beside(other)
        #expect(both.steps.count == one.steps.count + other.steps.count)
        #expect(both.steps.map(\.time) == (one.steps + other.steps).map(\.time).sorted())
        #expect(both.steps.filter { $0.story == one.id }.map(\.line) == one.steps.map(\.line))
        #expect(both.steps.filter { $0.story == other.id }.map(\.line) == other.steps.map(\.line))
        let stranger = try ToldStory("gansu-2021").scenario
        #expect(throws: ScenarioMismatch.self) { try one.beside(stranger) }
    }

    @Test(arguments: ["administration"] + lives)
    func `a story goes as it is written`(_ name: String) async throws {
        try await ToldStory(name).play(then: holds)
    }

    @Test func `the demonstration's stories go together up to its day`() async throws {
        let both = try ToldStory("liuzhou-2020").beside(ToldStory("liuzhou-2020-neighbours"))
        try await both.play(until: CalendarDay("2026-05-31"), then: holds)
    }

    /// The projections are those that the journal gives.
    private func holds(_ home: OfficeHome) throws {
        #expect(try home.journal.projectionDifferences().isEmpty)
    }

    private func faults(_ text: String) -> [String] {
        do throws(ScenarioFaults) {
            _ = try Scenario(text: text, path: "x.yaml")
            return []
        } catch {
            return error.faults.map { "\($0.line): \($0.text.en)" }
        }
    }

    private static let opening = """
        scenario: x
        title: {zh: 甲, en: a}
        founding:
          journal: x/y
          day: 2026-01-05
          office: {id: o, kind: cityNaturalResources, name: 局, areas: 4502}
          administrator: {id: admin, name: 管理员}

        """

    @Test func `a good file has no faults, and a step that does not expect otherwise is done`()
        throws
    {
        let story = try Scenario(
            text: Self.opening + "steps:\n  - {as: admin, do: registerPerson, input: {id: p}}\n",
            path: "x")
        guard case .act("admin", nil, "registerPerson", let input, .done) = story.steps[0].deed
        else {
            Issue.record("\(story.steps)")
            return
        }
        #expect(input == ["id": "p"])
        #expect(ChinaTime.text(story.steps[0].time) == "2026-01-05 09:01")
    }

    @Test(arguments: [
        ("steps:\n  - {as: admin}", "9: do is missing"),
        (
            "steps:\n  - {as: admin, do: x, expect: maybe}",
            "9: expect is done or {refused: [code, …]}"
        ),
        ("steps:\n  - {day: 2025-01-01, as: admin, do: x}", "9: time runs backwards"),
        ("steps:\n  - {at: '25:00', as: admin, do: x}", "9: at is written 14:30"),
        ("steps:\n  - {as: 'a b', do: x}", "9: as has no usable value"),
        ("steps:\n  - {check: {journal: fine}}", "9: journal is sound"),
        ("steps:\n  - {check: {overdue: late}}", "9: overdue is subject: [clause, …]"),
        ("steps:\n  - {check: {met: {a: LZ-036}}}", "9: met is subject: [clause, …]"),
        ("steps: 3", "1: steps is missing"),
    ])
    func `a fault is told with its line`(_ steps: String, _ fault: String) {
        #expect(faults(Self.opening + steps) == [fault])
    }

    @Test func `all faults of a file are told at once`() {
        let found = faults("scenario: x\ncolour: red\nfounding: {day: soon}\nsteps: []\n")
        #expect(found.count == 3, "\(found)")
        #expect(found.contains { $0.hasPrefix("2: colour is unknown") })
        #expect(found.contains("3: day has no usable value"))
        #expect(found.contains("1: title is missing"))
        #expect(!faults("a: [").isEmpty && !faults("").isEmpty)
    }

    @Test(arguments: [
        ("1970-01-01", 8, 0, 0), ("2026-01-05", 9, 0, 1_767_574_800_000),
        ("2024-02-29", 0, 30, 1_709_137_800_000),
    ])
    func `times are those of China`(_ day: String, _ hour: Int, _ minute: Int, _ time: Int) throws {
        // Expected values: GNU date, TZ=Asia/Shanghai.
        let day = try #require(CalendarDay(day))
        #expect(ChinaTime.time(of: day, hour: hour, minute: minute) == time)
        #expect(ChinaTime.day(of: time) == day && ChinaTime.day(of: time + 1) == day)
    }
}

/// Time limits in scenarios: what is kept, overdue and missed under a moved clock.
@Suite struct ScenarioDeadlineTests {
    private static let packs = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "PolicyPacks")

    private static let story = """
        scenario: limits
        title: 期限
        founding:
          journal: 4502/limits
          day: 2026-01-05
          office: {id: lz, kind: cityNaturalResources, name: 市局, areas: 4502}
          administrator: {id: admin, name: 管理员}
        steps:
          - {as: admin, do: registerPerson, input: {id: chen, name: 陈科长, office: lz}}
          - {as: admin, do: appoint, input: {person: chen, office: lz, from: 2026-01-05}}
          - {as: admin, do: registerOffice, input: {id: yx, kind: countyNaturalResources, name: 县局, areas: 450222}}
          - {as: admin, do: registerPerson, input: {id: wang, name: 王芳, office: yx}}
          - {as: admin, do: appoint, input: {person: wang, office: yx, from: 2026-01-05}}
          - {as: chen, do: publishPack, input: {folder: liuzhou-2020, area: 4502}}
          - {as: chen, do: listSubject, input: {subject: "4502", entity: city, name: 甲市, area: 4502}}
          - {as: chen, do: listSubject, input: {subject: "450222", entity: county, name: 乙县, area: 450222, parent: "4502"}}
          - check: {overdue: {"450222": []}}
          - {as: chen, do: remindDuty, input: {subject: "450222", clause: LZ-036}, expect: {refused: [LIF-NOT-DUE]}}
          - {day: 2026-03-10, as: chen, do: remindDuty, input: {subject: "450222", clause: LZ-036}}
          - {day: 2026-03-31, as: wang, do: fileAnnualPlan, input: {subject: "450222"}}
          - check: {met: {"450222": [LZ-036]}, overdue: {"450222": []}}
          - {day: 2026-12-31, check: {overdue: {"450222": []}}}
          - {day: 2027-01-01, check: {overdue: {"450222": [LZ-079]}, met: {"450222": [LZ-036]}}}
          - {day: 2027-04-01, check: {overdue: {"450222": [LZ-036, LZ-079]}}}

        """

    private func differences(_ story: String) async throws -> [String] {
        let file = Self.packs.appending(path: "limits.yaml")
        return try await ToldStory(Scenario(text: story, path: file.path), file).differences()
            .map { "\($0.step.line): \($0.difference?.en ?? "")" }
    }

    @Test func `limits are kept and missed as the story says, and what differs is told`()
        async throws
    {
        #expect(try await differences(Self.story) == [])
        let wrong = Self.story
            .replacing("2026-03-31, as: wang", with: "2026-04-01, as: wang")
            .replacing(
                "overdue: {\"450222\": [LZ-079]}, met", with: "overdue: {\"450222\": []}, met")
        #expect(
            try await differences(wrong) == [
                "21: LZ-036 on 450222: expected met, got done on 2026-04-01, 1 days late",
                "23: overdue on 450222: expected [], got [LZ-079]; LZ-036 on 450222: expected met, "
                    + "got done on 2026-04-01, 1 days late",
            ])
    }
}
