import Geometry
import Glibc

/// The connected pieces of land that a patch of the first and a patch of the second year share.
struct ChangedPair {
    /// One connected piece.
    struct Piece {
        /// Its shape in metres of the plane, a layer of one feature.
        let shape: PolygonLayer
        /// Its area in the plane, in m².
        let area: Double
        /// Whether it is thin and swept by a border, as ``SurveyChange`` says under 1 and 2.
        let isSwept: Bool
    }

    private(set) var pieces: [Piece] = []

    /// - Parameters:
    ///   - tolerance: in metres.
    ///   - grid: on which borders are cut at each other.
    /// - Throws: ``PlanningError/bordersTooEntangled``.
    init(
        _ first: Int, of before: PolygonLayer, _ second: Int, of after: PolygonLayer,
        tolerance: Double, grid: WorkingGrid
    ) throws(PlanningError) {
        let (one, other) = (before.box(ofFeature: first), after.box(ofFeature: second))
        // A metre more than what they can share: the cut must not touch it.
        let clip = WindowClip(
            box: Box(
                minX: max(one.minX, other.minX) - 1, minY: max(one.minY, other.minY) - 1,
                maxX: min(one.maxX, other.maxX) + 1, maxY: min(one.maxY, other.maxY) + 1))
        var borders = BorderSegments(grid: grid)
        if let cut = clip.clip(first, of: before) {
            borders.append(feature: 0, of: cut, key: 0)
        } else {
            borders.append(feature: first, of: before, key: 0)
        }
        if let cut = clip.clip(second, of: after) {
            borders.append(feature: 0, of: cut, key: 1)
        } else {
            borders.append(feature: second, of: after, key: 1)
        }
        let arrangement = try PlanarArrangement(borders)
        var shared: [PolygonLayer] = []
        var sides: [Hop: UInt8] = [:]
        for face in arrangement.faces where !face.cover.keys.isEmpty {
            var shape = PolygonLayer()
            arrangement.append(face, to: &shape)
            shape.endFeature()
            if face.cover.contains(0), face.cover.contains(1) {
                shared.append(shape)
            } else {
                let side: UInt8 = face.cover.contains(0) ? 1 : 2
                Hop.forEach(of: shape) { sides[$0.reversed] = side }
            }
        }
        pieces = shared.map { Self.piece($0, sides, tolerance) }
    }

    /// An edge of a face on its way about it.
    private struct Hop: Hashable {
        var fromX: Double
        var fromY: Double
        var toX: Double
        var toY: Double

        var reversed: Hop { Hop(fromX: toX, fromY: toY, toX: fromX, toY: fromY) }

        static func forEach(of shape: PolygonLayer, _ body: (Hop) -> Void) {
            for ring in 0..<shape.ringCount {
                let run = shape.vertices(ofRing: ring)
                var last = run.upperBound - 1
                for vertex in run {
                    body(
                        Hop(
                            fromX: shape.x[last], fromY: shape.y[last], toX: shape.x[vertex],
                            toY: shape.y[vertex]))
                    last = vertex
                }
            }
        }
    }

    /// - Parameter sides: what lies across an edge: 1 only the first patch, 2 only the second; none of them where both borders coincide.
    private static func piece(
        _ shape: PolygonLayer, _ sides: [Hop: UInt8], _ tolerance: Double
    ) -> Piece {
        var twice = 0.0
        var perimeter = 0.0
        // Across a border of the second year only lies more of the first patch, and the other way round.
        var old: [BorderReach.Segment] = []
        var new: [BorderReach.Segment] = []
        var kept: [BorderReach.Segment] = []
        let (originX, originY) = (shape.x.first ?? 0, shape.y.first ?? 0)
        Hop.forEach(of: shape) { hop in
            let segment = BorderReach.Segment(
                ax: hop.fromX - originX, ay: hop.fromY - originY, bx: hop.toX - originX,
                by: hop.toY - originY)
            twice += segment.ax * segment.by - segment.bx * segment.ay
            let (dx, dy) = (segment.bx - segment.ax, segment.by - segment.ay)
            perimeter += (dx * dx + dy * dy).squareRoot()
            switch sides[hop] {
            case 1: new.append(segment)
            case 2: old.append(segment)
            default: kept.append(segment)
            }
        }
        let area = abs(twice) / 2
        var isSwept = area < tolerance * perimeter / 2 && !old.isEmpty && !new.isEmpty
        if isSwept {
            isSwept =
                BorderReach(new, distance: tolerance).holds(old + kept)
                && BorderReach(old, distance: tolerance).holds(new + kept)
        }
        return Piece(shape: shape, area: area, isSwept: isSwept)
    }
}
