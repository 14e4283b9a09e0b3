// Notation: the carrier edge runs from p to q; an edge from u to v meets it at p + t (q − p),
// t = N / D with e = v − u, D = (q − p) × e, N = (u − p) × e. Zone layer L is moved by
// (s^(2L+1), s^(2L+2)) with one infinitesimal s; patches (layer −1) are not moved. The move of the
// pair tests, (e, e²) for the lower layer of a pair, is the leading part of this one.

/// An edge with the layer whose infinitesimal move it shares; −1 for the patches.
struct LayerEdge {
    var from: GridPoint
    var to: GridPoint
    var layer: Int

    @inline(__always)
    init(_ rings: IntegerRings, _ n: Int32, layer: Int) {
        let n = Int(n)
        from = GridPoint(rings.x[n], rings.y[n])
        to = GridPoint(rings.x[n + 1], rings.y[n + 1])
        self.layer = layer
    }
}

/// The order in which edges meet a carrier edge, exact also where they meet it in one point.
enum MeetingOrder {
    /// Negative when `f` meets the carrier before `g`; 0 only for edges of one layer in one place.
    static func compare(on carrier: LayerEdge, _ f: LayerEdge, _ g: LayerEdge) -> Int {
        let direction = carrier.to - carrier.from
        let (ef, df) = oriented(f, direction)
        let (eg, dg) = oriented(g, direction)
        let nf = (f.from - carrier.from).cross(ef)
        let ng = (g.from - carrier.from).cross(eg)
        let difference = Int128(nf) * Int128(dg) - Int128(ng) * Int128(df)
        if difference != 0 { return difference < 0 ? -1 : 1 }
        return compareMoves(carrier.layer, f.layer, g.layer, times(ef, dg), times(eg, df))
    }

    /// The edge's direction, turned so that D is positive, and D.
    @inline(__always)
    private static func oriented(
        _ edge: LayerEdge, _ direction: GridPoint
    ) -> (GridPoint, Int64) {
        let along = edge.to - edge.from
        let turn = direction.cross(along)
        return turn < 0 ? (GridPoint(x: -along.x, y: -along.y), -turn) : (along, turn)
    }

    @inline(__always)
    private static func times(_ e: GridPoint, _ d: Int64) -> (x: Int128, y: Int128) {
        (Int128(e.x) * Int128(d), Int128(e.y) * Int128(d))
    }

    /// The sign of the infinitesimal part of t_f − t_g, power by power.
    private static func compareMoves(
        _ carrier: Int, _ f: Int, _ g: Int, _ ef: (x: Int128, y: Int128),
        _ eg: (x: Int128, y: Int128)
    ) -> Int {
        let lowest = min(f < 0 ? Int.max : f, g < 0 ? Int.max : g, carrier < 0 ? Int.max : carrier)
        guard lowest != Int.max else { return 0 }
        for layer in lowest...max(f, g, carrier) {
            var (x, y): (Int128, Int128) = (0, 0)
            if f == layer { (x, y) = (x + ef.x, y + ef.y) }
            if g == layer { (x, y) = (x - eg.x, y - eg.y) }
            if carrier == layer { (x, y) = (x - ef.x + eg.x, y - ef.y + eg.y) }
            if y != 0 { return y < 0 ? -1 : 1 }
            if x != 0 { return x < 0 ? 1 : -1 }
        }
        return 0
    }
}
