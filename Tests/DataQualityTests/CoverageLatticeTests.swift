import DataQuality
import Geometry
import LandModel
import TestSupport
import Testing

/// Random rectangles on a small lattice, where nearly every border coincides with another, against
/// counting cells one by one.
@Suite struct CoverageLatticeTests {
    private static let size = 12

    private struct Block: Hashable {
        var x: Int
        var y: Int
        var width: Int
        var height: Int

        var cells: [Int] {
            (y..<y + height).flatMap { row in (x..<x + width).map { row * size + $0 } }
        }
    }

    /// A lattice point in the plane: straight, turned by 45 degrees, or sheared.
    private static func place(_ x: Int, _ y: Int, _ kind: Int) -> (x: Double, y: Double) {
        let (a, b) = (Double(x), Double(y))
        return switch kind {
        case 0: (1000 + a * 10, 1000 + b * 10)
        case 1: (1000 + (a - b) * 10, 1000 + (a + b) * 10)
        default: (1000 + a * 10 + b * 7, 1000 + b * 13 - a * 3)
        }
    }

    private static let cellAreas = [100.0, 200, 151]

    private static func layer(_ blocks: [Block], _ kind: Int) -> LandLayer {
        shapes(
            blocks.map { block in
                [
                    [
                        [
                            place(block.x, block.y, kind),
                            place(block.x + block.width, block.y, kind),
                            place(block.x + block.width, block.y + block.height, kind),
                            place(block.x, block.y + block.height, kind),
                        ]
                    ]
                ]
            })
    }

    /// The enclosed uncovered cells, by components that share sides: their sizes, descending.
    private static func gaps(_ blocks: [Block]) -> [Int] {
        let wide = size + 2
        var open = [Bool](repeating: true, count: wide * wide)
        for cell in blocks.flatMap(\.cells) {
            open[(cell / size + 1) * wide + cell % size + 1] = false
        }
        var sizes: [Int] = []
        for seed in open.indices where open[seed] {
            var stack = [seed]
            var count = 0
            open[seed] = false
            while let cell = stack.popLast() {
                count += 1
                let (row, column) = (cell / wide, cell % wide)
                for (r, c) in [
                    (row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1),
                ]
                where (0..<wide).contains(r) && (0..<wide).contains(c) && open[r * wide + c] {
                    open[r * wide + c] = false
                    stack.append(r * wide + c)
                }
            }
            sizes.append(count)
        }
        // The first component found holds the corner of the frame: the outside.
        return sizes.dropFirst().sorted(by: >)
    }

    @Test(arguments: 0..<3)
    func `overlaps and gaps are those counted cell by cell`(kind: Int) throws {
        for seed in UInt64(1)...120 {
            var random = SeededGenerator(seed: seed)
            let blocks = (0..<Int.random(in: 2...40, using: &random)).map { _ in
                let x = Int.random(in: 0..<Self.size, using: &random)
                let y = Int.random(in: 0..<Self.size, using: &random)
                return Block(
                    x: x, y: y, width: Int.random(in: 1...min(5, Self.size - x), using: &random),
                    height: Int.random(in: 1...min(5, Self.size - y), using: &random))
            }
            let report = try checkQuality(
                of: [Self.layer(blocks, kind)], rules: ["DQ-T02", "DQ-T03", "DQ-T05"])
            var expected: [[Int64]: Int] = [:]
            let firsts = blocks.indices.filter { !blocks[..<$0].contains(blocks[$0]) }
            for i in firsts {
                for j in firsts where j > i {
                    let common = Set(blocks[i].cells).intersection(blocks[j].cells).count
                    if common > 0 { expected[[Int64(i), Int64(j)]] = common }
                }
            }
            let found = Dictionary(
                uniqueKeysWithValues: report.findings.filter { $0.rule == "DQ-T02" }.map {
                    ($0.features, Self.cells($0, kind))
                })
            #expect(found == expected, "overlaps, seed \(seed), kind \(kind)")
            let gaps = report.findings.filter { $0.rule == "DQ-T03" }.map { Self.cells($0, kind) }
            #expect(gaps.sorted(by: >) == Self.gaps(blocks), "gaps, seed \(seed), kind \(kind)")
            #expect(
                report.findings.filter { $0.rule == "DQ-T05" }.flatMap { $0.features.dropFirst() }
                    .count == blocks.count - firsts.count, "duplicates, seed \(seed)")
        }
    }

    private static func cells(_ finding: QualityFinding, _ kind: Int) -> Int {
        let area = (finding.areaSquareMetres ?? .zero).squareMetres
        return Int((area / cellAreas[kind]).rounded())
    }

    @Test func `a partition of a lattice into random patches shows nothing`() throws {
        for seed in UInt64(1)...40 {
            var random = SeededGenerator(seed: seed)
            var blocks = [Block(x: 0, y: 0, width: Self.size, height: Self.size)]
            for _ in 0..<30 {
                let index = Int.random(in: blocks.indices, using: &random)
                let block = blocks[index]
                if block.width > 1, Bool.random(using: &random) {
                    let cut = Int.random(in: 1..<block.width, using: &random)
                    blocks[index].width = cut
                    blocks.append(
                        Block(
                            x: block.x + cut, y: block.y, width: block.width - cut,
                            height: block.height))
                } else if block.height > 1 {
                    let cut = Int.random(in: 1..<block.height, using: &random)
                    blocks[index].height = cut
                    blocks.append(
                        Block(
                            x: block.x, y: block.y + cut, width: block.width,
                            height: block.height - cut))
                }
            }
            let report = try checkQuality(
                of: [Self.layer(blocks, Int(seed % 3))],
                rules: ["DQ-T01", "DQ-T02", "DQ-T03", "DQ-T05"])
            #expect(report.findings.isEmpty, "seed \(seed)")
        }
    }
}
