import Access
import LandModel
import Testing

/// Reads a day or fails the test.
func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

/// Reads an administrative code or fails the test.
func code(_ digits: String) throws -> AdministrativeCode {
    try #require(AdministrativeCode(digits))
}

/// The scope of some codes.
func area(_ digits: String...) throws -> AreaScope {
    .areas(Set(try digits.map { try code($0) }))
}

/// A register of a county in a city, with one person for each post that the tests speak of.
struct SmallCounty {
    var events: [AccessEvent]
    let first: CalendarDay

    init() throws {
        first = try day("2026-01-01")
        let offices: [(Office.ID, OfficeKind, String, AreaScope)] = [
            ("city-nr", "cityNaturalResources", "甲市自然资源局", try area("4502")),
            ("city-finance", "cityFinance", "甲市财政局", try area("4502")),
            ("meeting", "jointMeeting", "甲市联席会议", try area("4502")),
            ("meeting-office", "jointMeetingOffice", "甲市联席会议办公室", try area("4502")),
            ("county-gov", "countyGovernment", "乙县人民政府", try area("450222")),
            ("county-nr", "countyNaturalResources", "乙县自然资源局", try area("450222")),
            ("other-nr", "countyNaturalResources", "丙县自然资源局", try area("450223")),
            ("builder", "contractor", "丁建筑公司", try area("450222")),
            ("audit", "auditOffice", "乙县审计局", try area("450222")),
        ]
        let people: [(Person.ID, String, Office.ID, Post)] = [
            ("admin", "管一", "county-nr", .administrator),
            ("clerk", "办一", "county-nr", .staff), ("head", "长一", "county-nr", "head"),
            ("other", "办二", "other-nr", .staff), ("reviewer", "审一", "city-nr", .staff),
            ("finance-liaison", "联一", "city-finance", "liaison"),
            ("meeting-clerk", "会一", "meeting-office", "director"),
            ("convener", "召一", "meeting", "generalConvener"),
            ("mayor", "府一", "county-gov", .staff), ("foreman", "工一", "builder", .staff),
            ("auditor", "计一", "audit", .staff),
        ]
        events = offices.map {
            .officeRegistered(
                Office(id: $0.0, kind: $0.1, name: $0.2, territory: Territory($0.3)))
        }
        events.append(.personRegistered(Person(id: "nobody", name: "无职")))
        for (person, name, office, post) in people {
            events.append(.personRegistered(Person(id: person, name: name)))
            events.append(
                .appointed(
                    Appointment(
                        id: try #require(Appointment.ID("a-\(person)")), person: person,
                        office: office, post: post, term: Term(from: first))))
        }
    }

    func register(_ more: AccessEvent...) throws -> AccessRegister {
        try AccessRegister(events + more)
    }
}

/// Operations of a life cycle, as a pack would bring them.
enum SampleOperations {
    static let prepare = OperationRule(
        id: "preparePlan", title: BilingualText(zh: "编制实施方案", en: "prepare the plan"),
        performers: [.office("countyNaturalResources"), .office("countyGovernment")],
        stages: ["initiated"], duties: ["prepare"], needsProject: true)
    static let review = OperationRule(
        id: "reviewPlan", title: BilingualText(zh: "审核实施方案", en: "review the plan"),
        performers: [.office("countyNaturalResources"), .office("cityNaturalResources")],
        stages: ["initiated", "planned"], duties: ["review"], needsProject: true)
    static let minutes = OperationRule(
        id: "countersign", title: BilingualText(zh: "会签纪要", en: "countersign the minutes"),
        performers: [.office("jointMeeting"), .post("cityFinance", "liaison")],
        areaLevels: [.city])
    static let policy = AccessPolicy(
        operations: OperationRule.administration + [prepare, review, minutes])
}
