import Geometry
import LandModel

/// Pieces of one kind of land dissolved where they share a border (融合图斑).
///
/// Two pieces are one patch when they share a stretch of border; contact in a point does not
/// count, and a road or ditch between them keeps them apart. Neighbours need not share vertices:
/// a vertex within 0.71 grid units (0.07 mm) of a neighbour's border counts as lying on it.
struct DissolvedPatches: Sendable {
    /// Recorded area of each patch.
    private(set) var areas: [Area] = []
    /// Length of the border of each patch, holes included, in metres of the Gauss plane (within
    /// 0.03 % of the length on the ellipsoid inside a 3-degree zone).
    private(set) var perimeters: [Double] = []
    /// The patch of each piece; -1 for a piece that is not of the kind.
    private(set) var patchOf: [Int]
    /// The borders of the patches: segments that have a piece on one side only.
    private let borders: NodedBorders
    private let grid: WorkingGrid
    /// The patch of each border segment; -1 for one that lies inside a patch.
    private var patchOfBorder: [Int] = []

    var count: Int { areas.count }

    /// - Parameters:
    ///   - shapes: all pieces, in the plane of the grid.
    ///   - areas: recorded area of each piece.
    ///   - isMember: which pieces are of the kind.
    init(
        _ shapes: PolygonLayer, areas pieceAreas: [Area], grid: WorkingGrid,
        isMember: (Int) -> Bool
    ) throws(PlanningError) {
        self.grid = grid
        var segments = BorderSegments(grid: grid)
        var sets = DisjointSets(count: shapes.featureCount)
        let members = (0..<shapes.featureCount).filter(isMember)
        for piece in members {
            segments.append(feature: piece, of: shapes, key: Int32(piece))
        }
        segments.dropShared { sets.join(Int($0), Int($1)) }
        borders = try NodedBorders(segments)
        for segment in 0..<borders.count {
            let run = borders.run(segment)
            for entry in run.dropFirst() {
                sets.join(
                    Int(borders.entries[run.lowerBound].key), Int(borders.entries[entry].key))
            }
        }
        patchOf = [Int](repeating: -1, count: shapes.featureCount)
        for piece in members {
            let root = sets.find(piece)
            if patchOf[root] < 0 {
                patchOf[root] = areas.count
                areas.append(.zero)
            }
            patchOf[piece] = patchOf[root]
            areas[patchOf[piece]] += pieceAreas[piece]
        }
        measureBorders()
    }

    private mutating func measureBorders() {
        perimeters = [Double](repeating: 0, count: areas.count)
        patchOfBorder = [Int](repeating: -1, count: borders.count)
        for segment in 0..<borders.count {
            let run = borders.run(segment)
            // Pieces on both sides make it an inner border.
            let sides = run.reduce(0) { $0 + Int(borders.entries[$1].delta) }
            guard sides != 0 else { continue }
            let patch = patchOf[Int(borders.entries[run.lowerBound].key)]
            patchOfBorder[segment] = patch
            let s = borders.entries[run.lowerBound]
            let dx = Double(s.bx) - Double(s.ax)
            let dy = Double(s.by) - Double(s.ay)
            perimeters[patch] += (dx * dx + dy * dy).squareRoot() / grid.unitsPerMetre
        }
    }

    /// Pairs of different patches whose borders come within a distance, each once.
    ///
    /// - Parameter isSettled: pairs for which nothing more need be known; asked before measuring.
    func forEachNeighbour(
        within metres: Double, isSettled: (Int, Int) -> Bool, _ body: (Int, Int) -> Void
    ) {
        let reach = metres * grid.unitsPerMetre
        let index = SegmentIndex(
            borders, reach: Int(reach / 2) + 2, smallestCell: Int(reach) + 1)
        index.forEachCell { members in
            for (position, first) in members.enumerated() {
                let one = patchOfBorder[Int(first)]
                guard one >= 0 else { continue }
                for second in members[(members.startIndex + position + 1)...] {
                    let other = patchOfBorder[Int(second)]
                    guard other >= 0, other != one, !isSettled(one, other) else { continue }
                    let s = borders.shape(Int(first))
                    let t = borders.shape(Int(second))
                    if SegmentDistance.squared(s, t) <= reach * reach { body(one, other) }
                }
            }
        }
    }
}
