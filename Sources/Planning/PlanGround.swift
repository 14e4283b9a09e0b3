import Geodesy
import Geometry
import LandModel
import Overlay

/// The shapes of one assessment in the plane and on the ellipsoid, and the overlay on them.
struct PlanGround: Sendable {
    let frame: CoordinateFrame
    let grid: WorkingGrid
    let options: AssessmentOptions
    /// The survey.
    var survey: SurveyPatches
    /// Rows of DLTB whose box meets that of the consolidation area, in order.
    let near: [Int]
    /// Plane shapes of all patches.
    let allPatches: PolygonLayer
    /// Plane shapes of the patches in ``near``.
    let patches: PolygonLayer
    /// All patches in degrees with long edges divided; made once, for every overlay takes them.
    let allPatchesOnEllipsoid: PolygonLayer
    /// The patches in ``near`` likewise.
    let patchesOnEllipsoid: PolygonLayer
    /// Plane shapes of layer ZZQY.
    let extent: PolygonLayer
    /// Plane shapes of layer ZZDK.
    let parcels: PolygonLayer

    init(
        survey: SurveyPatches, plan: PlanModel, options: AssessmentOptions
    ) throws(PlanningError) {
        self.survey = survey
        self.options = options
        frame = try WorkingGrid.plane(for: survey.layer)
        extent = try WorkingGrid.shapes(of: plan.extentLayer, in: frame)
        parcels = try WorkingGrid.shapes(of: plan.parcelLayer, in: frame)
        let all = try WorkingGrid.shapes(of: survey.layer, in: frame)
        let extentBox = extent.box
        near = (0..<all.featureCount).filter { all.box(ofFeature: $0).intersects(extentBox) }
        allPatches = all
        patches = all.selecting(near)
        allPatchesOnEllipsoid = EllipsoidalArea.geographicLayer(
            of: all, frame: frame, densifyingOver: options.densification)
        patchesOnEllipsoid = allPatchesOnEllipsoid.selecting(near)
        var box = extentBox
        box.extend(patches.box)
        box.extend(parcels.box)
        grid = try WorkingGrid(frame: frame, box: box)
    }

    /// Shapes in degrees with long edges divided, as the official area and the overlay want them.
    func onEllipsoid(_ shapes: PolygonLayer) -> PolygonLayer {
        EllipsoidalArea.geographicLayer(
            of: shapes, frame: frame, densifyingOver: options.densification)
    }

    /// The features of a layer that lie near the consolidation area, in the plane; the others
    /// stay in their places without shape.
    func near(_ layer: LandLayer) throws(PlanningError) -> PolygonLayer {
        var box = patches.box
        box.extend(extent.box)
        return Self.keeping(try WorkingGrid.shapes(of: layer, in: frame), meeting: box)
    }

    /// A layer of the same features in which those away from the box have no shape.
    static func keeping(_ shapes: PolygonLayer, meeting box: Box) -> PolygonLayer {
        var out = PolygonLayer()
        for feature in 0..<shapes.featureCount {
            if shapes.box(ofFeature: feature).intersects(box) {
                out.appendFeature(feature, of: shapes)
            } else {
                out.endFeature()
            }
        }
        return out
    }

    /// The official areas of plane shapes in m².
    func areas(of shapes: PolygonLayer) -> [Double] {
        EllipsoidalArea.areas(of: shapes, frame: frame, densifyingOver: options.densification)
    }

    /// The official areas of plane shapes, recorded.
    func recordedAreas(of shapes: PolygonLayer) -> [Area] {
        areas(of: shapes).map { Area(roundingSquareMetres: $0) }
    }

    /// All combinations of features and zones, with the parts outside; shapes in degrees.
    func tabulate(
        _ shapes: PolygonLayer, by zones: [PolygonLayer], named name: String
    ) throws(PlanningError) -> Tabulation {
        do {
            return try Overlay.tabulate(
                shapes, by: zones, metric: .ellipsoidal,
                options: TabulationOptions(threads: options.threads, includesOutside: true))
        } catch {
            throw .overlayFailed(layer: name, error.explanation)
        }
    }

    /// A layer of the same features in which those that fail the condition have no shape.
    static func keeping(_ shapes: PolygonLayer, _ condition: (Int) -> Bool) -> PolygonLayer {
        var out = PolygonLayer()
        for feature in 0..<shapes.featureCount {
            if condition(feature) {
                out.appendFeature(feature, of: shapes)
            } else {
                out.endFeature()
            }
        }
        return out
    }

    /// The features that meet the condition as one feature.
    static func joined(_ shapes: PolygonLayer, _ condition: (Int) -> Bool) -> PolygonLayer {
        var out = PolygonLayer()
        for feature in 0..<shapes.featureCount where condition(feature) {
            for polygon in shapes.polygons(ofFeature: feature) {
                for ring in shapes.rings(ofPolygon: polygon) {
                    for vertex in shapes.vertices(ofRing: ring) {
                        out.append(x: shapes.x[vertex], y: shapes.y[vertex])
                    }
                    out.endRing()
                }
                out.endPolygon()
            }
        }
        out.endFeature()
        return out
    }
}
