import Geometry

/// Where a name fits inside a polygon.
enum LabelPlace {
    /// The middle of the widest stretch of the largest ring on a few lines near its middle height.
    ///
    /// Lies inside the ring, unlike its centroid; nil for a feature that is not visible.
    static func inside(
        _ feature: Int, of layer: PolygonLayer, on grid: DisplayGrid
    ) -> (x: Int, y: Int)? {
        let rings = layer.rings(ofFeature: feature).map {
            DisplayRing(layer.vertices(ofRing: $0), of: layer, on: grid)
        }
        guard let ring = rings.max(by: { abs($0.doubleArea) < abs($1.doubleArea) }),
            let low = ring.y.min(), let high = ring.y.max(), high > low
        else { return nil }
        var best: (x: Int, y: Int, width: Double)?
        for share in [0.5, 0.42, 0.58] {
            // A height between two rows of pixels meets no vertex.
            let y = (Double(low) + share * Double(high - low)).rounded(.down) + 0.5
            let crossings = crossings(of: ring, at: y)
            for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                let width = crossings[pair + 1] - crossings[pair]
                if width > (best?.width ?? 0) {
                    best = (Int((crossings[pair] + crossings[pair + 1]) / 2), Int(y), width)
                }
            }
        }
        return best.map { ($0.x, $0.y) }
    }

    private static func crossings(of ring: DisplayRing, at y: Double) -> [Double] {
        var found: [Double] = []
        var previous = ring.x.count - 1
        for next in ring.x.indices {
            let (top, bottom) = (Double(ring.y[previous]), Double(ring.y[next]))
            if (top < y) != (bottom < y) {
                let share = (y - top) / (bottom - top)
                found.append(
                    Double(ring.x[previous]) + share * Double(ring.x[next] - ring.x[previous]))
            }
            previous = next
        }
        return found.sorted()
    }
}
