import Geometry

/// The rings of many parcels as grid integers, in blocks that are only ever appended to.
///
/// A removed parcel leaves its vertices behind until half of its block is dead; then the block's
/// living parcels are written anew at the end. Copies share the blocks that do not change.
struct ParcelStore: Sendable {
    /// Where a parcel lies, and what a query asks first.
    struct Place: Sendable {
        var box: IntegerBox
        /// Twice its area in grid units.
        var twice: Int64
        /// −1 for a number that is free.
        var block: Int32
        var firstRing: Int32
        var ringCount: Int32
        var firstVertex: Int32
        var vertexCount: Int32
    }

    private struct Block: Sendable {
        var x: [Int32] = []
        var y: [Int32] = []
        /// Vertices of each ring; negative for a hole.
        var rings: [Int32] = []
        var parcels: [Int32] = []
        var deadVertices = 0
    }

    /// Vertices in a block before a new one is begun: 512 KiB.
    private static let blockSize = 1 << 16

    private(set) var places: [Place] = []
    private var free: [Int32] = []
    private var blocks: [Block] = [Block()]
    private var freeBlocks: [Int] = []
    private var last = 0

    /// Adds the rings of one parcel, as ``IntegerRings`` orients them, and returns its number.
    mutating func append(_ rings: IntegerRings) -> Int32 {
        let number: Int32
        let empty = Place(
            box: .empty, twice: 0, block: -1, firstRing: 0, ringCount: 0, firstVertex: 0,
            vertexCount: 0)
        if let reused = free.popLast() {
            number = reused
        } else {
            number = Int32(places.count)
            places.append(empty)
        }
        beginBlock(for: rings.entryCount)
        var place = empty
        place.box = rings.box
        place.twice = rings.twiceArea
        place.block = Int32(last)
        place.firstRing = Int32(blocks[last].rings.count)
        place.firstVertex = Int32(blocks[last].x.count)
        place.ringCount = Int32(rings.ringCount)
        for ring in 0..<rings.ringCount {
            let run = rings.edges(ofRing: ring)
            var twice: Int64 = 0
            for n in run {
                blocks[last].x.append(rings.x[n])
                blocks[last].y.append(rings.y[n])
                let p = GridPoint(rings.x[n], rings.y[n])
                let q = GridPoint(rings.x[n + 1], rings.y[n + 1])
                twice &+= (p.x &+ q.x) &* (q.y &- p.y)
            }
            blocks[last].rings.append(twice < 0 ? -Int32(run.count) : Int32(run.count))
            place.vertexCount += Int32(run.count)
        }
        blocks[last].parcels.append(number)
        places[Int(number)] = place
        return number
    }

    /// Removes a parcel; its number may be given out again.
    mutating func remove(_ number: Int32) {
        let place = places[Int(number)]
        let block = Int(place.block)
        places[Int(number)].block = -1
        places[Int(number)].box = .empty
        free.append(number)
        blocks[block].deadVertices += Int(place.vertexCount)
        if block != last, 2 * blocks[block].deadVertices >= blocks[block].x.count {
            compact(block)
        }
    }

    /// Writes a parcel into a layer of whole grid units, as one feature.
    func append(_ number: Int32, to layer: inout PolygonLayer) {
        let place = places[Int(number)]
        let block = blocks[Int(place.block)]
        let rings = Int(place.firstRing)..<Int(place.firstRing + place.ringCount)
        // Holes may hang on any exterior: only the sense of a ring counts. One exterior comes first.
        let leading = rings.first { block.rings[$0] > 0 }
        if let leading {
            append(leading, place, block, to: &layer)
            for ring in rings where block.rings[ring] < 0 {
                append(ring, place, block, to: &layer)
            }
            layer.endPolygon()
        }
        for ring in rings where block.rings[ring] > 0 && ring != leading {
            append(ring, place, block, to: &layer)
            layer.endPolygon()
        }
        layer.endFeature()
    }

    private func append(
        _ ring: Int, _ place: Place, _ block: Block, to layer: inout PolygonLayer
    ) {
        var first = Int(place.firstVertex)
        for before in Int(place.firstRing)..<ring { first += Int(block.rings[before].magnitude) }
        for n in first..<(first + Int(block.rings[ring].magnitude)) {
            layer.append(x: Double(block.x[n]), y: Double(block.y[n]))
        }
        layer.endRing()
    }

    /// Bytes held by places and blocks.
    var byteCount: Int {
        blocks.reduce(places.capacity * MemoryLayout<Place>.stride + free.capacity * 4) {
            $0 + 4 * ($1.x.capacity + $1.y.capacity + $1.rings.capacity + $1.parcels.capacity)
        }
    }

    // MARK: Blocks

    private mutating func beginBlock(for vertices: Int) {
        guard blocks[last].x.count + vertices > Self.blockSize, !blocks[last].x.isEmpty else {
            return
        }
        if let reused = freeBlocks.popLast() {
            last = reused
        } else {
            blocks.append(Block())
            last = blocks.count - 1
        }
        let room = max(Self.blockSize, vertices)
        blocks[last].x.reserveCapacity(room)
        blocks[last].y.reserveCapacity(room)
    }

    /// Moves the living parcels of a block to the end and empties it.
    private mutating func compact(_ number: Int) {
        let block = blocks[number]
        blocks[number] = Block()
        // A number given out again may stand twice in the list: once moved it lies elsewhere.
        for parcel in block.parcels where places[Int(parcel)].block == Int32(number) {
            let old = places[Int(parcel)]
            let (vertices, rings) = (Int(old.firstVertex), Int(old.firstRing))
            beginBlock(for: Int(old.vertexCount))
            places[Int(parcel)].block = Int32(last)
            places[Int(parcel)].firstVertex = Int32(blocks[last].x.count)
            places[Int(parcel)].firstRing = Int32(blocks[last].rings.count)
            blocks[last].x += block.x[vertices..<(vertices + Int(old.vertexCount))]
            blocks[last].y += block.y[vertices..<(vertices + Int(old.vertexCount))]
            blocks[last].rings += block.rings[rings..<(rings + Int(old.ringCount))]
            blocks[last].parcels.append(parcel)
        }
        freeBlocks.append(number)
    }
}
