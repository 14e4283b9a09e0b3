import Access
import Journal
import LandModel
import Store
import Testing

@Suite struct AccessCodingTests {
    private static func code(_ text: String, year: Int? = nil) throws -> AdministrativeCode {
        try #require(AdministrativeCode(text, year: year))
    }

    private static func day(_ text: String) throws -> CalendarDay {
        try #require(CalendarDay(text))
    }

    /// Every case, with and without every optional part.
    static func everyCase() throws -> [AccessEvent] {
        let liuzhou = try code("4502")
        let liunan = try code("450204", year: 2025)
        let term = Term(from: try day("2026-03-01"))
        let ended = Term(from: try day("2026-03-01"), through: try day("2027-02-28"))
        let some = Territory(.areas([liuzhou, liunan]), projects: ["p2", "p1"])
        return [
            .officeRegistered(
                Office(
                    id: "nnr", kind: "countyNaturalResources", name: "柳南区自然资源局",
                    territory: Territory(.area(liunan)))),
            .officeRegistered(
                Office(id: "mnr", kind: "ministry", name: "自然资源部", territory: Territory(.nation))),
            .officeRegistered(
                Office(id: "hq", kind: "projectHeadquarters", name: "指挥部“一号”\n", territory: some)),
            .personRegistered(Person(id: "chen.wei", name: "陈\u{F900}")),
            .appointed(Appointment(id: "a1", person: "chen.wei", office: "nnr", term: term)),
            .appointed(
                Appointment(
                    id: "a2", person: "chen.wei", office: "hq", post: "liaison", term: ended,
                    territory: some, proposedBy: "nnr")),
            .appointmentEnded("a1", from: try day("2026-05-01")),
            .delegated(
                Delegation(id: "d1", appointment: "a1", delegate: "li.na", term: ended)),
            .delegated(
                Delegation(
                    id: "d2", appointment: "a2", delegate: "li.na",
                    operations: ["appoint", "review"], territory: Territory(.area(liunan)),
                    term: ended)),
            .delegationRevoked("d1", from: try day("2026-04-01")),
        ]
    }

    @Test func `every event of the register is read back as it was written`() throws {
        for event in try Self.everyCase() {
            let bytes = try event.payload.canonicalBytes()
            let payload = try CanonicalJSON(reading: bytes)
            #expect(try AccessEvent(type: event.eventType, payload: payload) == event)
        }
    }

    @Test func `a payload is exactly what the documentation of the record says`() throws {
        let payloads = try Self.everyCase().map {
            String(decoding: try $0.payload.canonicalBytes(), as: UTF8.self)
        }
        #expect(
            payloads[0] == """
                {"id":"nnr","kind":"countyNaturalResources","name":"柳南区自然资源局",\
                "territory":{"areas":["450204@2025"]}}
                """)
        #expect(payloads[1].contains("\"areas\":\"nation\""))
        #expect(
            payloads[5] == """
                {"id":"a2","office":"hq","person":"chen.wei","post":"liaison","proposedBy":"nnr",\
                "term":{"from":"2026-03-01","until":"2027-03-01"},\
                "territory":{"areas":["4502","450204@2025"],"projects":["p1","p2"]}}
                """)
    }

    @Test func `an unknown, missing or unfit member is refused by its name`() throws {
        for event in try Self.everyCase() {
            guard case .object(let members) = event.payload else { continue }
            var more = members
            more["zzz"] = .null
            #expect(throws: PayloadFault(type: event.eventType, member: "zzz", kind: .unexpected)) {
                try AccessEvent(type: event.eventType, payload: .object(more))
            }
            for name in members.keys {
                var unfit = members
                unfit[name] = .bool(true)
                #expect(throws: PayloadFault.self, "\(event.eventType) \(name)") {
                    try AccessEvent(type: event.eventType, payload: .object(unfit))
                }
                let optional = ["operations", "territory", "proposedBy"]
                guard !optional.contains(name) || event.eventType == "officeRegistered" else {
                    continue
                }
                var less = members
                less[name] = nil
                #expect(throws: PayloadFault(type: event.eventType, member: name, kind: .missing)) {
                    try AccessEvent(type: event.eventType, payload: .object(less))
                }
            }
        }
    }

    @Test func `a set in another order or with a repetition is refused`() throws {
        for areas: CanonicalJSON in [
            ["4502", "45"], ["45", "45"], ["45x"], [45], "45", ["45@02025"],
        ] {
            let payload: CanonicalJSON = [
                "id": "x", "kind": "k", "name": "n", "territory": ["areas": areas],
            ]
            #expect(
                throws: PayloadFault(
                    type: "officeRegistered", member: "territory.areas", kind: .unfit)
            ) { try AccessEvent(type: "officeRegistered", payload: payload) }
        }
    }

    @Test func `another type is none of the register's`() throws {
        #expect(try AccessEvent(type: "annualPlanApproved", payload: [:]) == nil)
    }
}
