/// The polygons of a layer as a structure of arrays: features, their polygons, their rings, their vertices.
///
/// A feature is a run of polygons (a multipolygon; none for an empty geometry), a polygon a run of
/// rings (exterior first, then holes), a ring a run of vertices. Rings are stored **open**: the
/// last vertex is not a copy of the first. Orientation is kept as received. Coordinates are in the
/// units of the layer's coordinate system, x before y (easting, northing or longitude, latitude).
///
/// The arrays of ends are exclusive end offsets: ring `r` holds the vertices
/// `ringStart(r) ..< ringEnds[r]`, and likewise up the levels.
public struct PolygonLayer: Equatable, Sendable {
    /// x of every vertex.
    public private(set) var x: [Double] = []
    /// y of every vertex.
    public private(set) var y: [Double] = []
    /// Exclusive end of each ring in the vertex arrays.
    public private(set) var ringEnds: [Int] = []
    /// Exclusive end of each polygon in the rings.
    public private(set) var polygonEnds: [Int] = []
    /// Exclusive end of each feature in the polygons.
    public private(set) var featureEnds: [Int] = []
    /// The smallest box around each feature, kept while the layer is built.
    ///
    /// ``Box/empty`` for a feature without vertices; its sides are not numbers when a coordinate of the
    /// feature is not a finite number.
    public private(set) var featureBoxes: [Box] = []
    /// What the boxes of all features measure.
    public private(set) var extents = BoxExtents()
    /// The joint box of each run of ``featuresPerRun`` features, the last run maybe shorter.
    ///
    /// Its sides mean nothing when a coordinate of the layer is not a finite number (``extents``).
    public private(set) var runBoxes: [Box] = []

    /// Features whose joint box is kept: files come row by row, so that such runs lie close together.
    public static let featuresPerRun = 16

    /// Makes a layer without features.
    public init() {}

    /// The number of features.
    public var featureCount: Int { featureEnds.count }
    /// The number of polygons of all features.
    public var polygonCount: Int { polygonEnds.count }
    /// The number of rings of all polygons.
    public var ringCount: Int { ringEnds.count }
    /// The number of vertices of all rings.
    public var vertexCount: Int { x.count }

    /// The polygons of a feature.
    public func polygons(ofFeature feature: Int) -> Range<Int> {
        (feature == 0 ? 0 : featureEnds[feature - 1])..<featureEnds[feature]
    }

    /// The rings of a polygon; the first is its exterior.
    public func rings(ofPolygon polygon: Int) -> Range<Int> {
        (polygon == 0 ? 0 : polygonEnds[polygon - 1])..<polygonEnds[polygon]
    }

    /// The vertices of a ring, open.
    public func vertices(ofRing ring: Int) -> Range<Int> {
        (ring == 0 ? 0 : ringEnds[ring - 1])..<ringEnds[ring]
    }

    /// The rings of a feature, over all its polygons.
    public func rings(ofFeature feature: Int) -> Range<Int> {
        let run = polygons(ofFeature: feature)
        let start = run.lowerBound == 0 ? 0 : polygonEnds[run.lowerBound - 1]
        return start..<(run.isEmpty ? start : polygonEnds[run.upperBound - 1])
    }

    /// The vertices of a feature, over all its rings.
    public func vertices(ofFeature feature: Int) -> Range<Int> {
        let run = rings(ofFeature: feature)
        let start = run.lowerBound == 0 ? 0 : ringEnds[run.lowerBound - 1]
        return start..<(run.isEmpty ? start : ringEnds[run.upperBound - 1])
    }

    /// The smallest box around a feature; empty for a feature without vertices.
    ///
    /// Coordinates that are no numbers are left out.
    public func box(ofFeature feature: Int) -> Box {
        let box = featureBoxes[feature]
        return box.minX.isNaN ? self.box(of: vertices(ofFeature: feature)) : box
    }

    /// The smallest box around all features.
    ///
    /// Coordinates that are no numbers are left out.
    public var box: Box {
        if extents.isFinite { return extents.box }
        var all = Box.empty
        for feature in 0..<featureCount { all.extend(box(ofFeature: feature)) }
        return all
    }

