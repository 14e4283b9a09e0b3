/// Matches the edges of one tile: how often each occurs in either direction (open addressing).
struct EdgeTable {
    /// How often an edge occurs from its lesser to its greater end, and back.
    struct Count: Equatable {
        var forward: Int32
        var backward: Int32

        /// The common border of two shapes on opposite sides.
        static let matched = Count(forward: 1, backward: 1)
    }

    private struct Key: Equatable {
        var low: UInt64
        var high: UInt64
    }

    /// 1 + the number of the key in each slot; 0 in a free one.
    private var slots: [Int32]
    private var keys: [Key]
    private var counts: [Count]
    /// The key of each edge of the run.
    private var keyOfEdge: [Int32]
    /// How many different edges the last run held.
    private(set) var keyCount = 0

    /// - Parameter edges: the longest run.
    init(capacity edges: Int) {
        slots = [Int32](repeating: 0, count: Self.slotCount(edges))
        keys = [Key](repeating: Key(low: 0, high: 0), count: edges)
        counts = [Count](repeating: .matched, count: edges)
        keyOfEdge = [Int32](repeating: 0, count: edges)
    }

    /// A power of two with room for twice the edges.
    private static func slotCount(_ edges: Int) -> Int {
        1 << (Int.bitWidth - max(8, 2 * edges - 1).leadingZeroBitCount)
    }

    /// The occurrences of the edge at a position of the last run.
    func count(at position: Int) -> Count { counts[Int(keyOfEdge[position])] }

    /// Counts a run of edges; how many different ones are no common border of two shapes.
    ///
    /// Safety: an edge of the run is the position of its first point, the next point its end.
    mutating func match(
        _ run: UnsafeBufferPointer<Int32>, _ points: UnsafeBufferPointer<GridPoint>
    ) -> Int {
        let slotCount = Self.slotCount(run.count)
        let shift = UInt64(slotCount.leadingZeroBitCount + 1)
        let mask = slotCount - 1
        var (filled, open) = (0, 0)
        slots.withUnsafeMutableBufferPointer { slots in
            keys.withUnsafeMutableBufferPointer { keys in
                counts.withUnsafeMutableBufferPointer { counts in
                    keyOfEdge.withUnsafeMutableBufferPointer { keyOfEdge in
                        slots[..<slotCount].update(repeating: 0)
                        for position in run.indices {
                            let edge = Int(run[position])
                            let (from, to) = (points[edge].packed, points[edge + 1].packed)
                            let isForward = from < to
                            let key = Key(low: min(from, to), high: max(from, to))
                            var slot = Int(truncatingIfNeeded: Self.digest(key) >> shift)
                            while slots[slot] != 0, keys[Int(slots[slot]) - 1] != key {
                                slot = (slot + 1) & mask
                            }
                            let place: Int
                            if slots[slot] == 0 {
                                place = filled
                                filled += 1
                                slots[slot] = Int32(truncatingIfNeeded: filled)
                                keys[place] = key
                                counts[place] = Count(forward: 0, backward: 0)
                                open += 1
                            } else {
                                place = Int(slots[slot]) - 1
                            }
                            keyOfEdge[position] = Int32(truncatingIfNeeded: place)
                            let old = counts[place]
                            let new = Count(
                                forward: old.forward &+ (isForward ? 1 : 0),
                                backward: old.backward &+ (isForward ? 0 : 1))
                            counts[place] = new
                            open += (old == .matched ? 1 : 0) - (new == .matched ? 1 : 0)
                        }
                    }
                }
            }
        }
        keyCount = filled
        return open
    }

    /// Well mixed in its high bits.
    @inline(__always)
    private static func digest(_ key: Key) -> UInt64 {
        let mixed = (key.low &* 0x9E37_79B9_7F4A_7C15) ^ (key.high &* 0xC2B2_AE3D_27D4_EB4F)
        return (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
    }
}
