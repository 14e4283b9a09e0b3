import Geometry
import LandModel

/// Sums over the pieces of the consolidation area by one or two control layers.
enum ControlSums {
    /// Recorded area that lies in the priority areas.
    static func inside(
        _ zones: ControlShapes.Shaped, _ state: AfterState, _ ground: PlanGround
    ) throws(PlanningError) -> Area {
        try PieceTabulation(state, ground, by: [zones.shapes], named: zones.layer.name)
            .parts.reduce(.zero) { $1.zones[0] >= 0 ? $0 + $1.gross : $0 }
    }

    /// Net area that only one of two layers covers (底数差): what one has too much and the other
    /// too little does not cancel.
    static func difference(
        _ one: ControlShapes.Shaped, _ other: ControlShapes.Shaped, _ state: AfterState,
        _ ground: PlanGround
    ) throws(PlanningError) -> Area {
        try PieceTabulation(
            state, ground, by: [one.shapes, other.shapes], named: other.layer.name
        ).parts.reduce(.zero) {
            ($1.zones[0] >= 0) != ($1.zones[1] >= 0) ? $0 + $1.netBefore : $0
        }
    }

    /// Recorded area whose owner changes (QSDWDM differs) between two layers of tenure.
    static func ownerChanged(
        _ before: ControlShapes.Shaped, _ after: ControlShapes.Shaped, _ state: AfterState,
        _ ground: PlanGround
    ) throws(PlanningError) -> Area {
        let owners = try [before, after].map { shaped throws(PlanningError) in
            guard let column = shaped.layer.column("QSDWDM") else {
                throw .missingField(layer: shaped.layer.name, field: "QSDWDM")
            }
            return column
        }
        return try PieceTabulation(
            state, ground, by: [before.shapes, after.shapes], named: after.layer.name
        ).parts.reduce(.zero) { sum, part in
            guard part.zones[0] >= 0, part.zones[1] >= 0 else { return sum }
            return owners[0].text(part.zones[0]) == owners[1].text(part.zones[1])
                ? sum : sum + part.gross
        }
    }

    /// Basic farmland replaced in another township than the one it was taken from, net.
    ///
    /// Of every township the balance of out and in is struck; what some lack and others have too
    /// much has moved. A gain beyond the replacement has moved nowhere.
    static func movedBetweenTownships(
        _ state: AfterState, _ ground: PlanGround, out: PolygonLayer, added: PolygonLayer,
        farmland: ControlShapes.Shaped, townships: ControlShapes.Shaped
    ) throws(PlanningError) -> Area {
        let table = try PieceTabulation(
            state, ground, by: [farmland.shapes, out, added, townships.shapes],
            named: townships.layer.name)
        var balance: [Int: Area] = [:]
        for part in table.parts {
            let isFarmland = part.zones[0] >= 0
            let goesOut = part.zones[1] >= 0
            if isFarmland, goesOut { balance[part.zones[3], default: .zero] -= part.netBefore }
            if part.zones[2] >= 0, !isFarmland || goesOut {
                balance[part.zones[3], default: .zero] += part.netAfter
            }
        }
        let lacking = balance.values.reduce(Area.zero) { $1 < .zero ? $0 - $1 : $0 }
        let surplus = balance.values.reduce(Area.zero) { $1 > .zero ? $0 + $1 : $0 }
        return min(lacking, surplus)
    }
}
