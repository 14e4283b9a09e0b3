import COverlayKernels
import Geometry

/// Finds the incidence of streamed features with one zone layer; one per thread and layer.
final class IncidenceScanner {
    private let index: BlockIndex
    private let zone: IntegerRings
    private let cells: CellGrid
    private let blocks: UnsafeMutablePointer<overlay_block>
    private let listed: overlay_boxes
    private let entryStarts: UnsafeMutablePointer<Int32>
    private let finder: PairFinder
    /// The way from the reference point of a cell to a point, as an edge.
    private let path: (x: FixedBuffer<Int32>, y: FixedBuffer<Int32>)
    private let starts: StartWindings
    /// Whether the near blocks are those of the box last asked about.
    private var isGathered = false
    private let found = GrowingBuffer<WindingLabel>()
    private let widest: Int

    /// Edges of a ring for which near blocks are gathered at once, where they are many.
    private static let longestRun = 64
    /// Near blocks up to which the whole feature is one run.
    private static let fewBlocks = 48

    init(index: BlockIndex, kernels: UnsafePointer<overlay_kernels>? = CodePath.fastest.kernels) {
        self.index = index
        zone = index.rings
        cells = index.cells
        blocks = index.blocks.base
        listed = index.lists.boxes
        entryStarts = index.lists.starts.base
        starts = StartWindings(kernels: kernels)
        finder = PairFinder(blockCount: index.blocks.count, kernels: kernels)
        path = (FixedBuffer(count: 32, repeating: 0), FixedBuffer(count: 32, repeating: 0))
        widest = Int(index.cells.side) * 4
    }

    /// The one zone (−1 for none) in which all that lies in a box lies, when no block of edges comes near.
    ///
    /// Gathers the blocks near the box for the ``scan(_:into:)`` of what lies in it.
    func soleZone(_ box: IntegerBox) -> Int32? {
        isGathered = false
        guard box.span <= widest, let window = cells.window(box) else { return nil }
        gather(window, box)
        if finder.nearCount > 0 {
            isGathered = true
            finder.prefetchNear(zone.vertices, blocks)
            return nil
        }
        // No edge in the box: every point of it has the same labels.
        found.removeAll()
        locate(box.minX, box.minY, into: found)
        if found.isEmpty { return -1 }
        return found.count == 1 && found[0].winding == 1 ? found[0].feature : nil
    }

    /// Finds the incidence of the feature whose rings are given.
    func scan(_ a: IntegerRings, into out: Incidence) {
        let isReady = isGathered
        isGathered = false
        out.removeAll()
        guard let window = cells.window(a.box) else {
            for _ in 0..<a.ringCount { out.endLabels() }
            return
        }
        if !isReady, index.isEmpty(window) {
            let cell = cells.firstCell(window)
            for _ in 0..<a.ringCount {
                index.labels.append(cell: cell, to: out.labels)
                out.endLabels()
            }
            return
        }
        if a.box.span <= widest {
            if !isReady { gather(window, a.box) }
            let isOneRun = finder.nearCount <= Self.fewBlocks
            for ring in 0..<a.ringCount {
                let edges = a.edges(ofRing: ring)
                if isOneRun {
                    appendCrossings(a, edges, into: out)
                } else {
                    scanEdges(a, edges, into: out)
                }
            }
        } else {
            for ring in 0..<a.ringCount { scanEdges(a, a.edges(ofRing: ring), into: out) }
        }
        for ring in 0..<a.ringCount {
            let start = Int(a.starts[ring])
            locate(a.x[start], a.y[start], into: out.labels)
            out.endLabels()
        }
        starts.find(a, window, index, into: out.insideStartList)
    }

