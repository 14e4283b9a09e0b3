import COverlayKernels
import Geometry

/// Finds the zone rings that start inside a streamed feature; one per thread and layer.
final class StartWindings {
    /// A start inside the box of the feature, with the winding of the feature about it.
    private struct Counted: BitwiseCopyable {
        var x: Int32
        var y: Int32
        var ring: Int32
        var winding: Int32
    }

    private let kernels: UnsafePointer<overlay_kernels>?
    private let points = GrowingBuffer<Counted>()
    /// Edges of the present ring that pass the height of a point.
    private let passing = GrowingBuffer<Int32>(capacity: 256)
    /// From how many points on they are sorted, so that an edge looks only at those of its heights.
    private static let many = 24

    /// Keeps the index, whose lists are read through pointers, without counting references.
    private let index: BlockIndex
    private let firsts: UnsafePointer<Int32>
    private let listed: UnsafePointer<StartPoint>
    private let columns: Int

    init(index: BlockIndex, kernels: UnsafePointer<overlay_kernels>?) {
        self.index = index
        self.kernels = kernels
        firsts = UnsafePointer(index.ringStarts.base)
        listed = UnsafePointer(index.startPoints.base)
        columns = index.cells.columns
    }

    func find(
        _ a: IntegerRings, _ window: CellGrid.Window,
        into found: borrowing GrowingBuffer<InsideStart>
    ) {
        points.removeAll()
        let box = a.box
        for row in window.rows {
            let cell = row * columns
            let begin = Int(firsts[cell + window.columns.lowerBound])
            let end = Int(firsts[cell + window.columns.upperBound + 1])
            for n in begin..<end {
                let start = listed[n]
                guard box.contains(start.x, start.y) else { continue }
                points.append(Counted(x: start.x, y: start.y, ring: start.ring, winding: 0))
            }
        }
        if points.isEmpty { return }
        var view = points.view
        if view.count > Self.many {
            view.sort { ($0.y, $0.ring) < ($1.y, $1.ring) }
            for ring in 0..<a.ringCount {
                for n in a.edges(ofRing: ring) { Self.countWindings(a, n, view) }
            }
        } else {
            for ring in 0..<a.ringCount {
                for at in view.indices { countWindings(a, a.edges(ofRing: ring), &view[at]) }
            }
        }
        for point in view where point.winding != 0 {
            found.append(InsideStart(ring: point.ring, winding: point.winding))
        }
    }

    /// Adds what the edges of a ring contribute to the winding about a point.
    @inline(__always)
    private func countWindings(
        _ a: IntegerRings, _ edges: Range<Int>, _ point: inout Counted
    ) {
        if let kernels {
            passing.grow(to: edges.count + 16)
            let list = passing.base
            let count = kernels.pointee.spanning(
                a.y, edges.lowerBound, edges.upperBound, point.y, list)
            for n in 0..<count { point.winding += Self.winding(a, Int(list[n]), point) }
            return
        }
        var first = edges.lowerBound
        while first < edges.upperBound {
            var spanning = SixteenBoxes.spanning(point.y, a.y + first)
            let left = edges.upperBound - first
            if left < 16 { spanning &= (1 << UInt32(left)) - 1 }
            while spanning != 0 {
                point.winding += Self.winding(a, first + spanning.trailingZeroBitCount, point)
                spanning &= spanning &- 1
            }
            first += 16
        }
    }

    /// Adds what a streamed edge contributes to the windings about the points left of it.
    @inline(__always)
    private static func countWindings(
        _ a: IntegerRings, _ n: Int, _ points: UnsafeMutableBufferPointer<Counted>
    ) {
        let (py, qy) = (a.y[n], a.y[n + 1])
        if py == qy { return }
        let first = firstPoint(points, notBelow: min(py, qy))
        let last = firstPoint(points, notBelow: max(py, qy))
        for at in first..<last where ShiftedPredicate.streamEdge(py, qy, spans: points[at].y) {
            points[at].winding += winding(a, n, points[at])
        }
    }

    /// What a streamed edge that passes the height of a point adds to the winding about it.
    @inline(__always)
    private static func winding(_ a: IntegerRings, _ n: Int, _ u: Counted) -> Int32 {
        let rises = a.y[n + 1] > a.y[n]
        let isLeft: Bool
        if u.x < min(a.x[n], a.x[n + 1]) {
            isLeft = rises
        } else if u.x > max(a.x[n], a.x[n + 1]) {
            isLeft = !rises
        } else {
            isLeft = ShiftedPredicate.zonePoint(
                GridPoint(u.x, u.y), isLeftOf: GridPoint(a.x[n], a.y[n]),
                GridPoint(a.x[n + 1], a.y[n + 1]))
        }
        return isLeft == rises ? (rises ? 1 : -1) : 0
    }

    private static func firstPoint(
        _ points: UnsafeMutableBufferPointer<Counted>, notBelow y: Int32
    ) -> Int {
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) / 2
            if points[middle].y < y { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
