/// Makes the polygons of one layer of a tile from polygons of the world grid.
///
/// Features are added ring by ring, exterior rings with a positive area by the surveyor's formula in
/// the world grid (y to the south) and holes with a negative one. ``forEachFeature(_:)`` then gives the polygons of
/// each feature in tile units: cut to the tile and a margin, rounded so that neighbours meet in the
/// same vertices and nothing crosses (``HotPixels``), and valid.
///
/// A feature that rounding leaves without area keeps a mark of one unit, an eighth of a pixel, in
/// the tile that holds its first vertex, so that no feature is lost.
public struct TileCutter: Sendable {
    private var frame: TileFrame
    private var clipper = RingClipper()
    private var pixels = HotPixels()
    private var assembly = RingAssembly()
    /// The cut vertices of all rings, in parts of a unit.
    private var x: [Int32] = []
    private var y: [Int32] = []
    private var ringEnds: [Int] = []
    /// Exclusive end of each feature in the rings.
    private var featureEnds: [Int] = []
    /// The first vertex of each feature in units; nil when it lies outside the tile.
    private var marks: [(x: Int32, y: Int32)?] = []
    private var mark: (x: Int32, y: Int32)?
    private var hasMark = false
    private var vertexPixels: [Int32] = []
    private var stamps: [Int32] = []

    /// Makes a cutter for a tile.
    public init(_ address: TileAddress) {
        frame = TileFrame(address)
    }

    /// Forgets all features and keeps the memory, to cut another layer.
    public mutating func removeAll() {
        x.removeAll(keepingCapacity: true)
        y.removeAll(keepingCapacity: true)
        ringEnds.removeAll(keepingCapacity: true)
        featureEnds.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
    }

    /// The part of the world grid that can be seen in the tile or its margin, as west, north, east, south.
    public var window: (west: Int64, north: Int64, east: Int64, south: Int64) { frame.window }

    /// Adds vertices to the ring being added: those that are shown at a zoom.
    ///
    /// - Parameters:
    ///   - x: x of the vertices in the world grid.
    ///   - y: y of the vertices.
    ///   - firstZooms: for every vertex the first zoom that shows it; all are shown when empty.
    ///   - zoom: the zoom.
    public mutating func append(
        x newX: UnsafeBufferPointer<Int32>, y newY: UnsafeBufferPointer<Int32>,
        firstZooms: UnsafeBufferPointer<UInt8>, at zoom: Int
    ) {
        precondition(newX.count == newY.count, "as many x as y")
        precondition(firstZooms.isEmpty || firstZooms.count == newX.count, "a zoom for each")
        let limit = UInt8(clamping: zoom)
        for vertex in newX.indices where firstZooms.isEmpty || firstZooms[vertex] <= limit {
            clipper.append(frame.partX(newX[vertex]), frame.partY(newY[vertex]))
        }
    }

    /// Ends the ring being added.
    public mutating func endRing() {
        if !hasMark, let firstX = clipper.x.first, let firstY = clipper.y.first {
            setMark(firstX, firstY)
        }
        clipper.clip()
        if clipper.x.count > 2 {
            for vertex in clipper.x.indices {
                x.append(Int32(truncatingIfNeeded: clipper.x[vertex]))
                y.append(Int32(truncatingIfNeeded: clipper.y[vertex]))
            }
            ringEnds.append(x.count)
        }
        clipper.removeAll()
    }

    /// Adds a whole ring that lies in the window, so that nothing of it is cut away.
    ///
    /// The parameters are those of ``append(x:y:firstZooms:at:)``.
    public mutating func append(
        wholeRingX newX: UnsafeBufferPointer<Int32>, y newY: UnsafeBufferPointer<Int32>,
        firstZooms: UnsafeBufferPointer<UInt8>, at zoom: Int
    ) {
        precondition(newX.count == newY.count && firstZooms.count == newX.count, "one of each")
        let limit = UInt8(clamping: zoom)
        let first = x.count
        for vertex in newX.indices where firstZooms[vertex] <= limit {
            x.append(Int32(truncatingIfNeeded: frame.partX(newX[vertex])))
            y.append(Int32(truncatingIfNeeded: frame.partY(newY[vertex])))
        }
        if !hasMark, x.count > first { setMark(Int64(x[first]), Int64(y[first])) }
        ringEnds.append(x.count)
    }

