public import Geometry

/// The overlaps of the features of one layer with each other, and of features with themselves (图形重叠).
public struct SelfOverlaps: Equatable, Sendable {
    /// Two features that cover the same ground.
    public struct Overlap: Equatable, Sendable {
        /// The lower feature number.
        public let first: Int
        /// The higher feature number; the same as `first` for a feature that overlaps itself.
        public let second: Int
        /// Twice the overlapping area, in grid units.
        public let twice: Int64
    }

    /// The grid on which the areas were computed.
    public let grid: OverlayGrid
    /// All overlaps, by first and second feature.
    public let overlaps: [Overlap]

    /// The area of an overlap in m² (square plane units for ``OverlayMetric/planar``).
    public func area(of overlap: Overlap) -> Double { grid.area(twice: overlap.twice) }
}

/// Every pair of features of a layer that overlap, with the exact area.
///
/// The layer is overlaid with itself, moved infinitesimally: shared borders and touching vertices
/// give nothing. A feature is listed with itself when its rings wind more than once (or in the
/// wrong sense, such as a hole outside its exterior) about some ground: the area is then
/// ∫ w (w − 1) / 2, the ground covered twice.
///
/// - Throws: ``OverlayError``.
public func selfOverlaps(
    of layer: PolygonLayer, metric: OverlayMetric, threads: Int = 1
) throws(OverlayError) -> SelfOverlaps {
    let prepared = try PreparedZones(
        a: PolygonLayer(), zones: [layer], metric: metric, threads: threads)
    let size = max(1, min(256, layer.featureCount / (max(1, threads) * 16)))
    let pieces = (layer.featureCount + size - 1) / size
    let capacity = LayerPointers.with(layer) { $0.largestFeature }
    let workers = (0..<max(1, min(threads, pieces))).map { _ in
        OverlapWorker(zones: prepared, capacity: capacity)
    }
    let results = PieceResults<[SelfOverlaps.Overlap]>(count: pieces)
    ParallelChunks.run(pieces: pieces, threads: threads) { worker, piece in
        var found: [SelfOverlaps.Overlap] = []
        for feature in (piece * size)..<min((piece + 1) * size, layer.featureCount) {
            workers[worker].collect(feature, of: layer, into: &found)
        }
        results.store(found, piece: piece)
    }
    return SelfOverlaps(grid: prepared.grid, overlaps: results.inOrder.flatMap(\.self))
}

/// Finds the overlaps of features with later features; one per thread.
///
/// Safety: each worker is used by one thread at a time; the prepared layer it reads does not change.
private final class OverlapWorker: @unchecked Sendable {
    private let rings: IntegerRings
    private let index: BlockIndex
    private let scanner: IncidenceScanner
    private let sums: PairSums
    private let incidence = Incidence()

    init(zones: PreparedZones, capacity: Int) {
        rings = IntegerRings(
            capacity: capacity, role: .streamed, grid: zones.grid, curve: zones.curve)
        index = zones.indexes[0]
        scanner = IncidenceScanner(index: index)
        sums = PairSums(featureCount: zones.featureCounts[0])
    }

    func collect(
        _ feature: Int, of layer: PolygonLayer, into found: inout [SelfOverlaps.Overlap]
    ) {
        rings.removeAll()
        rings.append(feature, of: layer)
        if rings.ringCount == 0 { return }
        scanner.scan(rings, into: incidence)
        sums.collect(incidence, stream: rings, zone: index.rings)
        for zone in sums.touched where Int(zone) >= feature {
            let value = sums.value(zone)
            var (twice, rounding) = (value.twice, Int64(value.crossings))
            if Int(zone) == feature {
                twice = (twice &- rings.twiceArea) / 2
                rounding = rounding / 2 + 1
            }
            if twice > rounding {
                found.append(
                    SelfOverlaps.Overlap(first: feature, second: Int(zone), twice: twice))
            }
        }
    }
}
