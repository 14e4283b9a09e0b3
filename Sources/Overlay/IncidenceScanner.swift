import COverlayKernels
import Geometry

/// Finds the incidence of streamed features with one zone layer; one per thread and layer.
final class IncidenceScanner {
    /// Keeps the index alive; the loops read it through the pointers below, without counting references,
    /// which threads would pass to and fro.
    private let index: BlockIndex
    private let zone: AnchoredRings
    private let zoneBox: IntegerBox
    /// What the cells tell of their reference points, layer by layer.
    private let codes: FixedBuffer<UnsafePointer<Int32>>
    private let layerCount: Int
    private let cells: CellGrid
    private let blocks: UnsafeMutablePointer<overlay_block>
    private let entryStarts: UnsafeMutablePointer<Int32>
    private let finder: PairFinder
    /// The way from the reference point of a cell to a point, as an edge.
    private let path: (x: FixedBuffer<Int32>, y: FixedBuffer<Int32>)
    private let starts: StartWindings
    private let terms: CrossingTerms
    /// Whether the near blocks of each slot are those of the box last asked about there.
    private let isGathered: FixedBuffer<Bool>
    private let found = GrowingBuffer<WindingLabel>()
    private let widest: Int

    /// Edges of a ring for which near blocks are gathered at once, where they are many.
    private static let longestRun = 64
    /// Near blocks up to which the whole feature is one run.
    private static let fewBlocks = 48

    init(index: BlockIndex, kernels: UnsafePointer<overlay_kernels>? = CodePath.fastest.kernels) {
        self.index = index
        zone = index.rings.zones
        zoneBox = index.rings.box
        codes = FixedBuffer(index.labels.map(\.codes))
        layerCount = index.labels.count
        cells = index.cells
        blocks = index.blocks.base
        entryStarts = index.lists.starts.base
        starts = StartWindings(index: index, kernels: kernels)
        terms = CrossingTerms(kernels: kernels)
        finder = PairFinder(index: index, kernels: kernels)
        path = (FixedBuffer(count: 32, repeating: 0), FixedBuffer(count: 32, repeating: 0))
        widest = Int(index.cells.side) * 4
        isGathered = FixedBuffer(count: PairFinder.slots, repeating: false)
    }

    /// The one zone (−1 for none) in which all that lies in a box lies, when no block of edges comes near.
    ///
    /// Gathers the blocks near the box for the ``scan(_:into:slot:)`` of what lies in it.
    func soleZone(_ box: IntegerBox, slot: Int) -> Int32? {
        found.removeAll()
        guard appendLabels(of: box, slot: slot, to: found) else { return nil }
        if found.isEmpty { return -1 }
        return found.count == 1 && found[0].winding == 1 ? found[0].feature : nil
    }

    /// Appends the labels that hold for all that lies in a box, when no block of edges comes near; false when one does or may.
    ///
    /// Gathers the blocks near the box for the ``scan(_:into:slot:)`` of what lies in it.
    func appendLabels(
        of box: IntegerBox, slot: Int, to labels: borrowing GrowingBuffer<WindingLabel>
    ) -> Bool {
        isGathered.base[slot] = false
        guard box.span <= widest, let window = cells.window(box) else { return false }
        gather(window, box, slot)
        if finder.nearCount(slot) > 0 {
            isGathered.base[slot] = true
            finder.prefetchBlocks(blocks, slot)
            return false
        }
        // No edge in the box: every point of it has the same labels.
        if let cell = cells.cell(withReferenceIn: box) {
            appendLabels(cell, to: labels)
        } else {
            locate(box.minX, box.minY, into: labels)
        }
        return true
    }

    /// Starts loading what the scan of a slot will read.
    func prefetch(slot: Int) {
        if isGathered.base[slot] { finder.prefetchVertices(zone, blocks, slot) }
    }

    /// Finds the incidence of the feature whose rings are given.
    func scan(_ a: IntegerRings, into out: Incidence, slot: Int = 0) {
        let isReady = isGathered.base[slot]
        isGathered.base[slot] = false
        out.removeAll()
        guard let window = cells.window(a.box) else {
            for _ in 0..<a.ringCount { out.endLabels() }
            return
        }
        if !isReady, isEmpty(window) {
            let cell = cells.firstCell(window)
            for _ in 0..<a.ringCount {
                appendLabels(cell, to: out.labels)
                out.endLabels()
            }
            return
        }
        if a.box.span <= widest {
            if !isReady { gather(window, a.box, slot) }
            let isOneRun = finder.nearCount(slot) <= Self.fewBlocks
            for ring in 0..<a.ringCount {
                let edges = a.edges(ofRing: ring)
                if isOneRun {
                    appendCrossings(a, edges, into: out, slot)
                } else {
                    scanEdges(a, edges, into: out, slot)
                }
            }
        } else {
            for ring in 0..<a.ringCount { scanEdges(a, a.edges(ofRing: ring), into: out, slot) }
        }
        for ring in 0..<a.ringCount {
            let start = Int(a.starts[ring])
            locate(a.x[start], a.y[start], into: out.labels)
            out.endLabels()
        }
        starts.find(a, window, into: out.insideStartList)
    }

