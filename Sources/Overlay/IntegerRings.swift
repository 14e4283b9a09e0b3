import COverlayKernels
import Geometry

/// The rings of some features on the grid: oriented, without repeated vertices, closed, with prefix integrals.
///
/// Rings that are streamed past zones keep the integral of every entry, zones that of every eighth (``AnchoredRings``).
///
/// Exterior rings run counter-clockwise and holes clockwise, so that the winding number of a valid
/// feature is 1 inside and 0 outside. Ring `r` holds the entries `starts[r] ..< starts[r + 1]`, of which
/// the last repeats the first; the edge `i` goes from entry `i` to entry `i + 1`. A prefix integral is twice
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
    /// Of streamed rings, those of all entries; of zones, those of the ring being written.
    private let prefixBuffer: FixedBuffer<Int64>
    /// None of streamed rings.
    private let anchorBuffer: FixedBuffer<Int64>?

    let x: UnsafeMutablePointer<Int32>
    let y: UnsafeMutablePointer<Int32>
    let metric: UnsafeMutablePointer<Int32>

    /// What rings are for, which tells the prefix integrals they keep.
    enum Role {
        /// To be streamed past zones, feature by feature.
        case streamed
        /// To be zones, no ring of more than so many vertices.
        case zones(longestRing: Int)
    }

    /// The arrays of streamed rings for loops that must not count references; valid as long as the rings.
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

    @inline(__always) var streamed: Pointers {
        precondition(anchorBuffer == nil, "zones cannot be streamed")
        return Pointers(x: x, y: y, metric: metric, prefix: prefixBuffer.base)
    }

    /// The arrays of zones.
    var zones: AnchoredRings {
        guard let anchorBuffer else { preconditionFailure("streamed rings cannot be zones") }
        return AnchoredRings(x: x, y: y, metric: metric, anchors: anchorBuffer.base)
    }

    /// Entries written.
    var entryCount: Int { Int(starts[ringCount]) }
    /// First entry of each ring, and the end of the last.
    let starts: GrowingBuffer<Int32>
    /// The feature of each ring.
    let featureOfRing: GrowingBuffer<Int32>
    /// Twice the signed area of each ring.
    private let areas: GrowingBuffer<Int64>
    /// The most entries there is room for.
    let capacity: Int
    /// The box of all rings; inverted when there are none.
    private let boxes: GrowingBuffer<IntegerBox>
    /// Edges that have no length, at the ends of rings.
    private(set) var padding = 0

    init(
        capacity: Int, role: Role, grid: OverlayGrid, curve: MetricCurve,
        kernels: UnsafePointer<overlay_kernels>? = CodePath.fastest.kernels
    ) {
        self.capacity = capacity
        self.grid = grid
        self.curve = curve
        self.kernels = kernels
        // Blocks are read whole, past the last edge.
        let spare = BlockIndex.longestRun + 1
        xBuffer = FixedBuffer(uninitialised: capacity, spare: spare)
        yBuffer = FixedBuffer(uninitialised: capacity, spare: spare)
        metricBuffer =
            curve.isIdentity ? nil : FixedBuffer(uninitialised: capacity, spare: spare)
        switch role {
        case .streamed:
            prefixBuffer = FixedBuffer(uninitialised: capacity)
            anchorBuffer = nil
        case .zones(let longestRing):
            prefixBuffer = FixedBuffer(uninitialised: longestRing + 1)
            anchorBuffer = FixedBuffer(uninitialised: capacity / AnchoredRings.spacing + 2)
        }
        (x, y) = (xBuffer.base, yBuffer.base)
        metric = metricBuffer?.base ?? yBuffer.base
        starts = GrowingBuffer()
        featureOfRing = GrowingBuffer()
        areas = GrowingBuffer()
        boxes = GrowingBuffer(capacity: 1)
        removeAll()
    }

    /// The rings of all features of zone layers, the features of one layer numbered on from those of the one before.
    convenience init(
        zones layers: [PolygonLayer], grid: OverlayGrid, curve: MetricCurve, threads: Int = 1,
        kernels: UnsafePointer<overlay_kernels>? = CodePath.fastest.kernels
    ) {
        let gaps = AnchoredRings.spacing * (8 * threads + 1) * layers.count
        self.init(
            capacity: layers.reduce(gaps) { $0 + $1.vertexCount + $1.ringCount + 1 },
            role: .zones(
                longestRing: layers.reduce(0) { max($0, LayerPointers.with($1, \.longestRing)) }),
            grid: grid, curve: curve, kernels: kernels)
        xBuffer.touch(threads: threads)
        yBuffer.touch(threads: threads)
        metricBuffer?.touch(threads: threads)
        anchorBuffer?.touch(threads: threads)
        for layer in layers {
            let features = parts.last?.features.upperBound ?? 0
            let (rings, edges) = (ringCount, edgeCount)
            LayerPointers.with(layer) { view in
                if threads > 1, view.vertexCount > 1 << 14 {
                    appendAll(of: view, from: features, threads: threads)
                } else {
                    append(0..<view.featureCount, of: view, from: features)
                }
            }
            parts.append(
                LayerPart(
                    features: features..<(features + layer.featureCount), rings: rings..<ringCount,
                    edgeCount: edgeCount - edges))
        }
    }

    /// Streamed rings on the same grid, with room for so many entries.
    func roomier(_ capacity: Int) -> IntegerRings {
        IntegerRings(
            capacity: capacity, role: .streamed, grid: grid, curve: curve, kernels: kernels)
    }

    /// What one of several layers has of the rings.
    struct LayerPart {
        var features: Range<Int>
        var rings: Range<Int>
        /// Edges that have a length.
        var edgeCount: Int
    }

    /// The layers, where they were given whole.
    private(set) var parts: [LayerPart] = []

    @inline(__always) var ringCount: Int { featureOfRing.count }
    @inline(__always) var box: IntegerBox { boxes.base[0] }
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
    func twiceArea(ofRing ring: Int) -> Int64 { areas[ring] }

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
        areas.removeAll()
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
        append(feature..<(feature + 1), of: layer)
    }

    @inline(__always)
    private func append(_ features: Range<Int>, of layer: LayerPointers, from first: Int = 0) {
        let end = entryCount
        var writer = RingWriter(
            rings: self, end: end,
            reached: anchorBuffer == nil || end == 0 ? nil : zones.prefix(end - 1),
            prefix: prefixBuffer.base, anchors: anchorBuffer?.base)
        for feature in features {
            writer.append(feature, of: layer, self) { ring, twice in
                featureOfRing.append(Int32(truncatingIfNeeded: first + feature))
                starts.append(Int32(truncatingIfNeeded: ring.upperBound))
                areas.append(twice)
            }
        }
        precondition(writer.end <= capacity, "the capacity covers the features")
        boxes.base[0].extend(writer.box)
    }

    // MARK: Several threads

    /// What one thread wrote: its rings, and where its entries end.
    private final class Part: Sendable {
        let starts: [Int32]
        let features: [Int32]
        let areas: [Int64]
        let box: IntegerBox

        init(starts: [Int32], features: [Int32], areas: [Int64], box: IntegerBox) {
            self.starts = starts
            self.features = features
            self.areas = areas
            self.box = box
        }
    }

    /// Adds all features of a layer; each thread writes at a place that its input alone determines.
    private func appendAll(of layer: LayerPointers, from first: Int, threads: Int) {
        let pieces = min(layer.featureCount, threads * 8)
        let parts = PieceResults<Part>(count: pieces)
        let count = layer.featureCount
        @Sendable func features(_ piece: Int) -> Range<Int> {
            (piece * count / pieces)..<((piece + 1) * count / pieces)
        }
        // Pieces begin with an anchor, so that none needs the one before it.
        let spacing = AnchoredRings.spacing
        let begin = (entryCount + spacing - 1) / spacing * spacing
        @Sendable func place(_ piece: Int) -> Int {
            let entries = layer.entries(ofFeatures: 0..<(piece * count / pieces))
            return begin + (entries / spacing + piece) * spacing
        }
        pad(entryCount, to: begin)
        ParallelChunks.run(pieces: pieces, threads: threads) { [self] _, piece in
            let own = features(piece)
            let scratch = FixedBuffer<Int64>(uninitialised: prefixBuffer.count)
            var writer = RingWriter(
                rings: self, end: place(piece), prefix: scratch.base, anchors: anchorBuffer?.base)
            var (starts, numbers, areas): ([Int32], [Int32], [Int64]) = ([], [], [])
            for feature in own {
                writer.append(feature, of: layer, self) { ring, twice in
                    starts.append(Int32(truncatingIfNeeded: ring.lowerBound))
                    numbers.append(Int32(truncatingIfNeeded: first + feature))
                    areas.append(twice)
                }
            }
            if !starts.isEmpty { pad(writer.end, to: place(piece + 1)) }
            parts.store(
                Part(starts: starts, features: numbers, areas: areas, box: writer.box), piece: piece
            )
        }
        var kept = ringCount > 0 ? begin : 0
        starts.shorten(to: ringCount)
        for (piece, part) in parts.inOrder.enumerated() {
            for start in part.starts { starts.append(start) }
            for feature in part.features { featureOfRing.append(feature) }
            for twice in part.areas { areas.append(twice) }
            boxes.base[0].extend(part.box)
            let (begin, end) = (place(piece), place(piece + 1))
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
            (x[n], y[n], metric[n]) = (x[begin - 1], y[begin - 1], metric[begin - 1])
            if n % AnchoredRings.spacing == 0 {
                anchorBuffer?.base[n / AnchoredRings.spacing] = zones.prefix(begin - 1)
            }
        }
    }

    /// The first ring of each of some pieces of about as many entries, and the end of the last.
    func pieces(_ count: Int) -> [Int] { pieces(count, of: 0..<ringCount) }

    /// The same of some of the rings.
    func pieces(_ count: Int, of rings: Range<Int>) -> [Int] {
        var firsts = [rings.lowerBound]
        let (begin, end) = (Int(starts[rings.lowerBound]), Int(starts[rings.upperBound]))
        for piece in 1..<max(count, 1) {
            let wanted = Int32(truncatingIfNeeded: begin + (end - begin) * piece / count)
            var (low, high) = (firsts[piece - 1], rings.upperBound)
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] < wanted { low = middle + 1 } else { high = middle }
            }
            firsts.append(low)
        }
        return firsts + [rings.upperBound]
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
