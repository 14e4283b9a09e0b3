public import LandModel

/// What an act would concern: where, which project, at which stage (办理对象).
public struct AccessTarget: Hashable, Sendable {
    /// The area or areas; for the acts of administration those of the office or the installation.
    public let areas: AreaScope
    /// The project; nil for what belongs to none.
    public let project: ProjectID?
    /// The stage the subject of the act is in; nil for what has none.
    public let stage: Stage?
    /// The person the act is about, such as the one to be appointed.
    public let concerns: Person.ID?

    /// Makes a target.
    public init(
        areas: AreaScope, project: ProjectID? = nil, stage: Stage? = nil,
        concerns: Person.ID? = nil
    ) {
        self.areas = areas
        self.project = project
        self.stage = stage
        self.concerns = concerns
    }
}

/// The question that ``AccessDecision`` answers: may this person do this there on that day.
public struct AccessRequest: Hashable, Sendable {
    /// Who; nil for a member of the public who is not named.
    public let person: Person.ID?
    /// What.
    public let operation: OperationRule.ID
    /// Where and on what.
    public let target: AccessTarget
    /// When.
    public let day: CalendarDay
    /// The appointment the person acts under, own or lent; nil for any that gives the right.
    public let capacity: Appointment.ID?

    /// Makes a request.
    public init(
        person: Person.ID?, operation: OperationRule.ID, target: AccessTarget, day: CalendarDay,
        capacity: Appointment.ID? = nil
    ) {
        self.person = person
        self.operation = operation
        self.target = target
        self.day = day
        self.capacity = capacity
    }
}
