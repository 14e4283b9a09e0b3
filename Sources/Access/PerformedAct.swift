/// An act done on a project, as far as separation asks: the journal tells the rest.
public struct PerformedAct: Hashable, Sendable {
    /// The project.
    public let project: ProjectID
    /// The operation.
    public let operation: OperationRule.ID
    /// The duties the operation had when the act was done.
    public let duties: Set<Duty>
    /// The roles the act was done in.
    public let roles: Set<Role>
    /// Who did it.
    public let person: Person.ID
    /// For whom, when done under a delegation.
    public let onBehalfOf: Person.ID?
    /// For which office.
    public let office: Office.ID

    /// Makes a record.
    public init(
        project: ProjectID, operation: OperationRule.ID, duties: Set<Duty>, roles: Set<Role>,
        person: Person.ID, onBehalfOf: Person.ID? = nil, office: Office.ID
    ) {
        self.project = project
        self.operation = operation
        self.duties = duties
        self.roles = roles
        self.person = person
        self.onBehalfOf = onBehalfOf
        self.office = office
    }

    var ends: Set<SeparationRule.End> {
        Set(duties.map(SeparationRule.End.duty)).union(roles.map(SeparationRule.End.role))
    }

    /// Whether one of the people did it or had it done in their name: both must not play the other
    /// part.
    func isDone(byOneOf parties: Set<Person.ID>) -> Bool {
        parties.contains(person) || onBehalfOf.map(parties.contains) == true
    }
}
