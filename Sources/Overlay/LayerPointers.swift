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

    /// Calls the body with the pointers of a layer.
    static func with<Result>(_ layer: PolygonLayer, _ body: (LayerPointers) -> Result) -> Result {
        layer.x.withUnsafeBufferPointer { x in
            layer.y.withUnsafeBufferPointer { y in
                layer.ringEnds.withUnsafeBufferPointer { rings in
                    layer.polygonEnds.withUnsafeBufferPointer { polygons in
                        layer.featureEnds.withUnsafeBufferPointer { features in
                            layer.featureBoxes.withUnsafeBufferPointer { boxes in
                                body(LayerPointers(x, y, rings, polygons, features, boxes))
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
        _ features: UnsafeBufferPointer<Int>, _ boxes: UnsafeBufferPointer<Box>
    ) {
        self.x = x
        self.y = y
        ringEnds = rings
        polygonEnds = polygons
        featureEnds = features
        self.boxes = boxes
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

    /// The sides of the boxes of some features: min x, min y, max x and max y of each.
    ///
    /// Safety: a box is four numbers in this order, and the run lies in the layer.
    @inline(__always)
    func boxes(ofFeatures run: Range<Int>) -> UnsafePointer<Double> {
        guard let base = boxes.baseAddress else { preconditionFailure("a run of no layer") }
        return UnsafeRawPointer(base + run.lowerBound).assumingMemoryBound(to: Double.self)
    }

    /// Starts loading where some features of a run end, which is about as far on in all three lists.
    @inline(__always)
    func prefetchEnds(_ run: Range<Int>, _ places: UnsafePointer<Int32>, _ count: Int) {
        guard let features = featureEnds.baseAddress, let polygons = polygonEnds.baseAddress,
            let rings = ringEnds.baseAddress
        else { return }
        let polygon = features[run.lowerBound]
        let ring = polygon == 0 ? 0 : polygons[polygon - 1]
        for at in 0..<count {
            let n = Int(places[at])
            overlay_prefetch_line(features + run.lowerBound + n)
            overlay_prefetch_line(polygons + polygon + n)
            overlay_prefetch_line(rings + ring + n)
        }
    }

    /// Starts loading the coordinates of a feature.
    @inline(__always)
    func prefetch(_ feature: Int) {
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        let first = firstVertex(ofRing: firstRing(ofFeature: feature))
        let end = firstVertex(ofRing: firstRing(ofFeature: feature + 1))
        // The processor goes on by itself once it sees a run of lines.
        let near = min(end, first + 64)
        overlay_prefetch(x + first, x + near)
        overlay_prefetch(y + first, y + near)
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

    /// The most entries that the rings of one feature can take.
    var largestFeature: Int {
        var most = 1
        for feature in 0..<featureCount {
            most = max(most, entries(ofFeatures: feature..<(feature + 1)) + 1)
        }
        return most
    }
}
