import Access
import LandModel

extension ActContext {
    /// The people who have one of the roles on this day in offices of an area or inside it.
    func people(of roles: Set<Role>, in area: AdministrativeCode) -> Set<Person.ID> {
        let here = AreaScope.area(area)
        let found = register.appointments.values.filter { appointment in
            appointment.term.contains(day)
                && !policy.roles(of: appointment, in: register).isDisjoint(with: roles)
                && register.offices[appointment.office].map {
                    here.contains($0.territory.areas)
                        || $0.territory.areas.contains(area)
                } == true
        }
        return Set(found.map(\.person))
    }
}
