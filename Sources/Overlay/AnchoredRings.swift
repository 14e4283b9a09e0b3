import COverlayKernels

/// The arrays of zone rings for loops that must not count references; valid as long as the rings.
///
/// Crossings are few beside vertices, so the prefix integral of every eighth vertex is kept, its anchor, and that of
/// another is found from the edges between, which were just read to find the crossing: half of the memory that a block
/// takes, and the processor waits for memory more than it computes. A ring's integrals begin at a value of its own,
/// which goes from every sum: as often as one closed line enters another it leaves it.
struct AnchoredRings {
    /// Vertices for one anchor, a power of two that the kernels know.
    static let spacing = 8

    let x: UnsafeMutablePointer<Int32>
    let y: UnsafeMutablePointer<Int32>
    let metric: UnsafeMutablePointer<Int32>
    let anchors: UnsafeMutablePointer<Int64>

    @inline(__always) var vertices: overlay_vertices { overlay_vertices(x: x, y: y) }
    @inline(__always) var rings: overlay_anchored_rings {
        overlay_anchored_rings(vertices: vertices, metric: metric, anchors: anchors)
    }

    /// The prefix integral of an entry, modulo 2^64.
    @inline(__always)
    func prefix(_ n: Int) -> Int64 {
        var sum = anchors[n / Self.spacing]
        for m in (n & ~(Self.spacing - 1))..<n {
            sum &+= (Int64(x[m]) &+ Int64(x[m + 1])) &* (Int64(metric[m + 1]) &- Int64(metric[m]))
        }
        return sum
    }
}
