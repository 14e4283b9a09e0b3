public import LandModel
import Policy

/// A consolidation plan as delivered: its extent, parcels and functional zones (`docs/plan-schema.md`).
public struct PlanModel: Sendable {
    /// The extent of the project (整治区域).
    public struct Extent: Sendable {
        /// Project number (XMBH).
        public let project: String
        /// Project name (XMMC).
        public let name: String
        /// Name of the draft (GC); empty when not stated.
        public let draft: String
        /// Code and name of the township (XZQDM, XZQMC); empty when not stated.
        public let townshipCode: String
        /// Name of the township; empty when not stated.
        public let townshipName: String
        /// Survey year of the base map (DTND); nil when not stated.
        public let baseSurveyYear: Int?
        /// Newest published annual survey (ZXND); nil when not stated.
        public let latestSurveyYear: Int?
        /// What the plan states about itself, by fact of the vocabulary (SXTZ, GKXG, KXLZ, QTBM, QSTZ).
        public let statements: [String: Bool]
        /// Resident population before (RKS); nil when not stated.
        public let populationBefore: Int?
        /// Resident population planned for (GHRKS); nil when not stated.
        public let populationAfter: Int?
    }

    /// The extent.
    public let extent: Extent
    /// Layer ZZQY.
    public let extentLayer: LandLayer
    /// Layer ZZDK; the parcels are in the order of its features.
    public let parcelLayer: LandLayer
    /// The parcels.
    public let parcels: [PlanParcel]
    /// Layer GNFQ; nil when the plan has none.
    public let zoneLayer: LandLayer?
    /// What else the plan changes: lines as they would be, and tenure before and after, by role.
    public let changes: [LayerRole: LandLayer]
    /// What is wrong with single parcels.
    public let problems: [PlanProblem]

    /// Reads a plan from its layers, found by role.
    ///
    /// - Throws: ``PlanningError`` for a missing or empty layer, or a missing field.
    public init(layers: [LandLayer]) throws(PlanningError) {
        guard let extentLayer = layers.first(where: { $0.role == .consolidationArea }) else {
            throw .missingLayer(.consolidationArea)
        }
        guard let parcelLayer = layers.first(where: { $0.role == .planParcel }) else {
            throw .missingLayer(.planParcel)
        }
        guard extentLayer.count > 0 else { throw .emptyLayer(.consolidationArea) }
        self.extentLayer = extentLayer
        self.parcelLayer = parcelLayer
        zoneLayer = layers.first { $0.role == .functionalZone }
        var changes: [LayerRole: LandLayer] = [:]
        for layer in layers where layer.role.isOfPlannedChange {
            changes[layer.role] = changes[layer.role] ?? layer
        }
        self.changes = changes
        extent = try Self.extent(extentLayer)
        var reader = try ParcelReader(parcelLayer)
        parcels = (0..<parcelLayer.count).map { reader.parcel($0) }
        problems = reader.problems + Self.contradictions(parcels)
    }

    /// The roles of a plan's layers (规划图层); every other layer of a dataset is survey or control.
    public static let roles = Set(LayerRole.allCases.filter(\.isOfPlan))

    private static let statementFields = [
        ("SXTZ", "threeLinesChanged"), ("GKXG", "spatialPlanChanged"),
        ("KXLZ", "crossCountyTransfer"), ("QTBM", "otherDepartmentsConcerned"),
        ("QSTZ", "tenureAdjusted"),
    ]

    private static func extent(_ layer: LandLayer) throws(PlanningError) -> Extent {
        guard let project = layer.column("XMBH")?.text(0), !project.isEmpty else {
            throw .missingField(layer: layer.name, field: "XMBH")
        }
        func text(_ field: String) -> String { layer.column(field)?.text(0) ?? "" }
        func year(_ field: String) -> Int? {
            layer.column(field)?.number(0).flatMap { Int(exactly: $0) }
        }
        var statements: [String: Bool] = [:]
        for (field, fact) in statementFields { statements[fact] = answer(text(field)) }
        func people(_ field: String) -> Int? { year(field).flatMap { $0 > 0 ? $0 : nil } }
        let name = text("XMMC")
        return Extent(
            project: project, name: name.isEmpty ? project : name, draft: text("GC"),
            townshipCode: text("XZQDM"), townshipName: text("XZQMC"), baseSurveyYear: year("DTND"),
            latestSurveyYear: year("ZXND"), statements: statements,
            populationBefore: people("RKS"), populationAfter: people("GHRKS"))
    }

    /// A yes or no as offices write them; nil for anything else, which means it was not answered.
    static func answer(_ text: String?) -> Bool? {
        switch text {
        case "是", "1", "true", "yes", "Y": true
        case "否", "0", "false", "no", "N": false
        default: nil
        }
    }

    private static func contradictions(_ parcels: [PlanParcel]) -> [PlanProblem] {
        var problems: [PlanProblem] = []
        var seen: Set<String> = []
        var types: [String: String] = [:]
        for parcel in parcels {
            if !seen.insert(parcel.id).inserted {
                problems.append(PlanProblem(.duplicateNumber, parcel: parcel.id))
            }
            guard let subproject = parcel.subproject, let type = parcel.subprojectType else {
                continue
            }
            if let known = types[subproject], known != type {
                problems.append(
                    PlanProblem(
                        .subprojectOfTwoTypes(subproject: subproject, known, type),
                        parcel: parcel.id))
            } else {
                types[subproject] = type
            }
        }
        return problems
    }
}
