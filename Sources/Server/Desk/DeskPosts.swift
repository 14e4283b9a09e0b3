import Access
import LandModel
import Operations
import Store

/// The posts from which a caller works today, own and lent (任职), as whose turn it is asks for them.
struct DeskPosts {
    /// One post.
    struct Seat {
        let office: Office.ID
        let kind: String
        let name: String
        let areas: AreaScope
        let roles: Set<Role>
    }

    let seats: [Seat]
    /// The name of the caller's first office; empty without one.
    var officeName: String { seats.first?.name ?? "" }
    /// All roles of all posts.
    var roles: Set<Role> { seats.reduce(into: []) { $0.formUnion($1.roles) } }

    init(_ caller: Caller, _ register: AccessRegister, on day: CalendarDay) {
        self.init(of: caller.person.id, caller.appointments, register, on: day)
    }

    /// The posts of a person: own ones that are given, and what the register has lent to the person.
    init(
        of person: Person.ID, _ own: [Appointment], _ register: AccessRegister,
        on day: CalendarDay
    ) {
        let lent = register.delegations(to: person).filter { $0.term.contains(day) }
            .compactMap { register.appointments[$0.appointment] }
            .filter { $0.term.contains(day) }
        var seen: Set<Appointment.ID> = []
        seats = (own + lent).compactMap { post in
            guard post.post != .administrator, seen.insert(post.id).inserted,
                let office = register.offices[post.office],
                let areas = register.territory(of: post)?.areas
            else { return nil }
            return Seat(
                office: office.id, kind: office.kind.text, name: office.name, areas: areas,
                roles: AccessPolicy.standard.roles(of: post, in: register))
        }
    }

    /// Whether it is the turn of one of the posts when offices of these kinds act on something in an area.
    func hasTurn(_ owners: [CalendarEntry.Owner], in area: AdministrativeCode) -> Bool {
        owners.contains { works(for: $0.kind, in: area) }
    }

    /// Whether one of the posts is of offices of a kind, or of the very office, where an area lies.
    func works(for kind: String, in area: AdministrativeCode) -> Bool {
        seats.contains { seat in
            (kind == seat.kind || kind == seat.office.text) && seat.areas.meets(area)
        }
    }

    /// How many acts wait for the posts.
    func turns(among lines: [SubjectLine]) -> Int {
        lines.reduce(0) { count, line in
            count + line.waiting.count { hasTurn($0.offices, in: line.area) }
        }
    }

    /// Whether the posts are of those who look on and judge but do not run projects.
    var isReviewing: Bool {
        !roles.isDisjoint(with: [
            .ministry, .provinceGovernment, .provinceNaturalResources, .provinceSectorDepartment,
            .supervisingAuthority, .auditor, .expert,
        ])
    }

    /// Whether the posts take part in reviews: of who decides, countersigns or gives opinions, and of the county's
    /// offices, whose projects they are.
    var reviews: Bool {
        isReviewing || isMeeting
            || !roles.isDisjoint(with: [
                .cityGovernment, .cityNaturalResources, .citySectorDepartment, .countyGovernment,
                .countyNaturalResources, .countySectorDepartment, .statutoryAuthority,
                .leadingGroup, .leadingGroupOffice,
            ])
    }

    /// Whether the posts keep meetings or take part in them.
    var isMeeting: Bool {
        !roles.isDisjoint(with: [
            .jointMeetingOffice, .jointMeetingMember, .generalConvener, .deputyConvener,
            .liaisonOfficer,
        ])
    }
}

extension AreaScope {
    /// Whether an area lies in the scope, or holds a part of it.
    func meets(_ area: AdministrativeCode) -> Bool { contains(area) || touches(area) }

    /// The areas to ask a table for so that nothing of the scope is missed: a township's duties may stand with its
    /// county; nil for all.
    var questionAreas: [AdministrativeCode?] {
        switch self {
        case .nation: [nil]
        case .areas(let codes):
            Set(codes.map { $0.containing(.county) ?? $0 }).sorted { $0.digits < $1.digits }
        }
    }
}
