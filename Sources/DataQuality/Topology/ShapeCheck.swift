import Geometry
import Glibc

/// Looks at each shape alone: crossings, touching rings, spikes, repeats, collapsed rings, holes.
struct ShapeCheck {
    private let shapes: GridShapes
    private let layer: PolygonLayer
    private let spikeCosine: Double
    private(set) var defects: [TopologyDefect] = []
    /// Rows whose boundary cannot be trusted to enclose their land once.
    private(set) var broken: Set<Int> = []

    init(_ shapes: GridShapes, of layer: PolygonLayer, spikeAngleInDegrees: Double) {
        self.shapes = shapes
        self.layer = layer
        spikeCosine = cos(spikeAngleInDegrees * .pi / 180)
        for row in shapes.empty {
            defects.append(TopologyDefect(kind: .emptyShape, rows: [row], point: nil))
        }
        let isEmpty = Set(shapes.empty)
        for ring in shapes.collapsed {
            // A shape without any ring is reported once, as empty.
            if isEmpty.contains(ring.feature) { continue }
            add(.collapsedRing, ring.feature, layer.x[ring.vertex], layer.y[ring.vertex])
        }
        for vertex in shapes.repeated {
            add(.repeatedVertex, vertex.feature, layer.x[vertex.vertex], layer.y[vertex.vertex])
        }
        checkShapes()
    }

    /// Looks at the corners and edges of every shape; most need no more than one pass.
    private mutating func checkShapes() {
        var chains = MonotoneChains()
        // Safety: the pointer reads an array that does not change.
        let all = shapes.points
        all.withUnsafeBufferPointer { points in
            for row in 0..<shapes.featureCount {
                let rings = shapes.rings(ofFeature: row)
                guard !rings.isEmpty else { continue }
                chains.removeAll()
                for ring in rings { chains.add(points, shapes.vertices(ofRing: ring)) }
                if !chains.sharpVertices.isEmpty { findSpikes(row, chains.sharpVertices) }
                if chains.isSimple(points), isWellNested(row) { continue }
                findMeetings(row)
            }
        }
    }

    private mutating func add(_ kind: TopologyDefect.Kind, _ row: Int, _ x: Double, _ y: Double) {
        defects.append(TopologyDefect(kind: kind, rows: [row], point: (x, y)))
    }

    private mutating func add(_ kind: TopologyDefect.Kind, _ row: Int, cellX: Double, cellY: Double)
    {
        let place = shapes.grid.place(cellX, cellY)
        add(kind, row, place.x, place.y)
    }

    // MARK: Corners

    /// - Parameter sharp: the vertices with less than a right angle, ascending.
    private mutating func findSpikes(_ row: Int, _ sharp: [Int]) {
        var next = 0
        for ring in shapes.rings(ofFeature: row) {
            let run = shapes.vertices(ofRing: ring)
            let first = defects.count
            while next < sharp.count, sharp[next] < run.upperBound {
                let vertex = sharp[next]
                next += 1
                let before = vertex == run.lowerBound ? run.upperBound - 1 : vertex - 1
                guard let spike = spike(row, before, vertex) else { continue }
                // In the order of the ring's edges, of which the closing one comes first.
                let isClosing = vertex == run.upperBound - 1
                defects.insert(spike, at: isClosing ? first : defects.count)
            }
        }
    }

    private func spike(_ row: Int, _ before: Int, _ vertex: Int) -> TopologyDefect? {
        let (a, b, c) = (
            shapes.point(before), shapes.point(vertex), shapes.point(vertex + 1)
        )
        let (ux, uy) = (Double(a.x) - Double(b.x), Double(a.y) - Double(b.y))
        let (vx, vy) = (Double(c.x) - Double(b.x), Double(c.y) - Double(b.y))
        let dot = ux * vx + uy * vy
        guard dot > 0,
            dot > spikeCosine * ((ux * ux + uy * uy) * (vx * vx + vy * vy)).squareRoot()
        else { return nil }
        return TopologyDefect(
            kind: .spike(degrees: atan2(abs(ux * vy - uy * vx), dot) * 180 / .pi), rows: [row],
            point: shapes.grid.place(Double(b.x), Double(b.y)))
    }

    // MARK: Edges of one shape

