/// Counts directed edges so that an edge and its reverse cancel (open addressing, linear probing).
///
/// What is left over bounds all that is not covered exactly once: the outside, gaps and overlaps. The order of the result
/// does not depend on the process (no seeded hashing).
struct EdgeTally {
    private var low: [UInt64]
    private var high: [UInt64]
    private var net: [Int32]
    private var mask: Int
    private var count = 0

    private static let vacant = UInt64.max

    /// - Parameter edges: about how many edges will be added; it grows when there are more.
    init(capacity edges: Int) {
        var size = 16
        while size < edges * 2 { size *= 2 }
        low = [UInt64](repeating: Self.vacant, count: size)
        high = [UInt64](repeating: 0, count: size)
        net = [Int32](repeating: 0, count: size)
        mask = size - 1
    }

    @inline(__always)
    mutating func add(_ from: GridPoint, _ to: GridPoint, weight: Int32) {
        let (a, b) = (from.packed, to.packed)
        if a < b { insert(a, b, weight) } else { insert(b, a, -weight) }
    }

    @inline(__always)
    private mutating func insert(_ a: UInt64, _ b: UInt64, _ weight: Int32) {
        var slot = Self.slot(a, b) & mask
        while low[slot] != Self.vacant, low[slot] != a || high[slot] != b {
            slot = (slot + 1) & mask
        }
        if low[slot] == Self.vacant {
            low[slot] = a
            high[slot] = b
            count += 1
        }
        net[slot] += weight
        if count * 2 > low.count { grow() }
    }

    private mutating func grow() {
        var larger = EdgeTally(capacity: low.count)
        for slot in low.indices where low[slot] != Self.vacant {
            larger.insert(low[slot], high[slot], net[slot])
        }
        self = larger
    }

    @inline(__always)
    private static func slot(_ a: UInt64, _ b: UInt64) -> Int {
        var z = (a &* 0x9E37_79B9_7F4A_7C15) ^ (b &* 0xC2B2_AE3D_27D4_EB4F)
        z = (z ^ (z >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: z ^ (z >> 32))
    }

    /// The edges that did not cancel, directed so that their weight is positive, in a fixed order.
    func unpaired() -> [WeightedEdge] {
        var out: [WeightedEdge] = []
        for slot in low.indices where net[slot] != 0 {
            let (a, b) = (GridPoint(packed: low[slot]), GridPoint(packed: high[slot]))
            out.append(
                net[slot] > 0
                    ? WeightedEdge(from: a, to: b, weight: net[slot])
                    : WeightedEdge(from: b, to: a, weight: -net[slot]))
        }
        return out.sorted {
            ($0.from.packed, $0.to.packed) < ($1.from.packed, $1.to.packed)
        }
    }
}
