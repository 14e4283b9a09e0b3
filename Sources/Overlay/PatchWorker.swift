import COverlayKernels
import Geometry

/// Tabulates patches one after another; one per thread.
///
/// Most patches lie in one zone or in none, which their boxes tell; only the others are scanned, and
/// only those that can have a row, or are wanted for the books, are put on the grid at all.
///
/// Safety: each worker is used by one thread at a time; the prepared zones it reads do not change.
final class PatchWorker: @unchecked Sendable {
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
    /// The boxes of the patches of a run on the grid, and the zones that the cells tell, layer by layer.
    private let boxes = FixedBuffer<overlay_box>(uninitialised: PatchWorker.longestRun)
    private let placed: FixedBuffer<Int32>
    private let outside = FixedBuffer<Int32>(uninitialised: PatchWorker.longestRun)
    /// The patches of the run that must be looked at, by their place in it.
    private let wanted = FixedBuffer<Int32>(uninitialised: PatchWorker.longestRun + 2)
    /// For each slot, the only zone of each layer about its patch (−1 for none), or `undecided`.
    private let sole: FixedBuffer<Int32>

    /// Most patches of a run.
    static let longestRun = 256

    /// What a worker keeps for one zone layer.
    private final class Layer {
        let zone: IntegerRings
        let sieve: BoxSieve
        let scanner: IncidenceScanner
        let sums: PairSums
        let incidence = Incidence()

        init(index: BlockIndex, featureCount: Int, kernels: UnsafePointer<overlay_kernels>?) {
            zone = index.rings
            sieve = index.sieve
            scanner = IncidenceScanner(index: index, kernels: kernels)
            sums = PairSums(featureCount: featureCount)
        }
    }

    init(zones: PreparedZones, options: TabulationOptions) {
        includesOutside = options.includesOutside
        booksEveryPatch = options.includesOutside || options.measuresUntouchedPatches
        self.zones = zones
        let kernels = zones.codePath.kernels
        self.kernels = kernels
        measuresByCoordinates = zones.curve.isIdentity
        rings = Self.rings(capacity: 1 << 12, zones)
        layers = zip(zones.indexes, zones.featureCounts).map { index, count in
            Layer(index: index, featureCount: count, kernels: kernels)
        }
        unretained = FixedBuffer(layers.map { Unmanaged.passUnretained($0) })
        incidences = layers.map(\.incidence)
        key = FixedBuffer(count: layers.count, repeating: -1)
        placed = FixedBuffer(uninitialised: layers.count * Self.longestRun)
        layerCount = layers.count
        sole = FixedBuffer(count: PairFinder.slots * layers.count, repeating: BoxSieve.undecided)
        combiner = zones.arrangement.map {
            ZoneCombiner(arrangement: $0, includesOutside: options.includesOutside)
        }
    }

    private static func rings(capacity: Int, _ zones: PreparedZones) -> IntegerRings {
        IntegerRings(
            capacity: capacity, grid: zones.grid, curve: zones.curve,
            kernels: zones.codePath.kernels)
    }

    /// Adds the rows of some patches by combination of zones.
    ///
    /// - Parameter wholes: gets twice the area of each, 0 where it is not wanted.
    func tabulate(
        _ run: Range<Int>, of layer: LayerPointers, into rows: inout RowStore,
        wholes: UnsafeMutablePointer<Int64>
    ) {
        wholes.update(repeating: 0, count: run.count)
        place(run, of: layer)
        // Where one layer has no zone no combination has.
        let count = select(run, of: layer, ofAll: false)
        let rings = roomyRings(run, of: layer)
        for at in 0..<(count > 0 ? count + 2 : 0) {
            prepare(at, count, run, of: layer, ofAll: false)
            if at < 2 { continue }
            let n = Int(wanted.base[at - 2])
            wholes[n] = tabulate(
                run.lowerBound + n, (at - 2) % PairFinder.slots, of: layer, rings, into: &rows)
        }
    }

