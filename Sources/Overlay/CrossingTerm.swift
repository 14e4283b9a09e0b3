// Notation, beside that of ShiftedPredicate: X = crossing of the lines pq and uv = p + t (q − p);
// Y = metric ordinate; S(a, b) = (x_a + x_b)(Y_b − Y_a) = twice the integral of x dY along a chord;
// P_a, P_b = prefix integrals of the streamed and the zone ring.
//
//   P_b(X) − P_a(X) = P_b(u) + S(u, p) − P_a(p) + t · cross_M(u − p, q − p)
//
// where cross_M uses (x, Y): the quadratic terms of the two partial edges cancel because both end in X.

/// The area term of one crossing: zone prefix minus streamed prefix at the crossing.
///
/// Both edges are taken in canonical direction, so the term depends on the edges as point sets, and
/// the fraction is rounded down **exactly**: floor(z + n) = floor(z) + n. Therefore neighbours that
/// share the edge, even through a T-junction of a plane layer, get terms that cancel to the unit,
/// and the books of the tabulation balance as integers.
enum CrossingTerm {
    @inline(__always)
    static func value(
        stream a: IntegerRings.Pointers, edge i: Int, zone b: AnchoredRings, edge j: Int
    ) -> Int64 {
        var (i0, i1, j0, j1) = (i, i + 1, j, j + 1)
        var p = GridPoint(a.x[i0], a.y[i0])
        var q = GridPoint(a.x[i1], a.y[i1])
        if q.precedes(p) {
            swap(&p, &q)
            swap(&i0, &i1)
        }
        var u = GridPoint(b.x[j0], b.y[j0])
        var v = GridPoint(b.x[j1], b.y[j1])
        if v.precedes(u) {
            swap(&u, &v)
            swap(&j0, &j1)
        }
        let pY = Int64(a.metric[i0])
        let qY = Int64(a.metric[i1])
        let uY = Int64(b.metric[j0])
        let whole = b.prefix(j0) &- a.prefix[i0] &+ (u.x &+ p.x) &* (pY &- uY)
        let area = (u.x &- p.x) &* (qY &- pY) &- (uY &- pY) &* (q.x &- p.x)
        let numerator = (u - p).cross(v - u)
        // The usual crossing of coincident layers is at an end of the streamed edge: no division.
        if area == 0 || numerator == 0 { return whole }
        let denominator = (q - p).cross(v - u)
        if numerator == denominator { return whole &+ area }
        return whole &+ floor(area, times: numerator, over: denominator)
    }

    /// ⌊a · n / d⌋ for |n| ≤ |d|, d ≠ 0.
    @inline(__always)
    static func floor(_ a: Int64, times n: Int64, over d: Int64) -> Int64 {
        let product = a.multipliedFullWidth(by: d < 0 ? 0 &- n : n)
        let divided = (d < 0 ? 0 &- d : d).dividingFullWidth((product.high, product.low))
        return divided.remainder < 0 ? divided.quotient &- 1 : divided.quotient
    }
}
