import Geometry

/// Everything about the zone layers that the threads share while patches stream by.
final class PreparedZones: Sendable {
    let grid: OverlayGrid
    let curve: MetricCurve
    let indexes: [BlockIndex]
    let featureCounts: [Int]
    /// How the zone layers lie to each other; nil for one layer.
    let arrangement: ZoneArrangement?
    let phases: [Tabulation.Phase]

    /// - Parameter a: the layer to be streamed, which the grid must hold too.
    init(
        a: PolygonLayer, zones: [PolygonLayer], metric: OverlayMetric, threads: Int
    ) throws(OverlayError) {
        var clock = PhaseClock()
        var extent = JobExtent()
        for (number, layer) in ([a] + zones).enumerated() {
            try extent.include(layer, number: number, inDegrees: metric == .ellipsoidal)
        }
        grid = try OverlayGrid(extent: extent, metric: metric)
        curve = MetricCurve(grid: grid, extent: extent)
        clock.end("grid")
        let (grid, curve) = (grid, curve)
        let built = PieceResults<BlockIndex>(count: zones.count)
        ParallelChunks.run(pieces: zones.count, threads: threads) { _, n in
            let rings = IntegerRings(layer: zones[n], grid: grid, curve: curve)
            built.store(BlockIndex(rings: rings), piece: n)
        }
        indexes = built.inOrder
        featureCounts = zones.map(\.featureCount)
        clock.end("index")
        if zones.count > 1 {
            arrangement = ZoneArrangement(
                indexes: indexes, layers: zones, grid: grid, curve: curve, threads: threads)
            clock.end("arrangement")
        } else {
            arrangement = nil
        }
        phases = clock.phases
    }
}
