public import LandModel

/// A part of a surveyed patch with one fate under the plan: a whole patch, or what a parcel or the
/// edge of the consolidation area leaves of it.
public struct LandPiece: Sendable, Hashable {
    /// Row of the patch in layer DLTB.
    public let patch: Int
    /// Row of the plan parcel in layer ZZDK that changes the land; nil when none does.
    public let parcel: Int?
    /// Whether it is the whole patch.
    public let isWhole: Bool
    /// The land class before.
    public let before: LandClass
    /// The land class after.
    public let after: LandClass
    /// Recorded area; the pieces of a patch add up to its TBMJ.
    public let gross: Area
    /// Area after ridge deduction, before; the pieces of a patch add up to its TBDLMJ.
    public let netBefore: Area
    /// Area after ridge deduction, after.
    public let netAfter: Area
    /// Code of the village (first 12 digits of ZLDWDM).
    public let village: String
    /// Quality grade before; nil when the survey has none.
    public let gradeBefore: Int?
    /// Quality grade after; nil when neither plan nor survey has one.
    public let gradeAfter: Int?

    /// Whether cultivated land comes into being.
    public var becomesCultivated: Bool { !before.isCultivated && after.isCultivated }
    /// Whether cultivated land is lost.
    public var ceasesToBeCultivated: Bool { before.isCultivated && !after.isCultivated }
    /// Whether construction land comes into being.
    public var becomesConstruction: Bool {
        before.threeWay != .construction && after.threeWay == .construction
    }
    /// Whether construction land is vacated.
    public var ceasesToBeConstruction: Bool {
        before.threeWay == .construction && after.threeWay != .construction
    }
}
