/// The boxes of parts of long rings, so that a tile passes over the parts of a township's border that it does not show.
struct LongRings: Sendable {
    private static let partLength = 64
    /// Rings with fewer vertices are taken whole.
    private static let leastLength = 256

    /// The first part of each long ring.
    private var firstParts: [Int: Int] = [:]
    /// West, north, east, south of each part; its edges to the next part are not in it.
    private var boxes: [Int32] = []

    init(
        _ ringEnds: UnsafeBufferPointer<UInt32>, _ x: UnsafeBufferPointer<Int32>,
        _ y: UnsafeBufferPointer<Int32>
    ) {
        var start = 0
        for (ring, end) in ringEnds.enumerated() {
            let run = start..<Int(end)
            start = run.upperBound
            guard run.count >= Self.leastLength else { continue }
            firstParts[ring] = boxes.count / 4
            for first in stride(from: run.lowerBound, to: run.upperBound, by: Self.partLength) {
                var (west, north, east, south) = (Int32.max, Int32.max, Int32.min, Int32.min)
                for vertex in first..<min(first + Self.partLength, run.upperBound) {
                    (west, north) = (min(west, x[vertex]), min(north, y[vertex]))
                    (east, south) = (max(east, x[vertex]), max(south, y[vertex]))
                }
                boxes += [west, north, east, south]
            }
        }
    }

    /// Gives the vertices of a ring in parts.
    ///
    /// A part that lies beyond one side of the window is stood for by its first and last vertex, which are to be
    /// added whatever their zooms: what is cut away takes any shape.
    func forEachPart(
        ofRing ring: Int, _ count: Int,
        _ window: (west: Int64, north: Int64, east: Int64, south: Int64),
        _ body: (_ vertices: Range<Int>, _ byZoom: Bool) -> Void
    ) {
        guard let first = firstParts[ring] else {
            body(0..<count, true)
            return
        }
        for (number, start) in stride(from: 0, to: count, by: Self.partLength).enumerated() {
            let end = min(start + Self.partLength, count)
            let box = (first + number) * 4
            let isBeyond =
                Int64(boxes[box]) > window.east || Int64(boxes[box + 1]) > window.south
                || Int64(boxes[box + 2]) < window.west || Int64(boxes[box + 3]) < window.north
            if isBeyond {
                body(start..<(start + 1), false)
                body((end - 1)..<end, false)
            } else {
                body(start..<end, true)
            }
        }
    }
}
