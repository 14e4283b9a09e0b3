import Geometry

/// Borders cut at each other until they meet only in end points.
///
/// Crossings are computed exactly and rounded to the grid, and an end point within 0.71 units of
/// a segment's interior is taken onto it (iterated snap rounding; J. D. Hobby, "Practical segment
/// intersection with finite precision output", doi 10.1016/S0925-7721(99)00021-8). No border moves
/// by more than one unit a round, and two or three rounds are enough in practice.
struct NodedBorders: Sendable {
    /// The segments, coincident ones next to each other; every key appears once in such a run.
    private(set) var entries: [BorderSegment]
    /// Exclusive end in `entries` of each distinct segment.
    private(set) var ends: [Int]

    var count: Int { ends.count }

    func run(_ segment: Int) -> Range<Int> {
        (segment == 0 ? 0 : ends[segment - 1])..<ends[segment]
    }

    /// The first entry of a distinct segment, for its end points.
    @inline(__always)
    func shape(_ segment: Int) -> BorderSegment {
        entries[segment == 0 ? 0 : ends[segment - 1]]
    }

    /// - Throws: ``PlanningError/bordersTooEntangled``.
    init(_ borders: BorderSegments) throws(PlanningError) {
        entries = borders.all
        ends = []
        merge()
        for _ in 0..<24 {
            let splits = findSplits()
            if splits.isEmpty { return }
            apply(splits)
            merge()
        }
        throw .bordersTooEntangled
    }

    /// Sorts, joins equal keys of coincident segments and drops what cancels.
    private mutating func merge() {
        entries.sort(by: BorderSegment.sortsBefore)
        var kept: [BorderSegment] = []
        kept.reserveCapacity(entries.count)
        ends.removeAll(keepingCapacity: true)
        var start = 0
        while start < entries.count {
            var end = start
            var isFresh = false
            let first = kept.count
            while end < entries.count, entries[end].coincides(with: entries[start]) {
                isFresh = isFresh || entries[end].isFresh
                if kept.count > first, kept[kept.count - 1].key == entries[end].key {
                    kept[kept.count - 1].delta += entries[end].delta
                } else {
                    if kept.count > first, kept[kept.count - 1].delta == 0 { kept.removeLast() }
                    kept.append(entries[end])
                }
                end += 1
            }
            if kept.count > first, kept[kept.count - 1].delta == 0 { kept.removeLast() }
            if kept.count > first {
                for index in first..<kept.count { kept[index].isFresh = isFresh }
                ends.append(kept.count)
            }
            start = end
        }
        entries = kept
    }

    private struct Split {
        var segment: Int
        var x: Int32
        var y: Int32
    }

    private func findSplits() -> [Split] {
        let index = SegmentIndex(self)
        var splits: [Split] = []
        index.forEachCell { members in
            for (position, first) in members.enumerated() {
                let one = shape(Int(first))
                for second in members[(members.startIndex + position + 1)...] {
                    let two = shape(Int(second))
                    guard one.isFresh || two.isFresh,
                        max(one.ax, two.ax) <= min(one.bx, two.bx) + 1,
                        max(min(one.ay, one.by), min(two.ay, two.by))
                            <= min(max(one.ay, one.by), max(two.ay, two.by)) + 1
                    else { continue }
                    meet(Int(first), one, Int(second), two, &splits)
                }
            }
        }
        return splits
    }

    private func meet(
        _ first: Int, _ one: BorderSegment, _ second: Int, _ two: BorderSegment,
        _ splits: inout [Split]
    ) {
        let before = splits.count
        snap(first, one, x: two.ax, y: two.ay, &splits)
        snap(first, one, x: two.bx, y: two.by, &splits)
        snap(second, two, x: one.ax, y: one.ay, &splits)
        snap(second, two, x: one.bx, y: one.by, &splits)
        guard splits.count == before else { return }
        let a = Self.side(one, two.ax, two.ay)
        let b = Self.side(one, two.bx, two.by)
        guard (a > 0 && b < 0) || (a < 0 && b > 0) else { return }
        let c = Self.side(two, one.ax, one.ay)
        let d = Self.side(two, one.bx, one.by)
        guard (c > 0 && d < 0) || (c < 0 && d > 0) else { return }
        let x = Self.between(two.ax, two.bx, a, b)
        let y = Self.between(two.ay, two.by, a, b)
        splits.append(Split(segment: first, x: x, y: y))
        splits.append(Split(segment: second, x: x, y: y))
    }

