/// Finds the edges of a block whose box meets the box of one edge, sixteen at a time.
///
/// Works on the signs of differences, which fit 32 bits because extents are under 2^31 units: a vertex
/// gets one bit for each side of the box it lies beyond, and an edge misses the box when both its
/// ends share a bit. No comparisons of vectors: those compile to calls.
enum EdgeBoxTest {
    private static let weights = SIMD16<UInt32>(
        1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768)

    /// Bit m is set when the edge from vertex m to m + 1 meets the box; reads 17 vertices.
    @inline(__always)
    static func hits(
        _ box: IntegerBox, _ x: UnsafeMutablePointer<Int32>, _ y: UnsafeMutablePointer<Int32>
    ) -> UInt32 {
        let missed = beyond(box, x, y) & beyond(box, x + 1, y + 1)
        // 1 where nothing is shared, then the weight of the lane there.
        let isHit = (missed &- 1) &>> 31
        let bits = (SIMD16<UInt32>(repeating: 0) &- isHit) & weights
        let eight = bits.lowHalf | bits.highHalf
        let four = eight.lowHalf | eight.highHalf
        let two = four.lowHalf | four.highHalf
        return two[0] | two[1]
    }

    /// The sides beyond which sixteen vertices lie.
    @inline(__always)
    private static func beyond(
        _ box: IntegerBox, _ x: UnsafeMutablePointer<Int32>, _ y: UnsafeMutablePointer<Int32>
    ) -> SIMD16<UInt32> {
        let px = UnsafeRawPointer(x).loadUnaligned(as: SIMD16<Int32>.self)
        let py = UnsafeRawPointer(y).loadUnaligned(as: SIMD16<Int32>.self)
        let left = SIMD16<UInt32>(truncatingIfNeeded: px &- box.minX) &>> 31
        let right = SIMD16<UInt32>(truncatingIfNeeded: box.maxX &- px) &>> 31
        let below = SIMD16<UInt32>(truncatingIfNeeded: py &- box.minY) &>> 31
        let above = SIMD16<UInt32>(truncatingIfNeeded: box.maxY &- py) &>> 31
        return left | (right &<< 1) | (below &<< 2) | (above &<< 3)
    }
}
