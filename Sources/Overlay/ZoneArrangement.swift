import Geometry

/// How several zone layers lie to each other: their crossings and the labels of ring starts and crossings.
///
/// Made once per job; the patches only look at what lies in them.
final class ZoneArrangement: Sendable {
    let indexes: [BlockIndex]
    let crossings: [ZoneCrossing]
    /// `startLabels[i][j][r]`: labels in layer j at the start of ring r of layer i.
    let startLabels: [[LabelLists]]
    /// At list `crossing * (layers − 2) + n`: labels at the crossing in the n-th of the other layers.
    let otherLabels: LabelLists
    private let lookup: CrossingLookup

    init(
        indexes: [BlockIndex], layers: [PolygonLayer], grid: OverlayGrid, curve: MetricCurve,
        threads: Int
    ) {
        self.indexes = indexes
        var found: [ZoneCrossing] = []
        var starts = [[LabelLists]](
            repeating: [LabelLists](repeating: LabelLists(), count: indexes.count),
            count: indexes.count)
        for high in indexes.indices {
            for low in 0..<high {
                let pair = ZonePairScan(
                    low: low, high: high, indexes: indexes, layer: layers[high], threads: threads)
                found += pair.crossings
                starts[high][low] = pair.highLabels
                starts[low][high] = pair.lowLabels
            }
        }
        crossings = found
        startLabels = starts
        otherLabels =
            indexes.count > 2
            ? ZoneRingWalk(indexes: indexes, crossings: found, startLabels: starts).otherLabels()
            : LabelLists()
        lookup = CrossingLookup(crossings: found, indexes: indexes)
    }

    /// Calls the body with the numbers of the crossings in or close to a box.
    @inline(__always)
    func forEachCrossing(near box: IntegerBox, _ body: (Int) -> Void) {
        lookup.forEach(near: box, body)
    }
}

/// Finds zone crossings by place.
private struct CrossingLookup: Sendable {
    private let cells: CellGrid
    private let starts: FixedBuffer<Int32>
    private let listed: FixedBuffer<Int32>

    init(crossings: [ZoneCrossing], indexes: [BlockIndex]) {
        let places = crossings.map { Self.place($0, indexes) }
        var box = IntegerBox.empty
        for place in places { box.extend(place.x, place.y) }
        let cells = CellGrid(box: box, side: 2, most: 1024 + crossings.count)
        starts = FixedBuffer(count: cells.count + 2, repeating: 0)
        listed = FixedBuffer(uninitialised: crossings.count)
        let numbers = places.map { cells.row($0.y) * cells.columns + cells.column($0.x) }
        for cell in numbers { starts[cell + 2] += 1 }
        for cell in 0..<cells.count { starts[cell + 2] += starts[cell + 1] }
        for (crossing, cell) in numbers.enumerated() {
            listed[Int(starts[cell + 1])] = Int32(crossing)
            starts[cell + 1] += 1
        }
        self.cells = cells
    }

    /// The crossing, within a grid unit.
    private static func place(
        _ crossing: ZoneCrossing, _ indexes: [BlockIndex]
    ) -> (x: Int32, y: Int32) {
        let carrier = LayerEdge(
            indexes[Int(crossing.high)].rings, crossing.highEdge, layer: Int(crossing.high))
        let other = LayerEdge(
            indexes[Int(crossing.low)].rings, crossing.lowEdge, layer: Int(crossing.low))
        let (d, e) = (carrier.to - carrier.from, other.to - other.from)
        let t = Double((other.from - carrier.from).cross(e)) / Double(d.cross(e))
        return (
            Int32(clamping: carrier.from.x + Int64(t * Double(d.x))),
            Int32(clamping: carrier.from.y + Int64(t * Double(d.y)))
        )
    }

    @inline(__always)
    func forEach(near box: IntegerBox, _ body: (Int) -> Void) {
        // Generous by two units for the rounding of the places.
        let wide = IntegerBox(
            minX: box.minX - 2, minY: box.minY - 2, maxX: box.maxX + 2, maxY: box.maxY + 2)
        guard let window = cells.window(wide) else { return }
        for row in window.rows {
            let cell = row * cells.columns
            let begin = Int(starts[cell + window.columns.lowerBound])
            let end = Int(starts[cell + window.columns.upperBound + 1])
            for n in begin..<end { body(Int(listed[n])) }
        }
    }
}
