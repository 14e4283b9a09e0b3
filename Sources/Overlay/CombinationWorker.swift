import COverlayKernels
import Geometry

/// Tabulates patches one after another by combination of zones of several layers; one per thread.
///
/// Most patches lie in one zone of a layer or in none, which their boxes tell; only the others are scanned, and
/// only those that can have a row, or are wanted for the books, are put on the grid at all.
///
/// Safety: each worker is used by one thread at a time; the prepared zones it reads do not change.
final class CombinationWorker: @unchecked Sendable {
    private let includesOutside: Bool
    private let booksEveryPatch: Bool
    /// Whether areas on the grid follow from the coordinates one by one.
    private let measuresByCoordinates: Bool
    private let kernels: UnsafePointer<overlay_kernels>?
    private let zones: PreparedZones
    private var rings: IntegerRings
    private let layers: [Layer]
    private let layerCount: Int
    /// The same without reference counts.
    private let unretained: FixedBuffer<Unmanaged<Layer>>
    private let combiner: ZoneCombiner?
    private let incidences: [Incidence]
    /// The zone of each layer in the row being made.
    private let key: FixedBuffer<Int32>
    private let sieve: PatchSieve
    /// For each slot, the only zone of each layer about its patch (−1 for none), or `undecided`.
    private let sole: FixedBuffer<Int32>

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

    init(zones: PreparedZones, options: TabulationOptions) {
        includesOutside = options.includesOutside
        booksEveryPatch = options.includesOutside || options.measuresUntouchedPatches
        sieve = PatchSieve(zones: zones, keepsAll: booksEveryPatch)
        self.zones = zones
        let kernels = zones.codePath.kernels
        self.kernels = kernels
        measuresByCoordinates = zones.curve.isIdentity
        rings = IntegerRings(
            capacity: 1 << 12, role: .streamed, grid: zones.grid, curve: zones.curve,
            kernels: zones.codePath.kernels)
        layers = zip(zones.indexes, zones.featureCounts).map { index, count in
            Layer(index: index, featureCount: count, kernels: kernels)
        }
        unretained = FixedBuffer(layers.map { Unmanaged.passUnretained($0) })
        incidences = layers.map(\.incidence)
        key = FixedBuffer(count: layers.count, repeating: -1)
        layerCount = layers.count
        sole = FixedBuffer(count: PairFinder.slots * layers.count, repeating: BoxSieve.undecided)
        combiner = zones.arrangement.map {
            ZoneCombiner(arrangement: $0, includesOutside: options.includesOutside)
        }
    }

    /// Adds the rows of the patches of a piece.
    ///
    /// - Parameter wholes: gets twice the area of each patch where it is wanted; by patch.
    func tabulate(
        _ piece: Range<Int>, of layer: LayerPointers, into rows: inout RowStore,
        wholes: UnsafeMutablePointer<Int64>
    ) {
        let listed = sieve.list(piece, of: layer)
        PatchLookahead.forEach(
            listed, of: layer, &rings, prepare: { prepare($0, listed, of: layer) }
        ) { patch, slot, rings in
            let whole = tabulate(patch, slot, of: layer, rings, into: &rows)
            if whole != 0 { wholes[patch] = whole }
        }
    }

    // MARK: A piece of patches

    /// Gathers the blocks near a patch to come, and starts loading all that the one before it needs.
    ///
    /// - Returns: the entries that the rings of that one take at most, 0 for none.
    @inline(__always)
    private func prepare(
        _ at: Int, _ listed: PatchSieve.Listed, of layer: LayerPointers
    ) -> Int {
        var next = at &+ PatchLookahead.settling
        if listed.has(next) { settle(next, listed, slot: next % PairFinder.slots) }
        next = at &+ PatchLookahead.coordinates
        guard listed.has(next) else { return 0 }
        let slot = next % PairFinder.slots
        let sole = sole.base + slot * layerCount
        if !booksEveryPatch && isSettledOutside(sole) { return 0 }
        for number in 0..<layerCount where sole[number] == BoxSieve.undecided {
            unretained.base[number]._withUnsafeGuaranteedRef { $0.scanner.prefetch(slot: slot) }
        }
        return layer.prefetch(listed.patch(next))
    }

    // MARK: One patch

    /// Looks at the blocks near a patch where the cells did not tell its sole zone.
    private func settle(_ at: Int, _ listed: PatchSieve.Listed, slot: Int) {
        let sole = sole.base + slot * layerCount
        for number in 0..<layerCount {
            let zone = listed.zone(number, at)
            sole[number] = zone
            if zone == BoxSieve.undecided {
                let box = listed.box(at)
                unretained.base[number]._withUnsafeGuaranteedRef {
                    if let zone = $0.scanner.soleZone(box, slot: slot) { sole[number] = zone }
                }
            }
        }
    }

