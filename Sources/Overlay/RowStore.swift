/// Rows of some patches, in the order of the patches, and what was dropped from them.
struct RowStore: Sendable {
    let layerCount: Int
    /// Twice the smallest area listed.
    let threshold: Int64
    var patches: [Int32] = []
    var zones: [Int32] = []
    var twice: [Int64] = []
    var wholes: [Int64] = []
    var dropped: Int64 = 0
    var counts = Tabulation.Counts()

    init(layerCount: Int, threshold: Int64) {
        self.layerCount = layerCount
        self.threshold = threshold
    }

    /// Lists a row, or drops it when it is not above the rounding of its crossings or too small.
    mutating func append(
        patch: Int32, key: UnsafeBufferPointer<Int32>, value: Int64, crossings: Int
    ) {
        let size = value.magnitude
        guard size > UInt64(crossings), size >= UInt64(max(threshold, 0)) else {
            dropped &+= value
            return
        }
        patches.append(patch)
        for zone in key { zones.append(zone) }
        twice.append(value)
        if value < 0 { counts.negativeRows += 1 }
    }

    mutating func reserve(rows: Int, patches count: Int) {
        patches.reserveCapacity(rows)
        zones.reserveCapacity(rows * layerCount)
        twice.reserveCapacity(rows)
        wholes.reserveCapacity(count)
    }

    mutating func append(_ other: RowStore) {
        patches += other.patches
        zones += other.zones
        twice += other.twice
        wholes += other.wholes
        dropped &+= other.dropped
        counts.patchEdges += other.counts.patchEdges
        counts.crossings += other.counts.crossings
        counts.combinedPatches += other.counts.combinedPatches
        counts.negativeRows += other.counts.negativeRows
    }
}
