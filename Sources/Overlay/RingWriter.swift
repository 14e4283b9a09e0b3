import COverlayKernels
import Geometry

/// Writes rings on the grid into the entries of ``IntegerRings`` from a given place on.
///
/// Safety: several writers may write to the same rings at once, in places that do not meet.
struct RingWriter {
    private let x: UnsafeMutablePointer<Int32>
    private let y: UnsafeMutablePointer<Int32>
    private let metric: UnsafeMutablePointer<Int32>
    /// Where the integrals of streamed entries go, or those of the ring being written.
    private let prefix: UnsafeMutablePointer<Int64>
    /// Where those of every eighth entry of zones go; none for streamed rings.
    private let anchors: UnsafeMutablePointer<Int64>?
    private let kernels: UnsafePointer<overlay_kernels>?
    private let (originX, originY, scale): (Double, Double, Double)
    /// The end of the entries written.
    private(set) var end: Int
    private(set) var box = IntegerBox.empty
    /// The integral of the last entry of zones; nil where the next ring begins with an anchor.
    private var reached: Int64?

    init(
        rings: IntegerRings, end: Int, reached: Int64? = nil, prefix: UnsafeMutablePointer<Int64>,
        anchors: UnsafeMutablePointer<Int64>?
    ) {
        self.reached = reached
        (x, y, metric) = (rings.x, rings.y, rings.metric)
        (self.prefix, self.anchors) = (prefix, anchors)
        kernels = rings.kernels
        (originX, originY, scale) = (rings.grid.originX, rings.grid.originY, rings.grid.scale)
        self.end = end
    }

    /// Writes the rings of a feature and calls the body with the entries of each that does not vanish, and twice its area.
    @inline(__always)
    mutating func append(
        _ feature: Int, of layer: LayerPointers, _ rings: IntegerRings,
        _ body: (Range<Int>, Int64) -> Void
    ) {
        for polygon in layer.polygons(ofFeature: feature) {
            var isExterior = true
            for ring in layer.rings(ofPolygon: polygon) {
                let first = end
                let twice = appendRing(
                    layer, layer.vertices(ofRing: ring), rings, isExterior: isExterior)
                if isExterior && end == first { break }
                if end > first { body(first..<end, twice) }
                isExterior = false
            }
        }
    }

    /// Writes a ring unless it vanishes; returns twice its area.
    private mutating func appendRing(
        _ layer: LayerPointers, _ run: Range<Int>, _ rings: IntegerRings,
        isExterior: Bool
    ) -> Int64 {
        guard run.count >= 3, let sourceX = layer.x.baseAddress,
            let sourceY = layer.y.baseAddress
        else { return 0 }
        let start = end
        let (fromX, fromY) = (sourceX + run.lowerBound, sourceY + run.lowerBound)
        let repeats: Bool
        var extent = IntegerBox.empty
        if let kernels = kernels {
            var found = extent.forKernels
            repeats =
                kernels.pointee.quantise(
                    fromX, fromY, run.count, originX, originY, scale, x + start,
                    y + start, &found) != 0
            extent = IntegerBox(found)
        } else {
            repeats = quantise(fromX, fromY, run.count, x + start, y + start, &extent)
        }
        var last = start + run.count
        if repeats { last = Self.dropRepeats(x, y, start, last) }
        while last - start > 1 && x[last - 1] == x[start] && y[last - 1] == y[start] { last -= 1 }
        guard last - start >= 3 else { return 0 }
        x[last] = x[start]
        y[last] = y[start]
        if metric != y {
            rings.curve.fill(
                metric + start, from: y + start, count: last - start + 1, kernels: kernels)
        }
        let own = anchors == nil ? prefix + start : prefix
        let twice = integrate(start, last, into: own)
        let isTurned = twice < 0 ? isExterior : !isExterior
        if isTurned { reverse(start, last, own, twice) }
        if let anchors { anchor(start, last, own, in: anchors) }
        box.extend(extent)
        end = last + 1
        return isTurned ? 0 &- twice : twice
    }

