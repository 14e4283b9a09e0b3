public import LandModel

/// One index of the fragmentation of cultivated land (破碎化指标), before and after.
public struct FragmentationIndex: Sendable {
    /// Which way an index improves.
    public enum Better: String, Sendable {
        /// A larger value is better.
        case higher
        /// A smaller value is better.
        case lower
    }

    /// What the index is called.
    public var name: BilingualText
    /// Its unit; empty when it has none.
    public var unit: BilingualText
    /// The value before.
    public var before: Double
    /// The value after.
    public var after: Double
    /// The digits after the point.
    public var decimals: Int
    /// Which way it improves.
    public var better: Better

    /// Makes an index.
    public init(
        name: BilingualText, unit: BilingualText, before: Double, after: Double, decimals: Int,
        better: Better
    ) {
        self.name = name
        self.unit = unit
        self.before = before
        self.after = after
        self.decimals = decimals
        self.better = better
    }

    /// Whether it improved; nil when it did not move.
    public var improved: Bool? {
        if before == after { return nil }
        return (after > before) == (better == .higher)
    }
}
