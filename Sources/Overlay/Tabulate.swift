public import Geometry

/// The areas of all combinations of a patch of `a` with one zone of each layer (叠加分析).
///
/// `area(a ∩ b ∩ c …)` is computed as a boundary integral of the product of winding numbers: exact
/// on shared and coincident borders, holes, touching vertices and duplicates, without tolerance and
/// without output geometry. See the semantics page of the module. The result is bitwise the same
/// for any number of threads and any code path.
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
        a: a, zones: zones, metric: metric, threads: options.threads, codePath: options.codePath,
        edgesPerCell: options.edgesPerCell)
    var clock = PhaseClock()
    let table = PatchStream(prepared, options, isEach: zones.count == 1).tables(of: a)[0]
    clock.end("patches")
    var counts = table.rows.counts
    counts.zoneEdges = prepared.indexes.reduce(0) { $0 + $1.rings.edgeCount }
    counts.zoneCrossings = prepared.arrangement?.crossings.count ?? 0
    return Tabulation(
        table, counts: counts, grid: prepared.grid,
        listsOutside: options.includesOutside, phases: prepared.phases + clock.phases)
}

/// One table for each zone layer: the areas of a patch of `a` with a zone of that layer.
///
/// The same as one call of ``tabulate(_:by:metric:options:)`` for each layer, all on the one grid of
/// the job, but the layers share one index, so that a patch is looked at once for all tables.
///
/// - Returns: the tables in the order of the layers; the phases of all are those of the whole job.
/// - Throws: ``OverlayError`` when a coordinate cannot be used or no grid holds the job.
public func tabulateEach(
    _ a: PolygonLayer, by zones: [PolygonLayer], metric: OverlayMetric,
    options: TabulationOptions = TabulationOptions()
) throws(OverlayError) -> [Tabulation] {
    precondition(!zones.isEmpty, "tabulateEach needs a zone layer")
    let prepared = try PreparedZones(
        a: a, zones: zones, metric: metric, threads: options.threads, isCombined: false,
        codePath: options.codePath, edgesPerCell: options.edgesPerCell)
    var clock = PhaseClock()
    let tables = PatchStream(prepared, options, isEach: true).tables(of: a)
    clock.end("patches")
    return zip(tables, prepared.indexes[0].rings.parts).map { table, part in
        var counts = table.rows.counts
        counts.zoneEdges = part.edgeCount
        return Tabulation(
            table, counts: counts, grid: prepared.grid,
            listsOutside: options.includesOutside, phases: prepared.phases + clock.phases)
    }
}

extension Tabulation {
    fileprivate init(
        _ table: PatchStream.Table, counts: Counts, grid: OverlayGrid, listsOutside: Bool,
        phases: [Phase]
    ) {
        let rows = table.rows
        let listed = rows.twice.reduce(Int64(0)) { $0 &+ $1 }
        self.init(
            grid: grid, layerCount: rows.layerCount, listsOutside: listsOutside,
            patches: rows.patches, zones: rows.zones, twice: rows.twice, wholeTwice: table.wholes,
            closureResidual: rows.measured &- listed &- rows.dropped, droppedTwice: rows.dropped,
            counts: counts, phases: phases)
    }
}
