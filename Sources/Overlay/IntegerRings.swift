import COverlayKernels
import Geometry

/// The rings of some features on the grid: oriented, without repeated vertices, closed, with prefix integrals.
///
/// Exterior rings run counter-clockwise and holes clockwise, so that the winding number of a valid
/// feature is 1 inside and 0 outside. Ring `r` holds the entries `starts[r] ..< starts[r + 1]`, of which
/// the last repeats the first; the edge `i` goes from entry `i` to entry `i + 1`. `prefix` is twice
/// the integral of x dY from the start of the ring, in 64-bit modular arithmetic. A ring may end in
/// several copies of its first entry: edges without length, which cross nothing.
///
/// Safety: written by one thread, through `append` only, before it is shared.
final class IntegerRings: @unchecked Sendable {
    let grid: OverlayGrid
    let curve: MetricCurve
    let kernels: UnsafePointer<overlay_kernels>?
    private let xBuffer: FixedBuffer<Int32>
    private let yBuffer: FixedBuffer<Int32>
    private let metricBuffer: FixedBuffer<Int32>?
    private let prefixBuffer: FixedBuffer<Int64>

    let x: UnsafeMutablePointer<Int32>
    let y: UnsafeMutablePointer<Int32>
    let metric: UnsafeMutablePointer<Int32>
    let prefix: UnsafeMutablePointer<Int64>

    /// The arrays for loops that must not count references; valid as long as the rings.
    struct Pointers {
        let x: UnsafeMutablePointer<Int32>
        let y: UnsafeMutablePointer<Int32>
        let metric: UnsafeMutablePointer<Int32>
        let prefix: UnsafeMutablePointer<Int64>

        @inline(__always) var vertices: overlay_vertices { overlay_vertices(x: x, y: y) }
        @inline(__always) var rings: overlay_rings {
            overlay_rings(vertices: vertices, metric: metric, prefix: prefix)
        }
    }

    @inline(__always) var pointers: Pointers {
        Pointers(x: x, y: y, metric: metric, prefix: prefix)
    }

    /// Entries written.
    var entryCount: Int { Int(starts[ringCount]) }
    /// First entry of each ring, and the end of the last.
    let starts: GrowingBuffer<Int32>
    /// The feature of each ring.
    let featureOfRing: GrowingBuffer<Int32>
    /// The box of all rings; inverted when there are none.
    private let boxes: GrowingBuffer<IntegerBox>
    /// Edges that have no length, at the ends of rings.
    private(set) var padding = 0

    init(
        capacity: Int, grid: OverlayGrid, curve: MetricCurve,
        kernels: UnsafePointer<overlay_kernels>? = CodePath.fastest.kernels
    ) {
        self.grid = grid
        self.curve = curve
        self.kernels = kernels
        // Blocks are read whole, past the last edge.
        let spare = BlockIndex.longestRun + 1
        xBuffer = FixedBuffer(uninitialised: capacity, spare: spare)
        yBuffer = FixedBuffer(uninitialised: capacity, spare: spare)
        metricBuffer =
            curve.isIdentity ? nil : FixedBuffer(uninitialised: capacity, spare: spare)
        prefixBuffer = FixedBuffer(uninitialised: capacity)
        (x, y, prefix) = (xBuffer.base, yBuffer.base, prefixBuffer.base)
        metric = metricBuffer?.base ?? yBuffer.base
        starts = GrowingBuffer()
        featureOfRing = GrowingBuffer()
        boxes = GrowingBuffer(capacity: 1)
        removeAll()
    }

    /// The rings of all features of a layer.
    convenience init(
        layer: PolygonLayer, grid: OverlayGrid, curve: MetricCurve, threads: Int = 1,
        kernels: UnsafePointer<overlay_kernels>? = CodePath.fastest.kernels
    ) {
        self.init(
            capacity: layer.vertexCount + layer.ringCount + 1, grid: grid, curve: curve,
            kernels: kernels)
        LayerPointers.with(layer) { view in
            if threads > 1, view.vertexCount > 1 << 14 {
                appendAll(of: view, threads: threads)
            } else {
                for feature in 0..<view.featureCount { append(feature, of: view) }
            }
        }
    }

    @inline(__always) var ringCount: Int { featureOfRing.count }
    @inline(__always) var box: IntegerBox { boxes.base[0] }
    /// The most entries there is room for.
    var capacity: Int { prefixBuffer.count }
    /// Edges that have a length.
    var edgeCount: Int { entryCount - ringCount - padding }
    var vertices: overlay_vertices { overlay_vertices(x: x, y: y) }

    /// The edges of a ring, by their first entry.
    @inline(__always)
    func edges(ofRing ring: Int) -> Range<Int> {
        Int(starts[ring])..<(Int(starts[ring + 1]) - 1)
    }

    /// Twice the signed area of a ring.
    @inline(__always)
    func twiceArea(ofRing ring: Int) -> Int64 { prefix[Int(starts[ring + 1]) - 1] }

