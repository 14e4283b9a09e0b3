import Geometry

/// Finds out where patches to come are in memory, step by step, for those that do not follow the one before: what lies
/// side by side the processor loads by itself.
struct PatchLookahead {
    /// How many patches ahead the steps before the work are taken, so that memory has time to answer.
    private enum Ahead {
        static let featureEnds = 16
        static let polygonEnds = 12
        static let ringEnds = 8
    }

    /// How many patches ahead what is near one is gathered.
    static let settling = PairFinder.slots - 1
    /// How many patches ahead coordinates are loaded.
    static let coordinates = PairFinder.slots - 2
    /// The place in the list, before its first, with which to begin.
    private static let start = 0 - Ahead.featureEnds

    private let listed: PatchSieve.Listed
    private let layer: LayerPointers
    /// The next jump for each step.
    private var jumps: (UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<Int32>)

    private init(_ listed: PatchSieve.Listed, of layer: LayerPointers) {
        (self.listed, self.layer) = (listed, layer)
        jumps = (listed.jumps, listed.jumps, listed.jumps)
    }

    /// Calls the body with each patch of a list, its slot and rings with room for it.
    ///
    /// - Parameters:
    ///   - rings: replaced by roomier ones where a patch needs them.
    ///   - prepare: starts loading what patches ahead of a place in the list need, and returns the entries that the rings
    ///     of one of them take at most.
    @inline(__always)
    static func forEach(
        _ listed: PatchSieve.Listed, of layer: LayerPointers, _ rings: inout IntegerRings,
        prepare: (Int) -> Int, _ body: (Int, Int, IntegerRings) -> Void
    ) {
        if listed.count == 0 { return }
        // Taken once: each use of a changing reference would count it.
        var roomy = rings
        var lookahead = PatchLookahead(listed, of: layer)
        for at in start..<listed.count {
            lookahead.find(at)
            let most = prepare(at)
            if most >= roomy.capacity {
                rings = roomy.roomier(2 * most)
                roomy = rings
            }
            if at >= 0 { body(listed.patch(at), at % PairFinder.slots, roomy) }
        }
    }

    /// Takes the steps for the patches ahead of a place in the list.
    @inline(__always)
    private mutating func find(_ at: Int) {
        if Int(jumps.0.pointee) == at &+ Ahead.featureEnds {
            layer.prefetchFeatureEnds(listed.patch(at &+ Ahead.featureEnds))
            jumps.0 += 1
        }
        if Int(jumps.1.pointee) == at &+ Ahead.polygonEnds {
            layer.prefetchPolygonEnds(listed.patch(at &+ Ahead.polygonEnds))
            jumps.1 += 1
        }
        if Int(jumps.2.pointee) == at &+ Ahead.ringEnds {
            layer.prefetchRingEnds(listed.patch(at &+ Ahead.ringEnds))
            jumps.2 += 1
        }
    }
}
