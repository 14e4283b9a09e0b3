import Glibc

/// The integral index of connectivity (IIC) of habitat patches, the ecological index ECO1.
///
/// IIC = Σᵢ Σⱼ aᵢ aⱼ / (1 + nlᵢⱼ) / A², with nl the number of links on the shortest way between
/// two patches and A the area of the landscape (L. Pascual-Hortal and S. Saura, doi
/// 10.1007/s10980-006-0013-z). Patches without a way between them add nothing.
enum ConnectivityIndex {
    /// The index, 0 to 1.
    ///
    /// - Complexity: O(patches × links).
    static func iic(areas: [Double], links: [[Int]], landscape: Double) -> Double {
        guard landscape > 0 else { return 0 }
        var sum = 0.0
        var steps = [Int](repeating: -1, count: areas.count)
        for start in areas.indices {
            var reached = [start]
            steps[start] = 0
            var position = 0
            while position < reached.count {
                let at = reached[position]
                position += 1
                sum += areas[start] * areas[at] / Double(1 + steps[at])
                for other in links[at] where steps[other] < 0 {
                    steps[other] = steps[at] + 1
                    reached.append(other)
                }
            }
            for patch in reached { steps[patch] = -1 }
        }
        return sum / landscape / landscape
    }

    static func links(_ patches: DissolvedPatches, within metres: Double) -> [[Int]] {
        var sets = [Set<Int>](repeating: [], count: patches.count)
        patches.forEachNeighbour(
            within: metres, isSettled: { sets[$0].contains($1) },
            {
                sets[$0].insert($1)
                sets[$1].insert($0)
            })
        return sets.map { $0.sorted() }
    }
}
