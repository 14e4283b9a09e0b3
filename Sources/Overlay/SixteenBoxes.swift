import Geometry

/// Sixteen boxes side by side, to find those that meet one box, in Swift.
///
/// Works on the signs of differences, which fit 32 bits because extents are under 2^31 units. No
/// comparisons or conversions of vectors: those compile to calls.
struct SixteenBoxes {
    typealias Lanes = SIMD16<Int32>

    private let minX: Lanes
    private let minY: Lanes
    private let maxX: Lanes
    private let maxY: Lanes

    /// The boxes of the edges from vertex m to m + 1 for m from 0 to 15; reads 17 vertices.
    @inline(__always)
    init(edges x: UnsafePointer<Int32>, _ y: UnsafePointer<Int32>) {
        (minX, maxX) = Self.ordered(Self.load(x), Self.load(x + 1))
        (minY, maxY) = Self.ordered(Self.load(y), Self.load(y + 1))
    }

    /// Bit m is set when box m, of a zone, meets a streamed box: moved by (e, e²), it shares a point.
    @inline(__always)
    func meetingStreamed(_ box: IntegerBox) -> UInt32 {
        let beyond = (maxX &- box.minX) | (maxY &- box.minY)
        // Below 0 where the low side is below the other's high side.
        let below = (minX &- box.maxX) & (minY &- box.maxY)
        return Self.signs(below & ~beyond)
    }

    /// Bit m is set when box m, streamed, meets the box of a zone.
    @inline(__always)
    func meetingZone(_ box: IntegerBox) -> UInt32 {
        let beyond = (box.maxX &- minX) | (box.maxY &- minY)
        let above = (box.minX &- maxX) & (box.minY &- maxY)
        return Self.signs(above & ~beyond)
    }

    /// Bit m is set when the edge from vertex m to m + 1 passes a height as `streamEdge(spans:)` says.
    @inline(__always)
    static func spanning(_ height: Int32, _ y: UnsafePointer<Int32>) -> UInt32 {
        // Below the height or on it: the difference is not negative.
        signs((height &- load(y)) ^ (height &- load(y + 1)))
    }

    @inline(__always)
    private static func load(_ from: UnsafePointer<Int32>) -> Lanes {
        UnsafeRawPointer(from).loadUnaligned(as: Lanes.self)
    }

    /// The smaller and the larger of each two lanes.
    @inline(__always)
    private static func ordered(_ a: Lanes, _ b: Lanes) -> (Lanes, Lanes) {
        let difference = a &- b
        let step = difference & (difference &>> 31)
        return (b &+ step, a &- step)
    }

    private static let weights = SIMD16<Int32>(
        1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768)

    /// Bit m is set when lane m is negative.
    @inline(__always)
    private static func signs(_ lanes: Lanes) -> UInt32 {
        let weighted = (lanes &>> 31) & weights
        let eight = weighted.lowHalf | weighted.highHalf
        let four = eight.lowHalf | eight.highHalf
        let two = four.lowHalf | four.highHalf
        return UInt32(bitPattern: two[0] | two[1])
    }
}
