import Geometry
import LandModel

/// The layers around the land use that were handed in, with their plane shapes near the project.
struct ControlShapes: Sendable {
    /// One layer and its shapes; feature numbers are those of the layer.
    struct Shaped: Sendable {
        let layer: LandLayer
        let shapes: PolygonLayer
    }

    private let byRole: [LayerRole: Shaped]

    /// The layer of a role; nil when none was handed in.
    subscript(role: LayerRole) -> Shaped? { byRole[role] }

    var villages: Shaped? { byRole[.village] }
    var townships: Shaped? { byRole[.township] }
    var farmland: Shaped? { byRole[.permanentBasicFarmland] }
    var redLine: Shaped? { byRole[.ecologicalRedLine] }
    var boundary: Shaped? { byRole[.urbanDevelopmentBoundary] }
    var slope: Shaped? { byRole[.slope] }
    var waterRange: Shaped? { byRole[.waterManagementRange] }
    var zones: Shaped? { byRole[.functionalZone] }

    init(
        _ ground: PlanGround, survey: [LandLayer], plan: PlanModel
    ) throws(PlanningError) {
        var byRole: [LayerRole: Shaped] = [:]
        let names = Dictionary(uniqueKeysWithValues: Self.names)
        for layer in survey where names[layer.role] != nil && byRole[layer.role] == nil {
            byRole[layer.role] = Shaped(layer: layer, shapes: try ground.near(layer))
        }
        // What the plan brings stands before what the survey has under the same role.
        for layer in plan.changes.values + (plan.zoneLayer.map { [$0] } ?? []) {
            byRole[layer.role] = Shaped(layer: layer, shapes: try ground.near(layer))
        }
        self.byRole = byRole
    }

    /// Layers of the policy vocabulary, by role; a clause asks for them by these names.
    private static let names: [(LayerRole, String)] = [
        (.village, "villageBoundary"), (.township, "townshipBoundary"),
        (.permanentBasicFarmland, "permanentBasicFarmland"),
        (.ecologicalRedLine, "ecologicalRedLine"),
        (.urbanDevelopmentBoundary, "urbanDevelopmentBoundary"), (.slope, "slopeClass"),
        (.waterManagementRange, "waterManagementRange"), (.functionalZone, "functionalZones"),
        (.priorityArea, "priorityAreas"), (.farmlandVerification, "pbfVerificationResult"),
        (.protectedTree, "protectedTrees"), (.nativeVegetation, "nativeVegetation"),
        (.historicProtection, "historicProtection"), (.terrace, "terraces"), (.hill, "hills"),
        (.lake, "lakes"), (.tenureBefore, "tenureBefore"), (.tenureAfter, "tenureAfter"),
    ]

    /// The layers a spatial clause may ask for, by their names in the policy vocabulary.
    func present(_ plan: PlanModel) -> Set<String> {
        var present: Set<String> = [
            "landUseBefore", "landUseAfter", "consolidationArea", "pbfIn", "pbfOut",
            "newConstructionWorks",
        ]
        for (role, name) in Self.names where byRole[role] != nil { present.insert(name) }
        if plan.parcels.contains(where: { $0.task != nil }) { present.insert("taskParcels") }
        if plan.parcels.contains(where: { $0.subproject != nil }) {
            present.insert("subprojectExtent")
        }
        return present
    }
}
