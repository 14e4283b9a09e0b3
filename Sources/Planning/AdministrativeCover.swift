import Geometry
import LandModel

/// Which villages and townships the consolidation area touches, and what of it lies in none.
struct AdministrativeCover: Sendable {
    /// Features of the village layer with land in the area, in order.
    private(set) var villages: [Int] = []
    /// Features of the township layer with land in the area, in order.
    private(set) var townships: [Int] = []
    /// Area of the consolidation area in no village of the layer.
    private(set) var outsideVillages = Area.zero
    /// Area of the consolidation area in no township of the layer.
    private(set) var outsideTownships = Area.zero

    init(
        _ ground: PlanGround, villages villageShapes: PolygonLayer?,
        townships townshipShapes: PolygonLayer?
    ) throws(PlanningError) {
        var borders = BorderSegments(grid: ground.grid)
        for feature in 0..<ground.extent.featureCount {
            borders.append(feature: feature, of: ground.extent, key: 0)
        }
        let villageCount = Int32(villageShapes?.featureCount ?? 0)
        for (shapes, first) in [(villageShapes, Int32(1)), (townshipShapes, villageCount + 1)] {
            guard let shapes else { continue }
            for feature in 0..<shapes.featureCount {
                borders.append(feature: feature, of: shapes, key: first + Int32(feature))
            }
        }
        let arrangement = try PlanarArrangement(borders)
        var sums: [Int32: Double] = [:]
        var outside = 0.0
        var unowned = 0.0
        let faces = arrangement.faces.filter { $0.cover.contains(0) }
        var shapes = PolygonLayer()
        for face in faces {
            arrangement.append(face, to: &shapes)
            shapes.endFeature()
        }
        for (face, area) in zip(faces, ground.areas(of: shapes)) {
            for key in face.cover.keys where key > 0 { sums[key, default: 0] += area }
            if !face.cover.keys.contains(where: { $0 > 0 && $0 <= villageCount }) {
                outside += area
            }
            if !face.cover.keys.contains(where: { $0 > villageCount }) { unowned += area }
        }
        outsideTownships = Area(roundingSquareMetres: unowned)
        outsideVillages = Area(roundingSquareMetres: outside)
        // Less than half the recording unit is no land.
        for (key, area) in sums.sorted(by: { $0.key < $1.key }) where area >= 0.005 {
            if key <= villageCount {
                villages.append(Int(key) - 1)
            } else {
                townships.append(Int(key - villageCount) - 1)
            }
        }
    }
}