    /// Twice the area of all rings.
    var twiceArea: Int64 {
        var sum: Int64 = 0
        for ring in 0..<ringCount { sum &+= twiceArea(ofRing: ring) }
        return sum
    }

    func removeAll() {
        starts.removeAll()
        starts.append(0)
        featureOfRing.removeAll()
        boxes.removeAll()
        boxes.append(.empty)
    }

    /// Adds the rings of a feature; rings of fewer than three distinct vertices on the grid vanish.
    ///
    /// A polygon whose exterior vanishes loses its holes too.
    func append(_ feature: Int, of layer: PolygonLayer) {
        LayerPointers.with(layer) { append(feature, of: $0) }
    }

    /// Holds the rings of one feature only.
    func replace(by feature: Int, of layer: LayerPointers) {
        removeAll()
        append(feature, of: layer)
    }

    func append(_ feature: Int, of layer: LayerPointers) {
        var writer = RingWriter(rings: self, end: entryCount)
        writer.append(feature, of: layer, self) { ring in
            featureOfRing.append(Int32(truncatingIfNeeded: feature))
            starts.append(Int32(truncatingIfNeeded: ring.upperBound))
        }
        precondition(writer.end <= prefixBuffer.count, "the capacity covers the features")
        boxes.base[0].extend(writer.box)
    }

    // MARK: Several threads

    /// What one thread wrote: its rings, and where its entries end.
    private final class Part: Sendable {
        let starts: [Int32]
        let features: [Int32]
        let box: IntegerBox

        init(starts: [Int32], features: [Int32], box: IntegerBox) {
            self.starts = starts
            self.features = features
            self.box = box
        }
    }

    /// Adds all features; each thread writes at a place that its input alone determines.
    private func appendAll(of layer: LayerPointers, threads: Int) {
        let pieces = min(layer.featureCount, threads * 8)
        let parts = PieceResults<Part>(count: pieces)
        let count = layer.featureCount
        @Sendable func features(_ piece: Int) -> Range<Int> {
            (piece * count / pieces)..<((piece + 1) * count / pieces)
        }
        ParallelChunks.run(pieces: pieces, threads: threads) { [self] _, piece in
            let own = features(piece)
            let first = layer.entries(ofFeatures: 0..<own.lowerBound)
            let limit = first + layer.entries(ofFeatures: own)
            var writer = RingWriter(rings: self, end: first)
            var (starts, numbers): ([Int32], [Int32]) = ([], [])
            for feature in own {
                writer.append(feature, of: layer, self) { ring in
                    starts.append(Int32(truncatingIfNeeded: ring.lowerBound))
                    numbers.append(Int32(truncatingIfNeeded: feature))
                }
            }
            if !starts.isEmpty { pad(writer.end, to: limit) }
            parts.store(
                Part(starts: starts, features: numbers, box: writer.box), piece: piece)
        }
        starts.removeAll()
        var kept = 0
        for (piece, part) in parts.inOrder.enumerated() {
            for start in part.starts { starts.append(start) }
            for feature in part.features { featureOfRing.append(feature) }
            boxes.base[0].extend(part.box)
            let (begin, end) = (
                layer.entries(ofFeatures: 0..<features(piece).lowerBound),
                layer.entries(ofFeatures: 0..<features(piece).upperBound)
            )
            // A piece whose rings all vanish lengthens the ring before it.
            if part.starts.isEmpty, !featureOfRing.isEmpty { pad(begin, to: end) }
            if !featureOfRing.isEmpty { kept = end }
        }
        starts.append(Int32(truncatingIfNeeded: kept))
        countPadding()
    }

    /// Repeats the last entry.
    private func pad(_ begin: Int, to end: Int) {
        guard begin > 0 else { return }
        for n in begin..<max(begin, end) {
            (x[n], y[n], metric[n], prefix[n]) = (
                x[begin - 1], y[begin - 1], metric[begin - 1], prefix[begin - 1]
            )
        }
    }

    /// The first ring of each of some pieces of about as many entries, and the end of the last.
    func pieces(_ count: Int) -> [Int] {
        var firsts = [0]
        for piece in 1..<max(count, 1) {
            let wanted = Int32(truncatingIfNeeded: entryCount * piece / count)
            var (low, high) = (firsts[piece - 1], ringCount)
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] < wanted { low = middle + 1 } else { high = middle }
            }
            firsts.append(low)
        }
        return firsts + [ringCount]
    }

    private func countPadding() {
        padding = 0
        for ring in 0..<ringCount {
            var n = Int(starts[ring + 1]) - 1
            while n > 0, x[n] == x[n - 1], y[n] == y[n - 1] {
                padding += 1
                n -= 1
            }
        }
    }
}

extension GrowingBuffer {
    @inline(__always)
    subscript(_ n: Int) -> Element {
        assert(n >= 0 && n < count)
        return base[n]
    }
}
