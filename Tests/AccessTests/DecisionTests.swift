import Access
import LandModel
import Testing

/// Each reason of refusal and each kind of grant, on a small county.
@Suite struct DecisionTests {
    private let county: SmallCounty
    private let plan: AccessTarget

    init() throws {
        county = try SmallCounty()
        plan = AccessTarget(
            areas: try area("450222101"), project: "p1", stage: "initiated")
    }

    private func decide(
        _ person: Person.ID?, _ operation: OperationRule.ID, _ target: AccessTarget? = nil,
        on date: String = "2026-06-01", capacity: Appointment.ID? = nil,
        after events: [AccessEvent] = [], history: [PerformedAct] = []
    ) throws -> AccessDecision {
        AccessDecision.decide(
            AccessRequest(
                person: person, operation: operation, target: target ?? plan, day: try day(date),
                capacity: capacity), policy: SampleOperations.policy,
            register: try AccessRegister(county.events + events), history: history)
    }

    private func codes(_ decision: AccessDecision) -> [String] {
        decision.refusal?.causes.map(\.code) ?? []
    }

    private func lend(
        _ appointment: Appointment.ID, to delegate: Person.ID,
        operations: Set<OperationRule.ID>? = nil, territory: Territory? = nil
    ) throws -> AccessEvent {
        .delegated(
            Delegation(
                id: "d", appointment: appointment, delegate: delegate, operations: operations,
                territory: territory,
                term: Term(from: try day("2026-05-01"), through: try day("2026-06-30"))))
    }

    private func act(
        _ operation: OperationRule, by person: Person.ID, for other: Person.ID? = nil,
        office: Office.ID = "county-nr", project: ProjectID = "p1"
    ) -> PerformedAct {
        PerformedAct(
            project: project, operation: operation.id, duties: operation.duties,
            roles: [.countyNaturalResources], person: person, onBehalfOf: other, office: office)
    }

    @Test func `an appointment in force in the right post and place allows`() throws {
        let decision = try decide("clerk", "preparePlan")
        #expect(decision.grant?.appointment?.id == "a-clerk")
        #expect(decision.grant?.delegation == nil)
    }

