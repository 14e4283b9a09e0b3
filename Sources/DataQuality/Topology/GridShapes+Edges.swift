import Geometry

extension GridShapes {
    /// The edges of a feature; those of a broken one around its even-odd interior.
    func soundEdges(ofFeature row: Int, broken: Set<Int>) -> [WeightedEdge] {
        broken.contains(row) ? evenOddEdges(ofFeature: row) : edges(ofFeature: row)
    }

    /// The number of vertices of a feature.
    func vertexCount(ofFeature row: Int) -> Int {
        let rings = rings(ofFeature: row)
        guard let first = rings.first, let last = rings.last else { return 0 }
        let entries = vertices(ofRing: last).upperBound - vertices(ofRing: first).lowerBound
        // Each ring but the last is followed by a copy of its first point.
        return entries - (rings.count - 1)
    }

    /// The edges of a feature with shortcuts outside a window; inside it, every winding is the same.
    ///
    /// A run of vertices that all lie beyond one side of the window is replaced by the straight
    /// line from its first to its last, which lies beyond that side too.
    func edges(ofFeature row: Int, shortenedOutside window: IntegerBox) -> [WeightedEdge] {
        var out: [WeightedEdge] = []
        for ring in rings(ofFeature: row) {
            let kept = shortened(ring, outside: window)
            guard kept.count >= 3, var last = kept.last else { continue }
            for point in kept {
                if point != last { out.append(WeightedEdge(from: last, to: point, weight: 1)) }
                last = point
            }
        }
        return out
    }

    private func shortened(_ ring: Int, outside window: IntegerBox) -> [GridPoint] {
        func sides(_ point: GridPoint) -> Int {
            (point.x < window.minX ? 1 : 0) | (point.x > window.maxX ? 2 : 0)
                | (point.y < window.minY ? 4 : 0) | (point.y > window.maxY ? 8 : 0)
        }
        var kept: [GridPoint] = []
        // The sides beyond which every vertex of the current run lies.
        var common = 0
        var isLastReplaceable = false
        for vertex in vertices(ofRing: ring) {
            let next = point(vertex)
            let own = sides(next)
            if common & own != 0 {
                if isLastReplaceable { kept.removeLast() }
                kept.append(next)
                common &= own
                isLastReplaceable = true
                continue
            }
            let shared = kept.last.map { sides($0) & own } ?? 0
            kept.append(next)
            common = shared != 0 ? shared : own
            isLastReplaceable = shared != 0
        }
        return kept
    }

    /// The outline of the places inside an odd number of the feature's rings, interior on the left.
    func evenOddEdges(ofFeature row: Int) -> [WeightedEdge] {
        let plan = Arrangement(edges(ofFeature: row))
        func isInside(_ half: Int) -> Bool {
            !plan.cycles[Int(plan.cycleOf[half])].winding.isMultiple(of: 2)
        }
        func point(_ half: Int) -> GridPoint {
            let node = Int(plan.origin[half])
            let half = EdgeCuts.subcells / 2
            return GridPoint(
                x: Int32((plan.nodeX[node] + half) / EdgeCuts.subcells),
                y: Int32((plan.nodeY[node] + half) / EdgeCuts.subcells))
        }
        return plan.origin.indices.compactMap { half in
            guard isInside(half), !isInside(half ^ 1) else { return nil }
            let (from, to) = (point(half), point(half ^ 1))
            return from == to ? nil : WeightedEdge(from: from, to: to, weight: 1)
        }
    }

    /// One feature in the layer's coordinates.
    func layer(ofFeature row: Int) -> PolygonLayer {
        var out = PolygonLayer()
        var polygon: Int32 = 0
        for ring in rings(ofFeature: row) {
            if ringPolygon[ring] != polygon {
                out.endPolygon()
                polygon = ringPolygon[ring]
            }
            for vertex in vertices(ofRing: ring) {
                let point = self.point(vertex)
                let place = grid.place(Double(point.x), Double(point.y))
                out.append(x: place.x, y: place.y)
            }
            out.endRing()
        }
        out.endPolygon()
        out.endFeature()
        return out
    }

    /// The rows that have one of the edges, in either direction, ascending.
    ///
    /// - Parameter unmatched: what is left of the edges of these shapes; names the rows at once.
    func rows(
        along edges: [WeightedEdge], _ unmatched: UnmatchedEdges, _ index: FeatureBoxIndex
    ) -> [Int] {
        var found: Set<Int> = []
        for edge in edges {
            let rows = unmatched.rows(along: edge)
            // An edge of the even-odd interior of a broken shape may match one that was shared.
            found.formUnion(rows.isEmpty ? self.rows(along: edge, index) : rows)
        }
        return found.sorted()
    }

    private func rows(along edge: WeightedEdge, _ index: FeatureBoxIndex) -> [Int] {
        index.features(atX: Double(edge.from.x), y: Double(edge.from.y)).filter { row in
            rings(ofFeature: row).contains { ring in
                var isAlong = false
                forEachEdge(ofRing: ring) { a, b in
                    isAlong =
                        isAlong || (a == edge.from && b == edge.to)
                        || (a == edge.to && b == edge.from)
                }
                return isAlong
            }
        }
    }
}
