import COverlayKernels
import Geometry

/// Divides rings into blocks of consecutive edges; a long edge among short ones becomes a block of its own.
struct BlockMaker {
    let rings: IntegerRings
    /// Blocks of more than one edge are not longer than this, in grid units.
    let widest: Int

    /// All blocks, in the order of the rings.
    func blocks(threads: Int) -> FixedBuffer<overlay_block> {
        let pieces = threads > 1 ? threads * 8 : 1
        let firsts = rings.pieces(pieces)
        let parts = PieceResults<FixedBuffer<overlay_block>>(count: pieces)
        ParallelChunks.run(pieces: pieces, threads: threads) { _, piece in
            parts.store(blocks(ofRings: firsts[piece]..<firsts[piece + 1]), piece: piece)
        }
        let all = parts.inOrder
        if all.count == 1 { return all[0] }
        let out = FixedBuffer<overlay_block>(uninitialised: all.reduce(0) { $0 + $1.count })
        var at = 0
        for part in all {
            (out.base + at).initialize(from: part.base, count: part.count)
            at += part.count
        }
        return out
    }

    private func blocks(ofRings run: Range<Int>) -> FixedBuffer<overlay_block> {
        let entries = Int(rings.starts[run.upperBound] - rings.starts[run.lowerBound])
        var blocks = FixedBuffer<overlay_block>(uninitialised: entries / 12 + run.count + 16)
        var count = 0
        for ring in run { append(ring, to: &blocks, &count) }
        blocks.shorten(to: count)
        return blocks
    }

    private func append(
        _ ring: Int, to blocks: inout FixedBuffer<overlay_block>, _ at: inout Int
    ) {
        let edges = rings.edges(ofRing: ring)
        let feature = rings.featureOfRing[ring]
        var first = edges.lowerBound
        while first < edges.upperBound {
            var count = min(BlockIndex.longestRun, edges.upperBound - first)
            var box = self.box(first, count)
            if count > 1, box.span > widest {
                (count, box) = shorterRun(first, count)
            }
            if at == blocks.count { blocks = blocks.roomier() }
            blocks[at] = overlay_block(
                box: box.forKernels, first_edge: Int32(truncatingIfNeeded: first),
                edge_count: Int32(truncatingIfNeeded: count),
                ring: Int32(truncatingIfNeeded: ring), feature: feature)
            at += 1
            first += count
        }
    }

    @inline(__always)
    private func box(_ first: Int, _ count: Int) -> IntegerBox {
        var box = IntegerBox.empty
        for n in first...(first + count) { box.extend(rings.x[n], rings.y[n]) }
        return box
    }

    /// As many edges as stay within the width, at least one.
    private func shorterRun(_ first: Int, _ most: Int) -> (Int, IntegerBox) {
        var box = IntegerBox(edge: first, rings.x, rings.y)
        var count = 1
        while count < most {
            var joined = box
            joined.extend(IntegerBox(edge: first + count, rings.x, rings.y))
            if joined.span > widest { break }
            box = joined
            count += 1
        }
        return (count, box)
    }
}
