/// The pieces of an arrangement by rows, to look from a node to the left.
struct PieceRows {
    private let bottom: Int64
    private let height: Int64
    private var starts: [Int32] = []
    private var members: [Int32] = []

    init(_ plan: Arrangement) {
        let lowest = plan.nodeY.min() ?? 0
        let highest = plan.nodeY.max() ?? 0
        let rows = max(1, Int64(plan.parent.count / 2))
        // Rows no lower than the mean piece, so that pieces lie in few of them.
        let rise = plan.parent.indices.reduce(Int64(0)) { sum, piece in
            sum
                + abs(
                    plan.nodeY[Int(plan.origin[2 * piece])]
                        - plan.nodeY[Int(plan.origin[2 * piece + 1])])
        }
        bottom = lowest
        height = max(1, (highest - lowest) / rows + 1, rise / max(1, Int64(plan.parent.count)))
        var counts = [Int32](repeating: 0, count: Int((highest - lowest) / height) + 2)
        for piece in plan.parent.indices {
            for row in Self.rows(plan, piece, bottom, height) { counts[row + 1] += 1 }
        }
        for row in 1..<counts.count { counts[row] += counts[row - 1] }
        starts = counts
        members = [Int32](repeating: 0, count: Int(counts[counts.count - 1]))
        for piece in plan.parent.indices {
            for row in Self.rows(plan, piece, bottom, height) {
                members[Int(counts[row])] = Int32(piece)
                counts[row] += 1
            }
        }
    }

    private static func rows(
        _ plan: Arrangement, _ piece: Int, _ bottom: Int64, _ height: Int64
    ) -> ClosedRange<Int> {
        let a = plan.nodeY[Int(plan.origin[2 * piece])]
        let b = plan.nodeY[Int(plan.origin[2 * piece + 1])]
        return Int((min(a, b) - bottom) / height)...Int((max(a, b) - bottom) / height)
    }

    /// The nearest half-edge left of a node that has the node's place on its left side.
    func halfEdgeFacing(_ node: Int, otherThan component: Int32, in plan: Arrangement) -> Int? {
        let (x, y) = (plan.nodeX[node], plan.nodeY[node])
        let row = Int((y - bottom) / height)
        var best: Int?
        var bestX = -Double.infinity
        var bestLean = -Double.infinity
        for index in Int(starts[row])..<Int(starts[row + 1]) {
            let half = Int(members[index]) * 2
            let (from, to) = (Int(plan.origin[half]), Int(plan.origin[half + 1]))
            guard (plan.nodeY[from] > y) != (plan.nodeY[to] > y),
                plan.cycles[Int(plan.cycleOf[half])].component != component
            else { continue }
            let share = Double(y - plan.nodeY[from]) / Double(plan.nodeY[to] - plan.nodeY[from])
            let at = Double(plan.nodeX[from]) + Double(plan.nodeX[to] - plan.nodeX[from]) * share
            // The ray runs just above the node: of pieces that start at one height and place, the
            // one that leans farther to the right comes first.
            let lean =
                Double(plan.nodeX[to] - plan.nodeX[from])
                / Double(plan.nodeY[to] - plan.nodeY[from])
            guard at <= Double(x), (at, lean) > (bestX, bestLean) else { continue }
            (bestX, bestLean) = (at, lean)
            // A half-edge that runs down has the east on its left.
            best = plan.nodeY[to] < plan.nodeY[from] ? half : half + 1
        }
        return best
    }
}
