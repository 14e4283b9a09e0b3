/// The winding numbers of a zone layer about the reference point of every cell.
///
/// One sweep along the rows: an edge that passes the line through the reference points of a row
/// changes the label of every reference point to its right.
struct CellLabels: Sendable {
    /// Per cell −1 for no feature, a feature of winding 1, or −2 − n for list n.
    private let code: FixedBuffer<Int32>
    private let lists: [[WindingLabel]]

    private struct Event {
        var cell: Int
        var feature: Int32
        var change: Int32
    }

    init(rings: IntegerRings, cells: CellGrid) {
        code = FixedBuffer(count: cells.count, repeating: -1)
        var events: [Event] = []
        for ring in 0..<rings.ringCount {
            let feature = rings.featureOfRing[ring]
            for n in rings.edges(ofRing: ring) {
                Self.collect(n, rings, cells, feature, into: &events)
            }
        }
        events.sort { ($0.cell, $0.feature) < ($1.cell, $1.feature) }
        lists = Self.sweep(events, cells, into: code)
    }

    /// Appends the labels of a cell's reference point.
    @inline(__always)
    func append(cell: Int, to labels: inout [WindingLabel]) {
        let value = code[cell]
        if value >= 0 {
            labels.append(WindingLabel(feature: value, winding: 1))
        } else if value < -1 {
            labels.append(contentsOf: lists[Int(-2 - value)])
        }
    }

    @inline(__always)
    private static func collect(
        _ n: Int, _ rings: IntegerRings, _ cells: CellGrid, _ feature: Int32,
        into events: inout [Event]
    ) {
        let u = GridPoint(rings.x[n], rings.y[n])
        let v = GridPoint(rings.x[n + 1], rings.y[n + 1])
        let (low, high) = u.y <= v.y ? (u, v) : (v, u)
        // The reference lines strictly above `low` and not above `high`: zoneEdge(spans:) holds.
        let half = cells.side / 2
        let first = Int((low.y - cells.originY - half) >> cells.shift) + 1
        let last = Int((high.y - cells.originY - half) >> cells.shift)
        guard first <= last else { return }
        for row in first...min(last, cells.rows - 1) {
            let line = cells.reference(column: 0, row: row)
            let share = Double(line.y - low.y) / Double(high.y - low.y)
            let x = low.x + Int64(Double(high.x - low.x) * share)
            var column = min(max(Int((x - cells.originX) >> cells.shift), 0), cells.columns)
            // Right of the edge as directed upwards; exact, so the guess only saves steps.
            func isRight(_ column: Int) -> Bool {
                let point = cells.reference(column: column, row: row)
                let isLeft = ShiftedPredicate.streamPoint(point, isLeftOf: u, v)
                return isLeft == (v.y < u.y)
            }
            while column > 0 && isRight(column - 1) { column -= 1 }
            while column < cells.columns && !isRight(column) { column += 1 }
            if column < cells.columns {
                events.append(
                    Event(
                        cell: row * cells.columns + column, feature: feature,
                        change: v.y > u.y ? -1 : 1))
            }
        }
    }

    private static func sweep(
        _ events: [Event], _ cells: CellGrid, into code: FixedBuffer<Int32>
    ) -> [[WindingLabel]] {
        var lists: [[WindingLabel]] = []
        var active: [WindingLabel] = []
        var next = 0
        while next < events.count {
            let cell = events[next].cell
            let row = cell / cells.columns
            while next < events.count, events[next].cell == cell {
                active.add(events[next].change, to: events[next].feature, from: 0)
                next += 1
            }
            active.dropZeros(from: 0)
            let rowEnd = (row + 1) * cells.columns
            let end = next < events.count ? min(events[next].cell, rowEnd) : rowEnd
            var value: Int32 = -1
            if active.count == 1, active[0].winding == 1 {
                value = active[0].feature
            } else if !active.isEmpty {
                value = Int32(-2 - lists.count)
                lists.append(active.sorted { $0.feature < $1.feature })
            }
            for n in cell..<end { code[n] = value }
            // The label at the end of a row is what lies left of the reference points of no row.
            if end == rowEnd { active.removeAll(keepingCapacity: true) }
        }
        return lists
    }
}
