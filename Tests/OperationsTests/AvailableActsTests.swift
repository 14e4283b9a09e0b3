import Access
import Journal
import LandModel
import Policy
import Store
import Testing

@testable import Operations

/// What a person can do on a subject, and what an act would come to, against what the acts then do.
@Suite struct AvailableActsTests {
    private func acts(_ test: TestHome, _ person: Person.ID, _ subject: String) async throws
        -> AvailableActs
    {
        let day = try required(CalendarDay("2026-01-20"))
        return try required(try await test.desk.acts(on: subject, for: person, day: day))
    }

    @Test func `what stands before an act is what the act is refused for`() async throws {
        let test = try await TestHome.withProject(
            and: [("cnr", "countyNaturalResources", "450222", "wang")])
        let found = try await acts(test, "lu", "450222-1")
        let pool = try required(found.blocked.first { $0.operation == "admitToPool" })
        guard case .blocked(let items, isNext: true) = pool.standing else {
            Issue.record("\(pool.standing)")
            return
        }
        let refused = try await test.refused(
            "admitToPool", by: "lu", ["subject": "450222-1"], day: "2026-01-20")
        #expect(items.map(\.code) == refused && refused.count > 3)
        #expect(items.allSatisfy { $0.clause != nil && $0.finding?.clause == $0.code })
        #expect(pool.clauses.map(\.id).contains("LZ-030"))
        #expect(found.later.contains { $0.operation == "confirmMature" })
    }

    @Test func `acts without right are left out unless asked for`() async throws {
        let test = try await TestHome.withProject(
            and: [("cnr", "countyNaturalResources", "450222", "wang")])
        let clerk = try await acts(test, "wang", "450222-1")
        #expect(!clerk.acts.contains { $0.operation == "admitToPool" })
        #expect(clerk.possible.map(\.operation).contains("stateFacts"))
        #expect(clerk.possible.contains { $0.given == ["parent": "450222-1"] })
        #expect(!clerk.acts.contains { $0.operation == "proposeTopic" }, "a project is no meeting")
        let day = try required(CalendarDay("2026-01-20"))
        let all = try await test.desk.acts(
            on: "450222-1", for: "wang", day: day, withoutRight: true)
        let pool = try required(all?.acts.first { $0.operation == "admitToPool" })
        guard case .withoutRight(let items) = pool.standing else {
            Issue.record("\(pool.standing)")
            return
        }
        #expect(items.map(\.code) == ["ACC-ROLE"])
        #expect(try await test.desk.acts(on: "nothing", for: "wang", day: day) == nil)
    }

    @Test func `what can be closed, resumed or returned is there only when it is`() async throws {
        let test = try await TestHome.withProject(
            and: [("cnr", "countyNaturalResources", "450222", "wang")])
        func standing(_ operation: String) async throws -> AvailableAct.Standing? {
            try await acts(test, "huang", "450222-1").acts.first { $0.operation == operation }?
                .standing
        }
        func codes(_ standing: AvailableAct.Standing?) -> [String] {
            guard case .blocked(let items, _) = standing else { return [] }
            return items.map(\.code)
        }
        #expect(codes(try await standing("closeBreach")) == ["ACT-NOTHING"])
        #expect(codes(try await standing("resumeLife")) == ["LIF-NOT-SUSPENDED"])
        #expect(try await standing("suspendLife") == .possible)
        try await test.act(
            "upholdBreach", by: "huang", ["subject": "450222-1", "clause": "LZ-014"])
        try await test.act(
            "suspendLife", by: "huang", ["subject": "450222-1", "reason": "核查"])
        #expect(try await standing("closeBreach") == .possible)
        #expect(try await standing("resumeLife") == .possible)
        #expect(codes(try await standing("suspendLife")) == ["LIF-SUSPENDED"])
    }

    @Test func `examining tells what performing does, and records nothing`() async throws {
        let test = try await TestHome.withProject(
            and: [("cnr", "countyNaturalResources", "450222", "wang")])
        let before = try await test.events
        func examine(_ operation: String, by person: Person.ID, _ input: CanonicalJSON)
            async throws -> ActExamination
        {
            try await test.desk.examine(
                ActRequest(
                    operation: operation, person: person, input: input,
                    key: IdempotencyKey("test/examine"),
                    time: ChinaTime.time(
                        of: try required(CalendarDay("2026-01-20")), hour: 9, minute: 0)))
        }
        let missing = try await examine("stateFacts", by: "wang", ["subject": "450222-1"])
        #expect(missing.refusal?.items.map(\.code) == ["INP-MISSING", "INP-MISSING"])
        let wrong = try await examine(
            "stateFacts", by: "wang",
            ["subject": "450222-1", "source": "表", "facts": ["baseSurveyYear": "x", "no": 1]])
        #expect(wrong.refusal?.items.map(\.field) == ["facts.baseSurveyYear", "facts.no"])
        let good = try await examine(
            "stateFacts", by: "wang",
            ["subject": "450222-1", "source": "表", "facts": ["baseSurveyYear": 2025]])
        #expect(good.refusal == nil && good.isWhole)
        #expect(good.sealing?.events == ["factsStated"])
        #expect(good.sealing?.stream == "life/450222-1" && good.sealing?.actor == "cnr wang")
        let right = try await examine("admitToPool", by: "wang", ["subject": "450222-1"])
        #expect(right.refusal?.items.map(\.code) == ["ACC-ROLE"])
        let heavy = try await examine(
            "measurePlan", by: "wang",
            ["subject": "450222-1", "dataset": "none", "plan": "none"])
        #expect(heavy.refusal == nil && !heavy.isWhole && heavy.sealing == nil)
        #expect(try await test.events == before)
    }

    @Test func `a form names what its fields can take`() async throws {
        let test = try await TestHome.withProject(
            and: [("cnr", "countyNaturalResources", "450222", "wang")])
        let day = try required(CalendarDay("2026-01-20"))
        func form(_ operation: String, _ subject: String?) async throws -> ActForm? {
            try await test.desk.form(
                of: operation, on: subject, for: "wang", day: day, seeing: { _ in true })
        }
        let facts = try required(try await form("stateFacts", "450222-1"))
        #expect(facts.subject?.kind.zh == "项目" && facts.subject?.area.digits == "450222101")
        #expect(facts.facts.contains { $0.name == "baseSurveyYear" && $0.type == "year" })
        #expect(facts.facts.first { $0.type == "area" }?.unit?.zh == "平方米")
        #expect(facts.options["layers"]?.contains { $0.title.zh == "生态保护红线" } == true)
        let waiver = try required(try await form("waiveClause", "450222-1"))
        #expect(waiver.options["clause"]?.contains { $0.value == "LZ-004" } == true)
        #expect(waiver.options["clause"]?.contains { $0.value == "LZ-009" } == false)
        #expect(
            try await form("appoint", nil)?.options["person"]?.map(\.value).contains("lu") == true)
        #expect(try await form("admitToPool", "450222-1")?.isFinal == true)
        #expect(try await form("admitToPool", nil) == nil)
        #expect(try await form("nothing", "450222-1") == nil)
    }
}
