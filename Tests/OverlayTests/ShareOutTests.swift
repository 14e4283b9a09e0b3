import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct ShareOutTests {
    @Test func `pieces sum to the stated area and ties go to the first`() {
        #expect(shareOut(statedHundredths: 100, over: [1, 1, 1]) == [34, 33, 33])
        #expect(shareOut(statedHundredths: 1, over: [1, 1]) == [0, 1])
        #expect(shareOut(statedHundredths: 0, over: [3, 5]) == [0, 0])
        #expect(shareOut(statedHundredths: 1000, over: [7]) == [1000])
        #expect(shareOut(statedHundredths: 5, over: []) == [])
        #expect(shareOut(statedHundredths: 11, over: [0, 0]) == [5, 6])
        // 1/6, 2/6, 3/6 of 1.01: 16.83, 33.67, 50.5 round to 17, 34, 51; the largest gives one back.
        #expect(shareOut(statedHundredths: 101, over: [1, 2, 3]) == [17, 34, 50])
    }

    @Test func `random pieces sum exactly, keep the order of size and stay near their proportion`()
    {
        for seed in 0..<UInt64(300) {
            var random = SeededGenerator(seed: seed)
            let weights = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                Int64.random(in: 0...(1 << 60), using: &random)
            }
            let stated = Int64.random(in: 0...50_000_000_000, using: &random)
            let shares = shareOut(statedHundredths: stated, over: weights)
            #expect(shares.reduce(0, +) == stated, "seed \(seed)")
            let sum = weights.reduce(0.0) { $0 + Double($1) }
            for (share, weight) in zip(shares, weights) where sum > 0 {
                let exact = Double(stated) * Double(weight) / sum
                #expect(share >= 0 && abs(Double(share) - exact) <= 1.51, "seed \(seed)")
            }
        }
    }

    @Test func `shares of rows keep the stated area of every patch`() throws {
        var patches = PolygonLayer()
        patches.appendFeature([[[(0, 0), (10, 0), (10, 10), (0, 10)]]])
        patches.appendFeature([[[(10, 0), (20, 0), (20, 10), (10, 10)]]])
        var zones = PolygonLayer()
        zones.appendFeature([[[(-5, -5), (5, -5), (5, 15), (-5, 15)]]])
        zones.appendFeature([[[(5, -5), (12, -5), (12, 15), (5, 15)]]])
        let closed = try tabulate(
            patches, by: [zones], metric: .planar, options: TabulationOptions(includesOutside: true)
        )
        #expect(closed.zones == [0, 1, 1, -1])
        #expect(
            closed.shares(ofStatedHundredths: [10_001, 9_999]) == [5_000, 5_001, 2_000, 7_999])
        let open = try tabulate(patches, by: [zones], metric: .planar)
        #expect(open.shares(ofStatedHundredths: [10_001, 9_999]) == [5_000, 5_001, 2_000])
    }
}
