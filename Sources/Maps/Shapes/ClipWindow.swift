import Geometry

/// A window that shapes are cut to before they are projected: far from a zone a projection has no meaning.
///
/// The window is larger than the layer, so the sides it adds meet no feature.
struct ClipWindow {
    let box: Box

    /// Exactly this window.
    init(_ box: Box) { self.box = box }

    /// The window around a layer, a tenth of it larger and the margin more.
    init(around box: Box, margin: Double) {
        guard !box.isEmpty else {
            self.box = box
            return
        }
        let more = max(box.width, box.height) / 10 + margin
        self.box = Box(
            minX: box.minX - more, minY: box.minY - more, maxX: box.maxX + more,
            maxY: box.maxY + more)
    }

    typealias Point = (x: Double, y: Double)

    func contains(_ points: [Point]) -> Bool {
        points.allSatisfy { box.contains(x: $0.x, y: $0.y) }
    }

    /// A ring within the window (Sutherland and Hodgman 1974); empty when it lies outside.
    func clip(ring: [Point]) -> [Point] {
        if contains(ring) { return ring }
        guard !box.isEmpty else { return [] }
        var points = ring
        for side in Side.allCases {
            guard var last = points.last else { return [] }
            var kept: [Point] = []
            for point in points {
                let (isIn, wasIn) = (side.distance(point, box) >= 0, side.distance(last, box) >= 0)
                if isIn != wasIn { kept.append(side.meeting(last, point, box)) }
                if isIn { kept.append(point) }
                last = point
            }
            points = kept
        }
        return points
    }

    /// The part of a segment within the window; nil when it lies outside.
    func clip(_ from: Point, _ to: Point) -> (Point, Point)? {
        guard !box.isEmpty else { return nil }
        var (one, other) = (from, to)
        for side in Side.allCases {
            let (first, second) = (side.distance(one, box) >= 0, side.distance(other, box) >= 0)
            if !first, !second { return nil }
            if !first { one = side.meeting(one, other, box) }
            if !second { other = side.meeting(one, other, box) }
        }
        return (one, other)
    }

    private enum Side: CaseIterable {
        case left, right, bottom, top

        /// How far a point lies inside.
        func distance(_ point: Point, _ box: Box) -> Double {
            switch self {
            case .left: point.x - box.minX
            case .right: box.maxX - point.x
            case .bottom: point.y - box.minY
            case .top: box.maxY - point.y
            }
        }

        func meeting(_ one: Point, _ other: Point, _ box: Box) -> Point {
            let (first, second) = (distance(one, box), distance(other, box))
            let share = first / (first - second)
            let (x, y) = (one.x + share * (other.x - one.x), one.y + share * (other.y - one.y))
            return switch self {
            case .left: (box.minX, y)
            case .right: (box.maxX, y)
            case .bottom: (x, box.minY)
            case .top: (x, box.maxY)
            }
        }
    }
}
