import COverlayKernels

/// The winding numbers of a zone layer about the reference point of every cell.
///
/// One sweep along the rows: an edge that passes the line through the reference points of a row
/// changes the label of every reference point to its right.
struct CellLabels: Sendable {
    /// Per cell −1 for no feature, a feature of winding 1, or −2 − n for list n.
    let code: FixedBuffer<Int32>
    private let lists: LabelLists

    private struct Event: BitwiseCopyable {
        var cell: Int32
        var feature: Int32
        var change: Int32
    }

    /// - Parameter layer: the rings of one layer.
    init(rings: IntegerRings, _ layer: Range<Int>, cells: CellGrid, threads: Int) {
        code = FixedBuffer(count: cells.count, repeating: -1)
        let pieces = threads > 1 ? threads * 8 : 1
        let firsts = rings.pieces(pieces, of: layer)
        let parts = PieceResults<[Event]>(count: pieces)
        ParallelChunks.run(pieces: pieces, threads: threads) { _, piece in
            var events: [Event] = []
            let passing = GrowingBuffer<Int32>(capacity: 256)
            for ring in firsts[piece]..<firsts[piece + 1] {
                Self.collect(rings, ring, cells, passing, into: &events)
            }
            parts.store(events, piece: piece)
        }
        lists = Self.sweep(parts.inOrder, cells, into: code)
    }

    /// Appends the labels of a cell's reference point.
    @inline(__always)
    func append(cell: Int, to labels: borrowing GrowingBuffer<WindingLabel>) {
        let value = code.base[cell]
        if value >= 0 {
            labels.append(WindingLabel(feature: value, winding: 1))
        } else if value < -1 {
            for label in lists[Int(-2 - value)] { labels.append(label) }
        }
    }

    /// Per cell the only zone about its reference point, −1 for none, less where zones overlap.
    var codes: UnsafePointer<Int32> { UnsafePointer(code.base) }

    /// Collects the events of a ring: only edges that pass the reference line of a row have any.
    private static func collect(
        _ rings: IntegerRings, _ ring: Int, _ cells: CellGrid,
        _ passing: borrowing GrowingBuffer<Int32>, into events: inout [Event]
    ) {
        let (y, shift) = (rings.y, cells.shift)
        let origin = cells.originY + cells.side / 2
        let edges = rings.edges(ofRing: ring)
        let feature = rings.featureOfRing[ring]
        // The reference lines strictly above an end and not above the other: zoneEdge(spans:) holds.
        @inline(__always) func rows(_ n: Int) -> (Int64, Int64) {
            ((Int64(y[n]) &- origin) >> shift, (Int64(y[n + 1]) &- origin) >> shift)
        }
        @inline(__always) func collect(_ n: Int, _ ends: (Int64, Int64), into events: inout [Event])
        {
            Self.collect(
                rings, n, cells, Int(min(ends.0, ends.1) + 1)...Int(max(ends.0, ends.1)), feature,
                into: &events)
        }
        if let kernel = rings.kernels?.pointee.stepping {
            passing.grow(to: edges.count + 16)
            let count = kernel(
                y, edges.lowerBound, edges.upperBound, Int32(truncatingIfNeeded: origin),
                Int32(truncatingIfNeeded: shift), passing.base)
            for k in 0..<count {
                let n = Int(passing.base[k])
                collect(n, rows(n), into: &events)
            }
        } else {
            for n in edges {
                let ends = rows(n)
                if ends.0 != ends.1 { collect(n, ends, into: &events) }
            }
        }
    }

    private static func collect(
        _ rings: IntegerRings, _ n: Int, _ cells: CellGrid, _ rows: ClosedRange<Int>,
        _ feature: Int32, into events: inout [Event]
    ) {
        let u = GridPoint(rings.x[n], rings.y[n])
        let v = GridPoint(rings.x[n + 1], rings.y[n + 1])
        let (low, high) = u.y <= v.y ? (u, v) : (v, u)
        for row in rows where row < cells.rows {
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
                        cell: Int32(row * cells.columns + column), feature: feature,
                        change: v.y > u.y ? -1 : 1))
            }
        }
    }

    private static func sweep(
        _ parts: [[Event]], _ cells: CellGrid, into code: FixedBuffer<Int32>
    ) -> LabelLists {
        let (starts, events) = byCell(parts, cells)
        var lists = LabelLists()
        var active: [WindingLabel] = []
        for row in 0..<cells.rows {
            // The label at the end of a row is what lies left of the reference points of no row.
            active.removeAll(keepingCapacity: true)
            var value: Int32 = -1
            for cell in (row * cells.columns)..<((row + 1) * cells.columns) {
                let (begin, end) = (Int(starts.base[cell]), Int(starts.base[cell + 1]))
                if begin < end {
                    for n in begin..<end {
                        active.add(events[n].change, to: events[n].feature, from: 0)
                    }
                    active.dropZeros(from: 0)
                    value = -1
                    if active.count == 1, active[0].winding == 1 {
                        value = active[0].feature
                    } else if !active.isEmpty {
                        value = Int32(-2 - lists.ends.count)
                        lists.append(active.sorted { $0.feature < $1.feature })
                    }
                }
                code.base[cell] = value
            }
        }
        return lists
    }

    /// The events in the order of their cells, and where those of each cell begin.
    private static func byCell(
        _ parts: [[Event]], _ cells: CellGrid
    ) -> (FixedBuffer<Int32>, FixedBuffer<Event>) {
        let starts = FixedBuffer<Int32>(count: cells.count + 2, repeating: 0)
        let all = FixedBuffer<Event>(uninitialised: parts.reduce(0) { $0 + $1.count })
        for part in parts { for event in part { starts[Int(event.cell) + 2] += 1 } }
        for cell in 0..<cells.count { starts[cell + 2] += starts[cell + 1] }
        for part in parts {
            for event in part {
                let place = Int(event.cell) + 1
                all[Int(starts[place])] = event
                starts[place] += 1
            }
        }
        return (starts, all)
    }
}
