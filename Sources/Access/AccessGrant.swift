/// What allows an act: the record of the act names it.
public enum AccessGrant: Hashable, Sendable {
    /// The person's own appointment.
    case appointment(Appointment)
    /// A delegation, and the appointment of another whose rights it lends.
    case delegation(Delegation, of: Appointment)
    /// The operation is open to everybody.
    case openToAll

    /// The appointment the act is done under; nil when open to everybody.
    public var appointment: Appointment? {
        switch self {
        case .appointment(let appointment), .delegation(_, of: let appointment): appointment
        case .openToAll: nil
        }
    }

    /// The delegation the act is done under, if any.
    public var delegation: Delegation? {
        if case .delegation(let delegation, _) = self { delegation } else { nil }
    }
}
