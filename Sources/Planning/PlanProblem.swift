public import LandModel

/// Something wrong with a plan (方案问题): data, never an exception.
public struct PlanProblem: Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// Two parcels have one number.
        case duplicateNumber
        /// ZZLX is not one of the actions.
        case unknownAction(String)
        /// A land-changing parcel without MBDL.
        case missingTarget
        /// MBDL is no land class.
        case unknownTarget(String)
        /// A parcel that should make cultivated land does not.
        case targetNotCultivated(PlanAction, String)
        /// Land withdrawn from cultivation stays cultivated or is built on.
        case targetNotNature(String)
        /// New construction whose target is no construction land.
        case targetNotConstruction(String)
        /// Vacated land that stays construction land.
        case targetStillConstruction(String)
        /// MJLY is not measured, computed or declared.
        case unknownProvenance(String)
        /// GCLX is none of the kinds of works.
        case unknownWorksKind(String)
        /// ZLDB is no grade from 1 to 15.
        case unreadableGrade(String)
        /// KCXS is no share from 0 to less than 1.
        case unreadableRidge(String)
        /// A code of ZXMLX, DCYY or FQLX is not in the policy vocabulary.
        case unknownCode(field: String, String)
        /// One sub-project has two types.
        case subprojectOfTwoTypes(subproject: String, String, String)
        /// Two parcels that change land overlap, or two of basic farmland.
        case overlap(other: String, Area)
        /// Part of the parcel lies outside the consolidation area.
        case outsideArea(Area)
        /// Part of the parcel lies on no surveyed patch.
        case outsideSurvey(Area)
        /// The declared area differs from the area of the shape.
        case declaredAreaDiffers(declared: Area, measured: Area)
        /// Land taken out is not permanent basic farmland.
        case outNotBasicFarmland(Area)
        /// Land added is not cultivated afterwards.
        case inNotCultivated(Area)
        /// Land added is permanent basic farmland already and is not taken out.
        case inAlreadyBasicFarmland(Area)
        /// Basic farmland that is not taken out ceases to be cultivated.
        case basicFarmlandLost(Area)
        /// The action does not fit the present land: dry-to-paddy of what is not dry land, and so on.
        case actionDoesNotFitLand(PlanAction, Area)
    }

    /// Whether the plan can be judged in spite of it.
    public enum Gravity: String, Sendable, Hashable, CaseIterable {
        /// The figures are wrong or incomplete until it is mended.
        case error
        /// The figures hold, but somebody should look.
        case warning
    }

    /// What is wrong.
    public let kind: Kind
    /// Number of the parcel (DKBH).
    public let parcel: String

    /// Makes a problem.
    public init(_ kind: Kind, parcel: String) {
        self.kind = kind
        self.parcel = parcel
    }

    /// Whether the plan can be judged in spite of it.
    public var gravity: Gravity {
        switch kind {
        case .declaredAreaDiffers, .subprojectOfTwoTypes, .unknownProvenance,
            .inAlreadyBasicFarmland, .actionDoesNotFitLand, .unknownCode, .unknownWorksKind:
            .warning
        default: .error
        }
    }
}
