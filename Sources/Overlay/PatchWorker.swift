import COverlayKernels
import Geometry

/// Tabulates patches one after another; one per thread.
///
/// Safety: each worker is used by one thread at a time; the prepared zones it reads do not change.
final class PatchWorker: @unchecked Sendable {
    private let includesOutside: Bool
    private let rings: IntegerRings
    private let layers: [Layer]
    private let combiner: ZoneCombiner?
    private let incidences: [Incidence]
    /// The zone of each layer in the row being made.
    private let key: FixedBuffer<Int32>

    /// What a worker keeps for one zone layer.
    private final class Layer {
        let zone: IntegerRings
        let scanner: IncidenceScanner
        let sums: PairSums
        let incidence = Incidence()

        init(index: BlockIndex, featureCount: Int, kernels: UnsafePointer<overlay_kernels>?) {
            zone = index.rings
            scanner = IncidenceScanner(index: index, kernels: kernels)
            sums = PairSums(featureCount: featureCount)
        }
    }

    /// - Parameter capacity: the most entries the rings of one patch can take.
    init(zones: PreparedZones, capacity: Int, includesOutside: Bool) {
        self.includesOutside = includesOutside
        let kernels = zones.codePath.kernels
        rings = IntegerRings(
            capacity: capacity, grid: zones.grid, curve: zones.curve, kernels: kernels)
        layers = zip(zones.indexes, zones.featureCounts).map { index, count in
            Layer(index: index, featureCount: count, kernels: kernels)
        }
        incidences = layers.map(\.incidence)
        key = FixedBuffer(count: layers.count, repeating: -1)
        combiner = zones.arrangement.map {
            ZoneCombiner(arrangement: $0, includesOutside: includesOutside)
        }
    }

    /// Adds the rows of a patch by combination of zones.
    func tabulate(_ patch: Int, of layer: LayerPointers, into rows: inout RowStore) {
        let whole = read(patch, of: layer, into: &rows)
        if rings.ringCount == 0 { return }
        var divided = 0
        var divider = 0
        for n in 0..<layers.count {
            let layer = layers[n]
            let incidence = layer.incidence
            layer.scanner.scan(rings, into: incidence)
            rows.counts.crossings += incidence.crossings.count
            if let zone = incidence.soleZone {
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
            divide(patch, by: layers[divider], keyAt: divider, whole, into: &rows)
        } else if let combiner {
            rows.counts.combinedPatches += 1
            combiner.combine(patch, rings, incidences, into: &rows)
        }
    }

    /// Adds the rows of a patch to a table for each layer.
    func tabulateEach(_ patch: Int, of layer: LayerPointers, into tables: inout [RowStore]) {
        let whole = read(patch, of: layer, into: &tables[0])
        for n in 1..<tables.count {
            tables[n].wholes.append(whole)
            tables[n].counts.patchEdges = tables[0].counts.patchEdges
        }
        if rings.ringCount == 0 { return }
        let patch = Int32(truncatingIfNeeded: patch)
        for n in 0..<layers.count {
            let layer = layers[n]
            let incidence = layer.incidence
            layer.scanner.scan(rings, into: incidence)
            tables[n].counts.crossings += incidence.crossings.count
            if let zone = incidence.soleZone {
                key[0] = zone
                list(patch, whole, 0, width: 1, into: &tables[n])
            } else {
                divide(patch, by: layer, keyAt: 0, whole, width: 1, into: &tables[n])
            }
        }
    }

    /// Reads the rings of a patch; returns twice its area.
    private func read(_ patch: Int, of layer: LayerPointers, into rows: inout RowStore) -> Int64 {
        rings.removeAll()
        rings.append(patch, of: layer)
        let whole = rings.twiceArea
        rows.wholes.append(whole)
        rows.counts.patchEdges += rings.entryCount - rings.ringCount
        return whole
    }

    /// Lists a row under the present key unless it lies outside and such rows are not wanted.
    @inline(__always)
    private func list(
        _ patch: Int32, _ value: Int64, _ crossings: Int, width: Int? = nil,
        into rows: inout RowStore
    ) {
        let zones = UnsafeBufferPointer(start: key.base, count: width ?? key.count)
        guard includesOutside || !zones.contains(-1) else { return }
        rows.append(patch: patch, key: zones, value: value, crossings: crossings)
    }

    /// The rows of a patch that only one layer divides; in the others it lies in one zone each.
    private func divide(
        _ patch: Int32, by layer: Layer, keyAt place: Int, _ whole: Int64, width: Int? = nil,
        into rows: inout RowStore
    ) {
        let sums = layer.sums
        sums.collect(layer.incidence, stream: rings, zone: layer.zone)
        var rest = whole
        for zone in sums.touched {
            let value = sums.value(zone)
            rest &-= value.twice
            key[place] = zone
            list(patch, value.twice, value.crossings, width: width, into: &rows)
        }
        if includesOutside {
            key[place] = -1
            list(patch, rest, layer.incidence.crossings.count, width: width, into: &rows)
        }
    }
}
