/// Rights of one appointment lent to another person for a time (委托).
///
/// It names the appointment it draws on, so it ends with it, and a person who holds rights only by
/// delegation has no appointment to delegate from: a delegation cannot be passed on. On each day it
/// gives what the delegator may do under that appointment on that day, less what the limits take away.
public struct Delegation: Hashable, Sendable {
    /// The identifier in the register.
    public typealias ID = AccessID<Delegation>

    /// The identifier.
    public let id: ID
    /// The appointment whose rights are lent.
    public let appointment: Appointment.ID
    /// Who may use them.
    public let delegate: Person.ID
    /// The only operations; nil for all that may be delegated.
    public let operations: Set<OperationRule.ID>?
    /// Where; nil for all of the appointment's territory.
    public let territory: Territory?
    /// When it is in force; it must state its end.
    public let term: Term

    /// Makes a delegation.
    public init(
        id: ID, appointment: Appointment.ID, delegate: Person.ID,
        operations: Set<OperationRule.ID>? = nil, territory: Territory? = nil, term: Term
    ) {
        self.id = id
        self.appointment = appointment
        self.delegate = delegate
        self.operations = operations
        self.territory = territory
        self.term = term
    }

    func with(_ term: Term) -> Delegation {
        Delegation(
            id: id, appointment: appointment, delegate: delegate, operations: operations,
            territory: territory, term: term)
    }
}
