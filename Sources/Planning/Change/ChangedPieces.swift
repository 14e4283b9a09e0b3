import Geometry
import LandModel
import Overlay

/// The pieces of land whose class changed, told apart into drawing noise and change.
struct ChangedPieces {
    /// A piece that changed; its shape is the feature of the same number in ``shapes``.
    struct Piece {
        let beforePatch: Int
        let afterPatch: Int
        let before: LandClass
        let after: LandClass
        let area: Area
    }

    /// The pieces that are not noise.
    private(set) var pieces: [Piece] = []
    /// Their shapes in the plane.
    private(set) var shapes = PolygonLayer()
    /// The table without causes: gross and noise of every cell.
    private(set) var cells: [CellKey: SurveyChange.Cell] = [:]
    /// Land of the first year that the second does not cover, by class.
    private(set) var departed: [LandClass: Area] = [:]

    struct CellKey: Hashable {
        let before: LandClass
        let after: LandClass
    }

    /// Twice the area of each patch that keeps its class, and that had its class already.
    private var keptOfBefore: [Int64]
    private var keptOfAfter: [Int64]

    /// - Throws: ``PlanningError``.
    init(
        _ ground: ChangeGround, tolerance: Double, progress: WorkProgress
    ) throws {
        let table = ground.forth
        keptOfBefore = [Int64](repeating: 0, count: ground.beforeShapes.featureCount)
        keptOfAfter = [Int64](repeating: 0, count: ground.afterShapes.featureCount)
        for row in 0..<table.rowCount where table.zones[row] >= 0 {
            let (patch, zone) = (Int(table.patches[row]), Int(table.zones[row]))
            guard Self.class(ground.before, patch) == Self.class(ground.after, zone) else {
                continue
            }
            keptOfBefore[patch] &+= table.twice[row]
            keptOfAfter[zone] &+= table.twice[row]
        }
        let shares = table.shares(ofStatedHundredths: ground.before.gross.map(\.hundredths))
        let phase = BilingualText(zh: "分析变化图斑", en: "Analysing changed pieces")
        for row in 0..<table.rowCount {
            if row % 1024 == 0 { try progress.advance(phase, row, of: table.rowCount) }
            let area = Area(hundredths: shares[row])
            let before = Self.class(ground.before, Int(table.patches[row]))
            guard table.zones[row] >= 0 else {
                departed[before, default: .zero] += area
                continue
            }
            let after = Self.class(ground.after, Int(table.zones[row]))
            let key = CellKey(before: before, after: after)
            cells[key, default: SurveyChange.Cell(before: before, after: after)].gross += area
            if before != after {
                try divide(row, area, key, ground, tolerance)
            }
        }
        try progress.advance(phase, table.rowCount, of: table.rowCount)
    }

    private static func `class`(_ patches: SurveyPatches, _ patch: Int) -> LandClass {
        patches.classes[patches.classOf[patch]]
    }

    /// Divides a row into its connected pieces.
    private mutating func divide(
        _ row: Int, _ area: Area, _ key: CellKey, _ ground: ChangeGround, _ tolerance: Double
    ) throws(PlanningError) {
        let table = ground.forth
        let (patch, zone) = (Int(table.patches[row]), Int(table.zones[row]))
        // A whole patch of either year has no border that the other year alone knows inside it.
        if table.twice[row] == table.wholeTwice[patch] {
            append(patch, zone, key, area) { $0.appendFeature(patch, of: ground.beforeShapes) }
            return
        }
        if table.grid == ground.back.grid, table.twice[row] == ground.back.wholeTwice[zone] {
            append(patch, zone, key, area) { $0.appendFeature(zone, of: ground.afterShapes) }
            return
        }
        let found = try ChangedPair(
            patch, of: ground.beforeShapes, zone, of: ground.afterShapes, tolerance: tolerance,
            grid: ground.grid
        ).pieces
        // Rounding to the grid can leave a sliver in one overlay that is none in the other.
        guard !found.isEmpty else {
            cells[key]?.noise += area
            return
        }
        let parts = LevelledShares.split(area, by: found.map { Int64($0.area * 1e6) })
        for (piece, part) in zip(found, parts) {
            let twice = Int64(piece.area / table.grid.areaPerTwiceUnit)
            let persists = keptOfBefore[patch] >= twice && keptOfAfter[zone] >= twice
            if piece.isSwept, persists {
                cells[key]?.noise += part
            } else {
                append(patch, zone, key, part) { $0.appendFeature(0, of: piece.shape) }
            }
        }
    }

    private mutating func append(
        _ patch: Int, _ zone: Int, _ key: CellKey, _ area: Area,
        _ addShape: (inout PolygonLayer) -> Void
    ) {
        cells[key]?.pieces += 1
        pieces.append(
            Piece(
                beforePatch: patch, afterPatch: zone, before: key.before, after: key.after,
                area: area))
        addShape(&shapes)
    }
}
