public import LandModel

/// The area of one land class before and after consolidation (土地利用结构变化).
public struct LandUseChange: Sendable {
    /// The class.
    public var landClass: LandClass
    /// Its area before.
    public var before: Area
    /// Its area after.
    public var after: Area

    /// Makes a row.
    public init(landClass: LandClass, before: Area, after: Area) {
        self.landClass = landClass
        self.before = before
        self.after = after
    }
}
