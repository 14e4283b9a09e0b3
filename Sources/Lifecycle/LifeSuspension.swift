/// Why a life stands still, and who may let it go on (暂停).
public struct LifeSuspension: Hashable, Sendable {
    /// The office that suspended it, and alone resumes it.
    public let by: String
    /// Why.
    public let reason: String
}
