import COverlayKernels
import Geometry

/// Finds the pairs of a streamed and a zone edge that cross; one per thread and layer.
///
/// Near blocks are gathered once for a run of streamed edges; then boxes of edges are tested, and the
/// pairs that remain exactly, in batches without branches.
final class PairFinder {
    private let kernels: UnsafePointer<overlay_kernels>?
    private let stamps: FixedBuffer<UInt32>
    private let nearMemory: FixedBuffer<Int32>
    private let pairMemory: FixedBuffer<Int32>
    private let state: UnsafeMutablePointer<State>

    private struct State {
        var serial: UInt32
        var near: overlay_boxes
        var pairs: overlay_pairs
        var cursor: overlay_cursor
    }

    /// Pairs after which a batch ends.
    private static let limit = 512

    init(blockCount: Int, kernels: UnsafePointer<overlay_kernels>?) {
        self.kernels = kernels
        stamps = FixedBuffer(count: blockCount, repeating: 0)
        // Kernels write up to 16 elements past the last, and read as far.
        let (boxes, pairs) = (blockCount + 16, Self.limit + 256 + 32)
        nearMemory = FixedBuffer(uninitialised: 5 * boxes, isSparse: true)
        pairMemory = FixedBuffer(uninitialised: 4 * pairs)
        let (near, found) = (nearMemory.base, pairMemory.base)
        state = .allocate(capacity: 1)
        state.initialize(
            to: State(
                serial: 0,
                near: overlay_boxes(
                    min_x: near, min_y: near + boxes, max_x: near + 2 * boxes,
                    max_y: near + 3 * boxes, block: near + 4 * boxes, count: 0),
                pairs: overlay_pairs(
                    stream: found, zone: found + pairs, feature: found + 2 * pairs,
                    sign: found + 3 * pairs, count: 0),
                cursor: overlay_cursor(edge: 0, block: 0)))
    }

    deinit { state.deallocate() }

    /// How many blocks are near.
    @inline(__always) var nearCount: Int { state.pointee.near.count }

    /// Forgets the near blocks.
    @inline(__always)
    func begin() {
        state.pointee.near.count = 0
        state.pointee.serial &+= 1
        if state.pointee.serial == 0 {
            stamps.base.update(repeating: 0, count: stamps.count)
            state.pointee.serial = 1
        }
    }

    /// Lists the blocks of some entries whose box meets the box, each once.
    @inline(__always)
    func gather(_ listed: overlay_boxes, _ entries: Range<Int>, _ box: IntegerBox) {
        if entries.isEmpty { return }
        let serial = state.pointee.serial
        if let kernels {
            withUnsafePointer(to: listed) {
                kernels.pointee.gather(
                    $0, entries.lowerBound, entries.upperBound, box.forKernels, stamps.base,
                    serial, &state.pointee.near)
            }
        } else {
            PlainLoops.gather(listed, entries, box, stamps.base, serial, &state.pointee.near)
        }
    }

    /// Starts loading the near blocks and their vertices, all at once, while other work goes on.
    func prefetchNear(
        _ zone: overlay_vertices, _ blocks: UnsafeMutablePointer<overlay_block>
    ) {
        let near = state.pointee.near
        for k in 0..<near.count { overlay_prefetch_line(blocks + Int(near.block[k])) }
        for k in 0..<near.count {
            let first = Int(blocks[Int(near.block[k])].first_edge)
            overlay_prefetch_line(zone.x + first)
            overlay_prefetch_line(zone.x + first + BlockIndex.longestRun)
            overlay_prefetch_line(zone.y + first)
            overlay_prefetch_line(zone.y + first + BlockIndex.longestRun)
        }
    }

    /// Finds the crossings of streamed edges with the near blocks, and calls the body for each batch.
    @inline(__always)
    func forEachBatch(
        of stream: overlay_vertices, _ run: Range<Int>, with zone: overlay_vertices,
        _ blocks: UnsafeMutablePointer<overlay_block>, _ body: (overlay_pairs) -> Void
    ) {
        state.pointee.cursor = overlay_cursor(edge: run.lowerBound, block: 0)
        while state.pointee.cursor.edge < run.upperBound {
            nextBatch(stream, run.upperBound, zone, blocks)
            if state.pointee.pairs.count > 0 { body(state.pointee.pairs) }
        }
    }

    private func nextBatch(
        _ stream: overlay_vertices, _ end: Int, _ zone: overlay_vertices,
        _ blocks: UnsafeMutablePointer<overlay_block>
    ) {
        state.pointee.pairs.count = 0
        if let kernels {
            kernels.pointee.find(
                stream, &state.pointee.cursor, end, zone, blocks, &state.pointee.near,
                &state.pointee.pairs, Self.limit)
            if state.pointee.pairs.count > 0 {
                kernels.pointee.cross(stream, zone, &state.pointee.pairs)
            }
        } else {
            PlainLoops.find(
                stream, &state.pointee.cursor, end: end, zone, blocks, state.pointee.near,
                &state.pointee.pairs, limit: Self.limit)
            PlainLoops.cross(stream, zone, &state.pointee.pairs)
        }
    }
}
