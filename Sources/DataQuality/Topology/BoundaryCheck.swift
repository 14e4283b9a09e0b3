import Geometry
import LandModel

/// Looks at a layer against the boundary it must fill: what lies outside, what is left uncovered.
///
/// Both layers lie on one grid; the boundary's edges are taken off those of the layer, so only
/// where the two outlines differ is anything left.
struct BoundaryCheck {
    private(set) var defects: [TopologyDefect] = []
    private(set) var ignoredOutside = IgnoredStrips()
    private(set) var ignoredUncovered = IgnoredStrips()

    /// - Parameters:
    ///   - inner: the layer, on the same grid as `boundary`.
    ///   - broken: rows of `inner` that cross themselves.
    init(
        inner: GridShapes, broken: Set<Int>, boundary: GridShapes, brokenBoundary: Set<Int>,
        strips: StripFilter
    ) {
        var tally = EdgeTally(capacity: inner.x.count + boundary.x.count)
        for row in 0..<inner.featureCount { inner.add(row, to: &tally, broken: broken, weight: 1) }
        for row in 0..<boundary.featureCount {
            boundary.add(row, to: &tally, broken: brokenBoundary, weight: -1)
        }
        let plan = Arrangement(tally.unpaired())
        let innerIndex = FeatureBoxIndex(inner)
        let boundaryIndex = FeatureBoxIndex(boundary)
        for face in plan.faces(where: { $0 != 0 }) {
            var ignored = IgnoredStrips()
            guard strips.worthReporting(face, inner.grid, &ignored) != nil else {
                if ignored.count > 0 {
                    face.winding > 0
                        ? ignoredOutside.add(ignored.area) : ignoredUncovered.add(ignored.area)
                }
                continue
            }
            let shape = strips.layer(of: [face], inner.grid)
            guard let point = shape.pointInside(feature: 0) else { continue }
            let cell = strips.cell(of: point, inner.grid)
            let inside = innerIndex.features(atX: cell.x, y: cell.y).filter {
                inner.contains($0, x: cell.x, y: cell.y)
            }
            let around = boundaryIndex.features(atX: cell.x, y: cell.y).filter {
                boundary.contains($0, x: cell.x, y: cell.y)
            }
            guard inside.isEmpty != around.isEmpty else { continue }
            defects.append(
                TopologyDefect(
                    kind: inside.isEmpty ? .uncovered : .outside, rows: inside, point: point,
                    area: strips.metric.area(shape), shape: shape))
        }
    }
}
