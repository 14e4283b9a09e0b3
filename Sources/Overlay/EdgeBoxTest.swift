/// Finds the boxes that meet one box, sixteen at a time, in Swift.
///
/// Works on the signs of differences, which fit 32 bits because extents are under 2^31 units. No
/// comparisons or conversions of vectors: those compile to calls.
enum EdgeBoxTest {
    private typealias Lanes = SIMD16<Int32>

    private static let weights = SIMD16<Int32>(
        1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768)

    /// Bit m is set when the edge from vertex m to m + 1 meets the box; reads 17 vertices.
    ///
    /// An edge misses the box when both its ends lie beyond the same side.
    @inline(__always)
    static func edges(
        _ box: IntegerBox, _ x: UnsafePointer<Int32>, _ y: UnsafePointer<Int32>
    ) -> UInt32 {
        let (px, qx, py, qy) = (load(x), load(x + 1), load(y), load(y + 1))
        let left = (px &- box.minX) & (qx &- box.minX)
        let right = (box.maxX &- px) & (box.maxX &- qx)
        let below = (py &- box.minY) & (qy &- box.minY)
        let above = (box.maxY &- py) & (box.maxY &- qy)
        return ~signs(left | right | below | above) & 0xFFFF
    }

    /// Bit m is set when box m of the arrays meets the box; reads 16 of each.
    @inline(__always)
    static func boxes(
        _ box: IntegerBox, _ minX: UnsafePointer<Int32>, _ minY: UnsafePointer<Int32>,
        _ maxX: UnsafePointer<Int32>, _ maxY: UnsafePointer<Int32>
    ) -> UInt32 {
        let x = (box.maxX &- load(minX)) | (load(maxX) &- box.minX)
        let y = (box.maxY &- load(minY)) | (load(maxY) &- box.minY)
        return ~signs(x | y) & 0xFFFF
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
