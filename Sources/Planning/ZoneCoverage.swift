import Geometry
import LandModel

/// How functional zones (功能分区) cover each village: kinds, gaps and overlaps, exact on the grid.
struct ZoneCoverage: Sendable {
    /// What was found in one village.
    struct Village: Sendable {
        var kinds: Set<String> = []
        var gap = 0.0
        var overlap = 0.0
    }

    /// The villages by index.
    private(set) var villages: [Int: Village] = [:]

    /// - Parameters:
    ///   - villages: plane shapes; those without shape are not looked at.
    ///   - zones: plane shapes of the zones.
    ///   - kinds: FQLX of each zone.
    init(
        _ villageShapes: PolygonLayer, zones: PolygonLayer, kinds: [String?], _ ground: PlanGround
    ) throws(PlanningError) {
        var borders = BorderSegments(grid: ground.grid)
        let firstZone = Int32(villageShapes.featureCount)
        for feature in 0..<villageShapes.featureCount {
            borders.append(feature: feature, of: villageShapes, key: Int32(feature))
            if !villageShapes.polygons(ofFeature: feature).isEmpty { villages[feature] = Village() }
        }
        for feature in 0..<zones.featureCount {
            borders.append(feature: feature, of: zones, key: firstZone + Int32(feature))
        }
        let arrangement = try PlanarArrangement(borders)
        var faults: [(village: Int, isGap: Bool)] = []
        var shapes = PolygonLayer()
        for face in arrangement.faces {
            guard let village = face.cover.keys.first(where: { $0 < firstZone }) else { continue }
            var layers = 0
            for (key, count) in zip(face.cover.keys, face.cover.counts) where key >= firstZone {
                layers += Int(count)
                if let kind = kinds[Int(key - firstZone)] {
                    villages[Int(village), default: Village()].kinds.insert(kind)
                }
            }
            guard layers != 1 else { continue }
            faults.append((Int(village), layers == 0))
            arrangement.append(face, to: &shapes)
            shapes.endFeature()
        }
        for (fault, area) in zip(faults, ground.areas(of: shapes)) {
            if fault.isGap {
                villages[fault.village, default: Village()].gap += area
            } else {
                villages[fault.village, default: Village()].overlap += area
            }
        }
    }
}