    private func box(of vertices: Range<Int>) -> Box {
        var box = Box.empty
        for vertex in vertices { box.extend(x: x[vertex], y: y[vertex]) }
        return box
    }

    /// Whether the coordinates of the given vertices are finite numbers.
    public func isFinite(_ vertices: Range<Int>) -> Bool {
        // A product with zero is not a number as soon as one factor is not finite.
        var poison = (0.0, 0.0)
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                for vertex in vertices {
                    poison.0 += x[vertex] * 0
                    poison.1 += y[vertex] * 0
                }
            }
        }
        return poison == (0, 0)
    }

    // MARK: Building

    /// Reserves room, to avoid growth while reading.
    public mutating func reserve(features: Int, vertices: Int) {
        x.reserveCapacity(vertices)
        y.reserveCapacity(vertices)
        ringEnds.reserveCapacity(features)
        polygonEnds.reserveCapacity(features)
        featureEnds.reserveCapacity(features)
        featureBoxes.reserveCapacity(features)
    }

    /// Adds one vertex to the ring being built.
    public mutating func append(x newX: Double, y newY: Double) {
        x.append(newX)
        y.append(newY)
    }

    /// Adds vertices to the ring being built from pairs of little-endian doubles in memory, x first.
    ///
    /// - Parameters:
    ///   - count: how many vertices; `points` must hold them.
    ///   - points: the memory, of any alignment.
    ///   - stride: the bytes from one vertex to the next, 16 or more.
    public mutating func append(
        vertices count: Int, from points: UnsafeRawBufferPointer, stride: Int = 16
    ) {
        precondition(
            count >= 0 && stride >= 16 && (count == 0 || (count - 1) * stride + 16 <= points.count),
            "the memory holds the vertices")
        PolygonLayer.append(count, from: points, at: 0, stride, to: &x)
        PolygonLayer.append(count, from: points, at: 8, stride, to: &y)
    }

    /// Adds vertices to the ring being built, as many x as y.
    public mutating func append(
        x newX: UnsafeBufferPointer<Double>, y newY: UnsafeBufferPointer<Double>
    ) {
        precondition(newX.count == newY.count, "as many x as y")
        x.append(contentsOf: newX)
        y.append(contentsOf: newY)
    }

    private static func append(
        _ count: Int, from points: UnsafeRawBufferPointer, at offset: Int, _ stride: Int,
        to ordinates: inout [Double]
    ) {
        ordinates.append(addingCapacity: count) { span in
            span.withUnsafeMutableBufferPointer { room, written in
                for number in 0..<count {
                    let raw = points.loadUnaligned(
                        fromByteOffset: number &* stride &+ offset, as: UInt64.self)
                    room.initializeElement(
                        at: written &+ number, to: Double(bitPattern: UInt64(littleEndian: raw)))
                }
                written += count
            }
        }
    }

    /// Ends the ring being built; a closing copy of its first vertex is dropped.
    ///
    /// A ring without vertices is not recorded.
    public mutating func endRing() {
        let start = ringEnds.last ?? 0
        if x.count - start > 1, x[start] == x[x.count - 1], y[start] == y[y.count - 1] {
            x.removeLast()
            y.removeLast()
        }
        if x.count > start { ringEnds.append(x.count) }
    }

    /// Ends the polygon being built; one without rings is not recorded.
    public mutating func endPolygon() {
        if ringEnds.count > (polygonEnds.last ?? 0) { polygonEnds.append(ringEnds.count) }
    }

    /// Ends the feature being built; it may hold no polygon.
    public mutating func endFeature() {
        featureEnds.append(polygonEnds.count)
        let run = vertices(ofFeature: featureEnds.count - 1)
        let box = x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in Self.finiteBox(x, y, run) }
        }
        featureBoxes.append(box)
        extents.include(box)
        extendRuns(by: box, ofFeature: featureBoxes.count - 1)
    }

    private mutating func extendRuns(by box: Box, ofFeature feature: Int) {
        if feature % Self.featuresPerRun == 0 { runBoxes.append(.empty) }
        runBoxes[runBoxes.count - 1].extend(box)
    }

    /// The box of vertices that were just read; its sides are not numbers when a coordinate is not finite.
    private static func finiteBox(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, _ run: Range<Int>
    ) -> Box {
        guard let x = x.baseAddress, let y = y.baseAddress, !run.isEmpty else { return .empty }
        // A product with zero is not a number as soon as one factor is not finite.
        var (west, south, poison) = (x[run.lowerBound], y[run.lowerBound], 0.0)
        var (east, north) = (west, south)
        for vertex in run {
            let (nextX, nextY) = (x[vertex], y[vertex])
            west = nextX < west ? nextX : west
            east = nextX > east ? nextX : east
            south = nextY < south ? nextY : south
            north = nextY > north ? nextY : north
            poison += nextX * 0 + nextY * 0
        }
        if poison == 0 { return Box(minX: west, minY: south, maxX: east, maxY: north) }
        return Box(minX: .nan, minY: .nan, maxX: .nan, maxY: .nan)
    }

    /// Adds one feature of one polygon per element; each polygon a list of rings, each ring a list of points.
    public mutating func appendFeature(_ polygons: [[[(x: Double, y: Double)]]]) {
        for polygon in polygons {
            for ring in polygon {
                for point in ring { append(x: point.x, y: point.y) }
                endRing()
            }
            endPolygon()
        }
        endFeature()
    }

    /// Adds a copy of a feature of another layer.
    public mutating func appendFeature(_ feature: Int, of other: PolygonLayer) {
        for polygon in other.polygons(ofFeature: feature) {
            for ring in other.rings(ofPolygon: polygon) {
                let run = other.vertices(ofRing: ring)
                x.append(contentsOf: other.x[run])
                y.append(contentsOf: other.y[run])
                ringEnds.append(x.count)
            }
            polygonEnds.append(ringEnds.count)
        }
        endFeature()
    }

    /// Adds copies of all features of another layer.
    public mutating func append(contentsOf other: PolygonLayer) {
        let base = mark
        x.append(contentsOf: other.x)
        y.append(contentsOf: other.y)
        ringEnds.append(contentsOf: other.ringEnds.lazy.map { $0 + base.vertices })
        polygonEnds.append(contentsOf: other.polygonEnds.lazy.map { $0 + base.rings })
        featureEnds.append(contentsOf: other.featureEnds.lazy.map { $0 + base.polygons })
        featureBoxes.append(contentsOf: other.featureBoxes)
        extents.include(other.extents)
        for feature in base.features..<featureBoxes.count {
            extendRuns(by: featureBoxes[feature], ofFeature: feature)
        }
    }

    /// How far a layer was built at some moment.
    public struct Mark: Equatable, Sendable {
        /// Vertices at that moment.
        public let vertices: Int
        /// Rings at that moment.
        public let rings: Int
        /// Polygons at that moment.
        public let polygons: Int
        /// Features at that moment.
        public let features: Int
    }

    /// How far the layer is built.
    public var mark: Mark {
        Mark(
            vertices: x.count, rings: ringEnds.count, polygons: polygonEnds.count,
            features: featureEnds.count)
    }

    /// Removes what was added since the mark.
    public mutating func remove(after mark: Mark) {
        x.removeLast(x.count - mark.vertices)
        y.removeLast(y.count - mark.vertices)
        ringEnds.removeLast(ringEnds.count - mark.rings)
        polygonEnds.removeLast(polygonEnds.count - mark.polygons)
        featureEnds.removeLast(featureEnds.count - mark.features)
        guard featureBoxes.count > mark.features else { return }
        featureBoxes.removeLast(featureBoxes.count - mark.features)
        extents = BoxExtents()
        runBoxes.removeAll()
        for (feature, box) in featureBoxes.enumerated() {
            extents.include(box)
            extendRuns(by: box, ofFeature: feature)
        }
    }

    /// The layer with only the given features, in the given order.
    public func selecting(_ features: some Sequence<Int>) -> PolygonLayer {
        var out = PolygonLayer()
        for feature in features { out.appendFeature(feature, of: self) }
        return out
    }
}
