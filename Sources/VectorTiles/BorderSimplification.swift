/// Decides for every vertex of many rings the first zoom that shows it (化简).
///
/// Borders are simplified once for all that share them: the rings of all layers become one graph of
/// points and the neighbours they have in any ring. A point with two neighbours lies within a border;
/// any other is a node and stays. Points within borders are dropped from the finest zoom to the
/// coarsest by the area of the triangle with their neighbours (Visvalingam and Whyatt,
/// doi:10.1179/000870493786962263), and only where no other point lies in the triangle, so that no
/// border crosses another and no ring turns inside out. Whoever uses a border sees the same vertices,
/// so that neighbours meet at every zoom without gaps and overlaps.
public struct BorderSimplification {
    /// The zooms that are decided.
    public let zooms: ClosedRange<Int>
    private var table = VertexTable()
    /// The point of every vertex of every ring.
    private var vertices: [Int32] = []
    private var ringEnds: [Int] = []
    /// The coarsest zoom that draws each ring by its vertices.
    private var coarsest: [UInt8] = []

    // The graph: two neighbours of each point; `Graph.node` in the first when it has more, or fewer.
    private var graph = BorderGraph()

    /// Makes a simplification without rings.
    ///
    /// - Parameter zooms: the zooms to decide; those beyond the finest show every vertex.
    public init(zooms: ClosedRange<Int>) { self.zooms = zooms }

    /// The number of vertices of all rings.
    public var vertexCount: Int { vertices.count }

    /// Adds an open ring of points of the world grid; repeated points are dropped.
    ///
    /// - Parameters:
    ///   - x: x of its vertices.
    ///   - y: y of its vertices.
    ///   - coarsestZoom: the coarsest zoom that draws the ring; it does not count in coarser ones.
    /// - Returns: how many vertices were added; none when fewer than three points are left.
    @discardableResult
    public mutating func append(x: [Int32], y: [Int32], coarsestZoom: Int) -> Int {
        precondition(x.count == y.count, "as many x as y")
        let first = vertices.count
        for vertex in x.indices {
            let number = table.number(x[vertex], y[vertex])
            if vertices.count == first || vertices[vertices.count - 1] != number {
                vertices.append(number)
            }
        }
        while vertices.count - first > 1, vertices[first] == vertices[vertices.count - 1] {
            vertices.removeLast()
        }
        guard vertices.count - first > 2 else {
            vertices.removeLast(vertices.count - first)
            return 0
        }
        ringEnds.append(vertices.count)
        coarsest.append(UInt8(clamping: coarsestZoom))
        return vertices.count - first
    }

    /// x and y of a vertex, counted over all rings as they were added.
    public func point(_ vertex: Int) -> (x: Int32, y: Int32) {
        let number = Int(vertices[vertex])
        return (table.x[number], table.y[number])
    }

    /// Finds the first zoom of every vertex, in the order they were added; 0 for a node.
    ///
    /// - Parameter tell: called before each zoom with the zoom; it may throw to stop.
    public mutating func firstZooms(telling tell: (_ zoom: Int) throws -> Void) rethrows -> [UInt8]
    {
        table.freeze()
        var first = [UInt8](repeating: 0, count: table.x.count)
        var drawn: Set<UInt8>?
        for zoom in zooms.reversed() {
            try tell(zoom)
            // Layers that are not drawn by their vertices any more hold no nodes any more.
            let now = Set(coarsest.filter { Int($0) <= zoom })
            if drawn != now {
                makeGraph(at: zoom, first)
                drawn = now
            }
            let unit = Int64(1) << (WorldGrid.finestZoom - zoom)
            let limit = Self.doubledArea(zoom, isFinest: zoom == zooms.upperBound) * unit * unit
            for step in [limit / 4, limit] {
                graph.dropVertices(below: step, x: table.x, y: table.y) { vertex in
                    first[vertex] = UInt8(clamping: zoom + 1)
                }
            }
        }
        return vertices.map { first[Int($0)] }
    }

    /// Twice the area in square tile units below which a triangle is not seen.
    ///
    /// Half a square pixel of 8 by 8 units, as a tile is shown up to twice its size. The finest zoom is
    /// shown enlarged beyond, so there the limit is two square units.
    private static func doubledArea(_ zoom: Int, isFinest: Bool) -> Int64 { isFinest ? 4 : 64 }

    private mutating func makeGraph(at zoom: Int, _ first: [UInt8]) {
        graph.reset(points: table.x.count)
        forEachEdge(at: zoom, first) { graph, from, to in graph.join(from, to) }
        graph.findNodes()
        forEachEdge(at: zoom, first) { graph, from, to in graph.noteDirect(from, to) }
    }

    /// Gives the edges that the rings drawn at a zoom still have.
    private mutating func forEachEdge(
        at zoom: Int, _ first: [UInt8], _ body: (inout BorderGraph, Int32, Int32) -> Void
    ) {
        var start = 0
        for (ring, end) in ringEnds.enumerated() {
            let run = start..<end
            start = end
            guard Int(coarsest[ring]) <= zoom,
                let last = run.last(where: { first[Int(vertices[$0])] == 0 })
            else { continue }
            var from = vertices[last]
            for vertex in run where first[Int(vertices[vertex])] == 0 {
                body(&graph, from, vertices[vertex])
                from = vertices[vertex]
            }
        }
    }
}
