import Geometry
import Testing

@testable import Overlay

/// Threads, cell sizes and instructions change nothing, bit for bit.
@Suite struct CodePathTests {
    /// Every pair of values of the three settings, in nine combinations.
    private func variants(outside: Bool) -> [TabulationOptions] {
        var all: [TabulationOptions] = []
        for (n, threads) in [1, 2, 4].enumerated() {
            for (m, path) in CodePath.allCases.enumerated() {
                var options = TabulationOptions(
                    threads: threads, includesOutside: outside, codePath: path)
                options.edgesPerCell = [3, 12, 60][(n + m) % 3]
                all.append(options)
            }
        }
        return all
    }

    @Test(arguments: OverlayMetric.allCases)
    func `every path gives the same bits on the corpus`(metric: OverlayMetric) throws {
        for item in try OverlayCorpus.load().cases {
            var (a, b) = (item.layerA, item.layerB)
            if metric == .ellipsoidal {
                if item.name.hasPrefix("huge") { continue }
                (a, b) = (onGlobe(a), onGlobe(b))
            }
            let first = try tabulate(
                a, by: [b], metric: metric, options: TabulationOptions(includesOutside: true))
            for options in variants(outside: true) {
                let other = try tabulate(a, by: [b], metric: metric, options: options)
                #expect(other == first, "\(item.name): \(options)")
            }
        }
    }

    /// A coverage large enough that the index is built by several threads, with rings that vanish.
    private func waves(_ n: Int, _ offset: Double) -> PolygonLayer {
        var layer = PolygonLayer()
        func node(_ i: Int, _ j: Int) -> (x: Double, y: Double) {
            let (x, y) = (Double(i), Double(j))
            return (
                x: x * 10 + (y * 1.7 + offset).remainder(dividingBy: 3),
                y: y * 10 + x.remainder(dividingBy: 4)
            )
        }
        for j in 0..<n {
            for i in 0..<n {
                if (i + j * n) % 97 == 0 { layer.appendFeature([[[(1, 1), (1, 1), (1, 1)]]]) }
                let corners = [node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)]
                let ring = (0..<16).map { k in
                    let (p, q) = (corners[k / 4], corners[(k / 4 + 1) % 4])
                    let t = Double(k % 4) / 4
                    return (x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t)
                }
                layer.appendFeature([[i % 2 == 0 ? ring : ring.reversed()]])
            }
        }
        return layer
    }

    @Test func `a large index is the same from several threads`() throws {
        let (a, b) = (waves(40, 0), waves(33, 1.3))
        let first = try tabulate(
            a, by: [b, a], metric: .planar, options: TabulationOptions(includesOutside: true))
        #expect(first.closureResidual == 0)
        for threads in [2, 4, 7] {
            for path in CodePath.allCases {
                let options = TabulationOptions(
                    threads: threads, includesOutside: true, codePath: path)
                let other = try tabulate(a, by: [b, a], metric: .planar, options: options)
                #expect(other == first, "\(options)")
            }
        }
    }

    @Test func `tables of each layer in one pass are those of one layer at a time`() throws {
        let (a, b, c) = (waves(9, 0), waves(7, 1.3), waves(12, 0.4))
        let frame = try OverlayGrid(layers: [a, b, c], metric: .planar)
        for outside in [false, true] {
            let options = TabulationOptions(threads: 2, includesOutside: outside)
            let tables = try tabulateEach(a, by: [b, c], metric: .planar, options: options)
            for (table, zones) in zip(tables, [b, c]) {
                let alone = try tabulate(a, by: [zones], metric: .planar, options: options)
                #expect(table.grid == frame)
                #expect(table.patches == alone.patches && table.zones == alone.zones)
                let worst = zip(table.twice, alone.twice).map {
                    abs(table.grid.area(twice: $0) - alone.grid.area(twice: $1))
                }.max()
                #expect((worst ?? 1) < 1e-4)
                #expect(!outside || table.closureResidual == 0)
            }
        }
    }

    @Test func `patches that meet no zone may be left out without a change of rows`() throws {
        let (a, c) = (waves(30, 0), waves(12, 0.4))
        // Zones in one corner and a hole in the cover: most patches meet no zone.
        let b = waves(33, 1.3).selecting((0..<1089).filter { $0 % 33 < 6 && $0 < 200 })
        for outside in [false, true] {
            var options = TabulationOptions(includesOutside: outside)
            let all = try tabulate(a, by: [c, b], metric: .planar, options: options)
            let each = try tabulateEach(a, by: [c, b], metric: .planar, options: options)
            options.measuresUntouchedPatches = false
            var first: (Tabulation, [Tabulation])?
            for path in CodePath.allCases {
                for (threads, cell) in [(1, 12), (2, 3), (3, 60)] {
                    (options.codePath, options.threads, options.edgesPerCell) = (
                        path, threads, cell
                    )
                    let one = try tabulate(a, by: [c, b], metric: .planar, options: options)
                    let two = try tabulateEach(a, by: [c, b], metric: .planar, options: options)
                    #expect(one.patches == all.patches && one.zones == all.zones)
                    #expect(one.twice == all.twice)
                    for (table, whole) in zip(two, each) {
                        #expect(table.patches == whole.patches && table.zones == whole.zones)
                        #expect(table.twice == whole.twice)
                    }
                    #expect(!outside || (one == all && two == each))
                    let known = first ?? (one, two)
                    first = known
                    #expect(known.0 == one && known.1 == two, "\(options)")
                }
            }
        }
    }

    private func onGlobe(_ layer: PolygonLayer) -> PolygonLayer {
        layer.mapped { (109.4 + $0 * 1e-6, 24.3 + $1 * 1e-6) }
    }
}
