import LandModel

/// Checks of parcels against the land they lie on and against what they declare.
enum LandFit {
    static func problems(
        _ state: AfterState, _ plan: PlanModel, parcelAreas: [Area], tolerance: Area
    ) -> [PlanProblem] {
        var misfits: [Int: Area] = [:]
        for piece in state.pieces {
            guard let row = piece.parcel, let action = plan.parcels[row].action,
                !fits(action, piece.before)
            else { continue }
            misfits[row, default: .zero] += piece.gross
        }
        var problems = misfits.sorted { $0.key < $1.key }.compactMap { row, area in
            plan.parcels[row].action.map {
                PlanProblem(.actionDoesNotFitLand($0, area), parcel: plan.parcels[row].id)
            }
        }
        for (parcel, area) in zip(plan.parcels, parcelAreas) {
            guard let declared = parcel.declaredArea, (declared - area).magnitude > tolerance
            else { continue }
            problems.append(
                PlanProblem(
                    .declaredAreaDiffers(declared: declared, measured: area), parcel: parcel.id))
        }
        return problems
    }

    private static func fits(_ action: PlanAction, _ before: LandClass) -> Bool {
        switch action {
        case .reclaim: !before.isCultivated
        case .upgrade, .withdraw: before.isCultivated
        case .dryToPaddy: before.isCultivated && before.parent != "0101"
        case .vacate: before.threeWay == .construction
        case .newConstruction: before.threeWay != .construction
        case .pbfIn, .pbfOut: true
        }
    }
}
