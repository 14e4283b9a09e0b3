import COverlayKernels
import Geometry

/// The arrays of a layer as pointers, so that threads read vertices without reference counts.
///
/// Safety: valid only within `with`, during which the layer cannot change.
struct LayerPointers: @unchecked Sendable {
    let x: UnsafeBufferPointer<Double>
    let y: UnsafeBufferPointer<Double>
    let ringEnds: UnsafeBufferPointer<Int>
    private let polygonEnds: UnsafeBufferPointer<Int>
    private let featureEnds: UnsafeBufferPointer<Int>
    /// The box of each feature.
    let boxes: UnsafeBufferPointer<Box>
    /// The joint box of each run of features.
    let runBoxes: UnsafeBufferPointer<Box>

    /// Calls the body with the pointers of a layer.
    static func with<Result>(_ layer: PolygonLayer, _ body: (LayerPointers) -> Result) -> Result {
        layer.x.withUnsafeBufferPointer { x in
            layer.y.withUnsafeBufferPointer { y in
                layer.ringEnds.withUnsafeBufferPointer { rings in
                    layer.polygonEnds.withUnsafeBufferPointer { polygons in
                        layer.featureEnds.withUnsafeBufferPointer { features in
                            layer.featureBoxes.withUnsafeBufferPointer { boxes in
                                layer.runBoxes.withUnsafeBufferPointer { runs in
                                    body(
                                        LayerPointers(x, y, rings, polygons, features, boxes, runs))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private init(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>,
        _ rings: UnsafeBufferPointer<Int>, _ polygons: UnsafeBufferPointer<Int>,
        _ features: UnsafeBufferPointer<Int>, _ boxes: UnsafeBufferPointer<Box>,
        _ runBoxes: UnsafeBufferPointer<Box>
    ) {
        self.x = x
        self.y = y
        ringEnds = rings
        polygonEnds = polygons
        featureEnds = features
        self.boxes = boxes
        self.runBoxes = runBoxes
    }

    var featureCount: Int { featureEnds.count }
    var vertexCount: Int { x.count }
    var ringCount: Int { ringEnds.count }

    @inline(__always)
    func polygons(ofFeature feature: Int) -> Range<Int> {
        (feature == 0 ? 0 : featureEnds[feature - 1])..<featureEnds[feature]
    }

    @inline(__always)
    func rings(ofPolygon polygon: Int) -> Range<Int> {
        (polygon == 0 ? 0 : polygonEnds[polygon - 1])..<polygonEnds[polygon]
    }

    @inline(__always)
    func vertices(ofRing ring: Int) -> Range<Int> {
        (ring == 0 ? 0 : ringEnds[ring - 1])..<ringEnds[ring]
    }

    /// Starts loading the boxes of some features.
    @inline(__always)
    func prefetchBoxes(_ run: Range<Int>) {
        guard let base = boxes.baseAddress else { return }
        overlay_prefetch(base + run.lowerBound, base + run.upperBound)
    }

    /// Starts loading where a feature begins and ends in the lists, step by step: each list tells where to look in the next.
    ///
    /// The steps of one feature are to lie far enough apart for the memory to answer.
    @inline(__always)
    func prefetchFeatureEnds(_ feature: Int) {
        guard let features = featureEnds.baseAddress else { return }
        overlay_prefetch_line(features + feature)
    }

    /// The second step.
    @inline(__always)
    func prefetchPolygonEnds(_ feature: Int) {
        guard let polygons = polygonEnds.baseAddress else { return }
        overlay_prefetch_line(polygons + featureEnds[feature] - 1)
    }

    /// The third step.
    @inline(__always)
    func prefetchRingEnds(_ feature: Int) {
        guard let rings = ringEnds.baseAddress else { return }
        overlay_prefetch_line(rings + firstRing(ofFeature: feature + 1) - 1)
    }

    /// The last step: starts loading the coordinates of a feature, and tells how many entries its rings take at most.
    @inline(__always)
    func prefetch(_ feature: Int) -> Int {
        guard let x = x.baseAddress, let y = y.baseAddress else { return 0 }
        let (firstRing, endRing) = (
            firstRing(ofFeature: feature), firstRing(ofFeature: feature + 1)
        )
        let (first, end) = (firstVertex(ofRing: firstRing), firstVertex(ofRing: endRing))
        prefetchEnds(feature, endRing)
        // The processor goes on by itself once it sees a run of lines.
        let near = min(end, first + 64)
        overlay_prefetch(x + first, x + near)
        overlay_prefetch(y + first, y + near)
        return end - first + endRing - firstRing
    }

    /// Starts loading the ends of features some lines on, where the next ones most likely are.
    @inline(__always)
    private func prefetchEnds(_ feature: Int, _ ring: Int) {
        guard let features = featureEnds.baseAddress, let polygons = polygonEnds.baseAddress,
            let rings = ringEnds.baseAddress
        else { return }
        overlay_prefetch_line(features + feature + 48)
        overlay_prefetch_line(polygons + featureEnds[feature] + 48)
        overlay_prefetch_line(rings + ring + 48)
    }

    /// The first ring of a feature, or of the one after the last.
    @inline(__always)
    func firstRing(ofFeature feature: Int) -> Int {
        let polygon = feature == 0 ? 0 : featureEnds[feature - 1]
        return polygon == 0 ? 0 : polygonEnds[polygon - 1]
    }

    /// The entries that the rings of some features take at most: their vertices and one closing entry each.
    @inline(__always)
    func entries(ofFeatures features: Range<Int>) -> Int {
        let first = firstRing(ofFeature: features.lowerBound)
        let end = firstRing(ofFeature: features.upperBound)
        return firstVertex(ofRing: end) - firstVertex(ofRing: first) + end - first
    }

    @inline(__always)
    func firstVertex(ofRing ring: Int) -> Int { ring == 0 ? 0 : ringEnds[ring - 1] }

    /// The vertices of the longest ring.
    var longestRing: Int {
        var (most, first) = (0, 0)
        for end in ringEnds {
            most = max(most, end - first)
            first = end
        }
        return most
    }

    /// The most entries that the rings of one feature can take.
    var largestFeature: Int {
        var most = 1
        for feature in 0..<featureCount {
            most = max(most, entries(ofFeatures: feature..<(feature + 1)) + 1)
        }
        return most
    }
}
