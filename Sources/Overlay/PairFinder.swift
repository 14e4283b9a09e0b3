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

    init(blockCount: Int, kernels: UnsafePointer<overlay_kernels>?) {
        self.kernels = kernels
        stampMemory = FixedBuffer(count: blockCount, repeating: 0)
        stamps = stampMemory.base
        // Kernels write up to 16 elements past the last, and read as far.
        let (boxes, pairs) = (blockCount + 16, Self.limit + 256 + 32)
        let lists = Self.slots + 1
        nearMemory = FixedBuffer(uninitialised: lists * 5 * boxes, isSparse: true)
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

    /// Lists the blocks of some entries whose box meets the box, each once.
    @inline(__always)
    func gather(_ listed: overlay_boxes, _ entries: Range<Int>, _ box: IntegerBox, _ slot: Int) {
        if entries.isEmpty { return }
        let serial = state.pointee.serial
        if let kernels {
            withUnsafePointer(to: listed) {
                kernels.pointee.gather(
                    $0, entries.lowerBound, entries.upperBound, box.forKernels, stamps,
                    serial, nears + slot)
            }
        } else {
            PlainLoops.gather(listed, entries, box, stamps, serial, &nears[slot])
        }
    }

    /// Starts loading the near blocks while other work goes on.
    @inline(__always)
    func prefetchBlocks(_ blocks: UnsafeMutablePointer<overlay_block>, _ slot: Int) {
        let near = nears[slot]
        for k in 0..<near.count { overlay_prefetch_line(blocks + Int(near.block[k])) }
    }

    /// Starts loading the vertices and prefixes of the near blocks, once the blocks are there.
    func prefetchVertices(
        _ zone: IntegerRings.Pointers, _ blocks: UnsafeMutablePointer<overlay_block>, _ slot: Int
    ) {
        let (near, length) = (nears[slot], BlockIndex.longestRun)
        for k in 0..<near.count {
            let first = Int(blocks[Int(near.block[k])].first_edge)
            overlay_prefetch_line(zone.x + first)
            overlay_prefetch_line(zone.x + first + length)
            overlay_prefetch_line(zone.y + first)
            overlay_prefetch_line(zone.y + first + length)
            overlay_prefetch_line(zone.prefix + first)
            overlay_prefetch_line(zone.prefix + first + length / 2)
            overlay_prefetch_line(zone.prefix + first + length)
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
