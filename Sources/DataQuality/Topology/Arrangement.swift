/// The plane divided by weighted edges: its faces and how often each is covered.
///
/// Edges are cut where they meet, equal pieces added up, and the faces between them walked. The
/// winding of a face is the sum of the weights of the edges that enclose it: 0 uncovered, 2 or
/// more covered repeatedly.
struct Arrangement {
    /// A cycle of half-edges with one face on its left.
    struct Cycle {
        /// A half-edge of the cycle.
        var start: Int32
        /// Signed area in square grid cells; positive around a bounded face.
        var area: Double
        /// The connected component it belongs to.
        var component: Int32 = -1
        /// Winding of its face.
        var winding: Int32 = 0
    }

    private(set) var nodeX: [Int64] = []
    private(set) var nodeY: [Int64] = []
    /// Whether a node lies inside an edge given to the initialiser, away from its ends.
    private(set) var cutsAnEdge: [Bool] = []
    /// Half-edge 2p runs along piece p, 2p + 1 against it.
    private(set) var origin: [Int32] = []
    /// By how much the left side of a half-edge exceeds its right.
    private(set) var weight: [Int32] = []
    /// The edge given to the initialiser that a piece came from, first of several.
    private(set) var parent: [Int32] = []
    private(set) var next: [Int32] = []
    private(set) var cycleOf: [Int32] = []
    private(set) var cycles: [Cycle] = []
    /// The outer cycle of each component.
    private(set) var outerCycle: [Int32] = []
    /// The cycle around the face in which a component lies; -1 when it lies in the open.
    private(set) var container: [Int32] = []
    private var directionX: [Int64] = []
    private var directionY: [Int64] = []

    init(_ edges: [WeightedEdge]) {
        makePieces(edges)
        linkHalfEdges()
        walkCycles()
        findComponents()
        placeComponents()
    }

    // MARK: Pieces

    private mutating func makePieces(_ edges: [WeightedEdge]) {
        let cuts = EdgeCuts(edges).cuts
        var nodes = NumberTable(capacity: edges.count + cuts.count)
        var pieces = NumberTable(capacity: edges.count + cuts.count)
        var ends: [(a: Int32, b: Int32)] = []
        var net: [Int32] = []
        var source: [Int32] = []
        var next = 0
        for (index, edge) in edges.enumerated() {
            var last = node(edge.from, &nodes)
            func stop(_ stop: Int32) {
                guard stop != last else { return }
                let isForward = last < stop
                let (a, b) = isForward ? (last, stop) : (stop, last)
                let piece = Int(pieces.number(UInt64(a) << 32 | UInt64(b), 0))
                if piece == ends.count {
                    ends.append((a, b))
                    net.append(0)
                    source.append(Int32(index))
                }
                net[piece] += isForward ? edge.weight : -edge.weight
                last = stop
            }
            while next < cuts.count, cuts[next].edge == Int32(index) {
                let cut = node(cuts[next].x, cuts[next].y, &nodes)
                cutsAnEdge[Int(cut)] = true
                stop(cut)
                next += 1
            }
            stop(node(edge.to, &nodes))
        }
        for piece in ends.indices where net[piece] != 0 {
            let (a, b) = net[piece] > 0 ? ends[piece] : (ends[piece].b, ends[piece].a)
            appendPiece(a, b, weight: abs(net[piece]), edges[Int(source[piece])], source[piece])
        }
    }

    private mutating func node(_ point: GridPoint, _ nodes: inout NumberTable) -> Int32 {
        node(Int64(point.x) * EdgeCuts.subcells, Int64(point.y) * EdgeCuts.subcells, &nodes)
    }

    private mutating func node(_ x: Int64, _ y: Int64, _ nodes: inout NumberTable) -> Int32 {
        let number = nodes.number(UInt64(bitPattern: x), UInt64(bitPattern: y))
        if Int(number) == nodeX.count {
            nodeX.append(x)
            nodeY.append(y)
            cutsAnEdge.append(false)
        }
        return number
    }