    /// Keeps the integrals of every eighth entry of a zone ring.
    ///
    /// They go on from ring to ring, the way between two as if it were an edge: so that of any entry is its anchor and
    /// the edges between them, even where its ring begins after the anchor.
    private mutating func anchor(
        _ start: Int, _ last: Int, _ own: UnsafePointer<Int64>,
        in anchors: UnsafeMutablePointer<Int64>
    ) {
        var origin: Int64 = 0
        if let reached {
            let (fromX, toX) = (Int64(x[start - 1]), Int64(x[start]))
            origin = reached &+ (fromX &+ toX) &* (Int64(metric[start]) &- Int64(metric[start - 1]))
        }
        let spacing = AnchoredRings.spacing
        var n = (start + spacing - 1) & ~(spacing - 1)
        while n <= last {
            anchors[n / spacing] = origin &+ own[n - start]
            n += spacing
        }
        reached = origin &+ own[last - start]
    }

    /// The same as the kernel, in Swift.
    private func quantise(
        _ fromX: UnsafePointer<Double>, _ fromY: UnsafePointer<Double>, _ count: Int,
        _ x: UnsafeMutablePointer<Int32>, _ y: UnsafeMutablePointer<Int32>, _ box: inout IntegerBox
    ) -> Bool {
        var own = box
        var repeats: UInt32 = 0
        var (lastX, lastY): (Int32, Int32) = (0, 0)
        for n in 0..<count {
            let px = OverlayGrid.onGrid(fromX[n], originX, scale)
            let py = OverlayGrid.onGrid(fromY[n], originY, scale)
            x[n] = px
            y[n] = py
            own.extend(px, py)
            let same: UInt32 = px == lastX && py == lastY && n > 0 ? 1 : 0
            repeats |= same
            (lastX, lastY) = (px, py)
        }
        box = own
        return repeats != 0
    }

    private static func dropRepeats(
        _ x: UnsafeMutablePointer<Int32>, _ y: UnsafeMutablePointer<Int32>, _ start: Int,
        _ end: Int
    ) -> Int {
        var kept = start + 1
        for n in (start + 1)..<end where x[n] != x[kept - 1] || y[n] != y[kept - 1] {
            x[kept] = x[n]
            y[kept] = y[n]
            kept += 1
        }
        return kept
    }

    /// Writes the prefix integrals of a ring whose closing entry is `last`; returns the whole.
    private func integrate(
        _ start: Int, _ last: Int, into prefix: UnsafeMutablePointer<Int64>
    ) -> Int64 {
        if let kernel = kernels?.pointee.integrate {
            return kernel(x + start, metric + start, last - start + 1, prefix)
        }
        var sum: Int64 = 0
        prefix[0] = 0
        var (lastX, lastY) = (Int64(x[start]), Int64(metric[start]))
        for n in (start + 1)...last {
            let (nextX, nextY) = (Int64(x[n]), Int64(metric[n]))
            sum &+= (lastX &+ nextX) &* (nextY &- lastY)
            prefix[n - start] = sum
            (lastX, lastY) = (nextX, nextY)
        }
        return sum
    }

    /// Turns a ring the other way round its first vertex; the prefix of the rest is what was left.
    private func reverse(
        _ start: Int, _ last: Int, _ prefix: UnsafeMutablePointer<Int64>, _ twice: Int64
    ) {
        let hasMetric = metric != y
        var (low, high) = (start, last)
        while low < high {
            (x[low], x[high]) = (x[high], x[low])
            (y[low], y[high]) = (y[high], y[low])
            if hasMetric { (metric[low], metric[high]) = (metric[high], metric[low]) }
            let (a, b) = (low - start, high - start)
            (prefix[a], prefix[b]) = (prefix[b] &- twice, prefix[a] &- twice)
            low += 1
            high -= 1
        }
        if low == high { prefix[low - start] &-= twice }
    }
}
