import COverlayKernels
import Geometry

/// Tabulates patches one after another, a table for each zone layer; one per thread.
///
/// The layers share one index, so that a patch is looked at once for all of them: its near blocks, its place, its
/// vertices. Most patches lie wholly in zones or in none, which their boxes tell; only the others are scanned, and only
/// those that can have a row, or are wanted for the books, are put on the grid at all.
///
/// Safety: each worker is used by one thread at a time; the prepared zones it reads do not change.
final class TableWorker: @unchecked Sendable {
    private let includesOutside: Bool
    private let booksEveryPatch: Bool
    /// Whether areas on the grid follow from the coordinates one by one.
    private let measuresByCoordinates: Bool
    private let kernels: UnsafePointer<overlay_kernels>?
    private let zones: PreparedZones
    private let zoneRings: IntegerRings
    private var rings: IntegerRings
    private let scanner: IncidenceScanner
    private let sums: PairSums
    private let incidence = Incidence()
    private let sieve: PatchSieve
    /// Where the features of each layer end.
    private let layerEnds: FixedBuffer<Int32>
    /// For each slot, whether edges may be near the patch, and otherwise its labels.
    private let mayBeDivided: FixedBuffer<Bool>
    private let labels: UnsafeMutablePointer<GrowingBuffer<WindingLabel>>

    init(zones: PreparedZones, options: TabulationOptions) {
        includesOutside = options.includesOutside
        booksEveryPatch = options.includesOutside || options.measuresUntouchedPatches
        sieve = PatchSieve(zones: zones, keepsAll: booksEveryPatch)
        self.zones = zones
        kernels = zones.codePath.kernels
        measuresByCoordinates = zones.curve.isIdentity
        rings = IntegerRings(
            capacity: 1 << 12, role: .streamed, grid: zones.grid, curve: zones.curve,
            kernels: zones.codePath.kernels)
        let index = zones.indexes[0]
        zoneRings = index.rings
        scanner = IncidenceScanner(index: index, kernels: kernels)
        sums = PairSums(featureCount: zones.featureCounts[0])
        layerEnds = FixedBuffer(index.rings.parts.map { Int32($0.features.upperBound) })
        mayBeDivided = FixedBuffer(count: PairFinder.slots, repeating: false)
        labels = .allocate(capacity: PairFinder.slots)
        for slot in 0..<PairFinder.slots { (labels + slot).initialize(to: GrowingBuffer()) }
    }

    deinit {
        labels.deinitialize(count: PairFinder.slots)
        labels.deallocate()
    }

    /// Adds the rows of the patches of a piece.
    ///
    /// - Parameters:
    ///   - tables: one for each layer.
    ///   - wholes: gets twice the area of each patch where it is wanted; by patch.
    func tabulate(
        _ piece: Range<Int>, of layer: LayerPointers, into tables: UnsafeMutablePointer<RowStore>,
        wholes: UnsafeMutablePointer<Int64>
    ) {
        let listed = sieve.list(piece, of: layer)
        PatchLookahead.forEach(
            listed, of: layer, &rings, prepare: { prepare($0, listed, of: layer) }
        ) { patch, slot, rings in
            let whole = tabulate(patch, slot, of: layer, rings, into: tables)
            if whole != 0 { wholes[patch] = whole }
        }
    }

    // MARK: A piece of patches

    /// Gathers the blocks near a patch to come, and starts loading all that the one before it needs.
    ///
    /// - Returns: the entries that the rings of that one take at most, 0 for none.
    @inline(__always)
    private func prepare(_ at: Int, _ listed: PatchSieve.Listed, of layer: LayerPointers) -> Int {
        var next = at &+ PatchLookahead.settling
        if listed.has(next) { settle(next, listed, slot: next % PairFinder.slots) }
        next = at &+ PatchLookahead.coordinates
        guard listed.has(next) else { return 0 }
        let slot = next % PairFinder.slots
        if mayBeDivided.base[slot] {
            scanner.prefetch(slot: slot)
        } else if !booksEveryPatch && labels[slot].isEmpty {
            return 0
        }
        return layer.prefetch(listed.patch(next))
    }

    // MARK: One patch

    /// Looks at the blocks near a patch where the cells did not tell its labels.
    private func settle(_ at: Int, _ listed: PatchSieve.Listed, slot: Int) {
        labels[slot].removeAll()
        let zone = listed.zone(0, at)
        var isDecided = true
        if zone >= 0 {
            if layerEnds.count == 1 {
                labels[slot].append(WindingLabel(feature: zone, winding: 1))
            } else {
                scanner.appendLabels(Int(zone), to: labels[slot])
            }
        } else if zone == BoxSieve.undecided {
            isDecided = scanner.appendLabels(of: listed.box(at), slot: slot, to: labels[slot])
        }
        mayBeDivided.base[slot] = !isDecided
    }

