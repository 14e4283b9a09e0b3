public import LandModel

/// A fact about who is who and who may do what; the register is the fold of these.
///
/// The days are those from which a fact counts, not those on which it is recorded.
public enum AccessEvent: Hashable, Sendable {
    /// An office exists (机构登记).
    case officeRegistered(Office)
    /// A person exists (人员登记).
    case personRegistered(Person)
    /// A person was given a post (任命).
    case appointed(Appointment)
    /// An appointment is over from a day on (免职): that day has its rights no longer.
    case appointmentEnded(Appointment.ID, from: CalendarDay)
    /// Rights were lent (委托).
    case delegated(Delegation)
    /// A delegation is over from a day on (撤销委托).
    case delegationRevoked(Delegation.ID, from: CalendarDay)
}
