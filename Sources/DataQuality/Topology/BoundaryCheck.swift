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

    /// Shapes with the edges that are no common border of two of them.
    struct Side {
        let shapes: GridShapes
        let edges: UnmatchedEdges
        /// Rows that cross themselves.
        let broken: Set<Int>
    }

    /// - Parameters:
    ///   - layer: the layer, on the same grid as its boundary.
    init(layer: Side, boundary side: Side, strips: StripFilter) {
        let (inner, boundary) = (layer.shapes, side.shapes)
        var tally = EdgeTally(capacity: layer.edges.uses.count + side.edges.uses.count)
        layer.edges.add(to: &tally, inner, broken: layer.broken, without: [], weight: 1)
        side.edges.add(to: &tally, boundary, broken: side.broken, without: [], weight: -1)
        let plan = Arrangement(tally.unpaired())
        let faces = plan.faces(where: { $0 != 0 })
        guard !faces.isEmpty else { return }
        let innerIndex = FeatureBoxIndex(inner)
        let boundaryIndex = FeatureBoxIndex(boundary)
        for face in faces {
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
