import COverlayKernels
import Geometry

/// A zone layer prepared for overlay: its rings in blocks of edges, listed in cells.
final class BlockIndex: Sendable {
    /// Most edges in a block.
    static let longestRun = 16

    /// How many features will be looked up, and their usual side in grid units.
    struct Load {
        var count = 0
        var side = Int.max / 2
    }

    let rings: IntegerRings
    var blocks: FixedBuffer<overlay_block> { lists.blocks }
    let cells: CellGrid
    /// The blocks by cell.
    let lists: BlockLists
    /// Where the rings that start in each cell begin in `startPoints`.
    let ringStarts: FixedBuffer<Int32>
    let startPoints: FixedBuffer<StartPoint>
    /// Of each layer.
    let labels: [CellLabels]
    let sieve: BoxSieve

    /// - Parameters:
    ///   - edgesPerCell: how many mean edges fit in the side of a cell; no result depends on it.
    ///   - load: what will be looked up, so that layers of few edges get cells small enough to tell where it lies.
    init(
        rings: IntegerRings, threads: Int = 1, edgesPerCell: Int = 12, load: Load = Load()
    ) {
        self.rings = rings
        let edgeSize = Self.meanEdge(rings)
        let cells = CellGrid(
            box: rings.box, side: min(edgesPerCell * edgeSize, 2 * load.side),
            most: min(max(4096 + rings.entryCount / 2, load.count / 4), 1 << 22))
        self.cells = cells
        // About the same work: the blocks in their lists, and what the cells tell.
        let (listing, telling) = (
            PieceResults<BlockLists>(count: 1), PieceResults<Telling>(count: 1)
        )
        let inner = (threads + 1) / 2
        ParallelChunks.run(pieces: 2, threads: min(threads, 2)) { _, piece in
            if piece == 0 {
                let blocks = BlockMaker(rings: rings, widest: 64 * edgeSize).blocks(threads: inner)
                listing.store(BlockLists(blocks, rings, cells, threads: inner), piece: 0)
            } else {
                telling.store(Telling(rings, cells, threads: inner), piece: 0)
            }
        }
        guard let lists = listing.value(0), let told = telling.value(0) else {
            preconditionFailure("both pieces were run")
        }
        self.lists = lists
        (ringStarts, startPoints, labels) = (told.ringStarts, told.startPoints, told.labels)
        sieve = BoxSieve(cells: cells, starts: lists.starts, labels: labels)
    }

    /// What is known of each cell but its blocks.
    private struct Telling: Sendable {
        let ringStarts: FixedBuffer<Int32>
        let startPoints: FixedBuffer<StartPoint>
        let labels: [CellLabels]

        init(_ rings: IntegerRings, _ cells: CellGrid, threads: Int) {
            (ringStarts, startPoints) = BlockIndex.listStarts(rings, cells)
            let layers = rings.parts.isEmpty ? [0..<rings.ringCount] : rings.parts.map(\.rings)
            labels = layers.map {
                CellLabels(rings: rings, $0, cells: cells, threads: threads)
            }
        }
    }

    /// Appends the labels of a cell's reference point in all layers.
    func appendLabels(cell: Int, to list: borrowing GrowingBuffer<WindingLabel>) {
        for layer in labels { layer.append(cell: cell, to: list) }
    }

    /// Whether no edge comes near some cells.
    func isEmpty(_ window: CellGrid.Window) -> Bool {
        let starts = lists.starts.base
        for row in window.rows {
            let cell = row * cells.columns
            let (first, last) = (window.columns.lowerBound, window.columns.upperBound)
            if starts[cell + first] != starts[cell + last + 1] { return false }
        }
        return true
    }

    /// The mean length of some thousands of edges, by their longer side.
    private static func meanEdge(_ rings: IntegerRings) -> Int {
        var (sum, count) = (0, 0)
        for ring in stride(from: 0, to: rings.ringCount, by: 1 + rings.entryCount >> 15) {
            let edges = rings.edges(ofRing: ring)
            for n in stride(from: edges.lowerBound, to: edges.upperBound, by: 1 + edges.count >> 12)
            {
                sum += IntegerBox(edge: n, rings.x, rings.y).span
                count += 1
            }
        }
        return max(1, sum / max(count, 1))
    }

    fileprivate static func listStarts(
        _ rings: IntegerRings, _ cells: CellGrid
    ) -> (FixedBuffer<Int32>, FixedBuffer<StartPoint>) {
        let starts = FixedBuffer<Int32>(count: cells.count + 2, repeating: 0)
        let listed = FixedBuffer<StartPoint>(uninitialised: rings.ringCount)
        let (first, points) = (starts.base, listed.base)
        @inline(__always) func cell(_ n: Int) -> Int {
            cells.row(rings.y[n]) * cells.columns + cells.column(rings.x[n])
        }
        for ring in 0..<rings.ringCount { first[cell(Int(rings.starts[ring])) + 2] += 1 }
        for cell in 0..<cells.count { first[cell + 2] += first[cell + 1] }
        for ring in 0..<rings.ringCount {
            let n = Int(rings.starts[ring])
            let place = cell(n) + 1
            points[Int(first[place])] = StartPoint(
                x: rings.x[n], y: rings.y[n], ring: Int32(truncatingIfNeeded: ring))
            first[place] += 1
        }
        return (starts, listed)
    }
}
