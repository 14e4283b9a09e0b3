import Access
import LandModel

/// A random register, and the same facts as plain rows for an oracle that shares no code with the
/// module: areas as strings, days as numbers, rights looked up row by row.
struct RandomWorld {
    struct OfficeRow { let id, kind, area: String }
    struct PostRow {
        let id, person, office, post: String
        let area: String?
        let projects: Set<String>?
        let from: Int
        var until: Int
    }
    struct LoanRow {
        let id, appointment, delegate: String
        let area: String?
        let projects: Set<String>?
        let operations: Set<String>?
        let from: Int
        var until: Int
    }
    struct ActRow {
        let project, operation, person, office: String
        let onBehalfOf: String?
    }
    struct Question {
        var person, operation, area: String
        var project: String?
        var stage: String
        var day: Int
        var capacity: String?
    }

    static let kinds = [
        "countyNaturalResources", "cityNaturalResources", "cityFinance", "contractor",
        "auditOffice",
    ]
    static let posts = ["staff", "liaison", "administrator", "head"]
    static let areas = [
        "45", "4502", "450222", "450223", "450222101", "450222102", "450222101200", "46", "4601",
    ]
    static let projects = ["p1", "p2", "p3"]
    static let operations = ["prepare", "review", "pay", "audit", "run"]
    static let stages = ["drafted", "planned"]
    static let never = 1000

    var offices: [OfficeRow] = []
    var posts: [PostRow] = []
    var loans: [LoanRow] = []
    var acts: [ActRow] = []
    private(set) var events: [AccessEvent] = []
    private(set) var register = AccessRegister()
    private(set) var turnedAway = 0

    init(random: inout some RandomNumberGenerator) {
        for number in 0..<5 {
            let row = OfficeRow(
                id: "o\(number)", kind: Self.pick(Self.kinds, &random),
                area: Self.pick(Self.areas, &random))
            if enter(
                .officeRegistered(
                    Office(
                        id: .init(stringLiteral: row.id), kind: .init(stringLiteral: row.kind),
                        name: row.id, territory: Self.territory(row.area, nil))))
            {
                offices.append(row)
            }
        }
        for number in 0..<4 {
            _ = enter(
                .personRegistered(Person(id: .init(stringLiteral: "h\(number)"), name: "h")))
        }
        for number in 0..<30 { step(number, &random) }
        for _ in 0..<4 {
            acts.append(
                ActRow(
                    project: Self.pick(Self.projects, &random),
                    operation: Self.pick(Self.operations, &random), person: human(&random),
                    office: "o\(Int.random(in: 0..<5, using: &random))",
                    onBehalfOf: Bool.random(using: &random) ? nil : human(&random)))
        }
    }

    /// One random event; what the register turns away leaves no row.
    private mutating func step(_ number: Int, _ random: inout some RandomNumberGenerator) {
        let from = Int.random(in: 0..<20, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
            let length = Int.random(in: 1..<40, using: &random)
            appoint(
                PostRow(
                    id: "a\(number)", person: human(&random),
                    office: "o\(Int.random(in: 0..<5, using: &random))",
                    post: Self.pick(Self.posts, &random),
                    area: Bool.random(using: &random) ? nil : Self.pick(Self.areas, &random),
                    projects: someProjects(&random), from: from,
                    until: length > 25 ? Self.never : from + length))
        case 4..<8:
            guard let post = posts.randomElement(using: &random) else { return }
            lend(
                LoanRow(
                    id: "d\(number)", appointment: post.id, delegate: human(&random),
                    area: Bool.random(using: &random) ? nil : Self.pick(Self.areas, &random),
                    projects: someProjects(&random),
                    operations: Bool.random(using: &random)
                        ? nil
                        : [
                            Self.pick(Self.operations, &random),
                            Self.pick(Self.operations, &random),
                        ],
                    from: max(from, post.from),
                    until: min(
                        max(from, post.from) + Int.random(in: 1..<15, using: &random), post.until)))
        case 8: end(posts.indices.randomElement(using: &random), day: from + 5)
        default: revoke(loans.indices.randomElement(using: &random), day: from + 5)
        }
    }

    private mutating func appoint(_ row: PostRow) {
        let term =
            row.until == Self.never
            ? Term(from: Self.day(row.from))
            : Term(from: Self.day(row.from), through: Self.day(row.until - 1))
        let entered = enter(
            .appointed(
                Appointment(
                    id: .init(stringLiteral: row.id), person: .init(stringLiteral: row.person),
                    office: .init(stringLiteral: row.office),
                    post: .init(stringLiteral: row.post), term: term,
                    territory: row.area.map { Self.territory($0, row.projects) })))
        // Without an area of its own the appointment names no projects either.
        if entered {
            posts.append(
                PostRow(
                    id: row.id, person: row.person, office: row.office, post: row.post,
                    area: row.area, projects: row.area == nil ? nil : row.projects,
                    from: row.from, until: row.until))
        }
    }

    private mutating func lend(_ row: LoanRow) {
        let entered = enter(
            .delegated(
                Delegation(
                    id: .init(stringLiteral: row.id),
                    appointment: .init(stringLiteral: row.appointment),
                    delegate: .init(stringLiteral: row.delegate),
                    operations: row.operations.map { Set($0.map { .init(stringLiteral: $0) }) },
                    territory: row.area.map { Self.territory($0, row.projects) },
                    term: Term(from: Self.day(row.from), through: Self.day(row.until - 1)))))
        if entered {
            loans.append(
                LoanRow(
                    id: row.id, appointment: row.appointment, delegate: row.delegate,
                    area: row.area, projects: row.area == nil ? nil : row.projects,
                    operations: row.operations, from: row.from, until: row.until))
        }
    }

    private mutating func end(_ index: Int?, day: Int) {
        guard let index else { return }
        let id = Appointment.ID(stringLiteral: posts[index].id)
        if enter(.appointmentEnded(id, from: Self.day(day))) { posts[index].until = day }
    }

    private mutating func revoke(_ index: Int?, day: Int) {
        guard let index else { return }
        let id = Delegation.ID(stringLiteral: loans[index].id)
        if enter(.delegationRevoked(id, from: Self.day(day))) { loans[index].until = day }
    }

    private mutating func enter(_ event: AccessEvent) -> Bool {
        do {
            try register.apply(event)
            events.append(event)
            return true
        } catch {
            turnedAway += 1
            return false
        }
    }

    private func human(_ random: inout some RandomNumberGenerator) -> String {
        "h\(Int.random(in: 0..<4, using: &random))"
    }

    private func someProjects(_ random: inout some RandomNumberGenerator) -> Set<String>? {
        Int.random(in: 0..<3, using: &random) == 0 ? [Self.pick(Self.projects, &random)] : nil
    }

    static func pick(_ list: [String], _ random: inout some RandomNumberGenerator) -> String {
        list.randomElement(using: &random) ?? list[0]
    }

    static func day(_ number: Int) -> CalendarDay { CalendarDay(daysSinceEpoch: 20_000 + number) }

    static func territory(_ area: String, _ projects: Set<String>?) -> Territory {
        Territory(
            .areas(Set([AdministrativeCode(area)].compactMap { $0 })),
            projects: projects.map { Set($0.map { .init(stringLiteral: $0) }) })
    }
}
