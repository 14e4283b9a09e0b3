import Geometry
import LandModel

/// Tells real faces from strips that only the rounding of coordinates made, and puts faces into shapes.
struct StripFilter {
    let metric: AreaMetric
    let minimumArea: Area
    let minimumWidth: Double

    init(metric: AreaMetric, parameters: QualityParameters) {
        self.metric = metric
        minimumArea = parameters.minimumDefectArea
        minimumWidth = parameters.minimumDefectWidthInMetres
    }

    /// The box of a face that is large and wide enough; nil, and counted, when it is not.
    func worthReporting(
        _ face: Arrangement.Face, _ grid: CoverageGrid, _ ignored: inout IgnoredStrips
    ) -> IntegerBox? {
        let shape = layer(of: [face], grid)
        let area = metric.area(shape)
        let width = 2 * area / max(metric.perimeter(shape), .leastNormalMagnitude)
        guard Area(roundingSquareMetres: area) >= minimumArea, area > 0, width >= minimumWidth
        else {
            if area > 0 { ignored.add(area) }
            return nil
        }
        var box = IntegerBox.empty
        for point in face.outline {
            box.extend(Int32(point.x.rounded(.down)), Int32(point.y.rounded(.down)))
            box.extend(Int32(point.x.rounded(.up)), Int32(point.y.rounded(.up)))
        }
        return box
    }

    /// The faces as one feature in the layer's coordinates.
    func layer(of faces: [Arrangement.Face], _ grid: CoverageGrid) -> PolygonLayer {
        var out = PolygonLayer()
        out.appendFeature(
            faces.map { face in
                ([face.outline] + face.islands).map { ring in
                    ring.map { grid.place($0.x, $0.y) }
                }
            })
        return out
    }

    /// A place of the layer in grid cells.
    func cell(of point: (x: Double, y: Double), _ grid: CoverageGrid) -> (x: Double, y: Double) {
        ((point.x - grid.originX) * grid.cellsPerUnit, (point.y - grid.originY) * grid.cellsPerUnit)
    }
}
