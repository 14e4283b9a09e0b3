import Access
import LandModel
import Testing

/// The whole matrix of administration, role by operation, against a table written by hand.
@Suite struct MatrixTests {
    /// A line for each role, a column for each operation, then a kind of office and a post.
    ///
    /// The columns: register office, register person, appoint, confirm member, replace member,
    /// end appointment, delegate, revoke delegation, import, publish pack, acknowledge, verify,
    /// export, back up, restore. `x` the role may, `.` it may not. The post at the end has the role.
    private static let table = """
        ministry                  . . . . . . x x . . x x . . .  ministry              staff
        provinceGovernment        . . . . . . x x . . x x . . .  regionGovernment      head
        provinceNaturalResources  . . . . . . x x x x x x x . .  provinceNaturalResources head
        provinceSectorDepartment  . . . . . . x x . . x x . . .  regionAgriculture     staff
        cityGovernment            . . . . . . x x . . x x . . .  cityGovernment        mainLeader
        cityNaturalResources      . . . . . . x x x x x x x . .  cityNaturalResources staff
        citySectorDepartment      . . . . . . x x . . x x . . .  cityWater             staff
        countyGovernment          . . . . . . x x . . x x . . .  countyGovernment      head
        countyNaturalResources    . . . . . . x x x x x x x . .  countyNaturalResources head
        countySectorDepartment    . . . . . . x x . . x x . . .  countyForestry        head
        generalConvener           . . . . . . x x . . x x . . .  jointMeeting          generalConvener
        deputyConvener            . . . . . . . . . . x x . . .  jointMeeting          deputyConvener
        jointMeetingMember        . . . . . . . . . . x x . . .  jointMeeting          member
        liaisonOfficer            . . . . . . . . . . x x . . .  cityFinance           liaison
        jointMeetingOffice        . . . x x . x x . x x x x . .  jointMeetingOffice    director
        leadingGroup              . . . . . . x x . . x x . . .  leadingGroup          deputyHead
        leadingGroupOffice        . . . x x . x x . x x x x . .  leadingGroupOffice    head
        coordinationBody          . . . . . . x x . . x x . . .  coordinationMechanism member
        taskForce                 . . . . . . x x . . x x . . .  townshipTaskForce     staff
        projectHeadquarters       . . . . . . x x . . x x . . .  projectHeadquarters   head
        township                  . . . . . . x x . . x x . . .  townshipGovernment    staff
        villageCommittee          . . . . . . x x . . x x . . .  villageCommittee      head
        villageCollective         . . . . . . x x . . x x . . .  villageCollective     staff
        statutoryAuthority        . . . . . . x x . . x x . . .  statutoryAuthority    staff
        supervisingAuthority      . . . . . . x x . . x x . . .  supervisingAuthority staff
        expert                    . . . . . . . . . . x x . . .  experts               staff
        financialInstitution      . . . . . . . . . . x x . . .  financialInstitutions staff
        contractor                . . . . . . . . . . x x . . .  contractor            head
        worksSupervisor           . . . . . . . . . . x x . . .  worksSupervisor       head
        auditor                   . . . . . . . . . . x x x . .  auditOffice           staff
        administrator             x x x . . x . x . . x x x x x  countyNaturalResources administrator
        generalPublic             . . . . . . . . . . x x . . .  -                     -
        """
    private static let operations = [
        "registerOffice", "registerPerson", "appoint", "confirmMember", "replaceMember",
        "endAppointment", "delegate", "revokeDelegation", "importDataset", "publishPack",
        "acknowledgeNotices", "verifyJournal", "exportRecords", "backUp", "restore",
    ]

    private struct Line {
        let role: Role
        let allowed: [Bool]
        let kind: OfficeKind?
        let post: Post?
    }

