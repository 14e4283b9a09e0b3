/// The shapes whose border does not agree edge by edge with what lies beside it.
///
/// An edge agrees when it is the common border of two shapes on opposite sides, or when it has
/// exactly one shape on its left, none on its right and meets other edges end to end only (the
/// outline, or the side of a gap). The same edges are valid in GEOS's coverage validation without
/// gap width; edges of a shape that crosses itself are judged by its even-odd interior.
struct EdgeMisfits {
    /// The rows with an edge that does not agree, ascending.
    let rows: [Int]

    /// - Parameters:
    ///   - edges: what is left of the layer's edges.
    ///   - unpaired: their sums.
    ///   - plan: the arrangement of the sums.
    init(_ edges: UnmatchedEdges, _ unpaired: [WeightedEdge], _ plan: Arrangement) {
        let bounds = plan.boundsOneShape(unpaired)
        var rows: Set<Int> = []
        for use in edges.uses where !rows.contains(Int(use.row)) {
            if use.onSameSide > 1 {
                rows.insert(Int(use.row))
            } else if use.onOtherSide == 0, let at = Self.position(of: use, in: unpaired),
                !bounds[at]
            {
                rows.insert(Int(use.row))
            }
        }
        self.rows = rows.sorted()
    }

    /// The edge among the sums, which are in order of their ends.
    private static func position(
        of use: UnmatchedEdges.Use, in unpaired: [WeightedEdge]
    ) -> Int? {
        var (low, high) = (0, unpaired.count)
        let wanted = (use.from.packed, use.to.packed)
        while low < high {
            let middle = (low + high) / 2
            if (unpaired[middle].from.packed, unpaired[middle].to.packed) < wanted {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < unpaired.count, unpaired[low].from == use.from, unpaired[low].to == use.to
        else { return nil }
        return low
    }
}

extension Arrangement {
    /// Of each edge given to the initialiser, whether it has one shape on its left and none on its
    /// right, is uncut and does not end inside another edge.
    func boundsOneShape(_ edges: [WeightedEdge]) -> [Bool] {
        var bounds = [Bool](repeating: false, count: edges.count)
        for piece in parent.indices where weight[2 * piece] == 1 {
            let edge = edges[Int(parent[piece])]
            let (left, right) = (Int(cycleOf[2 * piece]), Int(cycleOf[2 * piece + 1]))
            guard cycles[left].winding == 1, cycles[right].winding == 0,
                isUncutNode(origin[2 * piece], at: edge.from),
                isUncutNode(origin[2 * piece + 1], at: edge.to)
            else { continue }
            bounds[Int(parent[piece])] = true
        }
        return bounds
    }

    private func isUncutNode(_ node: Int32, at point: GridPoint) -> Bool {
        !cutsAnEdge[Int(node)] && nodeX[Int(node)] == Int64(point.x) * EdgeCuts.subcells
            && nodeY[Int(node)] == Int64(point.y) * EdgeCuts.subcells
    }
}
