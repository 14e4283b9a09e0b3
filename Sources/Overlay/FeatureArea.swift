import COverlayKernels

/// The area of a feature on the grid.
struct FeatureArea {
    /// Twice the area, the same as that of the rings on the grid.
    private(set) var twice: Int64 = 0
    /// Edges of the rings that do not vanish on the grid.
    private(set) var edges = 0

    /// A measured area.
    @inline(__always)
    init(_ twice: Int64, edges: Int) { (self.twice, self.edges) = (twice, edges) }

    /// The area from the coordinates alone, without writing rings: for features that no zone divides, eight vertices at a
    /// time and a third of the work.
    ///
    /// Nil where neighbouring vertices fall on one grid point, so that rings may vanish.
    @inline(__always)
    init?(
        _ feature: Int, of layer: LayerPointers, _ grid: OverlayGrid,
        kernels: UnsafePointer<overlay_kernels>?
    ) {
        guard let x = layer.x.baseAddress, let y = layer.y.baseAddress else { return }
        for polygon in layer.polygons(ofFeature: feature) {
            var isExterior = true
            for ring in layer.rings(ofPolygon: polygon) {
                let run = layer.vertices(ofRing: ring)
                if run.count < 3 {
                    if isExterior { break }
                    continue
                }
                let (fromX, fromY) = (x + run.lowerBound, y + run.lowerBound)
                var area: Int64 = 0
                let repeats: Bool
                if let kernels {
                    repeats =
                        kernels.pointee.ring_area(
                            fromX, fromY, run.count, grid.originX, grid.originY, grid.scale, &area)
                        != 0
                } else {
                    (area, repeats) = PlainLoops.ringArea(fromX, fromY, run.count, grid)
                }
                if repeats { return nil }
                // Rings are turned: exteriors have positive, holes negative areas.
                twice &+= (area < 0) == isExterior ? 0 &- area : area
                edges += run.count
                isExterior = false
            }
        }
    }
}
