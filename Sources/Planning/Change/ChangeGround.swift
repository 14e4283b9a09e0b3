import Geodesy
import Geometry
import LandModel
import Overlay

/// Two survey years in one plane and on the ellipsoid, overlaid both ways.
struct ChangeGround {
    let before: SurveyPatches
    let after: SurveyPatches
    let frame: CoordinateFrame
    let grid: WorkingGrid
    /// The patches of both years in the plane.
    let beforeShapes: PolygonLayer
    let afterShapes: PolygonLayer
    /// The first year by the second, and the second by the first, with what lies outside.
    let forth: Tabulation
    let back: Tabulation
    private let options: SurveyChangeOptions

    /// - Throws: ``PlanningError``.
    init(
        before: LandLayer, after: LandLayer, options: SurveyChangeOptions
    ) throws(PlanningError) {
        for layer in [before, after] where layer.count == 0 { throw .emptyLayer(.landUse) }
        self.options = options
        self.before = try SurveyPatches(before)
        self.after = try SurveyPatches(after)
        frame = try WorkingGrid.plane(for: before)
        beforeShapes = try WorkingGrid.shapes(of: before, in: frame)
        afterShapes = try WorkingGrid.shapes(of: after, in: frame)
        var box = beforeShapes.box
        box.extend(afterShapes.box)
        grid = try WorkingGrid(frame: frame, box: box)
        let first = Self.onEllipsoid(beforeShapes, frame, options)
        let second = Self.onEllipsoid(afterShapes, frame, options)
        forth = try Self.tabulate(first, by: [second], options, named: before.name)
        back = try Self.tabulate(second, by: [first], options, named: after.name)
    }

    /// Shapes in degrees with long edges divided.
    func onEllipsoid(_ shapes: PolygonLayer) -> PolygonLayer {
        Self.onEllipsoid(shapes, frame, options)
    }

    private static func onEllipsoid(
        _ shapes: PolygonLayer, _ frame: CoordinateFrame, _ options: SurveyChangeOptions
    ) -> PolygonLayer {
        EllipsoidalArea.geographicLayer(
            of: shapes, frame: frame, densifyingOver: options.densification)
    }

    /// All combinations, with the parts outside; shapes in degrees.
    func tabulate(
        _ shapes: PolygonLayer, by zones: [PolygonLayer], named name: String
    ) throws(PlanningError) -> Tabulation {
        try Self.tabulate(shapes, by: zones, options, named: name)
    }

    private static func tabulate(
        _ shapes: PolygonLayer, by zones: [PolygonLayer], _ options: SurveyChangeOptions,
        named name: String
    ) throws(PlanningError) -> Tabulation {
        do {
            return try Overlay.tabulate(
                shapes, by: zones, metric: .ellipsoidal,
                options: TabulationOptions(threads: options.threads, includesOutside: true))
        } catch {
            throw .overlayFailed(layer: name, error.explanation)
        }
    }
}
