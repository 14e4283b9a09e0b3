import Access
import LandModel

/// Who acts, by what right and when, as a decision is handed it.
struct ActContext: Sendable {
    /// Who acts.
    let person: Person.ID
    /// What allows it.
    let grant: AccessGrant
    /// The day in China (UTC+8) the act is done on.
    let day: CalendarDay
    /// The register as it stands.
    let register: AccessRegister
    /// The rules of access.
    let policy: AccessPolicy

    /// Makes a context.
    init(
        person: Person.ID, grant: AccessGrant, day: CalendarDay, register: AccessRegister,
        policy: AccessPolicy
    ) {
        self.person = person
        self.grant = grant
        self.day = day
        self.register = register
        self.policy = policy
    }

    /// The name of a person, or the identifier when the register has none.
    func name(of person: Person.ID) -> String { register.people[person]?.name ?? person.text }

    /// The name of an office, or the identifier when the register has none.
    func name(of office: Office.ID) -> String { register.offices[office]?.name ?? office.text }
}
