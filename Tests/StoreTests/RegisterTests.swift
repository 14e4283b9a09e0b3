import Access
import Digest
import Journal
import LandModel
import Store
import Testing

@Suite struct RegisterTests {
    static func found(_ home: OfficeHome) async throws -> [AccessEvent] {
        let county = try #require(AdministrativeCode("450205"))
        let from = try #require(CalendarDay("2026-01-01"))
        let to = try #require(CalendarDay("2026-12-31"))
        let events: [AccessEvent] = [
            .officeRegistered(
                Office(
                    id: "nnr", kind: "countyNaturalResources", name: "柳南区自然资源局",
                    territory: Territory(.area(county)))),
            .personRegistered(Person(id: "chen.wei", name: "陈伟")),
            .personRegistered(Person(id: "li.na", name: "李娜")),
            .appointed(
                Appointment(
                    id: "a1", person: "chen.wei", office: "nnr",
                    term: Term(from: from, through: to))),
            .delegated(
                Delegation(
                    id: "d1", appointment: "a1", delegate: "li.na",
                    term: Term(from: from, through: try #require(CalendarDay("2026-03-31"))))),
        ]
        _ = try await home.journal.append(
            StoreFixture.batch("found", events.map(\.entry), expecting: ["access": 0]))
        return events
    }

    @Test func `the register is the fold of the recorded events`() async throws {
        let fixture = try StoreFixture()
        let journal = fixture.home.journal
        let events = try await Self.found(fixture.home)
        let register = try await journal.read { view throws(StoreError) in try view.accessRegister()
        }
        #expect(register == (try AccessRegister(events)))
        let ending = AccessEvent.appointmentEnded(
            "a1", from: try #require(CalendarDay("2026-06-01")))
        _ = try await journal.append(
            StoreFixture.batch("end", [ending.entry], expecting: ["access": 5]))
        let later = try await journal.read { view throws(StoreError) in try view.accessRegister() }
        #expect(later == (try AccessRegister(events + [ending])))
    }

    @Test func `what the register refuses does not come onto the record`() async throws {
        let fixture = try StoreFixture()
        let journal = fixture.home.journal
        _ = try await Self.found(fixture.home)
        let twice = AccessEvent.personRegistered(Person(id: "chen.wei", name: "another"))
        await #expect(
            throws: StoreError.register(.alreadyRegistered(.person("chen.wei")))
        ) {
            try await journal.append(
                StoreFixture.batch("x", [StoreFixture.note("s"), twice.entry]))
        }
        let other = Batch.Entry(
            stream: "access/other", type: twice.eventType, payload: twice.payload)
        await #expect(
            throws: StoreError.payload(
                PayloadFault(type: "personRegistered", member: "access/other", kind: .stream))
        ) { try await journal.append(StoreFixture.batch("y", [other])) }
        #expect(try await journal.read { view throws(StoreError) in try view.head().sequence } == 5)
        #expect(try journal.projectionDifferences().isEmpty)
    }

    @Test func `acts are found by who, what, where and on which project`() async throws {
        let fixture = try StoreFixture()
        let journal = fixture.home.journal
        let county = try #require(AdministrativeCode("450205"))
        let township = try #require(AdministrativeCode("450205101"))
        let prepared = ActPerformed(
            operation: "preparePlan", areas: .area(township), project: "p1", stage: "initiated",
            duties: ["prepare"], roles: [.countyNaturalResources], capacity: "a1",
            onBehalfOf: "li.na")
        let reviewed = ActPerformed(
            operation: "reviewPlan", areas: .area(county), project: "p1", duties: ["review"])
        let general = ActPerformed(operation: "publishPack", areas: .nation)
        for (index, act) in [prepared, reviewed, general].enumerated() {
            _ = try await journal.append(
                StoreFixture.batch("act\(index)", [StoreFixture.note("s"), act.entry]))
        }
        try await journal.read { view throws(StoreError) in
            func operations(_ filter: ActFilter) throws(StoreError) -> [String] {
                try view.acts(filter).map(\.act.operation.text)
            }
            #expect(try operations(.all) == ["publishPack", "reviewPlan", "preparePlan"])
            #expect(try operations(.project("p1")) == ["reviewPlan", "preparePlan"])
            #expect(try operations(.operation("reviewPlan")) == ["reviewPlan"])
            #expect(try operations(.person("chen.wei")).count == 3)
            #expect(try operations(.office("nobody")).isEmpty)
            #expect(try operations(.area(county)) == ["reviewPlan", "preparePlan"])
            #expect(try operations(.area(township)) == ["preparePlan"])
            #expect(try view.acts(.all, before: 6, limit: 1).map(\.act) == [reviewed])
            #expect(
                try view.performedActs(on: "p1") == [
                    PerformedAct(
                        project: "p1", operation: "preparePlan", duties: ["prepare"],
                        roles: [.countyNaturalResources], person: "chen.wei",
                        onBehalfOf: "li.na", office: "nnr"),
                    PerformedAct(
                        project: "p1", operation: "reviewPlan", duties: ["review"], roles: [],
                        person: "chen.wei", office: "nnr"),
                ])
        }
    }

    @Test func `datasets, packs, citations and names are found`() async throws {
        let fixture = try StoreFixture()
        let journal = fixture.home.journal
        _ = try await Self.found(fixture.home)
        let file = try await StoreFixture.text("snapshot", in: fixture)
        let county = try #require(AdministrativeCode("450205", year: 2025))
        let first = DatasetImported(
            id: "survey", name: "柳南区国土变更调查", area: county, snapshot: file.id,
            layers: [
                .init(
                    name: "DLTB", role: .landUse, featureCount: 12,
                    computedArea: Area(hundredths: 34_567), digest: "0a"),
                .init(
                    name: "JBNT", role: .permanentBasicFarmland, featureCount: 0, computedArea: nil,
                    digest: "0b"),
            ])
        let second = DatasetImported(
            id: "survey", name: "柳南区国土变更调查2026", area: county, snapshot: file.id, layers: [])
        let pack = PackPublished(
            id: "liuzhou-2020", name: "柳州市实施方案", revision: 3,
            digest: HashValue.zero, from: try #require(CalendarDay("2020-12-01")), area: county,
            files: file.id)
        let basis = [Citation(document: "liuzhou-2020", clause: "一(二)1", phrase: "建设用地增减挂钩")]
        for (index, entry) in [first.entry, second.entry, pack.entry].enumerated() {
            _ = try await journal.append(StoreFixture.batch("i\(index)", [entry], basis: basis))
        }
        try await journal.read { view throws(StoreError) in
            #expect(try view.datasets().map(\.dataset) == [second])
            #expect(try view.datasets().map(\.edition) == [2])
            #expect(try view.editions(of: "survey").map(\.dataset) == [first, second])
            #expect(try view.packs().map(\.pack) == [pack])
            let citations = try view.citations(of: "liuzhou-2020")
            #expect(citations.map(\.citation) == basis)
            #expect(citations.map(\.batches) == [3])
            func subjects(_ text: String) throws(StoreError) -> Set<String> {
                Set(try view.search(text).map { "\($0.kind.rawValue) \($0.subject)" })
            }
            #expect(try subjects("自然资源") == ["office nnr"])
            #expect(try subjects("资源局") == ["office nnr"])
            #expect(try subjects("源局") == ["office nnr"])
            #expect(try subjects("局") == ["office nnr"])
            #expect(try subjects("源资").isEmpty)
            #expect(try subjects("变更调查") == ["dataset survey"])
            #expect(try subjects("增减") == ["clause liuzhou-2020 一(二)1"])
            #expect(try subjects("柳州市") == ["pack liuzhou-2020"])
            #expect(try subjects("陈伟") == ["person chen.wei"])
            #expect(try subjects("2026") == ["dataset survey"])
            #expect(try subjects("变更调查2026") == ["dataset survey"])
            #expect(try subjects("查2026") == ["dataset survey"])
            #expect(try subjects("调2026").isEmpty)
            #expect(try subjects("\" OR *").isEmpty)
        }
        #expect(try journal.projectionDifferences().isEmpty)
    }
}