    /// Notes a split when the point lies on the segment's interior or within 0.71 units of it.
    private func snap(
        _ segment: Int, _ s: BorderSegment, x: Int32, y: Int32, _ splits: inout [Split]
    ) {
        guard x >= s.ax - 1, x <= s.bx + 1, (x, y) != (s.ax, s.ay), (x, y) != (s.bx, s.by) else {
            return
        }
        let dx = Int(s.bx) - Int(s.ax)
        let dy = Int(s.by) - Int(s.ay)
        let px = Int(x) - Int(s.ax)
        let py = Int(y) - Int(s.ay)
        let along = px * dx + py * dy
        let square = dx * dx + dy * dy
        guard along > 0, along < square else { return }
        let cross = Double(dx * py - dy * px)
        guard cross * cross <= 0.5 * Double(square) else { return }
        splits.append(Split(segment: segment, x: x, y: y))
    }

    /// Twice the area of the segment and the point; positive when the point is to the left.
    static func side(_ s: BorderSegment, _ x: Int32, _ y: Int32) -> Int {
        (Int(s.bx) - Int(s.ax)) * (Int(y) - Int(s.ay))
            - (Int(s.by) - Int(s.ay)) * (Int(x) - Int(s.ax))
    }

    /// The coordinate where the signed distances a and b meet zero, rounded to the grid.
    private static func between(_ p: Int32, _ q: Int32, _ a: Int, _ b: Int) -> Int32 {
        let numerator = Int128(Int(q) - Int(p)) * Int128(a)
        let denominator = Int128(a) - Int128(b)
        let (top, bottom) = denominator < 0 ? (-numerator, -denominator) : (numerator, denominator)
        let doubled = 2 * top + bottom
        var quotient = doubled / (2 * bottom)
        if doubled < 0, doubled % (2 * bottom) != 0 { quotient -= 1 }
        return Int32(Int(p) + Int(quotient))
    }

    private mutating func apply(_ splits: [Split]) {
        let sorted = splits.sorted { left, right in
            if left.segment != right.segment { return left.segment < right.segment }
            let s = shape(left.segment)
            let one = Self.along(s, left)
            let two = Self.along(s, right)
            return one != two ? one < two : (left.x, left.y) < (right.x, right.y)
        }
        for index in entries.indices { entries[index].isFresh = false }
        var added: [BorderSegment] = []
        var position = 0
        while position < sorted.count {
            let segment = sorted[position].segment
            let s = shape(segment)
            var chain = [(x: s.ax, y: s.ay)]
            while position < sorted.count, sorted[position].segment == segment {
                let point = (x: sorted[position].x, y: sorted[position].y)
                if chain[chain.count - 1] != point { chain.append(point) }
                position += 1
            }
            if chain[chain.count - 1] != (s.bx, s.by) { chain.append((s.bx, s.by)) }
            for entry in run(segment) {
                for step in 1..<max(1, chain.count) where chain[step - 1] != chain[step] {
                    added.append(
                        BorderSegment(
                            from: chain[step - 1], to: chain[step], key: entries[entry].key,
                            delta: entries[entry].delta))
                }
                // Cancelled here, dropped by the merge that follows.
                entries[entry].delta = 0
            }
        }
        entries.removeAll { $0.delta == 0 }
        entries.append(contentsOf: added)
    }

    private static func along(_ s: BorderSegment, _ split: Split) -> Int {
        (Int(split.x) - Int(s.ax)) * (Int(s.bx) - Int(s.ax))
            + (Int(split.y) - Int(s.ay)) * (Int(s.by) - Int(s.ay))
    }
}
