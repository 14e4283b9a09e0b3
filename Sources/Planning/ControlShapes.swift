import Geometry
import LandModel

/// The layers around the land use that were handed in, with their plane shapes near the project.
struct ControlShapes: Sendable {
    /// One layer and its shapes; feature numbers are those of the layer.
    struct Shaped: Sendable {
        let layer: LandLayer
        let shapes: PolygonLayer
    }

    let villages: Shaped?
    let townships: Shaped?
    let farmland: Shaped?
    let redLine: Shaped?
    let boundary: Shaped?
    let slope: Shaped?
    let waterRange: Shaped?
    let zones: Shaped?
    /// Layers named like a layer of the policy vocabulary, by that name.
    let named: [String: Shaped]

    init(
        _ ground: PlanGround, survey: [LandLayer], plan: PlanModel
    ) throws(PlanningError) {
        func find(_ role: LayerRole) throws(PlanningError) -> Shaped? {
            guard let layer = survey.first(where: { $0.role == role }) else { return nil }
            return Shaped(layer: layer, shapes: try ground.near(layer))
        }
        villages = try find(.village)
        townships = try find(.township)
        farmland = try find(.permanentBasicFarmland)
        redLine = try find(.ecologicalRedLine)
        boundary = try find(.urbanDevelopmentBoundary)
        slope = try find(.slope)
        waterRange = try find(.waterManagementRange)
        if let layer = plan.zoneLayer {
            zones = Shaped(layer: layer, shapes: try ground.near(layer))
        } else {
            zones = try find(.functionalZone)
        }
        var named: [String: Shaped] = [:]
        for layer in survey where layer.role == .other && Self.names.contains(layer.name) {
            named[layer.name] = Shaped(layer: layer, shapes: try ground.near(layer))
        }
        self.named = named
    }

    /// Layers of the vocabulary that have no role of their own and that a fact is measured on.
    static let names: Set<String> = ["nativeVegetation", "historicProtection", "priorityAreas"]

    /// The layers a spatial clause may ask for, by their names in the policy vocabulary.
    func present(_ plan: PlanModel) -> Set<String> {
        var present: Set<String> = [
            "landUseBefore", "landUseAfter", "consolidationArea", "pbfIn", "pbfOut",
            "newConstructionWorks",
        ]
        let optional: [(Shaped?, String)] = [
            (villages, "villageBoundary"), (townships, "townshipBoundary"),
            (farmland, "permanentBasicFarmland"), (redLine, "ecologicalRedLine"),
            (boundary, "urbanDevelopmentBoundary"), (slope, "slopeClass"),
            (waterRange, "waterManagementRange"), (zones, "functionalZones"),
        ]
        for (layer, name) in optional where layer != nil { present.insert(name) }
        if plan.parcels.contains(where: { $0.task != nil }) { present.insert("taskParcels") }
        if plan.parcels.contains(where: { $0.subproject != nil }) {
            present.insert("subprojectExtent")
        }
        return present.union(named.keys)
    }
}
