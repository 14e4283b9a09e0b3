import Geometry

/// The polygons of a layer on the integer grid, cleaned and with one orientation.
///
/// Exteriors run counter-clockwise and holes clockwise, so the interior is always on the left;
/// vertices that fall on their predecessor are dropped, rings without area left out.
struct GridShapes: Sendable {
    let grid: CoverageGrid
    private(set) var x: [Int32] = []
    private(set) var y: [Int32] = []
    private(set) var ringEnds: [Int] = []
    /// Whether the ring is an exterior.
    private(set) var ringIsExterior: [Bool] = []
    /// Polygon of its feature that a ring belongs to, counted within the feature.
    private(set) var ringPolygon: [Int32] = []
    private(set) var featureRingEnds: [Int] = []
    private(set) var boxes: [GridBox] = []
    /// Vertices dropped because they repeat their predecessor in the data itself: feature and place.
    private(set) var repeated: [(feature: Int, vertex: Int)] = []
    /// Rings left out because they have no area: feature and a vertex of the layer.
    private(set) var collapsed: [(feature: Int, vertex: Int)] = []
    /// Features with a coordinate that is no number or without any ring.
    private(set) var empty: [Int] = []

    init(_ layer: PolygonLayer, grid: CoverageGrid) {
        self.grid = grid
        x.reserveCapacity(layer.vertexCount)
        y.reserveCapacity(layer.vertexCount)
        for feature in 0..<layer.featureCount {
            let run = layer.vertices(ofFeature: feature)
            let isFinite = run.allSatisfy { layer.x[$0].isFinite && layer.y[$0].isFinite }
            var box = GridBox.empty
            if isFinite {
                for (index, polygon) in layer.polygons(ofFeature: feature).enumerated() {
                    add(layer, polygon: polygon, index: index, feature: feature, box: &box)
                }
            }
            if box.isEmpty { empty.append(feature) }
            featureRingEnds.append(ringEnds.count)
            boxes.append(box)
        }
    }

    private mutating func add(
        _ layer: PolygonLayer, polygon: Int, index: Int, feature: Int, box: inout GridBox
    ) {
        let rings = layer.rings(ofPolygon: polygon)
        for ring in rings {
            let start = x.count
            let run = layer.vertices(ofRing: ring)
            for vertex in run {
                let point = grid.point(layer.x[vertex], layer.y[vertex])
                if x.count > start, x[x.count - 1] == point.x, y[y.count - 1] == point.y {
                    repeated.append((feature, vertex))
                } else {
                    x.append(point.x)
                    y.append(point.y)
                }
            }
            while x.count > start + 1, x[x.count - 1] == x[start], y[y.count - 1] == y[start] {
                repeated.append((feature, run.upperBound - 1))
                x.removeLast()
                y.removeLast()
            }
            let twice = twiceArea(start..<x.count)
            let isExterior = ring == rings.lowerBound
            // A symmetric bow-tie has no signed area but is no collapsed ring.
            guard twice != 0 || !isStraight(start..<x.count) else {
                collapsed.append((feature, run.lowerBound))
                x.removeSubrange(start...)
                y.removeSubrange(start...)
                // Holes of a collapsed exterior would count as land.
                if isExterior { return }
                continue
            }
            if twice != 0, (twice > 0) != isExterior {
                x[start...].reverse()
                y[start...].reverse()
            }
            for vertex in start..<x.count { box.extend(x[vertex], y[vertex]) }
            ringEnds.append(x.count)
            ringIsExterior.append(isExterior)
            ringPolygon.append(Int32(index))
        }
    }

    /// Twice the signed area; sums modulo 2^64 are exact because the result fits.
    private func twiceArea(_ run: Range<Int>) -> Int64 {
        guard let start = run.first else { return 0 }
        let (x0, y0) = (Int64(x[start]), Int64(y[start]))
        var sum: Int64 = 0
        var (lastX, lastY) = (Int64(0), Int64(0))
        for vertex in run.dropFirst() {
            let (nextX, nextY) = (Int64(x[vertex]) - x0, Int64(y[vertex]) - y0)
            sum &+= lastX &* nextY &- nextX &* lastY
            (lastX, lastY) = (nextX, nextY)
        }
        return sum
    }

    /// Whether all vertices lie on one line.
    private func isStraight(_ run: Range<Int>) -> Bool {
        guard run.count >= 3 else { return true }
        let (first, second) = (point(run.lowerBound), point(run.lowerBound + 1))
        return run.allSatisfy { EdgeCuts.orientation(first, second, point($0)) == 0 }
    }

    var featureCount: Int { featureRingEnds.count }

    func rings(ofFeature feature: Int) -> Range<Int> {
        (feature == 0 ? 0 : featureRingEnds[feature - 1])..<featureRingEnds[feature]
    }

    func vertices(ofRing ring: Int) -> Range<Int> {
        (ring == 0 ? 0 : ringEnds[ring - 1])..<ringEnds[ring]
    }

    @inline(__always)
    func point(_ vertex: Int) -> GridPoint { GridPoint(x: x[vertex], y: y[vertex]) }

    /// Calls the body with every directed edge of a ring.
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
        let run = vertices(ofRing: ring)
        var isOdd = false
        var (lastX, lastY) = (Double(x[run.upperBound - 1]), Double(y[run.upperBound - 1]))
        for vertex in run {
            let (nextX, nextY) = (Double(x[vertex]), Double(y[vertex]))
            if (nextY > py) != (lastY > py) {
                let at = lastX + (nextX - lastX) * ((py - lastY) / (nextY - lastY))
                if at < px { isOdd.toggle() }
            }
            (lastX, lastY) = (nextX, nextY)
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

/// A rectangle of the grid, borders included.
struct GridBox: Equatable, Sendable {
    var minX: Int32
    var minY: Int32
    var maxX: Int32
    var maxY: Int32

    static let empty = GridBox(minX: .max, minY: .max, maxX: .min, maxY: .min)

    var isEmpty: Bool { minX > maxX }

    @inline(__always)
    mutating func extend(_ x: Int32, _ y: Int32) {
        minX = min(minX, x)
        minY = min(minY, y)
        maxX = max(maxX, x)
        maxY = max(maxY, y)
    }

    @inline(__always)
    func contains(_ x: Double, _ y: Double) -> Bool {
        x >= Double(minX) && x <= Double(maxX) && y >= Double(minY) && y <= Double(maxY)
    }

    /// Whether the two share more than a border.
    @inline(__always)
    func overlaps(_ other: GridBox) -> Bool {
        minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }
}
