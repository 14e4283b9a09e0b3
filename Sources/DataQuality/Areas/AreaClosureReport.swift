public import LandModel

/// The sums of recorded areas by village, township and county, against control areas (面积闭合).
public struct AreaClosureReport: Equatable, Sendable {
    /// Where a control area comes from.
    public enum ControlSource: String, Sendable {
        /// Field DCMJ of the unit's own layer (调查面积).
        case surveyed
        /// The sum of the control areas one level below.
        case summed
    }

    /// One unit.
    public struct Row: Equatable, Sendable {
        /// Village, township or county.
        public let level: AdministrativeCode.Level
        /// The code, of 12, 9 or 6 digits.
        public let code: String
        /// The name; empty when no layer says it.
        public let name: String
        /// How many patches name the unit in ZLDWDM.
        public let patchCount: Int
        /// The sum of their recorded areas (TBMJ).
        public let sum: Area
        /// The sum of the recorded areas of the patches that lie in the unit's polygon; nil without one.
        public let sumInPolygon: Area?
        /// The control area; nil when none is known.
        public let control: Area?
        /// Where the control area comes from; nil when none is known.
        public let controlSource: ControlSource?

        /// What the patches exceed the control area by; nil without one.
        public var residual: Area? { control.map { sum - $0 } }
        /// What codes and polygons disagree by; nil without a polygon.
        public var placementDifference: Area? { sumInPolygon.map { sum - $0 } }
    }

    /// Villages, then townships, then counties, each by code.
    public let rows: [Row]
    /// Recorded areas of patches without a readable unit code.
    public let unplaced: Area
    /// How many patches have no readable unit code or no recorded area.
    public let unplacedCount: Int
    /// The sum of all recorded areas.
    public let total: Area

    /// The rows of a level.
    public func rows(of level: AdministrativeCode.Level) -> [Row] {
        rows.filter { $0.level == level }
    }

    /// Whether every unit with a control area meets it and every patch is placed.
    public var isClosed: Bool {
        unplacedCount == 0 && rows.allSatisfy { ($0.residual ?? .zero) == .zero }
    }
}
