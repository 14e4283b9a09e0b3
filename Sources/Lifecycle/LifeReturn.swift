public import LandModel

/// An act that an office returned and that waits to be taken up again (退回待改).
public struct LifeReturn: Hashable, Sendable {
    /// The act whose steps begin anew.
    public let act: String
    /// The office that returned it.
    public let by: String
    /// Why.
    public let reason: String
    /// The day.
    public let day: CalendarDay
}
