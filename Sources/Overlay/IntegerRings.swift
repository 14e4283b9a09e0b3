import Geometry

/// The rings of some features on the grid: oriented, without repeated vertices, closed, with prefix integrals.
///
/// Exterior rings run counter-clockwise and holes clockwise, so that the winding number of a valid
/// feature is 1 inside and 0 outside. Ring `r` holds the entries `starts[r] ..< starts[r + 1]`, of which
/// the last repeats the first; the edge `i` goes from entry `i` to entry `i + 1`. `prefix` is twice
/// the integral of x dY from the start of the ring, in 64-bit modular arithmetic.
///
/// Safety: written by one thread, through `append` only, before it is shared.
final class IntegerRings: @unchecked Sendable {
    let grid: OverlayGrid
    let curve: MetricCurve
    private let xBuffer: FixedBuffer<Int32>
    private let yBuffer: FixedBuffer<Int32>
    private let metricBuffer: FixedBuffer<Int32>?
    private let prefixBuffer: FixedBuffer<Int64>

    /// Entries written.
    private(set) var entryCount = 0
    /// First entry of each ring, and the end of the last.
    private(set) var starts: [Int32] = [0]
    /// The feature of each ring.
    private(set) var featureOfRing: [Int32] = []
    /// The box of all rings; inverted when there are none.
    private(set) var box = IntegerBox.empty

    init(capacity: Int, grid: OverlayGrid, curve: MetricCurve) {
        self.grid = grid
        self.curve = curve
        // The box test reads whole blocks past the last edge.
        xBuffer = FixedBuffer(uninitialised: capacity, spare: BlockIndex.longestRun + 1)
        yBuffer = FixedBuffer(uninitialised: capacity, spare: BlockIndex.longestRun + 1)
        metricBuffer = curve.isIdentity ? nil : FixedBuffer(uninitialised: capacity)
        prefixBuffer = FixedBuffer(uninitialised: capacity)
    }

    /// The rings of all features of a layer.
    convenience init(layer: PolygonLayer, grid: OverlayGrid, curve: MetricCurve) {
        self.init(
            capacity: layer.vertexCount + layer.ringCount + 1, grid: grid, curve: curve)
        for feature in 0..<layer.featureCount { append(feature, of: layer) }
    }

    var ringCount: Int { featureOfRing.count }
    var x: UnsafeMutablePointer<Int32> { xBuffer.base }
    var y: UnsafeMutablePointer<Int32> { yBuffer.base }
    var metric: UnsafeMutablePointer<Int32> { metricBuffer?.base ?? yBuffer.base }
    var prefix: UnsafeMutablePointer<Int64> { prefixBuffer.base }

    /// The edges of a ring, by their first entry.
    func edges(ofRing ring: Int) -> Range<Int> { Int(starts[ring])..<(Int(starts[ring + 1]) - 1) }

    /// Twice the signed area of a ring.
    func twiceArea(ofRing ring: Int) -> Int64 { prefix[Int(starts[ring + 1]) - 1] }

    /// Twice the area of all rings.
    var twiceArea: Int64 {
        (0..<ringCount).reduce(0) { $0 &+ twiceArea(ofRing: $1) }
    }

    func removeAll() {
        entryCount = 0
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
        featureOfRing.removeAll(keepingCapacity: true)
        box = .empty
    }

    /// Adds the rings of a feature; rings of fewer than three distinct vertices on the grid vanish.
    ///
    /// A polygon whose exterior vanishes loses its holes too.
    func append(_ feature: Int, of layer: PolygonLayer) {
        layer.x.withUnsafeBufferPointer { sourceX in
            layer.y.withUnsafeBufferPointer { sourceY in
                for polygon in layer.polygons(ofFeature: feature) {
                    var isExterior = true
                    for ring in layer.rings(ofPolygon: polygon) {
                        let run = layer.vertices(ofRing: ring)
                        let kept = appendRing(
                            sourceX, sourceY, run, isExterior: isExterior, feature: feature)
                        if isExterior && !kept { break }
                        isExterior = false
                    }
                }
            }
        }
    }

    private func appendRing(
        _ sourceX: UnsafeBufferPointer<Double>, _ sourceY: UnsafeBufferPointer<Double>,
        _ run: Range<Int>, isExterior: Bool, feature: Int
    ) -> Bool {
        let (x, y, start) = (self.x, self.y, entryCount)
        precondition(start + run.count + 1 <= xBuffer.count, "the capacity covers the features")
        var end = start
        for vertex in run {
            let (px, py) = (grid.gridX(sourceX[vertex]), grid.gridY(sourceY[vertex]))
            x[end] = px
            y[end] = py
            let repeats = end > start && x[end - 1] == px && y[end - 1] == py
            end += repeats ? 0 : 1
        }
        while end - start > 1 && x[end - 1] == x[start] && y[end - 1] == y[start] { end -= 1 }
        guard end - start >= 3 else { return false }
        x[end] = x[start]
        y[end] = y[start]
        if orientation(start, end) < 0 ? isExterior : !isExterior { reverse(start + 1, end) }
        finish(start, end)
        featureOfRing.append(Int32(truncatingIfNeeded: feature))
        return true
    }

    /// Twice the signed area in the plane of the grid; fits because extents are under 2^31 units.
    private func orientation(_ start: Int, _ end: Int) -> Int64 {
        var twice: Int64 = 0
        let (x, y) = (self.x, self.y)
        for n in start..<end {
            twice &+= (Int64(x[n]) &+ Int64(x[n + 1])) &* (Int64(y[n + 1]) &- Int64(y[n]))
        }
        return twice
    }

    private func reverse(_ first: Int, _ end: Int) {
        var (low, high) = (first, end - 1)
        while low < high {
            (x[low], x[high]) = (x[high], x[low])
            (y[low], y[high]) = (y[high], y[low])
            low += 1
            high -= 1
        }
    }

    /// Metric ordinates, prefix integrals and boxes of a ring whose closing entry is `end`.
    private func finish(_ start: Int, _ end: Int) {
        if let metricBuffer {
            curve.fill(metricBuffer.base + start, from: y + start, count: end - start + 1)
        }
        let (x, y, metric, prefix) = (self.x, self.y, self.metric, self.prefix)
        var sum: Int64 = 0
        prefix[start] = 0
        for n in start..<end {
            let step = Int64(metric[n + 1]) &- Int64(metric[n])
            sum &+= (Int64(x[n]) &+ Int64(x[n + 1])) &* step
            prefix[n + 1] = sum
            box.extend(x[n], y[n])
        }
        entryCount = end + 1
        starts.append(Int32(truncatingIfNeeded: entryCount))
    }
}