    private mutating func findMeetings(_ row: Int) {
        let edges = shapes.edges(ofFeature: row)
        let meetings = EdgeCuts(edges).meetings
        if meetings.isEmpty, !passesAnyVertexTwice(row), isWellNested(row) { return }
        var found: (crossing: (Double, Double)?, touching: (Double, Double)?)
        for meeting in meetings {
            let place = (
                Double(meeting.x) / Double(EdgeCuts.subcells),
                Double(meeting.y) / Double(EdgeCuts.subcells)
            )
            if meeting.isCrossing {
                found.crossing = found.crossing ?? place
            } else if ringOf(edge: meeting.first, row) == ringOf(edge: meeting.second, row) {
                found.touching = found.touching ?? place
            }
        }
        if let at = sharedVertex(row) { found.touching = found.touching ?? at }
        let plan = Arrangement(edges)
        if let at = found.crossing {
            broken.insert(row)
            add(.crossing, row, cellX: at.0, cellY: at.1)
        } else if let at = runsOverItself(edges, plan) {
            broken.insert(row)
            add(.runsOverItself, row, cellX: at.0, cellY: at.1)
        } else if let at = found.touching {
            add(.touchesItself, row, cellX: at.0, cellY: at.1)
        }
        if plan.cycles.contains(where: { $0.area > 0 && $0.winding != 0 && $0.winding != 1 }) {
            broken.insert(row)
            if found.crossing == nil { reportNesting(row, plan) }
        }
    }

    private func ringOf(edge: Int, _ row: Int) -> Int {
        var left = edge
        for ring in shapes.rings(ofFeature: row) {
            let count = shapes.vertices(ofRing: ring).count
            if left < count { return ring }
            left -= count
        }
        return -1
    }

    /// A vertex that one ring passes twice.
    private func sharedVertex(_ row: Int) -> (Double, Double)? {
        for ring in shapes.rings(ofFeature: row) {
            let run = shapes.vertices(ofRing: ring)
            let sorted = run.map { shapes.point($0).packed }.sorted()
            for index in sorted.indices.dropFirst() where sorted[index] == sorted[index - 1] {
                let point = GridPoint(packed: sorted[index])
                return (Double(point.x), Double(point.y))
            }
        }
        return nil
    }

    private func passesAnyVertexTwice(_ row: Int) -> Bool {
        let sorted = shapes.rings(ofFeature: row)
            .flatMap { shapes.vertices(ofRing: $0).map { shapes.point($0).packed } }.sorted()
        return zip(sorted, sorted.dropFirst()).contains { $0 == $1 }
    }

    /// Whether holes lie in their shells and nothing else does, for rings that meet nowhere.
    ///
    /// False also when there are so many rings that the arrangement tells it faster.
    private func isWellNested(_ row: Int) -> Bool {
        let rings = shapes.rings(ofFeature: row)
        guard rings.count > 1 else { return true }
        let vertices = shapes.vertices(ofRing: rings.lowerBound).lowerBound
        let end = shapes.vertices(ofRing: rings.upperBound - 1).upperBound
        guard rings.count * (end - vertices) < 4_000_000 else { return false }
        return rings.allSatisfy { ring in
            let point = shapes.point(shapes.vertices(ofRing: ring).lowerBound)
            let around = rings.reduce(0) { sum, other in
                guard other != ring, shapes.encloses(ring: other, point) else { return sum }
                return sum + (shapes.ringIsExterior[other] ? 1 : -1)
            }
            return around == (shapes.ringIsExterior[ring] ? 0 : 1)
        }
    }

    /// A place where the boundary goes back along itself or two rings share an edge.
    private func runsOverItself(_ edges: [WeightedEdge], _ plan: Arrangement) -> (Double, Double)? {
        let pieces = EdgeCuts(edges).cuts.count + edges.count
        let kept = zip(plan.weight.indices, plan.weight).reduce(0) {
            $1.0.isMultiple(of: 2) ? $0 + Int(abs($1.1)) : $0
        }
        // Every piece of weight 1 survives unless another one lies on it.
        guard kept < pieces || plan.weight.contains(where: { abs($0) > 1 }) else { return nil }
        var seen: Set<[UInt64]> = []
        for edge in edges {
            let (a, b) = (edge.from.packed, edge.to.packed)
            if !seen.insert([min(a, b), max(a, b)]).inserted {
                return (Double(edge.from.x), Double(edge.from.y))
            }
        }
        return edges.first.map { (Double($0.from.x), Double($0.from.y)) }
    }

    // MARK: Rings of one shape

    /// A face covered other than once: a hole in the open (or in a hole), or parts on each other.
    private mutating func reportNesting(_ row: Int, _ plan: Arrangement) {
        for face in plan.faces(where: { $0 != 0 && $0 != 1 }) {
            let kind: TopologyDefect.Kind = face.winding < 0 ? .holeOutside : .partsOverlap
            guard let at = face.outline.first else { continue }
            add(kind, row, cellX: at.x, cellY: at.y)
            return
        }
    }
}
