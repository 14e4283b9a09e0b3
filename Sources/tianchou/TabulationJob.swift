import Geodesy
import Geometry
import LandExchange
import LandModel
import Overlay

/// What is tabulated and how: the options of the command, applied to layers that have been read.
struct TabulationJob {
    /// Layer A first.
    let references: [LayerReference]
    /// The key field of each layer; nil for the feature id.
    let keys: [String?]
    let groups: [String]
    let area: AreaChoice
    let decimals: Int
    /// The longest edge left undivided in metres, 0 for any.
    let densify: Double
    let threads: Int

    /// A table and the time it took.
    struct Outcome {
        let rows: TabulationRows
        let table: Tabulation
        let phases: [(name: String, seconds: Double)]
    }

    /// Reads one of the layers, with the fields that are needed and the given ones.
    ///
    /// `runs` are the features to read; nil for all.
    func read(
        _ index: Int, from reference: LayerReference? = nil, adding fields: [String] = [],
        runs: FeatureRuns? = nil
    ) throws -> LandLayer {
        let wanted = (keys[index].map { [$0] } ?? []) + groups + fields
        return try SurveyReader.layer(reference ?? references[index], fields: wanted, runs: runs)
    }

    /// Puts a zone layer into the space areas are measured in.
    func place(zones layer: LandLayer) throws -> PlacedLayer {
        PlacedLayer(
            layer, shapes: try AreaSpace.shapes(of: [layer], area: area, densify: densify)[0])
    }

    /// Puts layer A into the space areas are measured in; areas and shapes come from one projection.
    ///
    /// The recorded unit is kept for ellipsoidal areas in two decimals: pieces sum to the patch.
    func place(patches layer: LandLayer) throws -> PlacedLayer {
        guard area == .ellipsoidal, decimals == 2 else { return try place(zones: layer) }
        let measured = EllipsoidalArea.geographicLayerWithAreas(
            of: layer.geometry, frame: try AreaSpace.frame(of: layer),
            densifyingOver: densify > 0 ? densify : nil)
        return PlacedLayer(
            layer, shapes: measured.layer,
            stated: measured.areas.map { Area(roundingSquareMetres: $0).hundredths })
    }

    /// Tabulates placed layers; planar areas demand one coordinate system of all.
    func table(_ patches: PlacedLayer, by zones: [PlacedLayer]) throws -> Outcome {
        let table = try overlay(patches, zones) { options throws(OverlayError) in
            try tabulate(
                patches.shapes, by: zones.map(\.shapes), metric: OverlayMetric(area),
                options: options)
        }
        let started = Stopwatch()
        let rows = try keyedRows(table, patches, zones, keys)
        return Outcome(rows: rows, table: table, phases: Self.phases(of: table, rows: started))
    }

    /// Tabulates layer A by each zone layer alone, in one pass over its features; the tables in the order of the layers.
    ///
    /// The times of all are those of the last.
    func tables(_ patches: PlacedLayer, byEach zones: [PlacedLayer]) throws -> [Outcome] {
        let tables = try overlay(patches, zones) { options throws(OverlayError) in
            try tabulateEach(
                patches.shapes, by: zones.map(\.shapes), metric: OverlayMetric(area),
                options: options)
        }
        let started = Stopwatch()
        let rows = try tables.indices.map {
            try keyedRows(tables[$0], patches, [zones[$0]], [keys[0], keys[$0 + 1]])
        }
        let last = tables.count - 1
        let phases = Self.phases(of: tables[last], rows: started)
        return tables.indices.map {
            Outcome(rows: rows[$0], table: tables[$0], phases: $0 == last ? phases : [])
        }
    }

    private func overlay<Result>(
        _ patches: PlacedLayer, _ zones: [PlacedLayer],
        _ body: (TabulationOptions) throws(OverlayError) -> Result
    ) throws -> Result {
        if area == .planar {
            try AreaSpace.requireOneSystem([patches.layer] + zones.map(\.layer))
        }
        do {
            return try body(TabulationOptions(threads: threads, includesOutside: true))
        } catch {
            throw OverlayFailure(
                error, divided: references[0], zones: Array(references.dropFirst()))
        }
    }

    private func keyedRows(
        _ table: Tabulation, _ patches: PlacedLayer, _ zones: [PlacedLayer], _ keys: [String?]
    ) throws -> TabulationRows {
        try TabulationRows(
            table, layers: [patches.layer] + zones.map(\.layer), keys: keys, groups: groups,
            stated: patches.stated, decimals: decimals)
    }

    private static func phases(
        of table: Tabulation, rows started: Stopwatch
    ) -> [(name: String, seconds: Double)] {
        table.phases.map { ($0.name, $0.seconds) } + [("rows", started.seconds)]
    }

    /// What tells the tables of zone layers apart: the names of the layers, or all that the user wrote where two layers
    /// have one name.
    func labels(_ zones: [PlacedLayer]) -> [TabulationRows.Label] {
        let names = zones.map(\.layer.name)
        let isPlain = Set(names).count == names.count
        return zones.indices.map { .layer(isPlain ? names[$0] : "\(references[$0 + 1])") }
    }
}