    /// Adds the rows of a patch; returns twice its area, 0 if it is not wanted.
    private func tabulate(
        _ patch: Int, _ slot: Int, of layer: LayerPointers, _ rings: IntegerRings,
        into tables: UnsafeMutablePointer<RowStore>
    ) -> Int64 {
        if !mayBeDivided.base[slot] {
            let labels = labels[slot].view
            if labels.isEmpty && !booksEveryPatch { return 0 }
            let area =
                measuresByCoordinates
                ? FeatureArea(patch, of: layer, zones.grid, kernels: kernels) : nil
            guard let whole = area ?? self.area(patch, of: layer, rings) else { return 0 }
            if whole.edges == 0 { return 0 }
            if isPlain(labels) {
                list(patch, whole, plain: labels, into: tables)
                return whole.twice
            }
            sums.collect(labels, whole: whole.twice)
            return list(patch, whole, into: tables)
        }
        guard let whole = area(patch, of: layer, rings) else { return 0 }
        scanner.scan(rings, into: incidence, slot: slot)
        sums.collect(incidence, stream: rings, zone: zoneRings)
        if sums.touched.isEmpty && !booksEveryPatch { return 0 }
        return list(patch, whole, into: tables)
    }

    /// Puts a patch on the grid; nil if it vanishes there.
    private func area(_ patch: Int, of layer: LayerPointers, _ rings: IntegerRings) -> FeatureArea?
    {
        rings.replace(by: patch, of: layer)
        if rings.ringCount == 0 { return nil }
        return FeatureArea(rings.twiceArea, edges: rings.entryCount - rings.ringCount)
    }

    /// Whether labels name at most one zone of each layer, once, in the order of the layers, as in layers without overlaps.
    @inline(__always)
    private func isPlain(_ labels: UnsafeMutableBufferPointer<WindingLabel>) -> Bool {
        var (table, end) = (0, Int32(0))
        for label in labels {
            if label.feature < end || label.winding != 1 { return false }
            while label.feature >= layerEnds.base[table] { table &+= 1 }
            end = layerEnds.base[table]
        }
        return true
    }

    /// Lists a patch wholly in the zones of plain labels in the tables.
    private func list(
        _ patch: Int, _ whole: FeatureArea, plain labels: UnsafeMutableBufferPointer<WindingLabel>,
        into tables: UnsafeMutablePointer<RowStore>
    ) {
        let number = Int32(truncatingIfNeeded: patch)
        var (next, offset) = (0, Int32(0))
        for table in 0..<layerEnds.count {
            let end = layerEnds.base[table]
            let isInZone = next < labels.count && labels[next].feature < end
            if isInZone || booksEveryPatch {
                tables[table].book(whole.twice, edges: whole.edges, crossings: 0)
            }
            if isInZone || includesOutside {
                let zone = isInZone ? labels[next].feature &- offset : Tabulation.outside
                tables[table].append(patch: number, zone: zone, value: whole.twice, crossings: 0)
            }
            next &+= isInZone ? 1 : 0
            offset = end
        }
    }

    /// Lists what was collected of a patch in the tables; returns twice its area.
    private func list(
        _ patch: Int, _ whole: FeatureArea, into tables: UnsafeMutablePointer<RowStore>
    ) -> Int64 {
        let touched = sums.touched
        let number = Int32(truncatingIfNeeded: patch)
        var (at, offset) = (0, Int32(0))
        for table in 0..<layerEnds.count {
            let end = layerEnds.base[table]
            var (rest, crossings, first) = (whole.twice, 0, at)
            while at < touched.count, touched[at] < end {
                crossings &+= sums.value(touched[at]).crossings
                at &+= 1
            }
            if at > first || booksEveryPatch {
                tables[table].book(whole.twice, edges: whole.edges, crossings: crossings)
                while first < at {
                    let value = sums.value(touched[first])
                    rest &-= value.twice
                    tables[table].append(
                        patch: number, zone: touched[first] &- offset, value: value.twice,
                        crossings: value.crossings)
                    first &+= 1
                }
                if includesOutside {
                    tables[table].append(
                        patch: number, zone: Tabulation.outside, value: rest, crossings: crossings)
                }
            }
            offset = end
        }
        return whole.twice
    }
}
