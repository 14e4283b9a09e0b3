import Geometry
import LandModel

/// The concentration (集中度, effective mesh size FRAG9) of permanent basic farmland before and after.
struct BasicFarmlandMesh {
    let before: Double?
    let after: Double?

    /// - Parameters:
    ///   - farmland, out, added: plane shapes.
    init(
        _ ground: PlanGround, farmland: PolygonLayer, out: PolygonLayer, added: PolygonLayer,
        landscape: Area
    ) throws(PlanningError) {
        var borders = BorderSegments(grid: ground.grid)
        for feature in 0..<ground.extent.featureCount {
            borders.append(feature: feature, of: ground.extent, key: 0)
        }
        for (key, shapes) in [(Int32(1), farmland), (2, out), (3, added)] {
            for feature in 0..<shapes.featureCount {
                borders.append(feature: feature, of: shapes, key: key)
            }
        }
        let arrangement = try PlanarArrangement(borders)
        let faces = arrangement.faces.filter { $0.cover.contains(0) && $0.cover.keys.count > 1 }
        var shapes = PolygonLayer()
        for face in faces {
            arrangement.append(face, to: &shapes)
            shapes.endFeature()
        }
        let areas = ground.recordedAreas(of: shapes)
        func mesh(_ isMember: (PlanarArrangement.Cover) -> Bool) throws(PlanningError) -> Double? {
            let patches = try DissolvedPatches(shapes, areas: areas, grid: ground.grid) {
                isMember(faces[$0].cover)
            }
            guard landscape > .zero else { return nil }
            let squares = patches.areas.reduce(0) { $0 + $1.squareMetres * $1.squareMetres }
            return squares / landscape.squareMetres / 10_000
        }
        before = try mesh { $0.contains(1) }
        after = try mesh { ($0.contains(1) && !$0.contains(2)) || $0.contains(3) }
    }
}
