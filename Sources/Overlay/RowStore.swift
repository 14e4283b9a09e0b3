/// Rows of some patches, in the order of the patches, and what was dropped from them.
struct RowStore: Sendable {
    let layerCount: Int
    /// Twice the smallest area listed.
    let threshold: Int64
    var patches: [Int32] = []
    var zones: [Int32] = []
    var twice: [Int64] = []
    var dropped: Int64 = 0
    /// Twice the area of all patches that were measured.
    var measured: Int64 = 0
    var counts = Tabulation.Counts()

    /// The number of rows.
    var count: Int { patches.count }

    init(layerCount: Int, threshold: Int64) {
        self.layerCount = layerCount
        self.threshold = threshold
    }

    /// Counts a patch that was measured.
    mutating func book(_ whole: Int64, edges: Int, crossings: Int) {
        measured &+= whole
        counts.patchEdges += edges
        counts.crossings += crossings
    }

    /// Lists a row of one layer, or drops it when it is not above the rounding of its crossings or too small.
    @inline(__always)
    mutating func append(patch: Int32, zone: Int32, value: Int64, crossings: Int) {
        withUnsafePointer(to: zone) {
            append(
                patch: patch, key: UnsafeBufferPointer(start: $0, count: 1), value: value,
                crossings: crossings)
        }
    }

    /// Lists a row, or drops it when it is not above the rounding of its crossings or too small.
    @inline(__always)
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

    mutating func reserve(rows: Int) {
        patches.reserveCapacity(rows)
        zones.reserveCapacity(rows * layerCount)
        twice.reserveCapacity(rows)
    }

    /// Copies some rows to places in other arrays.
    func copy(
        _ rows: Range<Int>, _ toPatches: UnsafeMutablePointer<Int32>,
        _ toZones: UnsafeMutablePointer<Int32>, _ toTwice: UnsafeMutablePointer<Int64>
    ) {
        patches.withUnsafeBufferPointer { own in
            guard let own = own.baseAddress else { return }
            toPatches.initialize(from: own + rows.lowerBound, count: rows.count)
        }
        zones.withUnsafeBufferPointer { own in
            guard let own = own.baseAddress else { return }
            toZones.initialize(
                from: own + rows.lowerBound * layerCount, count: rows.count * layerCount)
        }
        twice.withUnsafeBufferPointer { own in
            guard let own = own.baseAddress else { return }
            toTwice.initialize(from: own + rows.lowerBound, count: rows.count)
        }
    }

    /// Adds what another dropped and counted.
    mutating func addCounts(of other: RowStore) {
        dropped &+= other.dropped
        measured &+= other.measured
        counts.patchEdges += other.counts.patchEdges
        counts.crossings += other.counts.crossings
        counts.combinedPatches += other.counts.combinedPatches
        counts.negativeRows += other.counts.negativeRows
    }
}