    /// Appends the labels of a point that is not moved, those of winding zero left out.
    func locate(_ x: Int32, _ y: Int32, into labels: borrowing GrowingBuffer<WindingLabel>) {
        guard zone.box.contains(x, y) else { return }
        let (column, row) = (cells.column(x), cells.row(y))
        let reference = cells.reference(column: column, row: row)
        let cell = row * cells.columns + column
        let first = labels.count
        index.labels.append(cell: cell, to: labels)
        let (begin, end) = (Int(entryStarts[cell]), Int(entryStarts[cell + 1]))
        guard begin < end, GridPoint(x, y) != reference else { return }
        let (px, py) = (path.x.base, path.y.base)
        (px[0], px[1]) = (Int32(truncatingIfNeeded: reference.x), x)
        (py[0], py[1]) = (Int32(truncatingIfNeeded: reference.y), y)
        finder.begin()
        finder.gather(listed, begin..<end, IntegerBox(edge: 0, px, py))
        guard finder.nearCount > 0 else { return }
        finder.forEachBatch(
            of: overlay_vertices(x: px, y: py), 0..<1, with: zone.vertices, blocks
        ) { pairs in
            for n in 0..<pairs.count {
                labels.add(pairs.sign[n], to: pairs.feature[n], from: first)
            }
        }
        labels.dropZeros(from: first)
    }

    /// The crossings of the edges of one streamed ring, run by run of neighbouring edges.
    private func scanEdges(_ a: IntegerRings, _ edges: Range<Int>, into out: Incidence) {
        let (ax, ay) = (a.x, a.y)
        var first = edges.lowerBound
        while first < edges.upperBound {
            var box = IntegerBox(edge: first, ax, ay)
            var end = first + 1
            while end < edges.upperBound, end - first < Self.longestRun {
                var joined = box
                joined.extend(ax[end + 1], ay[end + 1])
                if joined.span > widest { break }
                box = joined
                end += 1
            }
            gather(ax, ay, first..<end, box)
            appendCrossings(a, first..<end, into: out)
            first = end
        }
    }

    /// Lists the blocks whose box meets the box of the run, each once.
    private func gather(
        _ ax: UnsafeMutablePointer<Int32>, _ ay: UnsafeMutablePointer<Int32>, _ run: Range<Int>,
        _ box: IntegerBox
    ) {
        finder.begin()
        if run.count == 1, box.span > widest {
            let (first, end) = (run.lowerBound, run.upperBound)
            cells.forEachRun(
                along: GridPoint(ax[first], ay[first]), GridPoint(ax[end], ay[end])
            ) { row, columns in finder.gather(listed, entries(row, columns), box) }
        } else if let window = cells.window(box) {
            gatherEntries(window, box)
        }
    }

    /// Lists the blocks in some cells whose box meets a box, each once.
    private func gather(_ window: CellGrid.Window, _ box: IntegerBox) {
        finder.begin()
        gatherEntries(window, box)
    }

    @inline(__always)
    private func gatherEntries(_ window: CellGrid.Window, _ box: IntegerBox) {
        for row in window.rows { finder.gather(listed, entries(row, window.columns), box) }
    }

    /// The entries of some cells of a row.
    @inline(__always)
    private func entries(_ row: Int, _ columns: ClosedRange<Int>) -> Range<Int> {
        let cell = row * cells.columns
        let begin = Int(entryStarts[cell + columns.lowerBound])
        return begin..<Int(entryStarts[cell + columns.upperBound + 1])
    }

    /// Appends the crossings of streamed edges with the near blocks.
    private func appendCrossings(_ a: IntegerRings, _ edges: Range<Int>, into out: Incidence) {
        guard finder.nearCount > 0 else { return }
        finder.forEachBatch(of: a.vertices, edges, with: zone.vertices, blocks) { pairs in
            for k in 0..<pairs.count { overlay_prefetch_line(zone.prefix + Int(pairs.zone[k])) }
            for k in 0..<pairs.count {
                let (n, m) = (pairs.stream[k], pairs.zone[k])
                let term = CrossingTerm.value(stream: a, edge: Int(n), zone: zone, edge: Int(m))
                out.crossingList.append(
                    Crossing(
                        streamEdge: n, zoneEdge: m, feature: pairs.feature[k],
                        sign: pairs.sign[k], term: term))
            }
        }
    }
}
