public import LandModel
public import Policy

/// One parcel of the consolidation plan (整治地块).
public struct PlanParcel: Sendable, Hashable {
    /// Its number in the plan (DKBH).
    public let id: String
    /// The feature in layer ZZDK.
    public let featureID: Int64
    /// What is done; nil when the word is not known, and then it changes nothing.
    public let action: PlanAction?
    /// The land class it becomes (MBDL); nil when not stated or unknown.
    public let target: LandClass?
    /// Number of the sub-project (ZXMBH); nil when none.
    public let subproject: String?
    /// Type of the sub-project (ZXMLX), a code of the policy vocabulary; nil when none.
    public let subprojectType: String?
    /// Number of the task (RWBH); nil when none.
    public let task: String?
    /// How its area came to be known (MJLY); declared when the plan does not say.
    public let provenance: AreaProvenance
    /// Quality grade afterwards (ZLDB), 1 best; nil when not stated.
    public let gradeAfter: Int?
    /// Year of the works (NF); nil when not stated.
    public let year: Int?
    /// Declared area (SBMJ); nil when not stated.
    public let declaredArea: Area?
    /// Ridge share (KCXS) of cultivated land it creates; zero when not stated.
    public let ridgeCoefficient: Rational
    /// Why basic farmland is adjusted (DCYY), codes of the vocabulary; empty when not stated.
    public let reasons: [String]
    /// What the works consist of (GCLX); nil when not stated.
    public let worksKind: WorksKind?
    /// Number of the approval to occupy or clear protected land (PZWH); nil when there is none.
    public let approval: String?
    /// Whether cultivated land it leaves is of stable use (WDGD); nil when not stated.
    public let staysStable: Bool?

    /// Whether it can change the land: a land-changing action with a known target class.
    public var takesEffect: Bool { action?.changesLand == true && target != nil }
}
