import Geometry
import LandModel

/// Everything measured about a plan, before it is put into facts.
struct AssessmentParts {
    let plan: PlanModel
    let ground: PlanGround
    let control: ControlShapes
    let state: AfterState
    let landUse: LandUseTable
    let cover: AdministrativeCover
    let indices: LandscapeIndices
    let farmland: BasicFarmlandTable?
    let farmlandMesh: BasicFarmlandMesh?
    let measures: ControlMeasures
    let zones: ZoneCoverage?
    /// Connected parts of the villages of the project; nil without village layer.
    let villageParts: Int?
    /// Net basic farmland of each township touched, by feature of the township layer.
    let designated: [Int: Area]
    /// Recorded areas of the plan parcels as drawn.
    let parcelAreas: [Area]
}

/// Cultivated land on steep slopes and gardens on flat ground, before and after.
struct SlopeAreas {
    private(set) var steepBefore = Area.zero
    private(set) var steepAfter = Area.zero
    private(set) var flatGardenBefore = Area.zero
    private(set) var flatGardenAfter = Area.zero

    /// Slope classes 4 and 5 (over 15°) are steep, class 1 (up to 2°) is flat (vocabulary).
    init(
        _ state: AfterState, _ ground: PlanGround, _ slope: ControlShapes.Shaped
    ) throws(PlanningError) {
        guard let column = slope.layer.column("PDJB") else {
            throw .missingField(layer: slope.layer.name, field: "PDJB")
        }
        let classes = (0..<slope.layer.count).map { column.text($0) ?? "" }
        let table = try PieceTabulation(
            state, ground, by: [slope.shapes], named: slope.layer.name)
        for part in table.parts where part.zones[0] >= 0 {
            let piece = state.pieces[part.piece]
            switch classes[part.zones[0]] {
            case "4", "5":
                if piece.before.isCultivated { steepBefore += part.netBefore }
                if piece.after.isCultivated { steepAfter += part.netAfter }
            case "1":
                if piece.before.level1 == "02" { flatGardenBefore += part.gross }
                if piece.after.level1 == "02" { flatGardenAfter += part.gross }
            default: break
            }
        }
    }
}

/// Cultivated land not of stable use inside the management range of rivers and lakes, net.
struct WaterRangeAreas {
    private(set) var unstableBefore = Area.zero
    /// Nil when land in the range becomes cultivated and the plan does not say whether its use is
    /// stable.
    private(set) var unstableAfter: Area? = Area.zero

    /// - Parameter stable: whether each patch of the survey is marked as of stable use.
    init(
        _ state: AfterState, _ ground: PlanGround, _ plan: PlanModel,
        _ range: ControlShapes.Shaped, stable: [Bool]
    ) throws(PlanningError) {
        let table = try PieceTabulation(
            state, ground, by: [range.shapes], named: range.layer.name)
        for part in table.parts where part.zones[0] >= 0 {
            let piece = state.pieces[part.piece]
            if piece.becomesCultivated {
                switch piece.parcel.flatMap({ plan.parcels[$0].staysStable }) {
                case true?: break
                case false?: unstableAfter = unstableAfter.map { $0 + part.netAfter }
                case nil: unstableAfter = nil
                }
                continue
            }
            guard !stable[piece.patch] else { continue }
            if piece.before.isCultivated { unstableBefore += part.netBefore }
            if piece.after.isCultivated, let sum = unstableAfter {
                unstableAfter = sum + part.netAfter
            }
        }
    }
}
