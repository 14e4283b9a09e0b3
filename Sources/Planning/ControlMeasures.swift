import Geometry
import LandModel

/// What the control layers at hand say about a plan; a measure whose layer is missing is nil.
struct ControlMeasures {
    /// Control layers touched by works, by role.
    private(set) var worksOn: [LayerRole: ForbiddenGround] = [:]
    private(set) var slopes: SlopeAreas?
    /// Nil without the layer of the range or without marks of stable use in the survey.
    private(set) var waterRange: WaterRangeAreas?
    /// Recorded area inside the priority areas.
    private(set) var priorityOverlap: Area?
    /// Net basic farmland in which the layer and its verification differ.
    private(set) var farmlandBaseDifference: Area?
    /// Net basic farmland replaced in another township.
    private(set) var movedBetweenTownships: Area?
    /// Recorded area that changes its owner.
    private(set) var ownerChanged: Area?
    private(set) var redLineChange: LineChange?
    private(set) var urbanChange: LineChange?
    private(set) var redLineMoves: RedLineMoves?
    private(set) var enclosedFarmland: EnclosedFarmland?

    /// The fact that works on a layer add to.
    static let facts: [LayerRole: String] = [
        .ecologicalRedLine: "redLineOccupiedArea", .nativeVegetation: "nativeVegetationLostArea",
        .historicProtection: "historicAffectedArea", .hill: "hillCutArea",
        .lake: "lakeFilledArea", .protectedTree: "protectedTreesFelledOrMoved",
    ]

    /// - Parameters:
    ///   - out: plane shapes of the parcels taken out of basic farmland, by row of ZZDK.
    ///   - added: of those added.
    init(
        _ ground: PlanGround, _ plan: PlanModel, _ control: ControlShapes, _ state: AfterState,
        _ cover: AdministrativeCover, out: PolygonLayer, added: PolygonLayer
    ) throws(PlanningError) {
        try measureWorks(ground, plan, control)
        if let slope = control.slope { slopes = try SlopeAreas(state, ground, slope) }
        if let range = control.waterRange, let stable = ground.survey.isStable {
            waterRange = try WaterRangeAreas(state, ground, plan, range, stable: stable)
        }
        if let areas = control[.priorityArea] {
            priorityOverlap = try ControlSums.inside(areas, state, ground)
        }
        if let farmland = control.farmland {
            if let verified = control[.farmlandVerification] {
                farmlandBaseDifference = try ControlSums.difference(
                    farmland, verified, state, ground)
            }
            if let townships = control.townships {
                // In one township that holds the whole area nothing can move to another.
                let isOne = cover.townships.count == 1 && cover.outsideTownships == .zero
                movedBetweenTownships =
                    isOne
                    ? .zero
                    : try ControlSums.movedBetweenTownships(
                        state, ground, out: out, added: added, farmland: farmland,
                        townships: townships)
            }
            if let redLine = control.redLine {
                enclosedFarmland = try EnclosedFarmland(
                    ground, plan, redLine: redLine, farmland: farmland)
            }
        }
        if let before = control[.tenureBefore], let after = control[.tenureAfter] {
            ownerChanged = try ControlSums.ownerChanged(before, after, state, ground)
        }
        try measureLines(ground, plan, control, state)
    }

    private mutating func measureLines(
        _ ground: PlanGround, _ plan: PlanModel, _ control: ControlShapes, _ state: AfterState
    ) throws(PlanningError) {
        let isUnchanged = plan.extent.statements["threeLinesChanged"] == false
        if let line = control.redLine {
            let after = control[.redLineAfter]
            redLineChange = try LineChange(
                ground, before: line.layer, after: after?.layer, statedUnchanged: isUnchanged)
            if let after {
                redLineMoves = try RedLineMoves(state, ground, control, before: line, after: after)
            }
        }
        if let line = control.boundary {
            urbanChange = try LineChange(
                ground, before: line.layer, after: control[.urbanBoundaryAfter]?.layer,
                statedUnchanged: isUnchanged)
        }
    }

    private mutating func measureWorks(
        _ ground: PlanGround, _ plan: PlanModel, _ control: ControlShapes
    ) throws(PlanningError) {
        let built = plan.parcels.indices.filter { plan.parcels[$0].action == .newConstruction }
        let changed = plan.parcels.indices.filter { plan.parcels[$0].takesEffect }
        for (role, fact) in Self.facts.sorted(by: { $0.value < $1.value }) {
            guard let layer = control[role] else { continue }
            // A tree falls to any works, the other grounds only to construction.
            worksOn[role] = try ForbiddenGround(
                ground, plan, rows: role == .protectedTree ? changed : built,
                zones: layer.shapes, layer: layer.layer, fact: fact)
        }
    }
}
