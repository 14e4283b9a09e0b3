import Access
import LandModel
import Testing

/// What a refused person reads.
@Suite struct RefusalTextTests {
    private func refusal(
        _ person: Person.ID?, _ operation: OperationRule.ID, _ target: AccessTarget,
        _ more: [AccessEvent] = [], history: [PerformedAct] = []
    ) throws -> AccessRefusal {
        let decision = AccessDecision.decide(
            AccessRequest(
                person: person, operation: operation, target: target, day: try day("2026-06-01")),
            policy: SampleOperations.policy,
            register: try AccessRegister(try SmallCounty().events + more), history: history)
        return try #require(decision.refusal)
    }

    private func plan() throws -> AccessTarget {
        AccessTarget(areas: try area("450222101"), project: "p1", stage: "initiated")
    }

    @Test func `role and territory name whom to ask`() throws {
        #expect(
            try refusal("foreman", "preparePlan", plan()).explanation
                == BilingualText(
                    zh: "工一（丁建筑公司工作人员）不能办理“编制实施方案”：此职务的角色是施工单位，"
                        + "而该操作由县（区）人民政府（countyGovernment）、"
                        + "县级自然资源主管部门（countyNaturalResources）办理。"
                        + "请由办一（乙县自然资源局工作人员）、长一（乙县自然资源局主要负责人）、"
                        + "府一（乙县人民政府工作人员）办理。",
                    en: "工一 (丁建筑公司, staff) may not prepare the plan: the role of the post is "
                        + "contractor, and the operation is for county government "
                        + "(countyGovernment), county natural-resources bureau "
                        + "(countyNaturalResources). Ask one of these to do it: 办一 (乙县自然资源局, "
                        + "staff), 长一 (乙县自然资源局, head), 府一 (乙县人民政府, staff)."))
        #expect(
            try refusal("other", "importDataset", AccessTarget(areas: area("450222"))).explanation
                == BilingualText(
                    zh: "办二（丙县自然资源局工作人员）不能办理“导入数据集”：450222不在权限范围内（450223）。"
                        + "请由办一（乙县自然资源局工作人员）、长一（乙县自然资源局主要负责人）、"
                        + "审一（甲市自然资源局工作人员）办理。",
                    en: "办二 (丙县自然资源局, staff) may not import a dataset: 450222 is outside the "
                        + "territory (450223). Ask one of these to do it: 办一 (乙县自然资源局, "
                        + "staff), 长一 (乙县自然资源局, head), 审一 (甲市自然资源局, staff)."))
    }

    @Test func `separation names the earlier act`() throws {
        let prepared = PerformedAct(
            project: "p1", operation: "preparePlan", duties: ["prepare"], roles: [],
            person: "clerk", office: "county-nr")
        let text = try refusal("clerk", "reviewPlan", plan(), history: [prepared]).explanation
        #expect(text.zh.contains("同一项目的编制人不得审核（办一已在项目p1办理“编制实施方案”）"))
        #expect(
            text.en.contains(
                "who prepares does not review the same project (办一 did this on project p1: "
                    + "prepare the plan)"))
    }

    @Test func `stage and project tell what to correct`() throws {
        let target = AccessTarget(areas: try area("450222101"), stage: "accepted")
        #expect(
            try refusal("clerk", "preparePlan", target).explanation
                == BilingualText(
                    zh: "办一（乙县自然资源局工作人员）不能办理“编制实施方案”：没有指明项目；"
                        + "所处阶段为accepted，该操作只能在以下阶段办理：initiated。请更正后重新办理。",
                    en: "办一 (乙县自然资源局, staff) may not prepare the plan: no project is named; "
                        + "the stage is accepted, and the operation belongs to initiated. "
                        + "Correct this and try again."))
    }

    @Test func `every reason speaks both languages and ends with what to do`() throws {
        let lent = AccessEvent.delegated(
            Delegation(
                id: "d", appointment: "a-clerk", delegate: "nobody", operations: ["reviewPlan"],
                territory: Territory(try area("450222"), projects: ["p1"]),
                term: Term(from: try day("2026-05-01"), through: try day("2026-05-31"))))
        let rival = AccessEvent.appointed(
            Appointment(
                id: "n", person: "admin", office: "audit", term: Term(from: try day("2026-03-01"))))
        let county = AccessTarget(areas: try area("450222"))
        let refusals = [
            try refusal("clerk", "sellTheLand", county), try refusal(nil, "appoint", county),
            try refusal("nobody", "appoint", county),
            try refusal("nobody", "delegate", county, [lent]),
            try refusal("admin", "backUp", county, [rival]),
            try refusal("clerk", "importDataset", AccessTarget(areas: .areas([]))),
            try refusal("clerk", "importDataset", AccessTarget(areas: .nation)),
            try refusal(
                "clerk", "preparePlan", plan(),
                [.appointmentEnded("a-clerk", from: day("2026-01-01"))]),
            try refusal(
                "admin", "appoint", AccessTarget(areas: area("450222"), concerns: "admin")),
            try refusal("finance-liaison", "restore", county),
        ]
        let seen = Set(refusals.flatMap { $0.causes.map(\.code) })
        #expect(seen.count >= 11, "\(seen.sorted())")
        for refusal in refusals {
            let text = refusal.explanation
            #expect(text.zh.contains("不能办理") && text.zh.hasSuffix("。"), "\(text.zh)")
            #expect(text.en.contains("may not") && text.en.hasSuffix("."), "\(text.en)")
            #expect(!text.en.contains("  ") && !text.zh.contains("（）"), "\(text)")
        }
    }

    @Test func `reason codes are stable and each of its own`() {
        let rule = SeparationRule.standard[0]
        let act = PerformedAct(
            project: "p", operation: "o", duties: [], roles: [], person: "x", office: "y")
        let term = Term(from: CalendarDay(daysSinceEpoch: 0))
        let territory = Territory(.nation)
        let causes: [RefusalCause] = [
            .unknownOperation, .unknownPerson, .noAppointment, .capacityNotHeld("a"),
            .notEntitled(held: []), .notInForce(term), .delegationNotInForce(term), .notDelegable,
            .operationNotDelegated, .outsideTerritory(territory), .outsideDelegation(territory),
            .concernsOneself, .incompatiblePosts(rule, other: "a"),
            .separated(rule, earlier: act), .areaMissing, .areaLevel(given: [], allowed: []),
            .projectMissing, .wrongStage(nil, allowed: []),
        ]
        #expect(
            causes.map(\.code) == [
                "ACC-OPERATION", "ACC-PERSON", "ACC-NO-POST", "ACC-CAPACITY", "ACC-ROLE",
                "ACC-TERM", "ACC-DELEGATION-TERM", "ACC-IN-PERSON", "ACC-DELEGATION-OPERATION",
                "ACC-TERRITORY", "ACC-DELEGATION-TERRITORY", "ACC-ONESELF", "ACC-HELD-TOGETHER",
                "ACC-SEPARATED", "ACC-AREA", "ACC-LEVEL", "ACC-PROJECT", "ACC-STAGE",
            ])
    }
}
