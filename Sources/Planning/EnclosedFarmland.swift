import Geometry
import LandModel
import Overlay

/// Works on basic farmland kept as a window in the red line (“开天窗”永久基本农田整治).
///
/// A window is a hole of the red line; what another part of the line covers inside it is none.
struct EnclosedFarmland: Sendable {
    /// Official area of basic farmland in windows that parcels change.
    let consolidated: Area
    /// What the same parcels take of the red line itself.
    let onRedLine: Area

    init(
        _ ground: PlanGround, _ plan: PlanModel, redLine: ControlShapes.Shaped,
        farmland: ControlShapes.Shaped
    ) throws(PlanningError) {
        let windows = Self.windows(redLine.shapes)
        let works = PlanGround.keeping(ground.parcels) { plan.parcels[$0].takesEffect }
        guard windows.featureCount > 0 else {
            (consolidated, onRedLine) = (.zero, .zero)
            return
        }
        let table = try ground.tabulate(
            ground.onEllipsoid(works),
            by: [windows, farmland.shapes, redLine.shapes].map { ground.onEllipsoid($0) },
            named: redLine.layer.name)
        var inWindow: [Int32: Double] = [:]
        var onLine: [Int32: Double] = [:]
        for row in 0..<table.rowCount {
            let zones = Array(table.zones(ofRow: row))
            let parcel = Int32(table.patches[row])
            if zones[2] >= 0 {
                onLine[parcel, default: 0] += table.area(ofRow: row)
            } else if zones[0] >= 0, zones[1] >= 0 {
                inWindow[parcel, default: 0] += table.area(ofRow: row)
            }
        }
        // Less than half the recording unit is a touch, not a use.
        let used = inWindow.filter { $0.value >= 0.005 }.sorted { $0.key < $1.key }
        consolidated = Area(roundingSquareMetres: used.reduce(0) { $0 + $1.value })
        onRedLine = Area(
            roundingSquareMetres: used.reduce(0) { $0 + (onLine[$1.key] ?? 0) })
    }

    /// The holes of a layer, each a feature of its own.
    private static func windows(_ shapes: PolygonLayer) -> PolygonLayer {
        var out = PolygonLayer()
        for feature in 0..<shapes.featureCount {
            for polygon in shapes.polygons(ofFeature: feature) {
                for ring in shapes.rings(ofPolygon: polygon).dropFirst() {
                    for vertex in shapes.vertices(ofRing: ring).reversed() {
                        out.append(x: shapes.x[vertex], y: shapes.y[vertex])
                    }
                    out.endRing()
                    out.endPolygon()
                    out.endFeature()
                }
            }
        }
        return out
    }
}
