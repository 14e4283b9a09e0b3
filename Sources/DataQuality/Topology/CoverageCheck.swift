import Geometry
import LandModel

/// Looks at the shapes of a layer against each other: duplicates, overlaps and gaps.
///
/// Edges that are the common border of two shapes cancel (``UnmatchedEdges``); in a coverage only
/// the outline is left. What is left is arranged into faces, each with the number of shapes that cover it: a bounded face
/// covered by none is a gap, one covered more than once an overlap. Overlaps are then measured
/// pair by pair. A vertex on a neighbour's edge (T-junction) leaves a face without area.
struct CoverageCheck {
    private let shapes: GridShapes
    private let strips: StripFilter
    private let broken: Set<Int>
    private(set) var defects: [TopologyDefect] = []
    private(set) var ignoredOverlaps = IgnoredStrips()
    private(set) var ignoredGaps = IgnoredStrips()
    /// Rows whose border does not agree with their neighbours' edge by edge, ascending.
    private(set) var misfits: [Int] = []

    /// - Parameters:
    ///   - edges: those of `shapes` that are no common border.
    ///   - broken: rows that cross themselves; they take part with their even-odd interior.
    ///   - wantsGaps: whether the layer must cover its area.
    init(
        _ shapes: GridShapes, edges: UnmatchedEdges, broken: Set<Int>, strips: StripFilter,
        wantsGaps: Bool
    ) {
        self.shapes = shapes
        self.strips = strips
        self.broken = broken
        // Every edge of a shape that occurs twice has a second one on its side.
        let duplicates = DuplicateShapes(shapes, among: edges.rowsWithDoubledEdges)
        for group in duplicates.groups { report(duplicates: group) }
        var tally = EdgeTally(capacity: edges.uses.count)
        edges.add(to: &tally, shapes, broken: broken, without: duplicates.copies, weight: 1)
        let unpaired = tally.unpaired()
        let plan = Arrangement(unpaired)
        misfits = EdgeMisfits(edges, unpaired, plan).rows
        let overlaps = findOverlaps(plan)
        let gaps = wantsGaps ? findGaps(plan) : []
        guard !overlaps.isEmpty || !gaps.isEmpty else { return }
        let index = FeatureBoxIndex(shapes)
        measure(overlaps, index, duplicates.copies)
        for face in gaps { measure(gap: face, plan, unpaired, edges, index) }
    }

    private mutating func report(duplicates rows: [Int]) {
        let shape = shapes.layer(ofFeature: rows[0])
        defects.append(
            TopologyDefect(
                kind: .duplicate, rows: rows, point: shape.pointInside(feature: 0),
                area: strips.metric.area(shape), shape: shape))
    }

    // MARK: Overlaps

    private struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    /// The boxes of the places covered more than once.
    private mutating func findOverlaps(_ plan: Arrangement) -> [IntegerBox] {
        plan.faces(where: { $0 >= 2 }).compactMap {
            strips.worthReporting($0, shapes.grid, &ignoredOverlaps)
        }
    }

    /// Measures every pair of shapes near the places covered more than once.
    private mutating func measure(
        _ places: [IntegerBox], _ index: FeatureBoxIndex, _ copies: Set<Int>
    ) {
        var pairs: Set<Pair> = []
        for box in places {
            let near = index.features(near: box).filter { !copies.contains($0) }
            for (position, first) in near.enumerated() {
                for second in near[(position + 1)...] {
                    // What the two have in common must lie in this place, not only each of them.
                    let common = shapes.boxes[first].intersection(shapes.boxes[second])
                    if common.overlaps(box), shapes.boxes[first].overlaps(shapes.boxes[second]) {
                        pairs.insert(Pair(first: first, second: second))
                    }
                }
            }
        }
        for pair in pairs.sorted(by: { ($0.first, $0.second) < ($1.first, $1.second) }) {
            measure(pair)
        }
    }

    private mutating func measure(_ pair: Pair) {
        // The larger shape counts only where it can meet the smaller one, which is kept whole.
        let isFirstSmaller =
            shapes.rings(ofFeature: pair.first).count + shapes.vertexCount(ofFeature: pair.first)
            <= shapes.rings(ofFeature: pair.second).count
            + shapes.vertexCount(ofFeature: pair.second)
        let (small, large) = isFirstSmaller ? (pair.first, pair.second) : (pair.second, pair.first)
        let edges =
            shapes.soundEdges(ofFeature: small, broken: broken)
            + (broken.contains(large)
                ? shapes.soundEdges(ofFeature: large, broken: broken)
                : shapes.edges(ofFeature: large, shortenedOutside: shapes.boxes[small]))
        // Strips of a pair are part of those of the layer, which have been counted.
        var uncounted = IgnoredStrips()
        let faces = Arrangement(edges).faces(where: { $0 >= 2 }).filter { face in
            // Shortcuts may lie on each other, but only outside the smaller shape.
            liesInside(face, of: small)
                && strips.worthReporting(face, shapes.grid, &uncounted) != nil
        }
        guard !faces.isEmpty else { return }
        let shape = strips.layer(of: faces, shapes.grid)
        let largest = faces.max { $0.planarArea < $1.planarArea } ?? faces[0]
        defects.append(
            TopologyDefect(
                kind: .overlap, rows: [pair.first, pair.second],
                point: strips.layer(of: [largest], shapes.grid).pointInside(feature: 0),
                area: strips.metric.area(shape), shape: shape))
    }

    private func liesInside(_ face: Arrangement.Face, of row: Int) -> Bool {
        let box = shapes.boxes[row]
        return face.outline.allSatisfy { box.contains($0.x, $0.y) }
    }

    // MARK: Gaps

    /// The places inside that no shape covers.
    private mutating func findGaps(_ plan: Arrangement) -> [Arrangement.Face] {
        plan.faces(where: { $0 <= 0 }).filter {
            strips.worthReporting($0, shapes.grid, &ignoredGaps) != nil
        }
    }

    private mutating func measure(
        gap face: Arrangement.Face, _ plan: Arrangement, _ unpaired: [WeightedEdge],
        _ uses: UnmatchedEdges, _ index: FeatureBoxIndex
    ) {
        let shape = strips.layer(of: [face], shapes.grid)
        guard let point = shape.pointInside(feature: 0) else { return }
        let cell = strips.cell(of: point, shapes.grid)
        let covering = index.features(atX: cell.x, y: cell.y).filter {
            shapes.contains($0, x: cell.x, y: cell.y)
        }
        guard covering.isEmpty else { return }
        let edges = plan.parents(ofCycle: face.cycle).map { unpaired[$0] }
        defects.append(
            TopologyDefect(
                kind: .gap, rows: shapes.rows(along: edges, uses, index), point: point,
                area: strips.metric.area(shape), shape: shape))
    }
}

extension Arrangement.Face {
    /// The area in square grid cells, islands taken out.
    var planarArea: Double {
        abs(Self.area(outline)) - islands.reduce(0) { $0 + abs(Self.area($1)) }
    }

    private static func area(_ ring: [(x: Double, y: Double)]) -> Double {
        guard let first = ring.first, var last = ring.first else { return 0 }
        var sum = 0.0
        for point in ring.dropFirst() {
            sum +=
                (last.x - first.x) * (point.y - first.y)
                - (point.x - first.x) * (last.y - first.y)
            last = point
        }
        return sum / 2
    }
}
