import Geometry

/// A straight piece of border between grid points and the polygons on its two sides.
///
/// The end that is smaller in (x, y) comes first. `delta` is +1 when the polygon of `key` lies to
/// the left of the way from the first end to the second, and -1 when it lies to the right.
struct BorderSegment: Sendable {
    var ax: Int32
    var ay: Int32
    var bx: Int32
    var by: Int32
    var key: Int32
    var delta: Int32
    /// Whether it changed in the last round of noding.
    var isFresh = true

    @inline(__always)
    init(
        from p: (x: Int32, y: Int32), to q: (x: Int32, y: Int32), key: Int32, delta: Int32
    ) {
        let forwards = (p.x, p.y) <= (q.x, q.y)
        (ax, ay) = forwards ? p : q
        (bx, by) = forwards ? q : p
        self.key = key
        self.delta = forwards ? delta : -delta
    }

    @inline(__always)
    static func sortsBefore(_ left: BorderSegment, _ right: BorderSegment) -> Bool {
        if left.ax != right.ax { return left.ax < right.ax }
        if left.ay != right.ay { return left.ay < right.ay }
        if left.bx != right.bx { return left.bx < right.bx }
        if left.by != right.by { return left.by < right.by }
        return left.key < right.key
    }

    @inline(__always)
    func coincides(with other: BorderSegment) -> Bool {
        ax == other.ax && ay == other.ay && bx == other.bx && by == other.by
    }
}

/// The borders of polygons on the grid, before they are cut at each other.
struct BorderSegments: Sendable {
    let grid: WorkingGrid
    private(set) var all: [BorderSegment] = []

    init(grid: WorkingGrid) {
        self.grid = grid
    }

    /// Adds the borders of a feature under a key; exteriors are turned counter-clockwise, holes clockwise.
    mutating func append(feature: Int, of layer: PolygonLayer, key: Int32) {
        for polygon in layer.polygons(ofFeature: feature) {
            var isExterior = true
            for ring in layer.rings(ofPolygon: polygon) {
                append(layer.vertices(ofRing: ring), of: layer, key: key, isExterior: isExterior)
                isExterior = false
            }
        }
    }

    private mutating func append(
        _ run: Range<Int>, of layer: PolygonLayer, key: Int32, isExterior: Bool
    ) {
        guard run.count >= 3 else { return }
        let first = all.count
        let start = point(layer, run.upperBound - 1)
        var last = start
        var twice = 0
        for vertex in run {
            let next = point(layer, vertex)
            if next != last {
                all.append(BorderSegment(from: last, to: next, key: key, delta: 1))
                twice &+=
                    (Int(last.x) - Int(start.x)) &* (Int(next.y) - Int(start.y))
                    &- (Int(next.x) - Int(start.x)) &* (Int(last.y) - Int(start.y))
            }
            last = next
        }
        // The sum is right modulo 2^64, and a ring on the grid encloses less than 2^62.
        if (twice > 0) != isExterior {
            for index in first..<all.count { all[index].delta = -all[index].delta }
        }
    }

    @inline(__always)
    private func point(_ layer: PolygonLayer, _ vertex: Int) -> (x: Int32, y: Int32) {
        (grid.columnOf(layer.x[vertex]), grid.rowOf(layer.y[vertex]))
    }

    /// Keeps only segments that have polygons on one side; calls back for each that has both.
    ///
    /// Coincident borders of neighbours need no cutting when only contact matters.
    mutating func dropShared(_ touching: (_ one: Int32, _ other: Int32) -> Void) {
        all.sort(by: BorderSegment.sortsBefore)
        var kept: [BorderSegment] = []
        kept.reserveCapacity(all.count / 4)
        var start = 0
        while start < all.count {
            var end = start + 1
            while end < all.count, all[end].coincides(with: all[start]) { end += 1 }
            if end - start > 1 {
                for index in start + 1..<end { touching(all[start].key, all[index].key) }
            } else {
                kept.append(all[start])
            }
            start = end
        }
        all = kept
    }
}
