import COverlayKernels
import Geometry

/// The blocks listed by cell, box beside number, for reading in one sweep.
final class BlockLists: Sendable {
    let blocks: FixedBuffer<overlay_block>
    /// Where the entries of each cell begin.
    let starts: FixedBuffer<Int32>
    /// The four sides of the boxes and the numbers, array after array.
    private let entries: FixedBuffer<Int32>
    private let count: Int

    /// Lists every block in all cells it may touch, in the order of the blocks.
    ///
    /// Each piece of work fills a band of rows of cells, so that no two write to one cell.
    init(
        _ blocks: FixedBuffer<overlay_block>, _ rings: IntegerRings, _ cells: CellGrid,
        threads: Int
    ) {
        // Each band looks at all blocks, so there are no more than threads.
        let bands = max(1, min(cells.rows, threads))
        let starts = FixedBuffer<Int32>(count: cells.count + 1, repeating: 0)
        @Sendable func rows(_ band: Int) -> Range<Int> {
            (band * cells.rows / bands)..<((band + 1) * cells.rows / bands)
        }
        ParallelChunks.run(pieces: bands, threads: threads) { _, band in
            Self.forEachCell(blocks, rings, cells, rows(band)) { _, cell, _ in starts[cell + 1] += 1
            }
        }
        var sum: Int32 = 0
        for cell in 0..<cells.count {
            (starts[cell + 1], sum) = (sum, sum + starts[cell + 1])
        }
        let total = Int(sum)
        precondition(
            blocks.count <= Int(ListedBlock.number), "more blocks than marks leave room for")
        // One buffer, so that large pages hold all five arrays; of each sixteen entries past the end may be read.
        let entries = FixedBuffer<Int32>(uninitialised: 5 * (total + 16))
        for n in 1...5 {
            (entries.base + n * (total + 16) - 16).initialize(repeating: 0, count: 16)
        }
        ParallelChunks.run(pieces: bands, threads: threads) { _, band in
            let boxes = Self.boxes(entries, total)
            Self.forEachCell(blocks, rings, cells, rows(band)) { number, cell, marks in
                let (at, box) = (Int(starts[cell + 1]), blocks[number].box)
                starts[cell + 1] += 1
                boxes.block[at] = Int32(truncatingIfNeeded: number) | marks
                boxes.min_x[at] = box.min_x
                boxes.min_y[at] = box.min_y
                boxes.max_x[at] = box.max_x
                boxes.max_y[at] = box.max_y
            }
        }
        (self.blocks, self.starts, self.entries, count) = (blocks, starts, entries, total)
    }

    /// The arrays for the kernels; valid as long as the lists.
    var boxes: overlay_boxes { Self.boxes(entries, count) }

    private static func boxes(_ entries: FixedBuffer<Int32>, _ count: Int) -> overlay_boxes {
        let (first, each) = (entries.base, count + 16)
        return overlay_boxes(
            min_x: first, min_y: first + each, max_x: first + 2 * each, max_y: first + 3 * each,
            block: first + 4 * each, count: count)
    }

    /// Calls the body with each block and each cell of the rows in which it must be listed, and its marks there.
    @inline(__always)
    private static func forEachCell(
        _ blocks: FixedBuffer<overlay_block>, _ rings: IntegerRings, _ cells: CellGrid,
        _ rows: Range<Int>, _ body: (Int, Int, Int32) -> Void
    ) {
        let long = Int(cells.side) * 4
        for number in 0..<blocks.count {
            let block = blocks[number]
            let box = IntegerBox(block.box)
            if block.edge_count == 1, box.span > long {
                let n = Int(block.first_edge)
                cells.forEachRun(
                    along: GridPoint(rings.x[n], rings.y[n]),
                    GridPoint(rings.x[n + 1], rings.y[n + 1])
                ) { row, run in
                    guard rows.contains(row) else { return }
                    for column in run {
                        body(number, row * cells.columns + column, ListedBlock.alongEdge)
                    }
                }
            } else if let window = cells.window(box) {
                let first = max(window.rows.lowerBound, rows.lowerBound)
                let end = min(window.rows.upperBound + 1, rows.upperBound)
                for row in first..<max(first, end) {
                    var marks = row == window.rows.lowerBound ? ListedBlock.lowestRow : 0
                    marks |= ListedBlock.leftmostColumn
                    for column in window.columns {
                        body(number, row * cells.columns + column, marks)
                        marks &= ~ListedBlock.leftmostColumn
                    }
                }
            }
        }
    }
}
