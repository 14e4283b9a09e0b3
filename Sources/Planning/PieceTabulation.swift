import Geometry
import LandModel
import Overlay

/// The pieces of the consolidation area divided further by zone layers, in recorded areas.
///
/// The recorded areas of a piece are shared out over its parts, so the parts of a piece add up to
/// it exactly, whatever the zones cover.
struct PieceTabulation: Sendable {
    /// A part of a piece in one zone of each layer.
    struct Part: Sendable {
        /// Index of the piece.
        let piece: Int
        /// The zone of each layer, -1 for none.
        let zones: [Int]
        let gross: Area
        let netBefore: Area
        let netAfter: Area
    }

    private(set) var parts: [Part] = []

    /// - Parameter zones: plane shapes of the zone layers.
    init(
        _ state: AfterState, _ ground: PlanGround, by zones: [PolygonLayer], named name: String
    ) throws(PlanningError) {
        let patches = ground.patchesOnEllipsoid.selecting(state.inside)
        var layers = [ground.onEllipsoid(state.parcels)]
        if state.isCutByExtent {
            layers.append(ground.onEllipsoid(PlanGround.joined(ground.extent) { _ in true }))
        }
        let own = layers.count
        layers += zones.map { ground.onEllipsoid($0) }
        let table = try ground.tabulate(patches, by: layers, named: name)
        var rowsOf: [Int: [Int]] = [:]
        for row in 0..<table.rowCount where table.twice[row] > 0 {
            let numbers = table.zones(ofRow: row)
            if own == 2, numbers[numbers.startIndex + 1] == Tabulation.outside { continue }
            let patch = ground.near[state.inside[Int(table.patches[row])]]
            let key = AfterState.PieceKey(
                patch: Int32(patch), parcel: numbers[numbers.startIndex])
            guard let piece = state.pieceOf[key] else { continue }
            rowsOf[piece, default: []].append(row)
        }
        for (piece, rows) in rowsOf.sorted(by: { $0.key < $1.key }) {
            let weights = rows.map { table.twice[$0] }
            let whole = state.pieces[piece]
            let gross = LevelledShares.split(whole.gross, by: weights)
            let before = LevelledShares.split(whole.netBefore, by: weights)
            let after = LevelledShares.split(whole.netAfter, by: weights)
            for (index, row) in rows.enumerated() {
                parts.append(
                    Part(
                        piece: piece, zones: table.zones(ofRow: row).dropFirst(own).map(Int.init),
                        gross: gross[index], netBefore: before[index], netAfter: after[index]))
            }
        }
    }
}