    private mutating func setMark(_ partX: Int64, _ partY: Int64) {
        hasMark = true
        let inside = 0..<Int64(TileLayer.extent) << Int64(TileFrame.partBits)
        if inside.contains(partX), inside.contains(partY) {
            mark = (TileFrame.unit(partX), TileFrame.unit(partY))
        }
    }

    /// Ends the feature being added.
    public mutating func endFeature() {
        featureEnds.append(ringEnds.count)
        marks.append(mark)
        (mark, hasMark) = (nil, false)
    }

    /// The polygons of every feature, in the order they were added; none for one outside.
    public mutating func forEachFeature(
        _ body: (_ feature: Int, _ polygons: TilePolygons) -> Void
    ) {
        findPixels()
        stamps.removeAll(keepingCapacity: true)
        stamps.append(contentsOf: repeatElement(-1, count: pixels.x.count))
        var polygons = TilePolygons()
        var path: [Int32] = []
        var pathEnds: [Int] = []
        // Taken out, as the closure changes other parts of this value.
        let pixels = self.pixels
        pixels.withSearch { search in
            var first = 0
            for feature in featureEnds.indices {
                polygons.removeAll()
                path.removeAll(keepingCapacity: true)
                pathEnds.removeAll(keepingCapacity: true)
                for ring in first..<featureEnds[feature] {
                    appendRounded(ring, search, to: &path)
                    let start = pathEnds.last ?? 0
                    if path.count - start > 2 {
                        pathEnds.append(path.count)
                    } else {
                        path.removeLast(path.count - start)
                    }
                }
                first = featureEnds[feature]
                make(&polygons, path, pathEnds, search, isSimple: isSimple(path, feature))
                if polygons.isEmpty, let mark = marks[feature] { polygons.append(mark: mark) }
                body(feature, polygons)
            }
        }
    }

    /// Whether the rings of a feature visit no unit twice: then they need no repair.
    private mutating func isSimple(_ path: [Int32], _ feature: Int) -> Bool {
        let stamp = Int32(truncatingIfNeeded: feature)
        var isSimple = true
        stamps.withUnsafeMutableBufferPointer { stamps in
            for pixel in path {
                if stamps[Int(pixel)] == stamp { isSimple = false }
                stamps[Int(pixel)] = stamp
            }
        }
        return isSimple
    }

    /// Finds the units with a vertex.
    private mutating func findPixels() {
        pixels.reset(x.count)
        vertexPixels.removeAll(keepingCapacity: true)
        vertexPixels.reserveCapacity(x.count)
        for vertex in x.indices {
            vertexPixels.append(
                pixels.number(TileFrame.unit(Int64(x[vertex])), TileFrame.unit(Int64(y[vertex]))))
        }
        pixels.sortIntoBuckets()
    }

    /// Adds the units that a ring passes through, none twice in a row.
    private func appendRounded(_ ring: Int, _ search: PixelSearch, to path: inout [Int32]) {
        let first = path.count
        let run = (ring == 0 ? 0 : ringEnds[ring - 1])..<ringEnds[ring]
        guard var last = run.last else { return }
        for vertex in run {
            let (from, to) = (vertexPixels[last], vertexPixels[vertex])
            if from != to {
                let edge = PixelSearch.Edge(
                    x: Int64(x[last]), y: Int64(y[last]), dx: Int64(x[vertex] - x[last]),
                    dy: Int64(y[vertex] - y[last]))
                path.append(from)
                search.appendPassed(by: edge, from: from, to: to, onto: &path)
            }
            last = vertex
        }
        if path.count - first == 1 { path.removeLast() }
    }

    private mutating func make(
        _ polygons: inout TilePolygons, _ path: [Int32], _ pathEnds: [Int], _ search: PixelSearch,
        isSimple: Bool
    ) {
        var start = 0
        if isSimple {
            for pixel in path {
                polygons.x.append(search.x[Int(pixel)])
                polygons.y.append(search.y[Int(pixel)])
            }
            polygons.ringEnds.append(contentsOf: pathEnds)
        } else {
            assembly.removeAll()
            for end in pathEnds {
                assembly.append(ring: path[start..<end])
                start = end
            }
            assembly.assemble(search, into: &polygons)
        }
    }
}

extension TilePolygons {
    /// Adds a square of one unit.
    fileprivate mutating func append(mark: (x: Int32, y: Int32)) {
        isMark = true
        append(ring: [
            (mark.x, mark.y), (mark.x + 1, mark.y), (mark.x + 1, mark.y + 1), (mark.x, mark.y + 1),
        ])
    }
}
