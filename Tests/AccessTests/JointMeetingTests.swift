import Access
import LandModel
import Testing

/// The joint meeting of the Liuzhou annex: 23 units with a member and a liaison officer each.
///
/// Names are invented; the codes of the two new districts are assumed.
@Suite struct JointMeetingTests {
    private static let departments = [
        "cityNaturalResources", "cityAgriculture", "cityFinance", "cityDevelopmentReform",
        "cityEcology", "cityHousing", "cityCommerce", "cityTransport", "cityWater",
        "cityCultureTourism", "cityForestry",
    ]
    private static let counties: [(String, [String])] = [
        ("柳城县", ["450222"]), ("鹿寨县", ["450223"]), ("融安县", ["450224"]),
        ("融水苗族自治县", ["450225"]), ("三江侗族自治县", ["450226"]), ("柳北区", ["450205"]),
        ("城中区", ["450202"]), ("鱼峰区", ["450203"]), ("柳南区", ["450204"]),
        ("柳江区", ["450206"]), ("柳东新区", ["450203105", "450223102"]),
        ("北部生态新区", ["450205104"]),
    ]

    private func events() throws -> [AccessEvent] {
        let city = try area("4502")
        let first = Term(from: try day("2020-12-01"))
        var events: [AccessEvent] = []
        func office(_ id: String, _ kind: OfficeKind, _ name: String, _ areas: AreaScope) throws {
            events.append(
                .officeRegistered(
                    Office(
                        id: try #require(Office.ID(id)), kind: kind, name: name,
                        territory: Territory(areas))))
        }
        func appoint(
            _ person: String, _ office: Office.ID, _ post: Post, by unit: Office.ID? = nil
        ) throws {
            events.append(
                .personRegistered(Person(id: try #require(Person.ID(person)), name: person)))
            events.append(
                .appointed(
                    Appointment(
                        id: try #require(Appointment.ID("a-" + person)),
                        person: try #require(Person.ID(person)), office: office, post: post,
                        term: first, proposedBy: unit)))
        }
        try office("city", "cityGovernment", "柳州市人民政府", city)
        try office("meeting", "jointMeeting", "柳州市联席会议", city)
        try office("meeting-office", "jointMeetingOffice", "柳州市联席会议办公室", city)
        try appoint("convener", "meeting", "generalConvener", by: "city")
        var units: [Office.ID] = []
        for kind in Self.departments {
            try office(kind, try #require(OfficeKind(kind)), kind, city)
            units.append(try #require(Office.ID(kind)))
        }
        for (number, county) in Self.counties.enumerated() {
            let id = "county-\(number)"
            try office(
                id, "countyGovernment", county.0 + "人民政府",
                .areas(Set(try county.1.map { try code($0) })))
            units.append(try #require(Office.ID(id)))
        }
        try appoint("deputy", "meeting", "deputyConvener", by: units[0])
        try appoint("director", "meeting-office", "director", by: units[0])
        for unit in units {
            try appoint("member-\(unit)", "meeting", "member", by: unit)
            try appoint("liaison-\(unit)", "meeting-office", "liaison", by: unit)
        }
        return events
    }

    @Test func `the annex stands in the register`() throws {
        let register = try AccessRegister(events())
        let posts = Dictionary(grouping: register.appointments.values, by: \.post)
        #expect(posts["member"]?.count == 23)
        #expect(posts["liaison"]?.count == 23)
        #expect(posts["generalConvener"]?.count == 1 && posts["deputyConvener"]?.count == 1)
        #expect(Set(posts["member", default: []].compactMap(\.proposedBy)).count == 23)
    }

    @Test func `a change of liaison officer is proposed by the unit and confirmed by the office`()
        throws
    {
        var register = try AccessRegister(
            events() + [.personRegistered(Person(id: "newcomer", name: "新来"))])
        let change = try day("2026-03-01")
        let request = { (person: Person.ID) throws -> AccessRequest in
            AccessRequest(
                person: person, operation: "confirmMember",
                target: AccessTarget(areas: try area("4502"), concerns: "newcomer"), day: change)
        }
        func mayConfirm(_ person: Person.ID) throws -> Bool {
            AccessDecision.decide(
                try request(person), policy: .administration, register: register
            ).grant != nil
        }
        #expect(try mayConfirm("director"))
        #expect(try !mayConfirm("convener") && !mayConfirm("member-cityFinance"))
        let successor = Appointment(
            id: "a-new", person: "newcomer", office: "meeting-office", post: "liaison",
            term: Term(from: change), proposedBy: "cityFinance")
        for event in try register.succession(to: "a-liaison-cityFinance", by: successor) {
            try register.apply(event)
        }
        let liaisons = register.appointments.values.filter { $0.post == "liaison" }
        for (date, person) in [("2026-02-28", "liaison-cityFinance"), ("2026-03-01", "newcomer")] {
            let today = try day(date)
            let holders = liaisons.filter {
                $0.proposedBy == "cityFinance" && $0.term.contains(today)
            }
            #expect(holders.map(\.person.text) == [person])
        }
    }

    @Test func `the convener may lend the chair, members and liaison officers lend nothing`()
        throws
    {
        let register = try AccessRegister(events())
        let expected: [(Person.ID, Bool)] = [
            ("convener", true), ("deputy", false), ("member-cityWater", false),
        ]
        for (person, may) in expected {
            let decision = AccessDecision.decide(
                AccessRequest(
                    person: person, operation: "delegate",
                    target: AccessTarget(areas: try area("4502"), concerns: "director"),
                    day: try day("2026-03-01")), policy: .administration, register: register)
            #expect((decision.grant != nil) == may, "\(person)")
        }
    }

    @Test func `a new district acts in its townships and not in the county around them`() throws {
        let register = try AccessRegister(
            events() + [
                .personRegistered(Person(id: "east", name: "东")),
                .appointed(
                    Appointment(
                        id: "a-east", person: "east", office: "county-10",
                        term: Term(from: try day("2021-01-01")))),
            ])
        let rule = OperationRule(
            id: "apply", title: BilingualText(zh: "申请立项", en: "apply"),
            performers: [.office("countyGovernment")])
        let policy = AccessPolicy(operations: [rule])
        for (digits, may) in [
            ("450223102", true), ("450203105001", true), ("450223", false), ("450223101", false),
        ] {
            let decision = AccessDecision.decide(
                AccessRequest(
                    person: "east", operation: "apply",
                    target: AccessTarget(areas: try area(digits)), day: try day("2026-03-01")),
                policy: policy, register: register)
            #expect((decision.grant != nil) == may, "\(digits)")
        }
    }
}
