import Geometry
import Overlay
import Testing

/// Areas of general layers against Shapely, and the identities that must hold for any input.
@Suite struct CorpusTabulationTests {
    @Test func `areas equal those of Shapely`() throws {
        for item in try OverlayCorpus.load().cases {
            let result = try tabulate(item.layerA, by: [item.layerB], metric: .planar)
            var found: [[Int]: Double] = [:]
            for row in 0..<result.rowCount {
                let key = [Int(result.patches[row]), Int(result.zones[row])]
                found[key] = result.area(ofRow: row)
            }
            var scale = 1.0
            for pair in item.pairs {
                let key = [Int(pair[0]), Int(pair[1])]
                // Shapely rounds in double arithmetic; relative to the size of the patch.
                scale = max(scale, pair[2])
                let area = found.removeValue(forKey: key) ?? 0
                #expect(
                    abs(area - pair[2]) <= 1e-9 * scale + 1e-6,
                    "\(item.name): \(key) \(area) \(pair[2])")
            }
            // What Shapely does not list are needles thinner than its rounding.
            for (key, area) in found {
                #expect(area <= 1e-9 * scale + 1e-6, "\(item.name): \(key) \(area)")
            }
        }
    }

    @Test func `the transpose has the same areas within the rounding of the crossings`() throws {
        for item in try OverlayCorpus.load().cases {
            let (a, b) = (item.layerA, item.layerB)
            let forth = try tabulate(a, by: [b], metric: .planar)
            let back = try tabulate(b, by: [a], metric: .planar)
            var twice: [[Int32]: Int64] = [:]
            for row in 0..<forth.rowCount {
                twice[[forth.patches[row], forth.zones[row]]] = forth.twice[row]
            }
            for row in 0..<back.rowCount {
                twice[[back.zones[row], back.patches[row]], default: 0] -= back.twice[row]
            }
            let worst = twice.values.map(\.magnitude).max() ?? 0
            #expect(worst <= 200, "\(item.name): \(worst) units of twice-area")
        }
    }

    @Test func `rows and dust balance every patch to the unit`() throws {
        let cases = try OverlayCorpus.load().cases
        for (n, item) in cases.enumerated() {
            let further = cases[(n + 1) % cases.count].layerA
            for zones in [
                [item.layerB], [item.layerB, item.layerA], [item.layerB, further, item.layerA],
            ] {
                let result = try tabulate(
                    item.layerA, by: zones, metric: .planar,
                    options: TabulationOptions(threads: 2, includesOutside: true))
                #expect(result.closureResidual == 0, "\(item.name)")
                let terms = Int64(result.counts.crossings + result.counts.zoneCrossings)
                #expect(result.droppedTwice.magnitude <= 64 * terms + 1, "\(item.name)")
            }
        }
    }

    @Test func `combined rows add up to the pair rows`() throws {
        let cases = try OverlayCorpus.load().cases
        for (n, item) in cases.enumerated() {
            let further = cases[(n + 2) % cases.count].layerB
            let options = TabulationOptions(includesOutside: true)
            let pairs = try tabulate(
                item.layerA, by: [item.layerB], metric: .planar, options: options)
            let both = try tabulate(
                item.layerA, by: [item.layerB, further], metric: .planar, options: options)
            // The second layer may change the grid; then areas are compared with its rounding.
            var areas: [[Int32]: Double] = [:]
            for row in 0..<pairs.rowCount {
                areas[[pairs.patches[row], pairs.zones[row]]] = pairs.area(ofRow: row)
            }
            for row in 0..<both.rowCount {
                let key = [both.patches[row], both.zones[2 * row]]
                areas[key, default: 0] -= both.area(ofRow: row)
            }
            let whole = pairs.wholeTwice.map { pairs.grid.area(twice: $0) }.max() ?? 0
            let worst = areas.values.map(abs).max() ?? 0
            #expect(worst <= 1e-12 * whole + 1000 * both.grid.areaPerTwiceUnit, "\(item.name)")
        }
    }

    @Test func `a partition leaves no residual, with any zone`() throws {
        for item in try OverlayCorpus.load().cases
        where item.name.hasPrefix("coverage and unions of it ") && !item.name.contains("moved") {
            // The zones cover each patch with the same borders, cut off nothing and overlap nothing.
            let result = try tabulate(item.layerA, by: [item.layerB], metric: .planar)
            #expect(result.closureResidual == 0 && result.droppedTwice == 0, "\(item.name)")
            #expect(result.rowCount == item.layerA.featureCount, "\(item.name)")
        }
    }
}
