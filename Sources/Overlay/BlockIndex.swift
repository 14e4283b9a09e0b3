/// A zone layer prepared for overlay: its rings in blocks of edges, listed in cells.
final class BlockIndex: Sendable {
    /// Most edges in a block.
    static let longestRun = 16

    let rings: IntegerRings
    let blocks: FixedBuffer<EdgeBlock>
    let cells: CellGrid
    /// Where the entries of each cell begin.
    let entryStarts: FixedBuffer<Int32>
    let entries: FixedBuffer<BlockEntry>
    /// Where the rings that start in each cell begin in `startingRings`.
    let ringStarts: FixedBuffer<Int32>
    let startingRings: FixedBuffer<Int32>
    let labels: CellLabels
    /// Number of entries in the cells left of and below a cell corner (summed-area table).
    private let occupancy: FixedBuffer<UInt32>

    init(rings: IntegerRings) {
        self.rings = rings
        let edgeSize = Self.meanEdge(rings)
        let blocks = Self.makeBlocks(rings, widest: 64 * edgeSize)
        let cells = CellGrid(
            box: rings.box, side: 12 * edgeSize, most: min(4096 + 8 * blocks.count, 1 << 22))
        let lists = Self.list(blocks, rings, cells)
        let starting = Self.listStarts(rings, cells)
        self.blocks = FixedBuffer(blocks)
        self.cells = cells
        (entryStarts, entries) = lists
        (ringStarts, startingRings) = starting
        occupancy = Self.sum(lists.starts, cells)
        labels = CellLabels(rings: rings, cells: cells)
    }

    /// Whether no edge comes near the cells.
    @inline(__always)
    func isEmpty(_ window: CellGrid.Window) -> Bool {
        let width = cells.columns + 1
        let (left, right) = (window.columns.lowerBound, window.columns.upperBound + 1)
        let (bottom, top) = (window.rows.lowerBound * width, (window.rows.upperBound + 1) * width)
        let sum = occupancy[top + right] &- occupancy[top + left]
        return sum == occupancy[bottom + right] &- occupancy[bottom + left]
    }

    private static func meanEdge(_ rings: IntegerRings) -> Int {
        var (sum, count) = (0, 0)
        for ring in 0..<rings.ringCount {
            for n in rings.edges(ofRing: ring) {
                sum += IntegerBox(edge: n, rings.x, rings.y).span
                count += 1
            }
        }
        return max(1, sum / max(count, 1))
    }

    /// Divides the rings into blocks; a long edge among short ones becomes a block of its own.
    private static func makeBlocks(_ rings: IntegerRings, widest: Int) -> [EdgeBlock] {
        var blocks: [EdgeBlock] = []
        blocks.reserveCapacity(rings.entryCount / 12 + rings.ringCount)
        for ring in 0..<rings.ringCount {
            var block = EdgeBlock(
                box: .empty, firstEdge: rings.starts[ring], edgeCount: 0, ring: Int32(ring),
                feature: rings.featureOfRing[ring])
            for n in rings.edges(ofRing: ring) {
                let edge = IntegerBox(edge: n, rings.x, rings.y)
                var joined = block.box
                joined.extend(edge)
                if block.edgeCount == longestRun || (block.edgeCount > 0 && joined.span > widest) {
                    blocks.append(block)
                    block.firstEdge = Int32(n)
                    block.edgeCount = 0
                    joined = edge
                }
                block.box = joined
                block.edgeCount += 1
            }
            if block.edgeCount > 0 { blocks.append(block) }
        }
        return blocks
    }

    /// Calls the body with the cells in which a block must be listed.
    @inline(__always)
    private static func forEachCell(
        of block: EdgeBlock, _ rings: IntegerRings, _ cells: CellGrid, _ body: (Int) -> Void
    ) {
        if block.edgeCount == 1, block.box.span > Int(cells.side) * 4 {
            let n = Int(block.firstEdge)
            cells.forEachRun(
                along: GridPoint(rings.x[n], rings.y[n]),
                GridPoint(rings.x[n + 1], rings.y[n + 1])
            ) { row, run in for column in run { body(row * cells.columns + column) } }
        } else if let window = cells.window(block.box) {
            for row in window.rows {
                for column in window.columns { body(row * cells.columns + column) }
            }
        }
    }

    private static func list(
        _ blocks: [EdgeBlock], _ rings: IntegerRings, _ cells: CellGrid
    ) -> (starts: FixedBuffer<Int32>, entries: FixedBuffer<BlockEntry>) {
        let starts = FixedBuffer<Int32>(count: cells.count + 2, repeating: 0)
        for block in blocks {
            forEachCell(of: block, rings, cells) { starts[$0 + 2] += 1 }
        }
        for cell in 0..<cells.count { starts[cell + 2] += starts[cell + 1] }
        let entries = FixedBuffer<BlockEntry>(uninitialised: Int(starts[cells.count + 1]))
        for (number, block) in blocks.enumerated() {
            forEachCell(of: block, rings, cells) { cell in
                entries[Int(starts[cell + 1])] = BlockEntry(box: block.box, block: Int32(number))
                starts[cell + 1] += 1
            }
        }
        return (starts, entries)
    }

    private static func listStarts(
        _ rings: IntegerRings, _ cells: CellGrid
    ) -> (FixedBuffer<Int32>, FixedBuffer<Int32>) {
        let starts = FixedBuffer<Int32>(count: cells.count + 2, repeating: 0)
        let listed = FixedBuffer<Int32>(uninitialised: rings.ringCount)
        func cell(_ ring: Int) -> Int {
            let n = Int(rings.starts[ring])
            return cells.row(rings.y[n]) * cells.columns + cells.column(rings.x[n])
        }
        for ring in 0..<rings.ringCount { starts[cell(ring) + 2] += 1 }
        for cell in 0..<cells.count { starts[cell + 2] += starts[cell + 1] }
        for ring in 0..<rings.ringCount {
            let place = cell(ring) + 1
            listed[Int(starts[place])] = Int32(ring)
            starts[place] += 1
        }
        return (starts, listed)
    }

    private static func sum(_ starts: FixedBuffer<Int32>, _ cells: CellGrid) -> FixedBuffer<UInt32>
    {
        let width = cells.columns + 1
        let table = FixedBuffer<UInt32>(count: width * (cells.rows + 1), repeating: 0)
        for row in 0..<cells.rows {
            var inRow: UInt32 = 0
            for column in 0..<cells.columns {
                let cell = row * cells.columns + column
                inRow &+= UInt32(starts[cell + 1] - starts[cell])
                let at = (row + 1) * width + column + 1
                table[at] = table[at - width] &+ inRow
            }
        }
        return table
    }
}
