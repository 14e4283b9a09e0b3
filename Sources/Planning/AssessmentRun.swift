import Geometry
import LandModel
import Overlay
import Policy

/// One run of an assessment, step by step.
struct AssessmentRun {
    let assessment: PlanAssessment

    init(
        survey: [LandLayer], plan planLayers: [LandLayer], vocabulary: Vocabulary?,
        options: AssessmentOptions
    ) throws(PlanningError) {
        var timer = PhaseTimer()
        guard let landUseLayer = survey.first(where: { $0.role == .landUse }) else {
            throw .missingLayer(.landUse)
        }
        let plan = try PlanModel(layers: planLayers)
        let ground = try PlanGround(
            survey: SurveyPatches(landUseLayer), plan: plan, options: options)
        let control = try ControlShapes(ground, survey: survey, plan: plan)
        timer.end("读入", "reading")
        let works = try ParcelFamily(ground, plan.parcels) { $0.takesEffect }
        let out = try ParcelFamily(ground, plan.parcels) { $0.action == .pbfOut }
        let added = try ParcelFamily(ground, plan.parcels) { $0.action == .pbfIn }
        timer.end("地块检查", "parcels")
        let state = try AfterState(ground, plan: plan, parcels: works.shapes)
        timer.end("图斑切分", "pieces")
        let indices = try LandscapeIndices(state, ground)
        timer.end("破碎化指数", "fragmentation")
        let parts = try Self.measure(
            ground, plan, control, state, indices, out: out.shapes, added: added.shapes)
        timer.end("控制线叠加", "control layers")
        let problems =
            plan.problems + Self.codeProblems(plan, vocabulary) + works.problems + out.problems
            + added.problems
            + LandFit.problems(
                state, plan, parcelAreas: parts.parcelAreas,
                tolerance: options.declaredAreaTolerance)
            + (parts.farmland?.problems ?? []) + (try Self.outsideSurvey(ground, plan))
        let root = SubjectBuilder(parts: parts, vocabulary: vocabulary).root()
        let closure = Books(ground, control, state).lines
        let transitions = TransitionMatrix(state.pieces)
        let villages = VillageTable(
            state.pieces, parcels: plan.parcels, names: Self.villageNames(control))
        timer.end("汇总", "tables and facts")
        assessment = PlanAssessment(
            plan: plan, state: state,
            problems: problems.filter { $0.gravity == .error }
                + problems.filter { $0.gravity == .warning },
            landUse: parts.landUse, transitions: transitions, villages: villages,
            basicFarmland: parts.farmland, indices: indices, root: root,
            layersPresent: control.present(plan), closure: closure,
            offendingPieces: parts.measures.worksOn.sorted { $0.key.rawValue > $1.key.rawValue }
                .flatMap(\.value.pieces),
            options: options, gridInMetres: 1 / ground.grid.unitsPerMetre, phases: timer.phases)
    }

    private static func measure(
        _ ground: PlanGround, _ plan: PlanModel, _ control: ControlShapes, _ state: AfterState,
        _ indices: LandscapeIndices, out: PolygonLayer, added: PolygonLayer
    ) throws(PlanningError) -> AssessmentParts {
        let cover = try AdministrativeCover(
            ground, villages: control.villages?.shapes, townships: control.townships?.shapes)
        var farmland: BasicFarmlandTable?
        var mesh: BasicFarmlandMesh?
        if let layer = control.farmland {
            farmland = try BasicFarmlandTable(
                state, ground, plan, farmland: layer.shapes, out: out, added: added,
                boundary: control.boundary?.shapes)
            mesh = try BasicFarmlandMesh(
                ground, farmland: layer.shapes, out: out, added: added,
                landscape: state.controlArea)
        }
        return AssessmentParts(
            plan: plan, ground: ground, control: control, state: state,
            landUse: LandUseTable(state.pieces), cover: cover, indices: indices,
            farmland: farmland, farmlandMesh: mesh,
            measures: try ControlMeasures(
                ground, plan, control, state, cover, out: out, added: added),
            zones: try zones(ground, control, cover),
            villageParts: try villageParts(ground, control, cover),
            designated: try designated(ground, control, cover),
            parcelAreas: ground.recordedAreas(of: ground.parcels))
    }

    private static func zones(
        _ ground: PlanGround, _ control: ControlShapes, _ cover: AdministrativeCover
    ) throws(PlanningError) -> ZoneCoverage? {
        guard let zones = control.zones, let villages = control.villages else { return nil }
        let touched = Set(cover.villages)
        let kinds = zones.layer.column("FQLX")
        return try ZoneCoverage(
            PlanGround.keeping(villages.shapes) { touched.contains($0) }, zones: zones.shapes,
            kinds: (0..<zones.layer.count).map { kinds?.text($0) }, ground)
    }

