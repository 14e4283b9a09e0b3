import Geometry
import Overlay
import TestSupport
import Testing

/// Areas of lattice layers against counts of cells, exactly.
@Suite struct LatticeTabulationTests {
    /// Rows as a table from patch and zones to the number of unit squares.
    private func counted(
        _ a: LatticeLayer, _ zones: [LatticeLayer], outside: Bool
    ) -> [[Int]: Int] {
        var table: [[Int]: Int] = [:]
        for y in 0..<40 {
            for x in 0..<40 {
                let patch = a.owner(x: x, y: y)
                let key = zones.map { $0.owner(x: x, y: y) }
                guard patch >= 0, outside || !key.contains(-1) else { continue }
                table[[patch] + key, default: 0] += 1
            }
        }
        return table
    }

    /// The rows in unit squares; fails when one is not a whole number of them.
    private func table(_ result: Tabulation, _ map: LatticeLayer.Map) throws -> [[Int]: Int] {
        var square = Int64(2 * abs(map.determinant))
        for _ in 0..<(2 * result.grid.decimals) { square *= 10 }
        var table: [[Int]: Int] = [:]
        for row in 0..<result.rowCount {
            try #require(result.twice[row] % square == 0)
            let key = [Int(result.patches[row])] + result.zones(ofRow: row).map(Int.init)
            try #require(table[key] == nil)
            table[key] = Int(result.twice[row] / square)
        }
        return table
    }

    private func randomMap(_ random: inout SeededGenerator) -> LatticeLayer.Map {
        let shear = Int.random(in: -3...3, using: &random)
        let scale = [1, 1, 7, 1000].randomElement(using: &random) ?? 1
        var map = LatticeLayer.Map(a: scale, b: shear * scale, c: 0, d: scale, e: 0, f: 0)
        if Bool.random(using: &random) {
            let other = Int.random(in: -2...2, using: &random)
            map.c = other * map.a
            map.d += other * map.b
        }
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
            map = LatticeLayer.Map(a: -map.c, b: -map.d, c: map.a, d: map.b, e: 0, f: 0)
        }
        map.e = Int.random(in: -1000...1000, using: &random)
        map.f = Int.random(in: -1000...1000, using: &random)
        return map
    }

    private func randomLayer(_ random: inout SeededGenerator) -> LatticeLayer {
        LatticeLayer.random(
            width: Int.random(in: 1...9, using: &random),
            height: Int.random(in: 1...9, using: &random),
            step: Int.random(in: 1...4, using: &random),
            origin: (Int.random(in: 0...2, using: &random), Int.random(in: 0...2, using: &random)),
            features: Int.random(in: 1...12, using: &random),
            emptyShare: [0, 0.3].randomElement(using: &random) ?? 0, using: &random)
    }

    @Test(arguments: 1...3, [false, true])
    func `areas equal the counts of cells`(layers: Int, outside: Bool) throws {
        for seed in 0..<UInt64(layers == 1 ? 200 : 120) {
            var random = SeededGenerator(seed: seed * 8 + UInt64(layers))
            let a = randomLayer(&random)
            var zones = (0..<layers).map { _ in randomLayer(&random) }
            // Complete coincidence is the hardest and the usual case.
            if seed % 5 == 0 { zones[0] = a }
            let map = randomMap(&random)
            let result = try tabulate(
                a.layer(map), by: zones.map { $0.layer(map) }, metric: .planar,
                options: TabulationOptions(includesOutside: outside))
            try #require(
                try table(result, map) == counted(a, zones, outside: outside),
                "seed \(seed), \(layers) layers")
            #expect(!outside || result.closureResidual == 0, "seed \(seed)")
            #expect(result.droppedTwice == 0, "seed \(seed)")
        }
    }

    @Test func `threads and pieces do not change the result`() throws {
        for seed in 0..<UInt64(20) {
            var random = SeededGenerator(seed: seed)
            let a = randomLayer(&random)
            let zones = (0..<2).map { _ in randomLayer(&random) }
            let map = randomMap(&random)
            var results: [Tabulation] = []
            for (threads, size) in [(1, 0), (2, 1), (5, 2), (3, 1000)] {
                results.append(
                    try tabulate(
                        a.layer(map), by: zones.map { $0.layer(map) }, metric: .planar,
                        options: TabulationOptions(
                            threads: threads, includesOutside: true, patchesPerPiece: size)))
            }
            #expect(results.allSatisfy { $0 == results[0] }, "seed \(seed)")
        }
    }

    @Test func `every cell is found at its middle and borders have one owner`() throws {
        for seed in 0..<UInt64(50) {
            var random = SeededGenerator(seed: seed)
            let lattice = randomLayer(&random)
            let map = LatticeLayer.Map(a: 2, b: 0, c: 0, d: 2, e: 0, f: 0)
            let locator = try FeatureLocator(layer: lattice.layer(map), metric: .planar)
            for y in -2..<40 {
                for x in -2..<40 {
                    let middle = (x: Double(2 * x + 1), y: Double(2 * y + 1))
                    // The layer moves to the north-east: a corner sees what lies to its south-west.
                    let corner = (x: Double(2 * x), y: Double(2 * y))
                    let found = locator.featureContaining([middle, corner])
                    let expected = [lattice.owner(x: x, y: y), lattice.owner(x: x - 1, y: y - 1)]
                    try #require(found == expected, "seed \(seed) at \(x), \(y)")
                }
            }
        }
    }
}
