import COverlayKernels
import Geometry

/// The blocks listed by cell, box beside number, for reading in one sweep.
final class BlockLists: Sendable {
    let blocks: FixedBuffer<overlay_block>
    /// Where the entries of each cell begin.
    let starts: FixedBuffer<Int32>
    private let numbers: FixedBuffer<Int32>
    private let sides: [FixedBuffer<Int32>]

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
        let numbers = FixedBuffer<Int32>(uninitialised: total, spare: 16)
        let sides = (0..<4).map { _ in FixedBuffer<Int32>(uninitialised: total, spare: 16) }
        for array in sides + [numbers] { array.touch(threads: threads) }
        ParallelChunks.run(pieces: bands, threads: threads) { _, band in
            let (minX, minY, maxX, maxY) = (
                sides[0].base, sides[1].base, sides[2].base, sides[3].base
            )
            Self.forEachCell(blocks, rings, cells, rows(band)) { number, cell, marks in
                let (at, box) = (Int(starts[cell + 1]), blocks[number].box)
                starts[cell + 1] += 1
                numbers[at] = Int32(truncatingIfNeeded: number) | marks
                minX[at] = box.min_x
                minY[at] = box.min_y
                maxX[at] = box.max_x
                maxY[at] = box.max_y
            }
        }
        (self.blocks, self.starts, self.numbers, self.sides) = (blocks, starts, numbers, sides)
    }

    /// The arrays for the kernels; valid as long as the lists.
    var boxes: overlay_boxes {
        overlay_boxes(
            min_x: sides[0].base, min_y: sides[1].base, max_x: sides[2].base,
            max_y: sides[3].base, block: numbers.base, count: numbers.count)
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
