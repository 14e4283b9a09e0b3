import Glibc

/// Decides exactly whether every point of some segments lies within a distance of some others.
///
/// The points of a segment within a distance of another form an interval, because what lies within
/// a distance of a segment is convex; the segment is within reach when the intervals of all others
/// cover it.
struct BorderReach {
    /// A segment in metres from any origin.
    struct Segment {
        var ax: Double
        var ay: Double
        var bx: Double
        var by: Double
    }

    private let others: [Segment]
    private let distance: Double
    /// Grid units and rounding of doubles are far smaller.
    private static let slack = 1e-6

    init(_ others: [Segment], distance: Double) {
        self.others = others
        self.distance = distance + Self.slack
    }

    /// Whether every point of the segments is within the distance of some point of the others.
    func holds(_ segments: [Segment]) -> Bool {
        segments.allSatisfy(holds)
    }

    private func holds(_ segment: Segment) -> Bool {
        var intervals: [(from: Double, to: Double)] = []
        for other in others {
            guard let interval = interval(of: segment, near: other) else { continue }
            if interval.from <= 0, interval.to >= 1 { return true }
            intervals.append(interval)
        }
        intervals.sort { $0.from < $1.from }
        var covered = 0.0
        for interval in intervals {
            if interval.from > covered { return false }
            covered = max(covered, interval.to)
            if covered >= 1 { return true }
        }
        return false
    }

    /// The part of a segment, from 0 to 1, within the distance of another; nil for none.
    private func interval(of s: Segment, near n: Segment) -> (from: Double, to: Double)? {
        guard min(s.ax, s.bx) - distance <= max(n.ax, n.bx),
            max(s.ax, s.bx) + distance >= min(n.ax, n.bx),
            min(s.ay, s.by) - distance <= max(n.ay, n.by),
            max(s.ay, s.by) + distance >= min(n.ay, n.by)
        else { return nil }
        let (ux, uy) = (s.bx - s.ax, s.by - s.ay)
        var (from, to) = (Double.infinity, -Double.infinity)
        func join(_ part: (from: Double, to: Double)?) {
            guard let part, part.from <= part.to else { return }
            from = min(from, part.from)
            to = max(to, part.to)
        }
        join(disc(s.ax - n.ax, s.ay - n.ay, ux, uy))
        join(disc(s.ax - n.bx, s.ay - n.by, ux, uy))
        let (vx, vy) = (n.bx - n.ax, n.by - n.ay)
        let length = (vx * vx + vy * vy).squareRoot()
        if length > 0 {
            let (wx, wy) = (s.ax - n.ax, s.ay - n.ay)
            let across = Self.between(
                (vx * wy - vy * wx) / length, (vx * uy - vy * ux) / length, -distance, distance)
            let along = Self.between(
                (vx * wx + vy * wy) / length, (vx * ux + vy * uy) / length, 0, length)
            if let across, let along {
                join((max(across.from, along.from), min(across.to, along.to)))
            }
        }
        guard from <= to, from <= 1, to >= 0 else { return nil }
        return (from, to)
    }

    /// Where w + t·u is within the distance of the origin.
    private func disc(
        _ wx: Double, _ wy: Double, _ ux: Double, _ uy: Double
    ) -> (from: Double, to: Double)? {
        let a = ux * ux + uy * uy
        let b = wx * ux + wy * uy
        let c = wx * wx + wy * wy - distance * distance
        guard a > 0 else { return c <= 0 ? (-Double.infinity, Double.infinity) : nil }
        let root = b * b - a * c
        guard root >= 0 else { return nil }
        return ((-b - root.squareRoot()) / a, (-b + root.squareRoot()) / a)
    }

    /// Where low ≤ value + t·slope ≤ high.
    private static func between(
        _ value: Double, _ slope: Double, _ low: Double, _ high: Double
    ) -> (from: Double, to: Double)? {
        guard slope != 0 else {
            return low <= value && value <= high ? (-Double.infinity, Double.infinity) : nil
        }
        let (one, two) = ((low - value) / slope, (high - value) / slope)
        return (min(one, two), max(one, two))
    }
}