    private func lines() throws -> [Line] {
        try Self.table.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            try #require(words.count == 1 + Self.operations.count + 2, "\(line)")
            return Line(
                role: try #require(Role(rawValue: String(words[0]))),
                allowed: words[1...Self.operations.count].map { $0 == "x" },
                kind: words[words.count - 2] == "-" ? nil : OfficeKind(words[words.count - 2]),
                post: words[words.count - 1] == "-" ? nil : Post(words[words.count - 1]))
        }
    }

    @Test func `the table names every role and every operation once`() throws {
        #expect(try lines().map(\.role) == Role.allCases)
        #expect(OperationRule.administration.map(\.id.text) == Self.operations)
    }

    @Test func `the matrix is the table, cell by cell`() throws {
        let lines = try lines()
        let rows = AccessMatrix.rows(OperationRule.administration, roles: lines.map(\.role))
        var cells = 0
        for (column, row) in rows.enumerated() {
            for (line, cell) in zip(lines, row.cells) {
                let expected: AccessMatrix.Cell = line.allowed[column] ? .allowed : .refused
                #expect(cell == expected, "\(line.role) \(row.operation.id)")
                cells += 1
            }
        }
        #expect(cells == 32 * 15)
    }

    @Test func `a person in the post is allowed what the table allows the role, and no more`()
        throws
    {
        let today = try day("2026-06-01")
        let target = AccessTarget(areas: try area("450222"))
        for line in try lines() {
            var register = AccessRegister()
            if let kind = line.kind, let post = line.post {
                register = try AccessRegister([
                    .officeRegistered(
                        Office(id: "o", kind: kind, name: "某机构", territory: Territory(.nation))),
                    .personRegistered(Person(id: "p", name: "某人")),
                    .appointed(
                        Appointment(
                            id: "a", person: "p", office: "o", post: post,
                            term: Term(from: today))),
                ])
            }
            for (operation, allowed) in zip(OperationRule.administration, line.allowed) {
                let decision = AccessDecision.decide(
                    AccessRequest(
                        person: line.kind == nil ? nil : "p", operation: operation.id,
                        target: target, day: today), policy: .administration, register: register)
                #expect((decision.grant != nil) == allowed, "\(line.role) \(operation.id)")
            }
        }
    }

    @Test func `a rule that names offices or posts shows them in the matrix`() {
        let rows = AccessMatrix.rows(
            [SampleOperations.minutes],
            roles: [
                .jointMeetingMember, .generalConvener, .liaisonOfficer, .citySectorDepartment,
            ])
        #expect(
            rows[0].cells == [
                .only([.office("jointMeeting")]), .only([.office("jointMeeting")]),
                .only([.post("cityFinance", "liaison")]), .refused,
            ])
    }

    @Test func `the rules of administration have no defects`() {
        #expect(AccessPolicy.administration.defects() == [])
        #expect(SampleOperations.policy.defects() == [])
    }

    @Test func `defects of rules are found and explained`() {
        let words = BilingualText(zh: "某事", en: "something")
        let policy = AccessPolicy(
            operations: [
                OperationRule(id: "a", title: words, performers: []),
                OperationRule(id: "b", title: words, performers: [.role(.expert)]),
                OperationRule(
                    id: "c", title: words, performers: [.role(.auditor)], duties: ["review"]),
            ], roles: RoleTable([RoleTable.Row(kind: "auditOffice", role: .auditor)]),
            separations: [
                SeparationRule(
                    id: "s", .duty("prepare"), .duty("review"), sentence: words),
                SeparationRule(
                    id: "t", .duty("prepare"), .role(.auditor), scope: .heldTogether,
                    sentence: words),
            ])
        let expected: [RuleDefect] = [
            .noPerformer("a"), .roleWithoutOffice("b", .expert),
            .separationWithoutProject("c", "s"), .dutyHeldTogether("t"),
        ]
        #expect(policy.defects() == expected)
        for defect in expected {
            #expect(!defect.explanation.zh.isEmpty && !defect.explanation.en.isEmpty)
        }
    }
}