    /// Adds the rows of some patches to a table for each layer.
    ///
    /// - Parameter wholes: for each layer, gets twice the area of each, 0 where it is not wanted.
    func tabulateEach(
        _ run: Range<Int>, of layer: LayerPointers, into tables: inout [RowStore],
        wholes: [UnsafeMutablePointer<Int64>]
    ) {
        for table in wholes { table.update(repeating: 0, count: run.count) }
        place(run, of: layer)
        let count = select(run, of: layer, ofAll: true)
        let rings = roomyRings(run, of: layer)
        for at in 0..<(count > 0 ? count + 2 : 0) {
            prepare(at, count, run, of: layer, ofAll: true)
            if at < 2 { continue }
            let n = Int(wanted.base[at - 2])
            tabulateEach(
                run.lowerBound + n, n, (at - 2) % PairFinder.slots, of: layer, rings,
                into: &tables, wholes)
        }
    }

    /// The rings of this worker, with room for each patch of the run.
    ///
    /// Taken once for the run: each use of a changing reference would count it.
    private func roomyRings(_ run: Range<Int>, of layer: LayerPointers) -> IntegerRings {
        let most = layer.entries(ofFeatures: run) + 1
        if most > rings.capacity { rings = Self.rings(capacity: 2 * most, zones) }
        return rings
    }

    // MARK: A run of patches

    /// Finds what the cells tell of the patches of a run.
    private func place(_ run: Range<Int>, of layer: LayerPointers) {
        let (boxes, grid, kernels) = (boxes.base, zones.grid, zones.codePath.kernels)
        let source = layer.boxes(ofFeatures: run)
        if let kernels {
            kernels.pointee.round_boxes(
                source, run.count, grid.originX, grid.originY, grid.scale, boxes)
        } else {
            for n in 0..<run.count {
                boxes[n] = grid.box(layer.boxes[run.lowerBound + n]).forKernels
            }
        }
        for number in 0..<layers.count {
            layers[number].sieve.place(
                boxes, run.count, into: placed.base + number * Self.longestRun, kernels: kernels)
        }
    }

    /// Lists the patches of a run that must be looked at, all but those that meet no zone in all layers, or in any.
    private func select(_ run: Range<Int>, of layer: LayerPointers, ofAll: Bool) -> Int {
        let (wanted, outside) = (wanted.base, outside.base)
        // All bits are set in −1, and in no other number that occurs.
        outside.update(from: placed.base, count: run.count)
        for number in 1..<max(layers.count, 1) {
            let placed = placed.base + number * Self.longestRun
            for n in 0..<run.count {
                if ofAll {
                    outside[n] &= placed[n]
                } else {
                    outside[n] = placed[n] == -1 ? -1 : outside[n]
                }
            }
        }
        var count = 0
        for n in 0..<run.count {
            wanted[count] = Int32(truncatingIfNeeded: n)
            count &+= booksEveryPatch || outside[n] != -1 ? 1 : 0
        }
        layer.prefetchEnds(run, wanted, count)
        return count
    }

    /// Does what comes before a patch is looked at: gathers the blocks near the wanted patch `at`, and starts
    /// loading all that the one before it needs, while the one before that is still to be worked on.
    @inline(__always)
    private func prepare(
        _ at: Int, _ count: Int, _ run: Range<Int>, of layer: LayerPointers, ofAll: Bool
    ) {
        if at < count { settle(Int(wanted.base[at]), slot: at % PairFinder.slots) }
        guard at > 0, at <= count else { return }
        let slot = (at - 1) % PairFinder.slots
        let sole = sole.base + slot * layerCount
        if !booksEveryPatch && isSettledOutside(sole, ofAll: ofAll) { return }
        layer.prefetch(run.lowerBound + Int(wanted.base[at - 1]))
        for number in 0..<layerCount where sole[number] == BoxSieve.undecided {
            unretained.base[number]._withUnsafeGuaranteedRef { $0.scanner.prefetch(slot: slot) }
        }
    }

    // MARK: One patch

