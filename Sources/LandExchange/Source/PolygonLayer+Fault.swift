import Geometry

extension PolygonLayer {
    /// What is wrong with the shapes added since a mark; nil for nothing.
    func fault(since mark: Mark) -> FeatureFault? {
        guard ringCount > mark.rings else { return .emptyGeometry }
        guard isFinite(mark.vertices..<vertexCount) else { return .notFinite }
        for ring in mark.rings..<ringCount {
            let points = vertices(ofRing: ring).count
            if points < 3 { return .shortRing(points: points) }
        }
        return nil
    }
}
