public import LandModel

/// One line of the closure certificate (闭合核验): a sum and the control area it must equal.
public struct ClosureLine: Sendable {
    /// What was added up.
    public var scope: BilingualText
    /// How many members were added up.
    public var members: Int
    /// Their sum.
    public var sum: Area
    /// The control area (控制面积).
    public var control: Area

    /// Makes a line.
    public init(scope: BilingualText, members: Int, sum: Area, control: Area) {
        self.scope = scope
        self.members = members
        self.sum = sum
        self.control = control
    }

    /// The sum minus the control area (闭合差).
    public var residual: Area { sum - control }
}