    /// The direction is that of the whole edge: exact, whatever rounding did to a cut.
    private mutating func appendPiece(
        _ a: Int32, _ b: Int32, weight: Int32, _ edge: WeightedEdge, _ source: Int32
    ) {
        var dx = Int64(edge.to.x) - Int64(edge.from.x)
        var dy = Int64(edge.to.y) - Int64(edge.from.y)
        let runX = nodeX[Int(b)] - nodeX[Int(a)]
        let runY = nodeY[Int(b)] - nodeY[Int(a)]
        let isAgainst = abs(dx) >= abs(dy) ? (dx > 0) != (runX > 0) : (dy > 0) != (runY > 0)
        if isAgainst { (dx, dy) = (-dx, -dy) }
        origin.append(a)
        origin.append(b)
        self.weight.append(weight)
        self.weight.append(-weight)
        parent.append(source)
        directionX.append(dx)
        directionX.append(-dx)
        directionY.append(dy)
        directionY.append(-dy)
    }

    // MARK: Links

    /// Links each half-edge to the next one around the face on its left.
    private mutating func linkHalfEdges() {
        var starts = [Int32](repeating: 0, count: nodeX.count + 1)
        for node in origin { starts[Int(node) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var fill = starts
        var around = [Int32](repeating: 0, count: origin.count)
        for half in origin.indices {
            let node = Int(origin[half])
            around[Int(fill[node])] = Int32(half)
            fill[node] += 1
        }
        next = [Int32](repeating: -1, count: origin.count)
        for node in nodeX.indices {
            let (start, end) = (Int(starts[node]), Int(starts[node + 1]))
            guard start < end else { continue }
            if end - start > 2 {
                around[start..<end].sort { isBefore(Int($0), Int($1)) }
            }
            for index in start..<end {
                let before = around[index == start ? end - 1 : index - 1]
                next[Int(around[index]) ^ 1] = before
            }
        }
    }

    /// Whether the direction of a comes before that of b, counter-clockwise from east.
    private func isBefore(_ a: Int, _ b: Int) -> Bool {
        let (ax, ay) = (directionX[a], directionY[a])
        let (bx, by) = (directionX[b], directionY[b])
        let lowerA = ay < 0 || (ay == 0 && ax < 0)
        let lowerB = by < 0 || (by == 0 && bx < 0)
        if lowerA != lowerB { return lowerB }
        let cross = ax * by - ay * bx
        return cross == 0 ? a < b : cross > 0
    }

    // MARK: Cycles and components

    private mutating func walkCycles() {
        cycleOf = [Int32](repeating: -1, count: origin.count)
        for half in origin.indices where cycleOf[half] < 0 {
            let start = Int(origin[half])
            var (lastX, lastY) = (0.0, 0.0)
            var twice = 0.0
            var at = half
            repeat {
                cycleOf[at] = Int32(cycles.count)
                at = Int(next[at])
                let node = Int(origin[at])
                let x = Double(nodeX[node] - nodeX[start])
                let y = Double(nodeY[node] - nodeY[start])
                twice += lastX * y - x * lastY
                (lastX, lastY) = (x, y)
            } while at != half
            let scale = Double(EdgeCuts.subcells * EdgeCuts.subcells)
            cycles.append(Cycle(start: Int32(half), area: twice / 2 / scale))
        }
    }

    /// Gathers the cycles of each component and their windings against its outside.
    private mutating func findComponents() {
        for seed in cycles.indices where cycles[seed].component < 0 {
            let component = Int32(outerCycle.count)
            var members = [seed]
            cycles[seed].component = component
            var reached = 0
            while reached < members.count {
                let cycle = members[reached]
                reached += 1
                forEachHalfEdge(of: cycle) { half in
                    let other = Int(cycleOf[half ^ 1])
                    guard cycles[other].component < 0 else { return }
                    cycles[other].component = component
                    cycles[other].winding = cycles[cycle].winding - weight[half]
                    members.append(other)
                }
            }
            let outer = members.min { cycles[$0].area < cycles[$1].area } ?? seed
            let base = cycles[outer].winding
            for member in members { cycles[member].winding -= base }
            outerCycle.append(Int32(outer))
        }
    }

    private func forEachHalfEdge(of cycle: Int, _ body: (Int) -> Void) {
        let start = Int(cycles[cycle].start)
        var at = start
        repeat {
            body(at)
            at = Int(next[at])
        } while at != start
    }

    /// Finds the face in which each component lies and adds that face's winding to its own.
    private mutating func placeComponents() {
        container = [Int32](repeating: -1, count: outerCycle.count)
        guard outerCycle.count > 1 else { return }
        let rows = PieceRows(self)
        // From left to right: what lies left of a component has been placed before it.
        let leftmost = outerCycle.map { leftmostNode(ofCycle: Int($0)) }
        let order = outerCycle.indices.sorted {
            let (a, b) = (Int(leftmost[$0]), Int(leftmost[$1]))
            return (nodeX[a], nodeY[a], $0) < (nodeX[b], nodeY[b], $1)
        }
        var base = [Int32](repeating: 0, count: outerCycle.count)
        for component in order {
            guard
                let half = rows.halfEdgeFacing(
                    Int(leftmost[component]), otherThan: Int32(component), in: self)
            else { continue }
            let cycle = Int(cycleOf[half])
            let neighbour = Int(cycles[cycle].component)
            let isOutside = Int(outerCycle[neighbour]) == cycle
            container[component] = isOutside ? container[neighbour] : Int32(cycle)
            let around = container[component]
            if around >= 0 {
                let home = Int(cycles[Int(around)].component)
                base[component] = base[home] + cycles[Int(around)].winding
            }
        }
        for cycle in cycles.indices { cycles[cycle].winding += base[Int(cycles[cycle].component)] }
    }

    private func leftmostNode(ofCycle cycle: Int) -> Int32 {
        var best = origin[Int(cycles[cycle].start)]
        forEachHalfEdge(of: cycle) { half in
            let node = origin[half]
            if (nodeX[Int(node)], nodeY[Int(node)]) < (nodeX[Int(best)], nodeY[Int(best)]) {
                best = node
            }
        }
        return best
    }

    // MARK: Faces

    /// The nodes around a cycle, in grid cells.
    func points(ofCycle cycle: Int) -> [(x: Double, y: Double)] {
        var out: [(x: Double, y: Double)] = []
        let scale = Double(EdgeCuts.subcells)
        forEachHalfEdge(of: cycle) { half in
            let node = Int(origin[half])
            out.append((Double(nodeX[node]) / scale, Double(nodeY[node]) / scale))
        }
        return out
    }

    /// The edges given to the initialiser that bound a cycle, each once, in ascending order.
    func parents(ofCycle cycle: Int) -> [Int] {
        var out: Set<Int> = []
        forEachHalfEdge(of: cycle) { out.insert(Int(parent[$0 / 2])) }
        return out.sorted()
    }

    /// The bounded faces whose winding satisfies the condition, each with the outlines of islands in it.
    func faces(where isWanted: (Int32) -> Bool) -> [Face] {
        var islands: [Int32: [Int]] = [:]
        for component in container.indices where container[component] >= 0 {
            islands[container[component], default: []].append(Int(outerCycle[component]))
        }
        return cycles.indices.compactMap { index in
            let cycle = cycles[index]
            guard cycle.area > 0, isWanted(cycle.winding) else { return nil }
            return Face(
                cycle: index, winding: cycle.winding,
                outline: points(ofCycle: index),
                islands: (islands[Int32(index)] ?? []).map { points(ofCycle: $0) })
        }
    }

    /// A bounded face.
    struct Face {
        let cycle: Int
        let winding: Int32
        /// Counter-clockwise, in grid cells.
        let outline: [(x: Double, y: Double)]
        /// Outlines of what lies inside without touching the outline.
        let islands: [[(x: Double, y: Double)]]
    }
}
