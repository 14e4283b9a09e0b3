/// The rings of one feature in tile units, ready for the tile: each exterior ring followed by its holes.
///
/// Coordinates count from the north-west corner of the tile, y to the south. Rings are open; in
/// these coordinates exterior rings have a positive area by the surveyor's formula and holes a
/// negative one, as the specification demands.
public struct TilePolygons: Equatable, Sendable {
    /// x of every vertex.
    public internal(set) var x: [Int32] = []
    /// y of every vertex.
    public internal(set) var y: [Int32] = []
    /// Exclusive end of each ring in the vertex arrays.
    public internal(set) var ringEnds: [Int] = []

    /// Whether the rings are only a mark of a feature that rounding left without area.
    public internal(set) var isMark = false

    /// Makes a feature without rings.
    public init() {}

    /// Whether there is nothing to draw.
    public var isEmpty: Bool { ringEnds.isEmpty }

    /// The vertices of a ring.
    public func vertices(ofRing ring: Int) -> Range<Int> {
        (ring == 0 ? 0 : ringEnds[ring - 1])..<ringEnds[ring]
    }

    /// Adds a ring with its orientation as it is.
    public mutating func append(ring: some Sequence<(x: Int32, y: Int32)>) {
        for point in ring {
            x.append(point.x)
            y.append(point.y)
        }
        ringEnds.append(x.count)
    }

    /// Forgets the rings and keeps the memory.
    public mutating func removeAll() {
        x.removeAll(keepingCapacity: true)
        y.removeAll(keepingCapacity: true)
        ringEnds.removeAll(keepingCapacity: true)
        isMark = false
    }

    /// Twice the area of a ring by the surveyor's formula, in square units.
    public func doubledArea(ofRing ring: Int) -> Int64 {
        let run = vertices(ofRing: ring)
        guard var last = run.last else { return 0 }
        var sum: Int64 = 0
        for vertex in run {
            sum += Int64(x[last]) * Int64(y[vertex]) - Int64(x[vertex]) * Int64(y[last])
            last = vertex
        }
        return sum
    }
}
