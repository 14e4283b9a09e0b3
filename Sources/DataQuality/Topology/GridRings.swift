import Geometry

/// Reads the rings of a layer onto the grid, one after the other.
struct GridRings {
    /// Points written.
    private(set) var count = 0
    private(set) var ends: [Int] = []
    private(set) var isExterior: [Bool] = []
    private(set) var polygon: [Int32] = []
    private(set) var featureEnds: [Int] = []
    private(set) var boxes: [IntegerBox] = []
    private(set) var repeated: [(feature: Int, vertex: Int)] = []
    private(set) var collapsed: [(feature: Int, vertex: Int)] = []
    private(set) var empty: [Int] = []

    /// Where a ring comes from.
    private struct Origin {
        var feature: Int
        var polygon: Int32
        var isExterior: Bool
    }

    /// Reads a layer; the buffer must hold its vertices and one point more per ring.
    mutating func read(
        _ layer: PolygonLayer, extent: FiniteExtent, grid: CoverageGrid,
        into points: UnsafeMutableBufferPointer<GridPoint>
    ) {
        ends.reserveCapacity(layer.ringCount)
        isExterior.reserveCapacity(layer.ringCount)
        polygon.reserveCapacity(layer.ringCount)
        featureEnds.reserveCapacity(layer.featureCount)
        boxes.reserveCapacity(layer.featureCount)
        layer.x.withUnsafeBufferPointer { x in
            layer.y.withUnsafeBufferPointer { y in
                for feature in 0..<layer.featureCount {
                    let run = layer.vertices(ofFeature: feature)
                    let isUsable =
                        extent.isComplete || run.allSatisfy { x[$0].isFinite && y[$0].isFinite }
                    var box = IntegerBox.empty
                    if isUsable {
                        for (index, polygon) in layer.polygons(ofFeature: feature).enumerated() {
                            let rings = layer.rings(ofPolygon: polygon)
                            for ring in rings {
                                let origin = Origin(
                                    feature: feature, polygon: Int32(index),
                                    isExterior: ring == rings.lowerBound)
                                let isKept = add(
                                    x, y, layer.vertices(ofRing: ring), origin, grid, points, &box)
                                // Holes of a collapsed exterior would count as land.
                                if !isKept, origin.isExterior { break }
                            }
                        }
                    }
                    if box.isEmpty { empty.append(feature) }
                    featureEnds.append(ends.count)
                    boxes.append(box)
                }
            }
        }
    }

    /// Adds one ring; false, and noted, when it has no area.
    ///
    /// Safety: `points` has room for every vertex of the layer and a closing point per ring, and
    /// `run` lies in the arrays behind `x` and `y`.
    private mutating func add(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, _ run: Range<Int>,
        _ origin: Origin, _ grid: CoverageGrid, _ points: UnsafeMutableBufferPointer<GridPoint>,
        _ featureBox: inout IntegerBox
    ) -> Bool {
        let start = count
        var end = start
        var box = featureBox
        var twice: Int64 = 0
        var last = GridPoint(packed: .max)
        for vertex in run {
            let point = grid.point(x[vertex], y[vertex])
            if point == last {
                repeated.append((origin.feature, vertex))
                continue
            }
            if end > start { twice &+= Self.term(last, point) }
            points[end] = point
            end += 1
            box.extend(point.x, point.y)
            last = point
        }
        while end > start + 1, points[end - 1] == points[start] {
            repeated.append((origin.feature, run.upperBound - 1))
            end -= 1
        }
        if end > start { twice &+= Self.term(last, points[start]) }
        // A symmetric bow-tie has no signed area but is no collapsed ring.
        guard twice != 0 || !Self.isStraight(points, start..<end) else {
            collapsed.append((origin.feature, run.lowerBound))
            return false
        }
        if twice != 0, (twice > 0) != origin.isExterior {
            var ring = UnsafeMutableBufferPointer(rebasing: points[start..<end])
            ring.reverse()
        }
        points[end] = points[start]
        count = end + 1
        featureBox = box
        ends.append(count)
        isExterior.append(origin.isExterior)
        polygon.append(origin.polygon)
        return true
    }

    /// Twice the area between an edge and the axis; sums modulo 2^64 are exact because the result fits.
    @inline(__always)
    private static func term(_ a: GridPoint, _ b: GridPoint) -> Int64 {
        (Int64(a.x) &+ Int64(b.x)) &* (Int64(b.y) &- Int64(a.y))
    }

    /// Whether all vertices lie on one line.
    private static func isStraight(
        _ points: UnsafeMutableBufferPointer<GridPoint>, _ run: Range<Int>
    ) -> Bool {
        guard run.count >= 3 else { return true }
        let (first, second) = (points[run.lowerBound], points[run.lowerBound + 1])
        return run.allSatisfy { EdgeCuts.orientation(first, second, points[$0]) == 0 }
    }
}
