import Geometry

/// The polygons of a layer on the integer grid, cleaned and with one orientation.
///
/// Exteriors run counter-clockwise and holes clockwise, so the interior is always on the left;
/// vertices that fall on their predecessor are dropped, rings without area left out. Rings are
/// stored closed: edge `i` goes from point `i` to point `i + 1`.
struct GridShapes: Sendable {
    let grid: CoverageGrid
    /// The points of all rings, each ring followed by a copy of its first point.
    let points: [GridPoint]
    /// Exclusive end of each ring in the points, the closing copy included.
    let ringEnds: [Int]
    /// Whether the ring is an exterior.
    let ringIsExterior: [Bool]
    /// Polygon of its feature that a ring belongs to, counted within the feature.
    let ringPolygon: [Int32]
    let featureRingEnds: [Int]
    let boxes: [IntegerBox]
    /// Vertices dropped because they repeat their predecessor in the data itself: feature and place.
    let repeated: [(feature: Int, vertex: Int)]
    /// Rings left out because they have no area: feature and a vertex of the layer.
    let collapsed: [(feature: Int, vertex: Int)]
    /// Features with a coordinate that is no number or without any ring.
    let empty: [Int]

    init(_ layer: PolygonLayer, extent: FiniteExtent, grid: CoverageGrid) {
        self.grid = grid
        var rings = GridRings()
        points = Array(unsafeUninitializedCapacity: layer.vertexCount + layer.ringCount) {
            buffer, count in
            rings.read(layer, extent: extent, grid: grid, into: buffer)
            count = rings.count
        }
        ringEnds = rings.ends
        ringIsExterior = rings.isExterior
        ringPolygon = rings.polygon
        featureRingEnds = rings.featureEnds
        boxes = rings.boxes
        repeated = rings.repeated
        collapsed = rings.collapsed
        empty = rings.empty
    }

    var featureCount: Int { featureRingEnds.count }

    /// The number of edges of all rings.
    var edgeCount: Int { points.count - ringEnds.count }

    func rings(ofFeature feature: Int) -> Range<Int> {
        (feature == 0 ? 0 : featureRingEnds[feature - 1])..<featureRingEnds[feature]
    }

    /// The vertices of a ring without the closing copy; also its edges, by their first point.
    @inline(__always)
    func vertices(ofRing ring: Int) -> Range<Int> {
        (ring == 0 ? 0 : ringEnds[ring - 1])..<ringEnds[ring] - 1
    }

    /// The feature that an edge belongs to.
    func feature(ofEdge edge: Int) -> Int {
        Self.position(of: Self.position(of: edge, in: ringEnds), in: featureRingEnds)
    }

    /// The first run that ends after a position.
    private static func position(of value: Int, in ends: [Int]) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > value { high = middle } else { low = middle + 1 }
        }
        return low
    }

    @inline(__always)
    func point(_ vertex: Int) -> GridPoint { points[vertex] }

    /// Calls the body with every directed edge of a ring, the closing one first.
    @inline(__always)
    func forEachEdge(ofRing ring: Int, _ body: (GridPoint, GridPoint) -> Void) {
        let run = vertices(ofRing: ring)
        var last = point(run.upperBound - 1)
        for vertex in run {
            let next = point(vertex)
            body(last, next)
            last = next
        }
    }

    /// The directed edges of a feature, interior on the left, each of weight 1.
    func edges(ofFeature feature: Int) -> [WeightedEdge] {
        var out: [WeightedEdge] = []
        for ring in rings(ofFeature: feature) {
            forEachEdge(ofRing: ring) { out.append(WeightedEdge(from: $0, to: $1, weight: 1)) }
        }
        return out
    }

    /// Whether a place, in grid cells, lies inside a feature (even-odd).
    func contains(_ feature: Int, x px: Double, y py: Double) -> Bool {
        guard boxes[feature].contains(px, py) else { return false }
        var isInside = false
        for ring in rings(ofFeature: feature) where rayCrossesOddly(ring, px, py) {
            isInside.toggle()
        }
        return isInside
    }

    /// Whether a grid point that is not on a ring lies inside it; exact.
    func encloses(ring: Int, _ point: GridPoint) -> Bool {
        let run = vertices(ofRing: ring)
        var isInside = false
        var last = self.point(run.upperBound - 1)
        for vertex in run {
            let next = self.point(vertex)
            if (next.y > point.y) != (last.y > point.y) {
                let side = EdgeCuts.orientation(last, next, point)
                // Left of an edge that rises, or right of one that falls, the ray meets it.
                if (side > 0) == (next.y > last.y) { isInside.toggle() }
            }
            last = next
        }
        return isInside
    }

    /// Whether a ray to the left of a place crosses the ring an odd number of times.
    func rayCrossesOddly(_ ring: Int, _ px: Double, _ py: Double) -> Bool {
        var isOdd = false
        forEachEdge(ofRing: ring) { last, next in
            let (lastY, nextY) = (Double(last.y), Double(next.y))
            guard (nextY > py) != (lastY > py) else { return }
            let (lastX, nextX) = (Double(last.x), Double(next.x))
            let at = lastX + (nextX - lastX) * ((py - lastY) / (nextY - lastY))
            if at < px { isOdd.toggle() }
        }
        return isOdd
    }
}

/// A directed edge of the grid with the number of polygons by which its left side exceeds its right.
struct WeightedEdge: Equatable, Sendable {
    var from: GridPoint
    var to: GridPoint
    var weight: Int32
}
