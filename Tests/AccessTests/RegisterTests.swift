import Access
import LandModel
import Testing

@Suite struct RegisterTests {
    private func delegation(
        _ id: Delegation.ID = "d", of appointment: Appointment.ID = "a-clerk",
        to delegate: Person.ID = "nobody", operations: Set<OperationRule.ID>? = nil,
        territory: Territory? = nil, from: String = "2026-02-01", through: String = "2026-02-28"
    ) throws -> Delegation {
        Delegation(
            id: id, appointment: appointment, delegate: delegate, operations: operations,
            territory: territory, term: Term(from: try day(from), through: try day(through)))
    }

    private func expectRefused(
        _ event: AccessEvent, after more: [AccessEvent] = [], _ expected: AccessError,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let register = try AccessRegister(try SmallCounty().events + more)
        var tried = register
        #expect(throws: expected, sourceLocation: sourceLocation) { try tried.apply(event) }
        #expect(tried == register, "unchanged", sourceLocation: sourceLocation)
        #expect(!expected.explanation.zh.isEmpty && !expected.explanation.en.isEmpty)
        #expect(expected.failureKind == .badInput)
    }

    @Test func `the register is the fold of its events`() throws {
        let county = try SmallCounty()
        let register = try county.register()
        #expect(register.offices.count == 9)
        #expect(register.people.count == 12)
        #expect(register.appointments.count == 11)
        #expect(register.appointments(of: "clerk").map(\.id) == ["a-clerk"])
        #expect(register.appointments(of: "nobody") == [])
        var stepwise = AccessRegister()
        for event in county.events { stepwise = try stepwise.applying(event) }
        #expect(stepwise == register)
    }

    @Test func `an ended appointment stays with a shorter term`() throws {
        let register = try SmallCounty().register(
            .appointmentEnded("a-clerk", from: try day("2026-03-01")))
        let appointment = try #require(register.appointments["a-clerk"])
        #expect(try appointment.term.through == day("2026-02-28"))
        #expect(register.appointments(of: "clerk") == [appointment])
    }

    @Test func `an identifier is given once`() throws {
        let first = try day("2026-01-01")
        try expectRefused(
            .officeRegistered(
                Office(
                    id: "city-nr", kind: "cityNaturalResources", name: "又一局",
                    territory: Territory(.nation))),
            .alreadyRegistered(.office("city-nr")))
        try expectRefused(
            .personRegistered(Person(id: "clerk", name: "又一人")),
            .alreadyRegistered(.person("clerk")))
        try expectRefused(
            .appointed(
                Appointment(
                    id: "a-clerk", person: "nobody", office: "city-nr", term: Term(from: first))),
            .alreadyRegistered(.appointment("a-clerk")))
        try expectRefused(
            .delegated(try delegation()), after: [.delegated(try delegation())],
            .alreadyRegistered(.delegation("d")))
    }

    @Test func `an event names only what is registered`() throws {
        let first = try day("2026-01-01")
        let byNobody = AccessEvent.appointed(
            Appointment(id: "n", person: "ghost", office: "city-nr", term: Term(from: first)))
        try expectRefused(byNobody, .unknown(.person("ghost"), in: byNobody))
        let nowhere = AccessEvent.appointed(
            Appointment(id: "n", person: "clerk", office: "ghost", term: Term(from: first)))
        try expectRefused(nowhere, .unknown(.office("ghost"), in: nowhere))
        let proposed = AccessEvent.appointed(
            Appointment(
                id: "n", person: "clerk", office: "city-nr", term: Term(from: first),
                proposedBy: "ghost"))
        try expectRefused(proposed, .unknown(.office("ghost"), in: proposed))
        let ended = AccessEvent.appointmentEnded("ghost", from: first)
        try expectRefused(ended, .unknown(.appointment("ghost"), in: ended))
        let lent = AccessEvent.delegated(try delegation(of: "ghost"))
        try expectRefused(lent, .unknown(.appointment("ghost"), in: lent))
        let toNobody = AccessEvent.delegated(try delegation(to: "ghost"))
        try expectRefused(toNobody, .unknown(.person("ghost"), in: toNobody))
        let revoked = AccessEvent.delegationRevoked("ghost", from: first)
        try expectRefused(revoked, .unknown(.delegation("ghost"), in: revoked))
    }

