import Documents
import Geodesy
import Geometry
import LandModel
import Planning
import Policy

/// The maps of a report: the surroundings of the consolidation area in the plane of the land use.
struct ReportMapAssembly {
    let check: CheckRun
    let findings: [Finding]

    private var assessment: PlanAssessment { check.assessment }

    /// Nil when the land use lies in no frame the program knows.
    var map: MapDrawing? {
        guard let landUse = check.survey.first(where: { $0.role == .landUse }),
            let plane = MapPlane(epsg: landUse.epsg),
            let extent = plane.shapes(assessment.plan.extentLayer)
        else { return nil }
        let window = extent.box.widened(by: 0.03)
        let near = plane.near(landUse, window)
        var map = MapDrawing(
            plane: plane.isGeographic ? .degrees : .metres,
            title: title,
            before: ClassedPolygons(
                shapes: near.shapes,
                codes: near.rows.map { landUse.column("DLBM")?.text($0) ?? "" }))
        map.project = extent
        drawControls(&map, plane, window)
        drawParcels(&map, plane)
        map.offences = offences(plane)
        return map
    }

    /// Short, because every sheet adds what it shows.
    private var title: BilingualText {
        let extent = assessment.plan.extent
        let place = extent.townshipName.isEmpty ? extent.project : extent.townshipName
        return BilingualText(zh: "\(place)整治项目", en: "Consolidation of \(place)")
    }

    private func drawControls(_ map: inout MapDrawing, _ plane: MapPlane, _ window: Box) {
        if let villages = check.survey.first(where: { $0.role == .village }) {
            let mine = Set(assessment.villages.rows.map(\.code))
            let rows = (0..<villages.count).filter {
                mine.contains(String((villages.column("ZLDWDM")?.text($0) ?? "").prefix(12)))
            }
            map.villages = plane.shapes(villages)?.selecting(rows) ?? PolygonLayer()
            map.villageNames =
                map.villages.featureCount == rows.count
                ? rows.map { villages.column("ZLDWMC")?.text($0) ?? "" } : []
        }
        for layer in check.survey {
            switch layer.role {
            case .permanentBasicFarmland: map.farmland = plane.near(layer, window).shapes
            case .ecologicalRedLine: map.redLine = plane.near(layer, window).shapes
            case .urbanDevelopmentBoundary: map.urbanBoundary = plane.near(layer, window).shapes
            default: break
            }
        }
    }

    private func drawParcels(_ map: inout MapDrawing, _ plane: MapPlane) {
        let layer = assessment.plan.parcelLayer
        guard let shapes = plane.shapes(layer) else { return }
        let parcels = assessment.plan.parcels
        func rows(_ actions: Set<PlanAction>) -> [Int] {
            parcels.indices.filter { parcels[$0].action.map(actions.contains) ?? false }
        }
        map.putIn = shapes.selecting(rows([.pbfIn]))
        map.takenOut = shapes.selecting(rows([.pbfOut]))
        map.newlyBuilt = shapes.selecting(rows([.newConstruction]))
        let changing = parcels.indices.filter { parcels[$0].takesEffect }
        map.changed = ClassedPolygons(
            shapes: shapes.selecting(changing),
            codes: changing.map { parcels[$0].target?.code ?? "" })
    }

    /// The offending pieces of each fact under the first violated clause that measures the fact.
    private func offences(_ plane: MapPlane) -> [MapDrawing.Offence] {
        var offences: [MapDrawing.Offence] = []
        let violated = findings.filter { $0.status == .violated }
        for fact in Set(assessment.offendingPieces.map(\.fact)).sorted() {
            let clause = violated.first { finding in
                finding.trace.contains { $0.lines.contains { $0.node.text.contains(fact) } }
            }
            guard let clause else { continue }
            var shapes = PolygonLayer()
            for piece in assessment.offendingPieces where piece.fact == fact {
                guard let drawn = plane.shapes(piece.shape, epsg: piece.epsg) else { continue }
                for feature in 0..<drawn.featureCount { shapes.appendFeature(feature, of: drawn) }
            }
            offences.append(MapDrawing.Offence(clause: clause.clause, shapes: shapes))
        }
        return offences
    }
}

/// The plane a map is drawn in, and how layers of other frames come into it.
struct MapPlane {
    private let frame: CoordinateFrame

    init?(epsg: Int) {
        do {
            frame = try CoordinateFrame(epsg: epsg)
        } catch {
            return nil
        }
    }

    var isGeographic: Bool { frame.isGeographic }

    func shapes(_ layer: LandLayer) -> PolygonLayer? { shapes(layer.geometry, epsg: layer.epsg) }

    /// The shapes in this plane; nil for a frame that is not CGCS2000.
    func shapes(_ geometry: PolygonLayer, epsg: Int) -> PolygonLayer? {
        if epsg == frame.epsg { return geometry }
        guard let other = MapPlane(epsg: epsg)?.frame else { return nil }
        let geographic = EllipsoidalArea.geographicLayer(
            of: geometry, frame: other, densifyingOver: nil)
        if frame.isGeographic { return geographic }
        var out = PolygonLayer()
        for feature in 0..<geographic.featureCount {
            for polygon in geographic.polygons(ofFeature: feature) {
                for ring in geographic.rings(ofPolygon: polygon) {
                    for vertex in geographic.vertices(ofRing: ring) {
                        let point = frame.forward(
                            longitude: geographic.x[vertex], latitude: geographic.y[vertex])
                        out.append(x: point.x, y: point.y)
                    }
                    out.endRing()
                }
                out.endPolygon()
            }
            out.endFeature()
        }
        return out
    }

    /// The features whose boxes meet the window, and their rows.
    func near(_ layer: LandLayer, _ window: Box) -> (shapes: PolygonLayer, rows: [Int]) {
        guard let shapes = shapes(layer) else { return (PolygonLayer(), []) }
        let rows = (0..<shapes.featureCount).filter {
            shapes.box(ofFeature: $0).intersects(window)
        }
        return (shapes.selecting(rows), rows)
    }
}

extension Box {
    /// The box with a margin of a share of its longer side.
    fileprivate func widened(by share: Double) -> Box {
        let margin = max(width, height) * share
        return Box(
            minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
    }
}