    /// Looks at the blocks near a patch where the cells did not tell its sole zone.
    private func settle(_ n: Int, slot: Int) {
        let (sole, placed) = (sole.base + slot * layerCount, placed.base + n)
        for number in 0..<layerCount {
            let zone = placed[number * Self.longestRun]
            sole[number] = zone
            if zone == BoxSieve.undecided {
                let box = IntegerBox(boxes.base[n])
                unretained.base[number]._withUnsafeGuaranteedRef {
                    if let zone = $0.scanner.soleZone(box, slot: slot) { sole[number] = zone }
                }
            }
        }
    }

    /// Whether the patch meets no zone in all layers, or in any, as far as is known.
    @inline(__always)
    private func isSettledOutside(_ sole: UnsafePointer<Int32>, ofAll: Bool) -> Bool {
        for number in 0..<layerCount where (sole[number] == -1) != ofAll { return !ofAll }
        return ofAll
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

    private func tabulate(
        _ patch: Int, _ slot: Int, of layer: LayerPointers, _ rings: IntegerRings,
        into rows: inout RowStore
    ) -> Int64 {
        let sole = sole.base + slot * layerCount
        if !booksEveryPatch && isSettledOutside(sole, ofAll: false) { return 0 }
        let number = Int32(truncatingIfNeeded: patch)
        if let area = undividedArea(patch, sole, of: layer) {
            if area.edges == 0 { return 0 }
            rows.counts.patchEdges += area.edges
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
        if !booksEveryPatch && isSettledOutside(sole, ofAll: false) { return 0 }
        let whole = book(rings, into: &rows, crossings: crossings)
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

    private func tabulateEach(
        _ patch: Int, _ n: Int, _ slot: Int, of layer: LayerPointers, _ rings: IntegerRings,
        into tables: inout [RowStore], _ wholes: [UnsafeMutablePointer<Int64>]
    ) {
        let sole = sole.base + slot * layerCount
        if !booksEveryPatch && isSettledOutside(sole, ofAll: true) { return }
        if let area = undividedArea(patch, sole, of: layer) {
            listUndivided(patch, n, sole, area, into: &tables, wholes)
            return
        }
        rings.replace(by: patch, of: layer)
        if rings.ringCount == 0 { return }
        let patch = Int32(truncatingIfNeeded: patch)
        for number in 0..<wholes.count {
            let crossings = scan(number, rings, sole, slot)
            let zone = sole[number]
            if zone == -1 && !booksEveryPatch { continue }
            let whole = book(rings, into: &tables[number], crossings: crossings)
            wholes[number][n] = whole
            if zone == BoxSieve.undecided {
                unretained.base[number]._withUnsafeGuaranteedRef {
                    divide(patch, rings, by: $0, keyAt: 0, whole, width: 1, into: &tables[number])
                }
            } else {
                key.base[0] = zone
                list(patch, whole, 0, width: 1, into: &tables[number])
            }
        }
    }

    /// Lists a patch of known area under its one zone of each layer.
    private func listUndivided(
        _ patch: Int, _ n: Int, _ sole: UnsafePointer<Int32>, _ area: FeatureArea,
        into tables: inout [RowStore],
        _ wholes: [UnsafeMutablePointer<Int64>]
    ) {
        if area.edges == 0 { return }
        for number in 0..<wholes.count {
            let zone = sole[number]
            if zone == -1 && !booksEveryPatch { continue }
            tables[number].counts.patchEdges += area.edges
            wholes[number][n] = area.twice
            key.base[0] = zone
            list(
                Int32(truncatingIfNeeded: patch), area.twice, 0, width: 1, into: &tables[number])
        }
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

    /// Counts the patch that was read; returns twice its area.
    private func book(
        _ rings: IntegerRings, into rows: inout RowStore, crossings: Int
    ) -> Int64 {
        rows.counts.patchEdges += rings.entryCount - rings.ringCount
        rows.counts.crossings += crossings
        return rings.twiceArea
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
        _ patch: Int32, _ rings: IntegerRings, by layer: Layer, keyAt place: Int, _ whole: Int64,
        width: Int? = nil, into rows: inout RowStore
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
