import Geometry
import Overlay
import Testing

/// Edges hundreds of times as long as the others, each a block of its own: more blocks than there is room for at first.
@Suite struct LongEdgesTests {
    private static let teeth = 150
    private static let height = 1000.0

    /// A comb of teeth one wide, on a bar one high, and five thousand small squares of short edges far above it.
    private static var zones: PolygonLayer {
        var comb: [(x: Double, y: Double)] = []
        for tooth in 0..<teeth {
            let x = Double(2 * tooth)
            comb += [(x, 0), (x, height), (x + 1, height), (x + 1, 0)]
        }
        comb += [(Double(2 * teeth - 1), -1), (0, -1)]
        var layer = PolygonLayer()
        layer.appendFeature([[comb]])
        for n in 0..<5000 {
            let (x, y) = (Double(n % 100), 2000 + Double(n / 100))
            layer.appendFeature([
                [
                    [
                        (x, y), (x + 0.5, y), (x + 1, y), (x + 1, y + 0.5), (x + 1, y + 1),
                        (x + 0.5, y + 1), (x, y + 1), (x, y + 0.5),
                    ]
                ]
            ])
        }
        return layer
    }

    /// Ten strips across the teeth, one across the bar, and one over a row of the small squares.
    private static var patches: PolygonLayer {
        var layer = PolygonLayer()
        func strip(_ low: Double, _ high: Double) {
            layer.appendFeature([[[(-5, low), (400, low), (400, high), (-5, high)]]])
        }
        for n in 0..<10 { strip(Double(n) * 100, Double(n + 1) * 100) }
        strip(-1, 0)
        strip(2000, 2001)
        return layer
    }

    @Test(arguments: CodePath.allCases, [1, 2, 4])
    func `areas of a comb`(path: CodePath, threads: Int) throws {
        let table = try tabulate(
            Self.patches, by: [Self.zones], metric: .planar,
            options: TabulationOptions(threads: threads, codePath: path))
        var areas: [Int32: Double] = [:]
        for row in 0..<table.rowCount {
            areas[table.patches[row], default: 0] += table.area(ofRow: row)
        }
        for strip in 0..<10 {
            #expect(abs((areas[Int32(strip)] ?? 0) - Double(Self.teeth) * 100) < 1e-6)
        }
        #expect(abs((areas[10] ?? 0) - Double(2 * Self.teeth - 1)) < 1e-6)
        #expect(abs((areas[11] ?? 0) - 100) < 1e-6)
        #expect(table.rowCount == 11 + 100)
    }
}
