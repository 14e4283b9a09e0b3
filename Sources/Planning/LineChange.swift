import Geometry
import LandModel
import Overlay

/// A control line before and after the plan, over its whole extent (三线调整).
struct LineChange: Sendable {
    /// Official area before.
    let before: Area
    /// Official area after; nil when the plan may change the line but does not show how.
    let after: Area?
    /// What lies inside before and outside after; nil likewise.
    let removed: Area?

    /// - Parameter after: the line as the plan would have it; nil when the plan brings none, and
    ///   then the line stays only if the plan states that it leaves the three lines alone.
    init(
        _ ground: PlanGround, before: LandLayer, after: LandLayer?, statedUnchanged: Bool
    ) throws(PlanningError) {
        let old = ground.onEllipsoid(try WorkingGrid.shapes(of: before, in: ground.frame))
        self.before = try Self.covered(ground, before)
        guard let after else {
            self.after = statedUnchanged ? self.before : nil
            removed = statedUnchanged ? .zero : nil
            return
        }
        self.after = try Self.covered(ground, after)
        let new = ground.onEllipsoid(try WorkingGrid.shapes(of: after, in: ground.frame))
        let table = try ground.tabulate(old, by: [new], named: after.name)
        var outside = 0.0
        for row in 0..<table.rowCount
        where table.zones(ofRow: row).first == Tabulation.outside {
            outside += table.area(ofRow: row)
        }
        removed = Area(roundingSquareMetres: outside)
    }

    private static func covered(
        _ ground: PlanGround, _ layer: LandLayer
    ) throws(PlanningError) -> Area {
        let shapes = try WorkingGrid.shapes(of: layer, in: ground.frame)
        return Area(roundingSquareMetres: ground.areas(of: shapes).reduce(0, +))
    }
}

/// Land of the consolidation area that the plan moves out of the red line (红线内土地调出).
struct RedLineMoves: Sendable {
    /// Cultivated land, basic farmland and construction land moved out, recorded.
    private(set) var moved = Area.zero
    /// What of it is terraced or symbiotic; nil without that layer.
    private(set) var terraced: Area?

    init(
        _ state: AfterState, _ ground: PlanGround, _ control: ControlShapes,
        before: ControlShapes.Shaped, after: ControlShapes.Shaped
    ) throws(PlanningError) {
        let farmland = control.farmland
        let terraces = control[.terrace]
        let zones = [before.shapes, after.shapes] + [farmland, terraces].compactMap { $0?.shapes }
        let table = try PieceTabulation(state, ground, by: zones, named: after.layer.name)
        if terraces != nil { terraced = .zero }
        for part in table.parts where part.zones[0] >= 0 && part.zones[1] < 0 {
            let land = state.pieces[part.piece].before
            let isFarmland = farmland != nil && part.zones[2] >= 0
            guard land.isCultivated || land.threeWay == .construction || isFarmland else {
                continue
            }
            moved += part.gross
            if terraces != nil, let last = part.zones.last, last >= 0 {
                terraced = (terraced ?? .zero) + part.gross
            }
        }
    }
}
