import Foundation
import TestSupport
import Testing

@testable import Documents

@Suite struct SimplifiedRingTests {
    /// Distance of a point from an edge, by sampling nothing: the closed form in floating point.
    private func distance(
        _ x: Double, _ y: Double, from a: (Double, Double), to b: (Double, Double)
    ) -> Double {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1)
        let length = dx * dx + dy * dy
        let t = length == 0 ? 0 : max(0, min(1, ((x - a.0) * dx + (y - a.1) * dy) / length))
        return hypot(x - a.0 - t * dx, y - a.1 - t * dy)
    }

    @Test func `no point of a wiggly ring is left more than the tolerance away`() {
        for seed in 1...40 {
            var random = SeededGenerator(seed: UInt64(seed))
            var ring = DisplayRing()
            for step in 0..<200 {
                let angle = 2 * Double.pi * Double(step) / 200
                let radius =
                    150 + 12 * sin(5 * angle) + Double(Int.random(in: 0...1, using: &random))
                ring.x.append(Int32((200 + radius * cos(angle)).rounded()))
                ring.y.append(Int32((200 + radius * sin(angle)).rounded()))
            }
            let small = ring.simplified(within: 1)
            #expect(small.x.count < ring.x.count / 2, "seed \(seed)")
            for point in ring.x.indices {
                var nearest = Double.infinity
                for edge in small.x.indices {
                    let next = (edge + 1) % small.x.count
                    nearest = min(
                        nearest,
                        distance(
                            Double(ring.x[point]), Double(ring.y[point]),
                            from: (Double(small.x[edge]), Double(small.y[edge])),
                            to: (Double(small.x[next]), Double(small.y[next]))))
                }
                #expect(nearest <= 1.000_001, "seed \(seed)")
            }
        }
    }

    @Test func `a square stays a square and a small ring stays as it is`() {
        var square = DisplayRing()
        for step in 0..<40 {
            let (side, along) = (step / 10, Int32(step % 10) * 10)
            square.x.append([along, 100, 100 - along, 0][side])
            square.y.append([0, along, 100, 100 - along][side])
        }
        let corners = square.simplified(within: 1)
        #expect(corners.x == [0, 100, 100, 0] && corners.y == [0, 0, 100, 100])
        var small = DisplayRing()
        small.x = [0, 1, 1, 0]
        small.y = [0, 0, 1, 1]
        #expect(small.simplified(within: 1).x == small.x)
    }
}
