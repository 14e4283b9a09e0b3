import COverlayKernels
import Geometry

/// Everything about the zone layers that the threads share while patches stream by.
final class PreparedZones: Sendable {
    let grid: OverlayGrid
    let curve: MetricCurve
    let codePath: CodePath
    let indexes: [BlockIndex]
    let featureCounts: [Int]
    /// How the zone layers lie to each other; nil for one layer or when they are not combined.
    let arrangement: ZoneArrangement?
    let phases: [Tabulation.Phase]

    /// - Parameters:
    ///   - a: the layer to be streamed, which the grid must hold too.
    ///   - isCombined: whether combinations of zones of several layers are asked for; otherwise all layers share one index.
    init(
        a: PolygonLayer, zones: [PolygonLayer], metric: OverlayMetric, threads: Int,
        isCombined: Bool = true, codePath: CodePath = .fastest, edgesPerCell: Int = 12
    ) throws(OverlayError) {
        var clock = PhaseClock()
        var extent = JobExtent()
        try extent.include(a, as: .divided, inDegrees: metric == .ellipsoidal)
        for (number, layer) in zones.enumerated() {
            try extent.include(layer, as: .zone(number), inDegrees: metric == .ellipsoidal)
        }
        grid = try OverlayGrid(extent: extent, metric: metric)
        curve = MetricCurve(grid: grid, extent: extent)
        self.codePath = codePath
        clock.end("grid")
        let (grid, curve) = (grid, curve)
        let load = Self.load(a, grid)
        indexes = (isCombined ? zones.map { [$0] } : [zones]).map { layers in
            BlockIndex(
                rings: IntegerRings(
                    zones: layers, grid: grid, curve: curve, threads: threads,
                    kernels: codePath.kernels), threads: threads, edgesPerCell: edgesPerCell,
                load: load)
        }
        featureCounts = indexes.map { $0.rings.parts.reduce(0) { $0 + $1.features.count } }
        clock.end("index")
        if zones.count > 1, isCombined {
            arrangement = ZoneArrangement(
                indexes: indexes, layers: zones, grid: grid, curve: curve, threads: threads)
            clock.end("arrangement")
        } else {
            arrangement = nil
        }
        phases = clock.phases
    }

    /// The number of patches, and the side of the square of which each would have one if they filled their box.
    private static func load(_ a: PolygonLayer, _ grid: OverlayGrid) -> BlockIndex.Load {
        let box = a.extents.box
        guard a.featureCount > 0, !box.isEmpty else { return BlockIndex.Load() }
        let share = (box.width * box.height / Double(a.featureCount)).squareRoot() * grid.scale
        return BlockIndex.Load(count: a.featureCount, side: Int(max(1, share)))
    }
}
