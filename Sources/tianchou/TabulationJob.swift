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
    func read(
        _ index: Int, from reference: LayerReference? = nil, adding fields: [String] = []
    ) throws -> LandLayer {
        let wanted = (keys[index].map { [$0] } ?? []) + groups + fields
        return try SurveyReader.layer(reference ?? references[index], fields: wanted)
    }

    /// The shapes of layers in the space areas are measured in.
    func shapes(of layers: [LandLayer]) throws -> [PolygonLayer] {
        try AreaSpace.shapes(of: layers, area: area, densify: densify)
    }

    /// The shapes of layer A, with the areas its pieces must sum to.
    struct Patches {
        let shapes: PolygonLayer
        /// In hundredths of a square metre; nil where pieces sum to nothing recorded.
        let stated: [Int64]?

        func selecting(_ features: [Int]) -> Patches {
            Patches(
                shapes: shapes.selecting(features),
                stated: stated.map { all in features.map { all[$0] } })
        }
    }

    /// The shapes of layer A; areas and shapes come from one projection.
    ///
    /// The recorded unit is kept for ellipsoidal areas in two decimals: pieces sum to the patch.
    func patches(of layer: LandLayer) throws -> Patches {
        guard area == .ellipsoidal, decimals == 2 else {
            return Patches(shapes: try shapes(of: [layer])[0], stated: nil)
        }
        let measured = EllipsoidalArea.geographicLayerWithAreas(
            of: layer.geometry, frame: try AreaSpace.frame(of: layer),
            densifyingOver: densify > 0 ? densify : nil)
        return Patches(
            shapes: measured.layer,
            stated: measured.areas.map { Area(roundingSquareMetres: $0).hundredths })
    }

    /// Tabulates the layers; `patches` are the shapes of the first, `zones` of the others.
    func table(
        _ layers: [LandLayer], patches: Patches, zones: [PolygonLayer]
    ) throws -> Outcome {
        let table: Tabulation
        do {
            table = try tabulate(
                patches.shapes, by: zones, metric: OverlayMetric(area),
                options: TabulationOptions(threads: threads, includesOutside: true))
        } catch {
            throw OverlayFailure(
                error, divided: references[0], zones: Array(references.dropFirst()))
        }
        let started = Stopwatch()
        let rows = try TabulationRows(
            table, layers: layers, keys: keys, groups: groups, stated: patches.stated,
            decimals: decimals)
        return Outcome(
            rows: rows, table: table,
            phases: table.phases.map { ($0.name, $0.seconds) } + [("rows", started.seconds)])
    }
}
