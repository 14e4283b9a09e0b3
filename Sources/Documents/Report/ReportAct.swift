public import LandModel

/// An act of the lifecycle that findings may stand before.
public struct ReportAct: Sendable {
    /// The identifier in the pack.
    public var id: String
    /// What it is called.
    public var name: BilingualText

    /// Makes an act.
    public init(id: String, name: BilingualText) {
        self.id = id
        self.name = name
    }
}
