/// The tile units that hold a vertex, numbered.
///
/// This is snap rounding (Hobby, doi:10.1016/S0925-7721(99)00021-8; Guibas and Marimont,
/// doi:10.1142/S0218195998000096): every vertex moves to the middle of its unit, and an edge that
/// passes through a unit with a vertex of anybody bends to its middle (``PixelSearch``). Borders then meet in
/// common vertices only, never cross, and never part: also where a vertex of one neighbour lies on an
/// edge of the other.
struct HotPixels {
    /// The units, in tile coordinates.
    private(set) var x: [Int32] = []
    private(set) var y: [Int32] = []
    /// Open addressing by unit; -1 for a free place.
    private var table: [Int32] = []
    private var mask = 0
    private var bucketEnds: [Int32] = []
    private var members: [Int32] = []
    private var bucketBits: Int32 = 5

    /// Forgets all units and makes room for so many vertices.
    mutating func reset(_ vertices: Int) {
        x.removeAll(keepingCapacity: true)
        y.removeAll(keepingCapacity: true)
        x.reserveCapacity(vertices)
        y.reserveCapacity(vertices)
        var size = 64
        while size < vertices * 2 { size *= 2 }
        mask = size - 1
        table.removeAll(keepingCapacity: true)
        table.append(contentsOf: repeatElement(-1, count: size))
        // Few vertices are found quickly in few buckets.
        bucketBits = vertices > 8000 ? 5 : vertices > 1000 ? 6 : 8
    }

    /// The number of a unit, which is hot from now on.
    @inline(__always)
    mutating func number(_ unitX: Int32, _ unitY: Int32) -> Int32 {
        let key = UInt64(UInt32(bitPattern: unitX)) << 32 | UInt64(UInt32(bitPattern: unitY))
        var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while true {
            let known = table[place]
            if known < 0 { break }
            if x[Int(known)] == unitX, y[Int(known)] == unitY { return known }
            place = (place + 1) & mask
        }
        let number = Int32(truncatingIfNeeded: x.count)
        table[place] = number
        x.append(unitX)
        y.append(unitY)
        return number
    }

    /// Sorts the units into buckets, after the last one is known.
    mutating func sortIntoBuckets() {
        let columns = PixelSearch.columns(bucketBits)
        bucketEnds.removeAll(keepingCapacity: true)
        // Counted two places ahead: after the members are placed, each start stands where it belongs.
        bucketEnds.append(contentsOf: repeatElement(0, count: columns * columns + 2))
        for pixel in x.indices {
            bucketEnds[PixelSearch.bucket(x[pixel], y[pixel], bucketBits, columns) + 2] += 1
        }
        for bucket in 2..<bucketEnds.count { bucketEnds[bucket] += bucketEnds[bucket - 1] }
        members.removeAll(keepingCapacity: true)
        members.append(contentsOf: repeatElement(0, count: x.count))
        for pixel in x.indices {
            let bucket = PixelSearch.bucket(x[pixel], y[pixel], bucketBits, columns) + 1
            members[Int(bucketEnds[bucket])] = Int32(truncatingIfNeeded: pixel)
            bucketEnds[bucket] += 1
        }
    }

    /// Gives the search among the units.
    func withSearch<Result>(_ body: (PixelSearch) -> Result) -> Result {
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                bucketEnds.withUnsafeBufferPointer { ends in
                    members.withUnsafeBufferPointer { members in
                        body(
                            PixelSearch(
                                x: x, y: y, bucketStarts: ends, members: members,
                                bucketBits: bucketBits))
                    }
                }
            }
        }
    }
}
