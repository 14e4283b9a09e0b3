/// Who did an act and for which office.
public struct ActingPerson: Hashable, Sendable {
    /// The person.
    public let person: PersonID
    /// The office the person acted for.
    public let office: OfficeID

    /// Names a person and an office.
    public init(person: PersonID, office: OfficeID) {
        self.person = person
        self.office = office
    }
}
