import Geometry

/// The edges of a layer sorted into square tiles by their lesser end.
struct EdgeTiles {
    /// Edges wanted in a tile: their table then stays in the first level of cache.
    private static let edgesPerTile = 512

    /// The edges by tile, each by the position of its first point.
    let edges: [Int32]
    /// The first edge of each tile, and the end of the last.
    private let starts: [Int32]
    /// Edges in the fullest tile.
    let largest: Int

    var count: Int { starts.count - 1 }

    func range(ofTile tile: Int) -> Range<Int> { Int(starts[tile])..<Int(starts[tile + 1]) }

    init(_ shapes: GridShapes) {
        let raster = TileRaster(shapes, tiles: shapes.edgeCount / Self.edgesPerTile + 1)
        var starts = [Int32](repeating: 0, count: raster.tileCount + 1)
        let total = shapes.edgeCount
        var largest = 0
        // Safety: the pointer reads an array that does not change; every edge of a ring has a next
        // point, and the same edges are counted and placed.
        edges = shapes.points.withUnsafeBufferPointer { points in
            Self.forEachEdge(shapes, points, raster) { tile, _ in starts[tile + 1] += 1 }
            for tile in 1..<starts.count {
                largest = max(largest, Int(starts[tile]))
                starts[tile] += starts[tile - 1]
            }
            var next = starts
            return Array(unsafeUninitializedCapacity: total) { buffer, count in
                Self.forEachEdge(shapes, points, raster) { tile, edge in
                    buffer[Int(next[tile])] = Int32(truncatingIfNeeded: edge)
                    next[tile] += 1
                }
                count = total
            }
        }
        self.starts = starts
        self.largest = largest
    }

    @inline(__always)
    private static func forEachEdge(
        _ shapes: GridShapes, _ points: UnsafeBufferPointer<GridPoint>, _ raster: TileRaster,
        _ body: (Int, Int) -> Void
    ) {
        for ring in shapes.ringEnds.indices {
            let run = shapes.vertices(ofRing: ring)
            var last = points[run.lowerBound].packed
            for edge in run {
                let next = points[edge + 1].packed
                body(raster.tile(of: GridPoint(packed: min(last, next))), edge)
                last = next
            }
        }
    }
}

/// Square tiles over the points of a layer; their side is a power of two grid cells.
private struct TileRaster {
    private let minX: Int32
    private let minY: Int32
    private let shift: Int32
    private let columns: Int
    let tileCount: Int

    /// - Parameter tiles: about how many.
    init(_ shapes: GridShapes, tiles: Int) {
        var box = IntegerBox.empty
        for own in shapes.boxes where !own.isEmpty {
            box.extend(own.minX, own.minY)
            box.extend(own.maxX, own.maxY)
        }
        if box.isEmpty { box.extend(0, 0) }
        (minX, minY) = (box.minX, box.minY)
        let (width, height) = (Int(box.maxX) - Int(box.minX), Int(box.maxY) - Int(box.minY))
        var bits: Int32 = 0
        while ((width >> Int(bits)) + 1) * ((height >> Int(bits)) + 1) > tiles * 2 { bits += 1 }
        shift = bits
        columns = (width >> Int(bits)) + 1
        tileCount = columns * ((height >> Int(bits)) + 1)
    }

    @inline(__always)
    func tile(of point: GridPoint) -> Int {
        Int((point.y &- minY) &>> shift) * columns + Int((point.x &- minX) &>> shift)
    }
}