    /// Whether the patch meets no zone in one of the layers, as far as is known: then no combination has it.
    @inline(__always)
    private func isSettledOutside(_ sole: UnsafePointer<Int32>) -> Bool {
        for number in 0..<layerCount where sole[number] == -1 { return true }
        return false
    }

    /// The area of a patch that no layer divides; nil where its rings must be read to know it.
    @inline(__always)
    private func undividedArea(
        _ patch: Int, _ sole: UnsafePointer<Int32>, of layer: LayerPointers
    ) -> FeatureArea? {
        for number in 0..<layerCount where sole[number] == BoxSieve.undecided { return nil }
        if !measuresByCoordinates { return nil }
        return FeatureArea(patch, of: layer, zones.grid, kernels: kernels)
    }

    /// - Returns: twice the area of the patch, 0 if it was not wanted.
    private func tabulate(
        _ patch: Int, _ slot: Int, of layer: LayerPointers, _ rings: IntegerRings,
        into rows: inout RowStore
    ) -> Int64 {
        let sole = sole.base + slot * layerCount
        if !booksEveryPatch && isSettledOutside(sole) { return 0 }
        let number = Int32(truncatingIfNeeded: patch)
        if let area = undividedArea(patch, sole, of: layer) {
            if area.edges == 0 { return 0 }
            rows.book(area.twice, edges: area.edges, crossings: 0)
            for number in 0..<layers.count { key[number] = sole[number] }
            list(number, area.twice, 0, into: &rows)
            return area.twice
        }
        rings.replace(by: patch, of: layer)
        if rings.ringCount == 0 { return 0 }
        var (crossings, divisions, divider) = (0, 0, 0)
        for number in 0..<layers.count {
            crossings += scan(number, rings, sole, slot)
            key[number] = sole[number]
            if sole[number] == BoxSieve.undecided {
                divisions += 1
                divider = number
            }
        }
        if !booksEveryPatch && isSettledOutside(sole) { return 0 }
        let whole = rings.twiceArea
        rows.book(whole, edges: rings.entryCount - rings.ringCount, crossings: crossings)
        if divisions == 0 {
            list(number, whole, 0, into: &rows)
        } else if divisions == 1 {
            unretained.base[divider]._withUnsafeGuaranteedRef {
                divide(number, rings, by: $0, keyAt: divider, whole, into: &rows)
            }
        } else if let combiner {
            rows.counts.combinedPatches += 1
            for number in 0..<layers.count where sole[number] != BoxSieve.undecided {
                incidences[number].fill(zone: sole[number], rings: rings.ringCount)
            }
            combiner.combine(number, rings, incidences, into: &rows)
        }
        return whole
    }

    /// Scans the patch by a layer that may divide it, which settles its sole zone; returns the number of crossings.
    private func scan(
        _ number: Int, _ rings: IntegerRings, _ sole: UnsafeMutablePointer<Int32>, _ slot: Int
    ) -> Int {
        guard sole[number] == BoxSieve.undecided else { return 0 }
        return unretained.base[number]._withUnsafeGuaranteedRef { layer in
            layer.scanner.scan(rings, into: layer.incidence, slot: slot)
            if let zone = layer.incidence.soleZone { sole[number] = zone }
            return layer.incidence.crossingList.count
        }
    }

    /// Lists a row under the present key unless it lies outside and such rows are not wanted.
    @inline(__always)
    private func list(
        _ patch: Int32, _ value: Int64, _ crossings: Int,
        into rows: inout RowStore
    ) {
        let zones = UnsafeBufferPointer(start: key.base, count: key.count)
        guard includesOutside || !zones.contains(-1) else { return }
        rows.append(patch: patch, key: zones, value: value, crossings: crossings)
    }

    /// The rows of a patch that only one layer divides; in the others it lies in one zone each.
    private func divide(
        _ patch: Int32, _ rings: IntegerRings, by layer: Layer, keyAt place: Int, _ whole: Int64,
        into rows: inout RowStore
    ) {
        let sums = layer.sums
        sums.collect(layer.incidence, stream: rings, zone: layer.zone)
        var rest = whole
        for zone in sums.touched {
            let value = sums.value(zone)
            rest &-= value.twice
            key[place] = zone
            list(patch, value.twice, value.crossings, into: &rows)
        }
        if includesOutside {
            key[place] = -1
            list(patch, rest, layer.incidence.crossings.count, into: &rows)
        }
    }
}
