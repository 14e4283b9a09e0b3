import COverlayKernels
import Geometry

/// Finds the pairs of a streamed and a zone edge that cross; one per thread and layer.
///
/// Near blocks are gathered once for a run of streamed edges; then boxes of edges are tested, and the
/// pairs that remain exactly, in batches without branches. Lists of near blocks are kept in several
/// slots, so that those of the next features can be gathered, and loaded, while one is worked on.
final class PairFinder {
    private let kernels: UnsafePointer<overlay_kernels>?
    private let stampMemory: FixedBuffer<UInt32>
    private let stamps: UnsafeMutablePointer<UInt32>
    private let nearMemory: FixedBuffer<Int32>
    private let pairMemory: FixedBuffer<Int32>
    private let state: UnsafeMutablePointer<State>
    private let listed: UnsafeMutablePointer<overlay_lists>
    private let nears: UnsafeMutablePointer<overlay_boxes>

    /// Lists of near blocks for features to come, and one more for points.
    static let slots = 4
    static let pointSlot = slots

    private struct State {
        var serial: UInt32
        var pairs: overlay_pairs
        var cursor: overlay_cursor
    }

    /// Pairs after which a batch ends.
    private static let limit = 512
    /// Pairs of a batch at most: a block may add all of its edges for each of 64 streamed ones.
    static let mostPairs = limit + 64 * BlockIndex.longestRun

    /// - Parameter index: outlives the finder.
    init(index: BlockIndex, kernels: UnsafePointer<overlay_kernels>?) {
        self.kernels = kernels
        let blockCount = index.blocks.count
        listed = .allocate(capacity: 1)
        listed.initialize(
            to: overlay_lists(
                boxes: index.lists.boxes, starts: index.lists.starts.base,
                columns: index.cells.columns))
        stampMemory = FixedBuffer(zeros: blockCount)
        stamps = stampMemory.base
        // Kernels write up to 16 elements past the last, and read as far.
        let (boxes, pairs) = (blockCount + 16, Self.mostPairs + 32)
        let lists = Self.slots + 1
        nearMemory = FixedBuffer(uninitialised: lists * 5 * boxes)
        pairMemory = FixedBuffer(uninitialised: 4 * pairs)
        let (near, found) = (nearMemory.base, pairMemory.base)
        nears = .allocate(capacity: lists)
        for slot in 0..<lists {
            let own = near + slot * 5 * boxes
            (nears + slot).initialize(
                to: overlay_boxes(
                    min_x: own, min_y: own + boxes, max_x: own + 2 * boxes,
                    max_y: own + 3 * boxes, block: own + 4 * boxes, count: 0))
        }
        state = .allocate(capacity: 1)
        state.initialize(
            to: State(
                serial: 0,
                pairs: overlay_pairs(
                    stream: found, zone: found + pairs, feature: found + 2 * pairs,
                    sign: found + 3 * pairs, count: 0),
                cursor: overlay_cursor(edge: 0, block: 0)))
    }

    deinit {
        state.deallocate()
        listed.deallocate()
        nears.deallocate()
    }

    /// How many blocks are near.
    @inline(__always) func nearCount(_ slot: Int) -> Int { nears[slot].count }

    /// Forgets the near blocks.
    @inline(__always)
    func begin(_ slot: Int) {
        nears[slot].count = 0
        state.pointee.serial &+= 1
        if state.pointee.serial == 0 {
            stamps.update(repeating: 0, count: stampMemory.count)
            state.pointee.serial = 1
        }
    }

    /// Lists the blocks in a window of cells whose box meets the box, each once.
    @inline(__always)
    func gather(_ window: overlay_window, _ box: IntegerBox, _ slot: Int) {
        let serial = state.pointee.serial
        if let kernels {
            withUnsafePointer(to: window) { window in
                withUnsafePointer(to: box.forKernels) { box in
                    kernels.pointee.gather(listed, window, box, stamps, serial, nears + slot)
                }
            }
        } else {
            PlainLoops.gather(listed, window, box, stamps, serial, &nears[slot])
        }
    }

