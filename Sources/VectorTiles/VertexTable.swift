/// The distinct points of many rings, numbered in the order they are met.
///
/// Points of one neighbourhood lie close together in the table, so that looking up ring after ring
/// stays in the processor's cache.
struct VertexTable {
    private(set) var x: [Int32] = []
    private(set) var y: [Int32] = []
    /// Open addressing; -1 for a free place.
    private var places: [Int32]
    private var mask: Int

    init() {
        places = Array(repeating: -1, count: 1 << 16)
        mask = places.count - 1
    }

    /// The number of a point.
    mutating func number(_ pointX: Int32, _ pointY: Int32) -> Int32 {
        var place = start(pointX, pointY)
        while true {
            let known = places[place]
            if known < 0 { break }
            if x[Int(known)] == pointX, y[Int(known)] == pointY { return known }
            place = (place + 1) & mask
        }
        let number = Int32(x.count)
        places[place] = number
        x.append(pointX)
        y.append(pointY)
        if x.count * 2 > places.count { grow() }
        return number
    }

    /// Where the search for a point begins: a run of 32 places for a square of 1024 steps, then within it.
    @inline(__always)
    private func start(_ pointX: Int32, _ pointY: Int32) -> Int {
        let block =
            UInt64(UInt32(bitPattern: pointX >> 10)) << 32
            | UInt64(UInt32(bitPattern: pointY >> 10))
        let far = (block &* 0x9E37_79B9_7F4A_7C15) >> 24
        let near =
            (UInt64(UInt32(bitPattern: pointX &* 31 &+ pointY)) &* 0xC2B2_AE3D_27D4_EB4F) >> 59
        return Int(truncatingIfNeeded: far << 5 | near) & mask
    }

    private mutating func grow() {
        places = Array(repeating: -1, count: places.count * 2)
        mask = places.count - 1
        for number in x.indices {
            var place = start(x[number], y[number])
            while places[place] >= 0 { place = (place + 1) & mask }
            places[place] = Int32(truncatingIfNeeded: number)
        }
    }

    /// Frees the table; only the points stay.
    mutating func freeze() { places = [] }
}
