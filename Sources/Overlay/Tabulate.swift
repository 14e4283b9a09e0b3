public import Geometry

/// The areas of all combinations of a patch of `a` with one zone of each layer (叠加分析).
///
/// `area(a ∩ b ∩ c …)` is computed as a boundary integral of the product of winding numbers: exact
/// on shared and coincident borders, holes, touching vertices and duplicates, without tolerance and
/// without output geometry. See the semantics page of the module. The result is bitwise the same
/// for any number of threads.
///
/// - Parameters:
///   - a: the patches to divide.
///   - zones: one or more zone layers in the same frame.
///   - metric: what areas are measured in.
///   - options: threads, rows for the outside, smallest area.
/// - Returns: the rows with the balance of the books.
/// - Throws: ``OverlayError`` when a coordinate cannot be used or no grid holds the job.
/// - Complexity: linear in the vertices for layers of patches; plus the crossings.
public func tabulate(
    _ a: PolygonLayer, by zones: [PolygonLayer], metric: OverlayMetric,
    options: TabulationOptions = TabulationOptions()
) throws(OverlayError) -> Tabulation {
    precondition(!zones.isEmpty, "tabulate needs a zone layer")
    let prepared = try PreparedZones(
        a: a, zones: zones, metric: metric, threads: options.threads)
    var clock = PhaseClock()
    let rows = patchRows(a, prepared, options)
    clock.end("patches")
    var counts = rows.counts
    counts.zoneEdges = prepared.indexes.reduce(0) {
        $0 + $1.rings.entryCount - $1.rings.ringCount
    }
    counts.zoneCrossings = prepared.arrangement?.crossings.count ?? 0
    let listed = rows.twice.reduce(Int64(0)) { $0 &+ $1 }
    let whole = rows.wholes.reduce(Int64(0)) { $0 &+ $1 }
    return Tabulation(
        grid: prepared.grid, layerCount: zones.count, listsOutside: options.includesOutside,
        patches: rows.patches, zones: rows.zones,
        twice: rows.twice, wholeTwice: rows.wholes,
        closureResidual: whole &- listed &- rows.dropped, droppedTwice: rows.dropped,
        counts: counts, phases: prepared.phases + clock.phases)
}

/// The rows of all patches, in order.
private func patchRows(
    _ a: PolygonLayer, _ prepared: PreparedZones, _ options: TabulationOptions
) -> RowStore {
    let threads = max(1, options.threads)
    let size =
        options.patchesPerPiece > 0
        ? options.patchesPerPiece : max(1, min(256, a.featureCount / (threads * 16)))
    let pieces = (a.featureCount + size - 1) / size
    let capacity = largestFeature(of: a)
    let workers = (0..<min(threads, max(pieces, 1))).map { _ in
        PatchWorker(
            zones: prepared, capacity: capacity, includesOutside: options.includesOutside)
    }
    let smallest = options.smallestArea / prepared.grid.areaPerTwiceUnit
    let empty = RowStore(
        layerCount: prepared.indexes.count,
        threshold: smallest > 0 && smallest < 9e18 ? Int64(smallest) : 0)
    let results = PieceResults<RowStore>(count: pieces)
    ParallelChunks.run(pieces: pieces, threads: threads) { worker, piece in
        var rows = empty
        for patch in (piece * size)..<min((piece + 1) * size, a.featureCount) {
            workers[worker].tabulate(patch, of: a, into: &rows)
        }
        results.store(rows, piece: piece)
    }
    var all = empty
    for rows in results.inOrder { all.append(rows) }
    return all
}

/// The most entries that the rings of one feature can take.
func largestFeature(of layer: PolygonLayer) -> Int {
    var most = 1
    for feature in 0..<layer.featureCount {
        let entries =
            layer.vertices(ofFeature: feature).count + layer.rings(ofFeature: feature).count
        most = max(most, entries + 1)
    }
    return most
}