    /// Starts loading the near blocks while other work goes on.
    @inline(__always)
    func prefetchBlocks(_ blocks: UnsafeMutablePointer<overlay_block>, _ slot: Int) {
        let near = nears[slot]
        for k in 0..<near.count { overlay_prefetch_line(blocks + Int(near.block[k])) }
    }

    /// Starts loading the vertices and anchors of the near blocks, once the blocks are there.
    func prefetchVertices(
        _ zone: AnchoredRings, _ blocks: UnsafeMutablePointer<overlay_block>, _ slot: Int
    ) {
        let (near, length) = (nears[slot], BlockIndex.longestRun)
        for k in 0..<near.count {
            let first = Int(blocks[Int(near.block[k])].first_edge)
            overlay_prefetch_line(zone.x + first)
            overlay_prefetch_line(zone.x + first + length)
            overlay_prefetch_line(zone.y + first)
            overlay_prefetch_line(zone.y + first + length)
            overlay_prefetch_line(zone.anchors + first / AnchoredRings.spacing)
        }
    }

    /// Finds the crossings of streamed edges with the near blocks, and calls the body for each batch.
    @inline(__always)
    func forEachBatch(
        of stream: overlay_vertices, _ run: Range<Int>, with zone: overlay_vertices,
        _ blocks: UnsafeMutablePointer<overlay_block>, _ slot: Int,
        _ body: (overlay_pairs) -> Void
    ) {
        state.pointee.cursor = overlay_cursor(edge: run.lowerBound, block: 0)
        while state.pointee.cursor.edge < run.upperBound {
            nextBatch(stream, run.upperBound, zone, blocks, slot)
            if state.pointee.pairs.count > 0 { body(state.pointee.pairs) }
        }
    }

    /// Finds the crossings of one edge that lies in a cell, and calls the body for each batch.
    @inline(__always)
    func forEachBatch(
        of path: overlay_vertices, from cell: Int, with zone: overlay_vertices,
        _ blocks: UnsafeMutablePointer<overlay_block>, _ body: (overlay_pairs) -> Void
    ) {
        guard let locate = kernels?.pointee.locate else {
            begin(Self.pointSlot)
            gather(
                overlay_window(cell: cell, rows: 1, columns: 1, is_one_of_several: 0),
                IntegerBox(edge: 0, path.x, path.y), Self.pointSlot)
            if nearCount(Self.pointSlot) == 0 { return }
            return forEachBatch(of: path, 0..<1, with: zone, blocks, Self.pointSlot, body)
        }
        let starts = listed.pointee.starts + cell
        var (entry, end) = (Int(starts[0]), Int(starts[1]))
        while entry < end {
            entry = locate(
                listed, entry, end, path, zone, blocks, &state.pointee.pairs, Self.limit)
            if state.pointee.pairs.count > 0 { body(state.pointee.pairs) }
        }
    }

    private func nextBatch(
        _ stream: overlay_vertices, _ end: Int, _ zone: overlay_vertices,
        _ blocks: UnsafeMutablePointer<overlay_block>, _ slot: Int
    ) {
        state.pointee.pairs.count = 0
        if let kernels {
            kernels.pointee.find(
                stream, &state.pointee.cursor, end, zone, blocks, nears + slot,
                &state.pointee.pairs, Self.limit)
            if state.pointee.pairs.count > 0 {
                kernels.pointee.cross(stream, zone, &state.pointee.pairs)
            }
        } else {
            PlainLoops.find(
                stream, &state.pointee.cursor, end: end, zone, blocks, nears[slot],
                &state.pointee.pairs, limit: Self.limit)
            PlainLoops.cross(stream, zone, &state.pointee.pairs)
        }
    }
}