    @Test func `what is open to all needs no name`() throws {
        #expect(try decide(nil, "verifyJournal").grant == .openToAll)
        #expect(try decide("ghost", "verifyJournal").grant == .openToAll)
        #expect(
            try codes(decide(nil, "verifyJournal", AccessTarget(areas: .areas([]))))
                == ["ACC-AREA"])
    }

    @Test func `an operation without a rule is refused to everybody`() throws {
        let decision = try decide("clerk", "sellTheLand")
        #expect(codes(decision) == ["ACC-OPERATION"])
        #expect(decision.refusal?.contacts == [])
    }

    @Test func `a person unknown or without a post is told who appoints`() throws {
        let expected: [(Person.ID, String)] = [("ghost", "ACC-PERSON"), ("nobody", "ACC-NO-POST")]
        for (person, code) in expected {
            let decision = try decide(person, "preparePlan")
            #expect(codes(decision) == [code])
            #expect(decision.refusal?.contacts.map(\.person) == ["admin"])
        }
        #expect(try codes(decide(nil, "preparePlan")) == ["ACC-PERSON"])
    }

    @Test func `another role is told which roles may, and who has them`() throws {
        let decision = try decide("foreman", "preparePlan")
        #expect(codes(decision) == ["ACC-ROLE"])
        #expect(decision.refusal?.causes == [.notEntitled(held: [.contractor])])
        #expect(decision.refusal?.contacts.map(\.person) == ["clerk", "head", "mayor"])
        #expect(decision.refusal?.capacity?.appointment == "a-foreman")
    }

    @Test func `a liaison officer and an administrator do not decide for their bureau`() throws {
        #expect(try codes(decide("admin", "preparePlan")) == ["ACC-ROLE"])
        #expect(
            try decide(
                "finance-liaison", "countersign", AccessTarget(areas: area("4502"))
            ).grant != nil, "the rule names the post")
        #expect(
            try decide("convener", "countersign", AccessTarget(areas: area("4502"))).grant != nil)
    }

    @Test func `an appointment counts from its first day until the day it ends`() throws {
        #expect(try codes(decide("clerk", "preparePlan", on: "2025-12-31")) == ["ACC-TERM"])
        #expect(try decide("clerk", "preparePlan", on: "2026-01-01").grant != nil)
        let ended = AccessEvent.appointmentEnded("a-clerk", from: try day("2026-06-01"))
        #expect(try decide("clerk", "preparePlan", on: "2026-05-31", after: [ended]).grant != nil)
        let after = try decide("clerk", "preparePlan", on: "2026-06-01", after: [ended])
        #expect(codes(after) == ["ACC-TERM"])
        #expect(after.refusal?.contacts.map(\.person) == ["admin"], "ask who appoints")
    }

    @Test func `a neighbour county is out of reach`() throws {
        let decision = try decide("other", "preparePlan")
        #expect(codes(decision) == ["ACC-TERRITORY"])
        #expect(
            try codes(
                decide(
                    "clerk", "preparePlan",
                    AccessTarget(
                        areas: area("450222101", "450223101"), project: "p1", stage: "initiated")))
                == ["ACC-TERRITORY"])
        #expect(
            try codes(decide("clerk", "importDataset", AccessTarget(areas: .nation)))
                == ["ACC-TERRITORY", "ACC-LEVEL"])
    }

    @Test func `stage, level and project are told together`() throws {
        let decision = try decide(
            "clerk", "preparePlan", AccessTarget(areas: area("450222101"), stage: "accepted"))
        #expect(codes(decision) == ["ACC-PROJECT", "ACC-STAGE"])
        #expect(decision.refusal?.contacts == [])
        #expect(
            try codes(decide("convener", "countersign", AccessTarget(areas: area("450222"))))
                == ["ACC-LEVEL"])
        #expect(
            try codes(
                decide(
                    "clerk", "preparePlan",
                    AccessTarget(
                        areas: area("450222101"), project: "p1"))) == ["ACC-STAGE"])
        #expect(
            try codes(decide("ghost", "preparePlan", AccessTarget(areas: area("450222"))))
                == ["ACC-PERSON", "ACC-PROJECT", "ACC-STAGE"])
    }

    @Test func `who prepares does not review, whichever comes first`() throws {
        let prepared = act(SampleOperations.prepare, by: "clerk")
        let decision = try decide("clerk", "reviewPlan", history: [prepared])
        #expect(codes(decision) == ["ACC-SEPARATED"])
        #expect(decision.refusal?.contacts.map(\.person) == ["head", "reviewer"])
        let reviewed = act(SampleOperations.review, by: "clerk")
        #expect(try codes(decide("clerk", "preparePlan", history: [reviewed])) == ["ACC-SEPARATED"])
        #expect(try decide("head", "reviewPlan", history: [prepared]).grant != nil)
        #expect(try decide("clerk", "preparePlan", history: [prepared]).grant != nil)
        let elsewhere = act(SampleOperations.prepare, by: "clerk", project: "p2")
        #expect(try decide("clerk", "reviewPlan", history: [elsewhere]).grant != nil)
    }

    @Test func `separation follows a delegation to both ends`() throws {
        let lent = try lend("a-clerk", to: "head")
        let prepared = act(SampleOperations.prepare, by: "clerk")
        #expect(
            try codes(
                decide(
                    "head", "reviewPlan", capacity: "a-clerk", after: [lent], history: [prepared]))
                == ["ACC-SEPARATED"], "for the clerk, who prepared")
        let forClerk = act(SampleOperations.prepare, by: "head", for: "clerk")
        #expect(
            try codes(decide("clerk", "reviewPlan", history: [forClerk])) == ["ACC-SEPARATED"],
            "prepared in the clerk's name")
        #expect(try codes(decide("head", "reviewPlan", history: [forClerk])) == ["ACC-SEPARATED"])
    }

    @Test func `a firm does not supervise its own works, whoever of its people acts`() throws {
        let title = BilingualText(zh: "某事", en: "do it")
        let policy = AccessPolicy(operations: [
            OperationRule(
                id: "supervise", title: title, performers: [.office("contractor")],
                duties: ["superviseWorks"], needsProject: true)
        ])
        let built = PerformedAct(
            project: "p1", operation: "build", duties: ["construct"], roles: [.contractor],
            person: "another", office: "builder")
        let request = AccessRequest(
            person: "foreman", operation: "supervise", target: plan, day: try day("2026-06-01"))
        let register = try county.register()
        let refused = AccessDecision.decide(
            request, policy: policy, register: register, history: [built])
        #expect(codes(refused) == ["ACC-SEPARATED"])
        #expect(
            AccessDecision.decide(request, policy: policy, register: register).grant != nil)
    }

    @Test func `two posts that exclude each other disable both`() throws {
        let also = AccessEvent.appointed(
            Appointment(
                id: "n", person: "admin", office: "audit",
                term: Term(from: try day("2026-03-01"), through: try day("2026-06-30"))))
        let target = AccessTarget(areas: try area("450222"))
        #expect(
            try codes(decide("admin", "backUp", target, after: [also])) == ["ACC-HELD-TOGETHER"])
        #expect(try decide("admin", "backUp", target, on: "2026-07-01", after: [also]).grant != nil)
        #expect(
            try codes(
                decide("admin", "exportRecords", target, capacity: "n", after: [also]))
                == ["ACC-HELD-TOGETHER"])
    }

    @Test func `nobody appoints oneself`() throws {
        let about: (Person.ID) throws -> AccessTarget = {
            AccessTarget(areas: try area("450222"), concerns: $0)
        }
        #expect(try codes(decide("admin", "appoint", about("admin"))) == ["ACC-ONESELF"])
        #expect(try decide("admin", "appoint", about("nobody")).grant != nil)
    }

    @Test func `a delegation allows in its days, places and operations`() throws {
        let lent = try lend(
            "a-clerk", to: "nobody", operations: ["preparePlan"],
            territory: Territory(area("450222101"), projects: ["p1"]))
        let decision = try decide("nobody", "preparePlan", after: [lent])
        #expect(decision.grant?.delegation?.id == "d")
        #expect(decision.grant?.appointment?.id == "a-clerk")
        func refused(
            _ operation: OperationRule.ID = "preparePlan", _ target: AccessTarget? = nil,
            on date: String = "2026-06-01", _ more: AccessEvent...
        ) throws -> [String] {
            try codes(decide("nobody", operation, target, on: date, after: [lent] + more))
        }
        #expect(try refused(on: "2026-04-30") == ["ACC-DELEGATION-TERM"])
        #expect(try refused(on: "2026-07-01") == ["ACC-DELEGATION-TERM"])
        #expect(try refused("reviewPlan") == ["ACC-DELEGATION-OPERATION"])
        #expect(
            try refused(
                "preparePlan",
                AccessTarget(areas: area("450222101"), project: "p2", stage: "initiated"))
                == ["ACC-DELEGATION-TERRITORY"])
        #expect(
            try refused("delegate") == ["ACC-IN-PERSON", "ACC-DELEGATION-OPERATION"],
            "not passed on")
        #expect(
            try refused(
                on: "2026-06-01", .delegationRevoked("d", from: day("2026-06-01")))
                == ["ACC-DELEGATION-TERM"])
        #expect(
            try refused(on: "2026-06-01", .appointmentEnded("a-clerk", from: day("2026-06-01")))
                == ["ACC-TERM"], "it ends with the appointment it draws on")
    }

    @Test func `the capacity named is the one that counts`() throws {
        let lent = try lend("a-clerk", to: "head")
        #expect(try decide("head", "preparePlan", after: [lent]).grant?.appointment?.id == "a-head")
        #expect(
            try decide("head", "preparePlan", capacity: "a-clerk", after: [lent]).grant?
                .delegation?.id == "d")
        #expect(
            try codes(decide("head", "preparePlan", capacity: "a-mayor")) == ["ACC-CAPACITY"])
    }

    @Test func `of several posts the closest to the right is told`() throws {
        let second = AccessEvent.appointed(
            Appointment(
                id: "n", person: "foreman", office: "other-nr", term: Term(from: county.first)))
        let decision = try decide("foreman", "preparePlan", after: [second])
        #expect(decision.refusal?.capacity?.appointment == "n")
        #expect(codes(decision) == ["ACC-TERRITORY"])
    }
}
