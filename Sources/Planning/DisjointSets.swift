/// Sets that only ever grow together (union-find with path halving).
struct DisjointSets: Sendable {
    private var parent: [Int32]

    init(count: Int) {
        parent = (0..<Int32(count)).map { $0 }
    }

    mutating func find(_ element: Int) -> Int {
        var at = Int32(element)
        while parent[Int(at)] != at {
            parent[Int(at)] = parent[Int(parent[Int(at)])]
            at = parent[Int(at)]
        }
        return Int(at)
    }

    /// Joins two sets; the smaller number stays the root, so that results have a stable order.
    mutating func join(_ one: Int, _ other: Int) {
        let a = find(one)
        let b = find(other)
        if a < b { parent[b] = Int32(a) } else if b < a { parent[a] = Int32(b) }
    }
}
