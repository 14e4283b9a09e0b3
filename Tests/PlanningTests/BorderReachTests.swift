import Geometry
import Testing

@testable import Planning

/// The exact decision about distances of borders against sampled distances.
@Suite struct BorderReachTests {
    private struct Random {
        var state: UInt64

        mutating func next(_ below: Double) -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-53 * below
        }
    }

    private func distance(_ x: Double, _ y: Double, _ s: BorderReach.Segment) -> Double {
        let (dx, dy) = (s.bx - s.ax, s.by - s.ay)
        let square = dx * dx + dy * dy
        let share =
            square > 0 ? min(1, max(0, ((x - s.ax) * dx + (y - s.ay) * dy) / square)) : 0
        let (ex, ey) = (x - s.ax - share * dx, y - s.ay - share * dy)
        return (ex * ex + ey * ey).squareRoot()
    }

    @Test func `the decision agrees with distances sampled along the border`() {
        var counts = [0, 0]
        for seed in 0..<UInt64(3000) {
            var random = Random(state: seed)
            func segment(_ size: Double) -> BorderReach.Segment {
                let (x, y) = (random.next(10), random.next(10))
                let flat = random.next(1) < 0.3
                return BorderReach.Segment(
                    ax: x, ay: y, bx: x + random.next(size) - size / 2,
                    by: flat ? y : y + random.next(size) - size / 2)
            }
            let others = (0..<(1 + Int(random.next(6)))).map { _ in segment(12) }
            let own = segment(4)
            let reach = random.next(5)
            var worst = 0.0
            for step in 0...400 {
                let t = Double(step) / 400
                let (x, y) = (own.ax + t * (own.bx - own.ax), own.ay + t * (own.by - own.ay))
                worst = max(worst, others.map { distance(x, y, $0) }.min() ?? .infinity)
            }
            // Between samples the distance changes by half their spacing at most.
            if abs(worst - reach) < 0.01 { continue }
            let holds = BorderReach(others, distance: reach).holds([own])
            #expect(holds == (worst < reach), "seed \(seed)")
            counts[holds ? 1 : 0] += 1
        }
        #expect(counts[0] > 300 && counts[1] > 300, "both answers occur: \(counts)")
    }

    @Test func `marks lie inside their shape`() {
        for seed in 0..<UInt64(200) {
            var random = Random(state: seed)
            var shape = PolygonLayer()
            let corners = 3 + Int(random.next(12))
            for n in 0..<corners {
                // Convex, so that being left of every side is being inside.
                let angle = (Double(n) + random.next(0.5)) / Double(corners)
                let t = 4 * angle
                let (side, rest) = (Int(t), t - t.rounded(.down))
                let bulge = 1 + rest * (1 - rest)
                switch side {
                case 0: shape.append(x: rest * 10, y: -bulge)
                case 1: shape.append(x: 10 + bulge, y: rest * 10)
                case 2: shape.append(x: 10 - rest * 10, y: 10 + bulge)
                default: shape.append(x: -bulge, y: 10 - rest * 10)
                }
            }
            shape.endRing()
            shape.endPolygon()
            shape.endFeature()
            let count = shape.x.count
            var isConvex = true
            for n in 0..<count {
                let (m, l) = ((n + 1) % count, (n + 2) % count)
                let turn =
                    (shape.x[m] - shape.x[n]) * (shape.y[l] - shape.y[n])
                    - (shape.y[m] - shape.y[n]) * (shape.x[l] - shape.x[n])
                if turn <= 0 { isConvex = false }
            }
            guard isConvex, let point = InteriorPoint.find(in: shape, outside: [])
            else { continue }
            for n in 0..<count {
                let m = (n + 1) % count
                let side =
                    (shape.x[m] - shape.x[n]) * (point.y - shape.y[n])
                    - (shape.y[m] - shape.y[n]) * (point.x - shape.x[n])
                #expect(side >= 0, "seed \(seed)")
            }
        }
    }
}
