public import LandModel

/// What became of the land between two survey years (年度变更分析), in recorded areas.
///
/// The recorded area (TBMJ) of every patch of the first year is shared out over the patches of the
/// second and levelled, so that for every class `before = Σ cells + departed`, and
/// `after = Σ cells + arrived + recordingDifference`, to 0.01 m². Every cell off the diagonal is
/// `noise + explained + atVariance + residual` exactly.
///
/// **Drawing noise** (制图误差) is a connected piece of land that changed its class only because a border was
/// drawn elsewhere. All three must hold:
/// 1. it is thin: its mean width, area over half its border, is under the tolerance;
/// 2. it is swept by a border: every point of its border lies within the tolerance both of a border
///    that only the first year has and of one that only the second year has (decided exactly, not by samples);
/// 3. what the border parts is still there: more of its first patch kept the class, and more of its second
///    patch had the class already, than the piece is large.
///
/// Without 2 a thick end of a thin strip, and without 3 a vanished ditch or a new lane narrower than
/// the tolerance, would pass as noise. A strip by which a border really moved less than the
/// tolerance cannot be told from noise by anybody; hence the noise is reported beside the change.
public struct SurveyChange: Sendable {
    /// The land of one class that became another, or stayed.
    public struct Cell: Hashable, Sendable {
        /// The class in the first year.
        public let before: LandClass
        /// The class in the second year.
        public let after: LandClass
        /// Everything in the cell.
        public internal(set) var gross = Area.zero
        /// Drawing noise.
        public internal(set) var noise = Area.zero
        /// Change that a parcel explains.
        public internal(set) var explained = Area.zero
        /// Change inside a parcel, to another class than it was to become.
        public internal(set) var atVariance = Area.zero
        /// Change that nothing explains.
        public internal(set) var residual = Area.zero
        /// Connected pieces that are not noise; 0 on the diagonal.
        public internal(set) var pieces = 0

        /// Change net of drawing noise; zero on the diagonal.
        public var net: Area { explained + atVariance + residual }
    }

    /// The account of one class.
    public struct ClassAccount: Hashable, Sendable {
        /// The class.
        public let landClass: LandClass
        /// Recorded area in the first year.
        public internal(set) var before = Area.zero
        /// Recorded area in the second year.
        public internal(set) var after = Area.zero
        /// Land of the first year that the second does not cover; negative where the second overlaps itself.
        public internal(set) var departed = Area.zero
        /// Land of the second year that the first does not cover; negative where the first overlaps itself.
        public internal(set) var arrived = Area.zero
        /// What the second year records more than its pieces of the first year's areas come to.
        public internal(set) var recordingDifference = Area.zero
        /// Gained from other classes, net of drawing noise.
        public internal(set) var gained = Area.zero
        /// Lost to other classes, net of drawing noise.
        public internal(set) var lost = Area.zero
    }

    /// The cells that are not empty, by class before and after.
    public let cells: [Cell]
    /// The classes of both years, by code.
    public let accounts: [ClassAccount]
    /// The parcels that explain changes or lie where something else happened, in the order of their layers.
    public let causes: [ChangeCause]
    /// Change that nothing explains, the largest piece first.
    public let residuals: [ChangeResidual]
    /// The comparison as it was run.
    public let options: SurveyChangeOptions
    /// The size of a grid unit, in degrees.
    public let gridUnit: Double

    /// The whole drawing noise.
    public var noise: Area { cells.reduce(.zero) { $0 + $1.noise } }
    /// All change net of drawing noise.
    public var net: Area { cells.reduce(.zero) { $0 + $1.net } }

    /// The cell of two classes; nil when it is empty.
    public subscript(before: LandClass, after: LandClass) -> Cell? {
        cells.first { $0.before == before && $0.after == after }
    }
}

/// A piece of changed land that no event explains (变更残差).
public struct ChangeResidual: Hashable, Sendable {
    /// Its number, from 1, the largest first.
    public let number: Int
    /// The class in the first year.
    public let before: LandClass
    /// The class in the second year.
    public let after: LandClass
    /// The part of the piece that nothing explains.
    public let area: Area
    /// A point of that part, at worst of the piece: longitude in degrees on CGCS2000.
    public let longitude: Double
    /// The point's latitude, likewise.
    public let latitude: Double
    /// The patch of the first year.
    public let beforeFeature: Int64
    /// The patch of the second year.
    public let afterFeature: Int64
    /// The village of the patch of the second year (first 12 digits of ZLDWDM).
    public let village: String

    /// What it is called: classes and village, such as `0103→0702 450205101201`.
    public var name: String { "\(before.code)→\(after.code) \(village)" }
}
