import Geometry

/// Finds features with the same shape, wherever their rings begin and whichever way they run.
struct DuplicateShapes {
    /// Groups of two or more rows with one shape, by their first row.
    private(set) var groups: [[Int]] = []
    /// Every row of a group but its first.
    private(set) var copies: Set<Int> = []

    /// - Parameter rows: those that come into question, ascending.
    init(_ shapes: GridShapes, among rows: [Int]) {
        var byDigest: [UInt64: [Int]] = [:]
        for row in rows where !shapes.boxes[row].isEmpty {
            byDigest[Self.digest(shapes, row), default: []].append(row)
        }
        for rows in byDigest.values where rows.count > 1 {
            var left = rows
            while let first = left.first {
                let outline = Self.outline(shapes, first)
                let same = left.filter { $0 == first || Self.outline(shapes, $0) == outline }
                if same.count > 1 {
                    groups.append(same)
                    copies.formUnion(same.dropFirst())
                }
                left.removeAll { same.contains($0) }
            }
        }
        groups.sort { $0[0] < $1[0] }
    }

    /// A sum over rings and edges, so that neither order nor starting vertex matters.
    private static func digest(_ shapes: GridShapes, _ row: Int) -> UInt64 {
        var sum: UInt64 = 0
        for ring in shapes.rings(ofFeature: row) {
            shapes.forEachEdge(ofRing: ring) { a, b in
                var z = (a.packed &* 0x9E37_79B9_7F4A_7C15) ^ (b.packed &+ 0x632B_E59B_D9B4_E019)
                z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
                sum &+= z ^ (z >> 27)
            }
        }
        return sum
    }

    /// The directed edges, sorted: equal for equal shapes.
    private static func outline(_ shapes: GridShapes, _ row: Int) -> [UInt64] {
        shapes.edges(ofFeature: row)
            .map { ($0.from.packed, $0.to.packed) }
            .sorted { $0 < $1 }
            .flatMap { [$0.0, $0.1] }
    }
}