    private static func villageParts(
        _ ground: PlanGround, _ control: ControlShapes, _ cover: AdministrativeCover
    ) throws(PlanningError) -> Int? {
        guard let villages = control.villages else { return nil }
        let touched = Set(cover.villages)
        let areas = [Area](repeating: .zero, count: villages.layer.count)
        return try DissolvedPatches(villages.shapes, areas: areas, grid: ground.grid) {
            touched.contains($0)
        }.count
    }

    /// Net basic farmland of whole townships, also outside the consolidation area.
    private static func designated(
        _ ground: PlanGround, _ control: ControlShapes, _ cover: AdministrativeCover
    ) throws(PlanningError) -> [Int: Area] {
        guard let townships = control.townships, let farmland = control.farmland,
            !cover.townships.isEmpty
        else { return [:] }
        let touched = Set(cover.townships)
        let shapes = PlanGround.keeping(
            try WorkingGrid.shapes(of: townships.layer, in: ground.frame)
        ) { touched.contains($0) }
        let box = shapes.box
        let all = try WorkingGrid.shapes(of: farmland.layer, in: ground.frame)
        let near = (0..<ground.allPatches.featureCount).filter {
            ground.allPatches.box(ofFeature: $0).intersects(box)
        }
        let table = try ground.tabulate(
            ground.allPatchesOnEllipsoid.selecting(near),
            by: [
                ground.onEllipsoid(shapes),
                ground.onEllipsoid(PlanGround.keeping(all, meeting: box)),
            ], named: farmland.layer.name)
        let shares = table.shares(
            ofStatedHundredths: near.map { ground.survey.net[$0].hundredths })
        var sums: [Int: Area] = [:]
        for feature in cover.townships { sums[feature] = .zero }
        for row in 0..<table.rowCount {
            let zones = table.zones(ofRow: row)
            let township = Int(zones[zones.startIndex])
            guard township >= 0, zones[zones.startIndex + 1] >= 0 else { continue }
            sums[township, default: .zero] += Area(hundredths: shares[row])
        }
        return sums
    }

    // MARK: Problems

    private static func outsideSurvey(
        _ ground: PlanGround, _ plan: PlanModel
    ) throws(PlanningError) -> [PlanProblem] {
        let box = ground.parcels.box
        let met = Set(
            (0..<ground.allPatches.featureCount).filter {
                ground.allPatches.box(ofFeature: $0).intersects(box)
            })
        let table = try ground.tabulate(
            ground.onEllipsoid(ground.parcels),
            by: [
                PlanGround.keeping(ground.allPatchesOnEllipsoid) { met.contains($0) }
            ], named: plan.parcelLayer.name)
        var problems: [PlanProblem] = []
        for row in 0..<table.rowCount {
            let zones = table.zones(ofRow: row)
            guard zones[zones.startIndex] == Tabulation.outside else { continue }
            let area = Area(roundingSquareMetres: table.area(ofRow: row))
            guard area > ground.options.declaredAreaTolerance else { continue }
            problems.append(
                PlanProblem(
                    .outsideSurvey(area), parcel: plan.parcels[Int(table.patches[row])].id))
        }
        return problems
    }

    private static func codeProblems(
        _ plan: PlanModel, _ vocabulary: Vocabulary?
    ) -> [PlanProblem] {
        guard let vocabulary else { return [] }
        var problems: [PlanProblem] = []
        func check(_ code: String, list: String, field: String, _ parcel: PlanParcel) {
            guard vocabulary.codes[list]?.contains(code) == false else { return }
            problems.append(PlanProblem(.unknownCode(field: field, code), parcel: parcel.id))
        }
        for parcel in plan.parcels {
            if let type = parcel.subprojectType {
                check(type, list: "subprojectType", field: "ZXMLX", parcel)
            }
            for reason in parcel.reasons {
                check(reason, list: "pbfReason", field: "DCYY", parcel)
            }
        }
        return problems
    }

    private static func villageNames(_ control: ControlShapes) -> [String: String] {
        guard let layer = control.villages?.layer else { return [:] }
        var names: [String: String] = [:]
        for row in 0..<layer.count {
            guard let code = layer.column("ZLDWDM")?.text(row),
                let name = layer.column("ZLDWMC")?.text(row)
            else { continue }
            names[String(code.prefix(12))] = name
        }
        return names
    }
}
