import Geometry
import LandModel

/// The fragmentation of cultivated and construction land, before and after, with the same settings.
public struct LandscapeIndices: Sendable, Hashable {
    /// Cultivated land before.
    public let cultivatedBefore: FragmentationIndices
    /// Cultivated land after.
    public let cultivatedAfter: FragmentationIndices
    /// Construction land before.
    public let constructionBefore: FragmentationIndices
    /// Construction land after.
    public let constructionAfter: FragmentationIndices
    /// Ecological index (生态指数, ECO1: IIC of land of the ecological space) before; nil when there
    /// are more patches than the options allow.
    public let ecologicalBefore: Double?
    /// Ecological index after.
    public let ecologicalAfter: Double?

    init(_ state: AfterState, _ ground: PlanGround) throws(PlanningError) {
        let measure = Measure(state, ground)
        cultivatedBefore = try measure.indices { $0.before.isCultivated }
        cultivatedAfter = try measure.indices { $0.after.isCultivated }
        constructionBefore = try measure.indices(withRaster: false) {
            $0.before.threeWay == .construction
        }
        constructionAfter = try measure.indices(withRaster: false) {
            $0.after.threeWay == .construction
        }
        ecologicalBefore = try measure.connectivity { $0.before.space == .ecological }
        ecologicalAfter = try measure.connectivity { $0.after.space == .ecological }
    }

    private struct Measure {
        let state: AfterState
        let ground: PlanGround
        let areas: [Area]
        let landscape: Area

        init(_ state: AfterState, _ ground: PlanGround) {
            self.state = state
            self.ground = ground
            areas = state.pieces.map(\.gross)
            landscape = state.controlArea
        }

        func dissolved(_ isMember: (LandPiece) -> Bool) throws(PlanningError) -> DissolvedPatches {
            try DissolvedPatches(state.shapes, areas: areas, grid: ground.grid) {
                isMember(state.pieces[$0])
            }
        }

        func indices(
            withRaster: Bool = true, _ isMember: (LandPiece) -> Bool
        ) throws(PlanningError) -> FragmentationIndices {
            var aggregation: Double?
            if withRaster {
                var raster = AggregationRaster(
                    box: state.shapes.box, cell: ground.options.rasterCell)
                for (index, piece) in state.pieces.enumerated() where isMember(piece) {
                    raster.mark(index, of: state.shapes)
                }
                aggregation = raster.aggregationIndex
            }
            return FragmentationIndices(
                try dissolved(isMember), landscape: landscape, aggregation: aggregation,
                options: ground.options)
        }

        func connectivity(_ isMember: (LandPiece) -> Bool) throws(PlanningError) -> Double? {
            let patches = try dissolved(isMember)
            guard patches.count <= ground.options.habitatPatchLimit else { return nil }
            let links = ConnectivityIndex.links(patches, within: ground.options.habitatDistance)
            return ConnectivityIndex.iic(
                areas: patches.areas.map(\.squareMetres), links: links,
                landscape: landscape.squareMetres)
        }
    }
}
