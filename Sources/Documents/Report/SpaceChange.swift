public import LandModel

/// The area of one of the three spaces (三生空间) before and after.
public struct SpaceChange: Sendable {
    /// The space.
    public var space: ThreeSpace
    /// Its area before.
    public var before: Area
    /// Its area after.
    public var after: Area

    /// Makes a row.
    public init(space: ThreeSpace, before: Area, after: Area) {
        self.space = space
        self.before = before
        self.after = after
    }
}
