import Geometry

/// Points inside a polygon feature, for marking it on a map.
enum InteriorPoint {
    /// A point of the shape outside the others, in the widest stretch found; nil for a shape without vertices.
    ///
    /// On a few heights, the stretches that lie inside the shape and outside the others are
    /// compared. When a stretch outside the others is on none of these heights the point lies
    /// inside the shape only; a shape without area gives its first vertex.
    static func find(
        in shape: PolygonLayer, outside others: [PolygonLayer]
    ) -> (x: Double, y: Double)? {
        let box = shape.box
        guard let x = shape.x.first, let y = shape.y.first else { return nil }
        var best = (width: 0.0, x: x, y: y)
        for avoided in others.isEmpty ? [[]] : [others, []] {
            for share in [0.5, 0.31, 0.69, 0.13, 0.87, 0.41, 0.59, 0.06, 0.94] {
                let height = box.minY + share * box.height
                let own = crossings(of: shape, at: height)
                let foreign = avoided.map { crossings(of: $0, at: height) }
                let all = (own + foreign.flatMap(\.self)).sorted()
                for (left, right) in zip(all, all.dropFirst()) where right - left > best.width {
                    let middle = (left + right) / 2
                    func isInside(_ crossings: [Double]) -> Bool {
                        crossings.count { $0 < middle } % 2 == 1
                    }
                    if isInside(own), !foreign.contains(where: isInside) {
                        best = (right - left, middle, height)
                    }
                }
            }
            if best.width > 0 { break }
        }
        return (best.x, best.y)
    }

    private static func crossings(of shape: PolygonLayer, at height: Double) -> [Double] {
        var found: [Double] = []
        for ring in 0..<shape.ringCount {
            let run = shape.vertices(ofRing: ring)
            var last = run.upperBound - 1
            for vertex in run {
                let (py, qy) = (shape.y[last], shape.y[vertex])
                if (py <= height) != (qy <= height) {
                    let share = (height - py) / (qy - py)
                    found.append(shape.x[last] + share * (shape.x[vertex] - shape.x[last]))
                }
                last = vertex
            }
        }
        return found
    }
}
