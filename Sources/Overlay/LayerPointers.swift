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

    /// Calls the body with the pointers of a layer.
    static func with<Result>(_ layer: PolygonLayer, _ body: (LayerPointers) -> Result) -> Result {
        layer.x.withUnsafeBufferPointer { x in
            layer.y.withUnsafeBufferPointer { y in
                layer.ringEnds.withUnsafeBufferPointer { rings in
                    layer.polygonEnds.withUnsafeBufferPointer { polygons in
                        layer.featureEnds.withUnsafeBufferPointer { features in
                            body(LayerPointers(x, y, rings, polygons, features))
                        }
                    }
                }
            }
        }
    }

    private init(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>,
        _ rings: UnsafeBufferPointer<Int>, _ polygons: UnsafeBufferPointer<Int>,
        _ features: UnsafeBufferPointer<Int>
    ) {
        self.x = x
        self.y = y
        ringEnds = rings
        polygonEnds = polygons
        featureEnds = features
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