    /// Appends the labels of a cell's reference point.
    @inline(__always)
    func appendLabels(_ cell: Int, to labels: borrowing GrowingBuffer<WindingLabel>) {
        for layer in 0..<layerCount {
            let code = codes.base[layer][cell]
            if code >= 0 {
                labels.append(WindingLabel(feature: code, winding: 1))
            } else if code < -1 {
                index.labels[layer].append(cell: cell, to: labels)
            }
        }
    }

    /// Whether no edge comes near some cells.
    @inline(__always)
    private func isEmpty(_ window: CellGrid.Window) -> Bool {
        for row in window.rows {
            let starts = entryStarts + row * cells.columns
            if starts[window.columns.lowerBound] < starts[window.columns.upperBound + 1] {
                return false
            }
        }
        return true
    }

    /// Appends the labels of a point that is not moved, those of winding zero left out.
    func locate(_ x: Int32, _ y: Int32, into labels: borrowing GrowingBuffer<WindingLabel>) {
        guard zoneBox.contains(x, y) else { return }
        let (column, row) = (cells.column(x), cells.row(y))
        let reference = cells.reference(column: column, row: row)
        let cell = row * cells.columns + column
        let first = labels.count
        appendLabels(cell, to: labels)
        guard entryStarts[cell] < entryStarts[cell + 1], GridPoint(x, y) != reference else {
            return
        }
        let (px, py) = (path.x.base, path.y.base)
        (px[0], px[1]) = (Int32(truncatingIfNeeded: reference.x), x)
        (py[0], py[1]) = (Int32(truncatingIfNeeded: reference.y), y)
        let way = overlay_vertices(x: px, y: py)
        finder.forEachBatch(of: way, from: cell, with: zone.vertices, blocks) { pairs in
            for n in 0..<pairs.count {
                labels.add(pairs.sign[n], to: pairs.feature[n], from: first)
            }
        }
        labels.dropZeros(from: first)
    }

    /// The crossings of the edges of one streamed ring, run by run of neighbouring edges.
    private func scanEdges(
        _ a: IntegerRings, _ edges: Range<Int>, into out: Incidence, _ slot: Int
    ) {
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
            gather(ax, ay, first..<end, box, slot)
            appendCrossings(a, first..<end, into: out, slot)
            first = end
        }
    }

    /// Lists the blocks whose box meets the box of the run, each once.
    private func gather(
        _ ax: UnsafeMutablePointer<Int32>, _ ay: UnsafeMutablePointer<Int32>, _ run: Range<Int>,
        _ box: IntegerBox, _ slot: Int
    ) {
        finder.begin(slot)
        if run.count == 1, box.span > widest {
            let (first, end) = (run.lowerBound, run.upperBound)
            cells.forEachRun(
                along: GridPoint(ax[first], ay[first]), GridPoint(ax[end], ay[end])
            ) { row, columns in
                let cell = row * cells.columns + columns.lowerBound
                finder.gather(
                    overlay_window(
                        cell: cell, rows: 1, columns: columns.count, is_one_of_several: 1),
                    box, slot)
            }
        } else if let window = cells.window(box) {
            gatherListed(window, box, slot)
        }
    }

    /// Lists the blocks in some cells whose box meets a box, each once.
    private func gather(_ window: CellGrid.Window, _ box: IntegerBox, _ slot: Int) {
        finder.begin(slot)
        gatherListed(window, box, slot)
    }

    @inline(__always)
    private func gatherListed(_ window: CellGrid.Window, _ box: IntegerBox, _ slot: Int) {
        let (columns, rows) = (window.columns, window.rows)
        finder.gather(
            overlay_window(
                cell: rows.lowerBound &* cells.columns &+ columns.lowerBound,
                rows: rows.upperBound &- rows.lowerBound &+ 1,
                columns: columns.upperBound &- columns.lowerBound &+ 1, is_one_of_several: 0),
            box, slot)
    }

    /// Appends the crossings of streamed edges with the near blocks.
    private func appendCrossings(
        _ a: IntegerRings, _ edges: Range<Int>, into out: Incidence, _ slot: Int
    ) {
        guard finder.nearCount(slot) > 0 else { return }
        let (stream, zone) = (a.streamed, zone)
        finder.forEachBatch(of: stream.vertices, edges, with: zone.vertices, blocks, slot) {
            pairs in
            terms.append(pairs, stream: stream, zone: zone, to: out.crossingList)
        }
    }
}