    @Test func `an appointment stays within its office`() throws {
        let first = try day("2026-01-01")
        func appointed(_ territory: Territory) -> AccessEvent {
            .appointed(
                Appointment(
                    id: "n", person: "nobody", office: "county-nr", term: Term(from: first),
                    territory: territory))
        }
        try expectRefused(
            appointed(Territory(try area("4502"))), .beyondOffice("n", "county-nr"))
        try expectRefused(
            appointed(Territory(.areas([]))), .reachesNothing(.appointment("n")))
        try expectRefused(
            appointed(Territory(try area("450222"), projects: [])),
            .reachesNothing(.appointment("n")))
        #expect(
            try SmallCounty().register(appointed(Territory(try area("450222101"))))
                .appointments["n"] != nil)
    }

    @Test func `an office and a term reach something`() throws {
        try expectRefused(
            .officeRegistered(
                Office(id: "n", kind: "township", name: "某镇", territory: Territory(.areas([])))),
            .reachesNothing(.office("n")))
        try expectRefused(
            .appointed(
                Appointment(
                    id: "n", person: "nobody", office: "county-nr",
                    term: Term(from: try day("2026-01-02"), through: try day("2026-01-01")))),
            .reachesNothing(.appointment("n")))
    }

    @Test func `a delegation lends no more than there is`() throws {
        try expectRefused(
            .delegated(try delegation(territory: Territory(try area("4502")))),
            .territoryBeyondAppointment("d", "a-clerk"))
        try expectRefused(
            .delegated(try delegation(from: "2025-12-31")),
            .termBeyondAppointment("d", "a-clerk"))
        try expectRefused(
            .delegated(try delegation()),
            after: [.appointmentEnded("a-clerk", from: try day("2026-02-28"))],
            .termBeyondAppointment("d", "a-clerk"))
        try expectRefused(
            .delegated(try delegation(to: "clerk")), .delegationToOneself("d", "clerk"))
        try expectRefused(
            .delegated(try delegation(operations: [])), .reachesNothing(.delegation("d")))
        try expectRefused(
            .delegated(try delegation(territory: Territory(.areas([])))),
            .reachesNothing(.delegation("d")))
        try expectRefused(
            .delegated(try delegation(through: "2026-01-31")), .reachesNothing(.delegation("d")))
        try expectRefused(
            .delegated(
                Delegation(
                    id: "d", appointment: "a-clerk", delegate: "nobody",
                    term: Term(from: try day("2026-02-01")))), .delegationWithoutEnd("d"))
    }

    @Test func `what is over is not ended again, but may be ended earlier`() throws {
        let march = try day("2026-03-01")
        let ended = AccessEvent.appointmentEnded("a-clerk", from: march)
        try expectRefused(ended, after: [ended], .alreadyEnded(.appointment("a-clerk"), march))
        let revoked = AccessEvent.delegationRevoked("d", from: march)
        try expectRefused(
            revoked, after: [.delegated(try delegation())],
            .alreadyEnded(.delegation("d"), march))
        let earlier = try SmallCounty().register(
            ended, .appointmentEnded("a-clerk", from: try day("2026-02-01")))
        #expect(try earlier.appointments["a-clerk"]?.term.through == day("2026-01-31"))
    }

    @Test func `a successor follows in the same post on one day`() throws {
        let register = try SmallCounty().register()
        let march = try day("2026-03-01")
        let successor = Appointment(
            id: "a-new", person: "nobody", office: "city-finance", post: "liaison",
            term: Term(from: march), proposedBy: "city-finance")
        let events = try register.succession(to: "a-finance-liaison", by: successor)
        #expect(
            events == [
                .appointmentEnded("a-finance-liaison", from: march), .appointed(successor),
            ])
        #expect(throws: AccessError.otherPost("a-new", "a-clerk")) {
            try register.succession(to: "a-clerk", by: successor)
        }
        #expect(
            throws: AccessError.unknown(.appointment("ghost"), in: .appointed(successor))
        ) { try register.succession(to: "ghost", by: successor) }
        #expect(!AccessError.otherPost("a-new", "a-clerk").explanation.zh.isEmpty)
    }

    @Test func `two posts that exclude each other are known before the appointment`() throws {
        let register = try SmallCounty().register()
        let march = try day("2026-03-01")
        let audit = Appointment(
            id: "n", person: "admin", office: "audit", term: Term(from: march))
        let conflicts = SampleOperations.policy.conflicts(of: audit, in: register)
        #expect(conflicts.map(\.rule.id) == ["administrator-auditor"])
        #expect(conflicts.map(\.other.id) == ["a-admin"])
        let after = try register.applying(.appointmentEnded("a-admin", from: march))
        #expect(SampleOperations.policy.conflicts(of: audit, in: after).isEmpty)
        #expect(
            SampleOperations.policy.operationAppointing(to: "liaison", of: "cityFinance")
                == "confirmMember")
        #expect(
            SampleOperations.policy.operationAppointing(to: .staff, of: "cityFinance") == "appoint")
    }
}
