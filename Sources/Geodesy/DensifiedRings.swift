import Geometry

/// The rings of a layer as they are projected: their vertices and the points inserted between.
struct DensifiedRings {
    private let densifier: EdgeDensifier
    private let layer: PolygonLayer
    private var x: [Double] = []
    private var y: [Double] = []
    /// How many points were inserted into all rings so far.
    private(set) var insertedPoints = 0

    /// - Parameter longest: the longest edge to leave, in metres; nil leaves all.
    init(_ layer: PolygonLayer, longest: Double?) {
        self.layer = layer
        densifier = EdgeDensifier(longest: longest)
    }

    /// Lets the body see the points of a ring, closing edge included; a ring without long edges is not copied.
    @inline(__always)
    mutating func withPoints(
        ofRing ring: Int,
        _ body: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>) -> Void
    ) {
        let run = layer.vertices(ofRing: ring)
        let isLong = layer.x.withUnsafeBufferPointer { x in
            layer.y.withUnsafeBufferPointer { y in
                let (x, y) = (
                    UnsafeBufferPointer(rebasing: x[run]), UnsafeBufferPointer(rebasing: y[run])
                )
                if densifier.divides(x, y) { return true }
                body(x, y)
                return false
            }
        }
        guard isLong else { return }
        gather(run)
        x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { y in body(x, y) } }
    }

    private mutating func gather(_ run: Range<Int>) {
        x.removeAll(keepingCapacity: true)
        y.removeAll(keepingCapacity: true)
        for vertex in run {
            let next = vertex + 1 == run.upperBound ? run.lowerBound : vertex + 1
            x.append(layer.x[vertex])
            y.append(layer.y[vertex])
            densifier.forEachInserted(
                layer.x[vertex], layer.y[vertex], layer.x[next], layer.y[next]
            ) {
                x.append($0)
                y.append($1)
            }
        }
        insertedPoints += x.count - run.count
    }
}
