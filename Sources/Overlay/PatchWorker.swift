import Geometry

/// Tabulates patches one after another; one per thread.
///
/// Safety: each worker is used by one thread at a time; the prepared zones it reads do not change.
final class PatchWorker: @unchecked Sendable {
    private let zones: PreparedZones
    private let includesOutside: Bool
    private let rings: IntegerRings
    private let scanners: [IncidenceScanner]
    private let sums: [PairSums]
    private var incidences: [Incidence]
    private let combiner: ZoneCombiner?
    private var key: [Int32]

    /// - Parameter capacity: the most entries the rings of one patch can take.
    init(zones: PreparedZones, capacity: Int, includesOutside: Bool) {
        self.zones = zones
        self.includesOutside = includesOutside
        rings = IntegerRings(capacity: capacity, grid: zones.grid, curve: zones.curve)
        scanners = zones.indexes.map { IncidenceScanner(index: $0) }
        sums = zones.featureCounts.map { PairSums(featureCount: $0) }
        incidences = zones.indexes.map { _ in Incidence() }
        key = [Int32](repeating: -1, count: zones.indexes.count)
        combiner = zones.arrangement.map {
            ZoneCombiner(arrangement: $0, includesOutside: includesOutside)
        }
    }

    /// Adds the rows of a patch.
    func tabulate(_ patch: Int, of layer: PolygonLayer, into rows: inout RowStore) {
        rings.removeAll()
        rings.append(patch, of: layer)
        let whole = rings.twiceArea
        rows.wholes.append(whole)
        rows.counts.patchEdges += rings.entryCount - rings.ringCount
        if rings.ringCount == 0 { return }
        var divided = 0
        var divider = 0
        for n in scanners.indices {
            scanners[n].scan(rings, into: &incidences[n])
            rows.counts.crossings += incidences[n].crossings.count
            if let zone = incidences[n].soleZone {
                key[n] = zone
            } else {
                divided += 1
                divider = n
            }
        }
        let patch = Int32(truncatingIfNeeded: patch)
        if divided == 0 {
            list(patch, whole, 0, into: &rows)
        } else if divided == 1 {
            divide(patch, by: divider, whole, into: &rows)
        } else if let combiner {
            rows.counts.combinedPatches += 1
            combiner.combine(patch, rings, incidences, into: &rows)
        }
    }

    /// Lists a row under the present key unless it lies outside and such rows are not wanted.
    @inline(__always)
    private func list(_ patch: Int32, _ value: Int64, _ crossings: Int, into rows: inout RowStore) {
        guard includesOutside || !key.contains(-1) else { return }
        rows.append(patch: patch, key: key, value: value, crossings: crossings)
    }

    /// The rows of a patch that only one layer divides; in the others it lies in one zone each.
    private func divide(
        _ patch: Int32, by layer: Int, _ whole: Int64, into rows: inout RowStore
    ) {
        let sums = sums[layer]
        sums.collect(incidences[layer], stream: rings, zone: zones.indexes[layer].rings)
        var rest = whole
        for zone in sums.touched {
            let value = sums.value(zone)
            rest &-= value.twice
            key[layer] = zone
            list(patch, value.twice, value.crossings, into: &rows)
        }
        if includesOutside {
            key[layer] = -1
            list(patch, rest, incidences[layer].crossings.count, into: &rows)
        }
    }
}
