/// The integral of the product of two winding numbers in exact rational arithmetic.
///
/// A method of its own: both features are sums of signed triangles from one corner; every pair of
/// triangles is clipped in homogeneous integers. For lattices of a few dozen units.
enum ExactArea {
    typealias Rings = [[(x: Int, y: Int)]]

    /// A point x / w, y / w with w > 0.
    private struct Fraction {
        var x: Int
        var y: Int
        var w: Int

        init(_ x: Int, _ y: Int, _ w: Int) {
            let divisor = Fraction.gcd(Fraction.gcd(abs(x), abs(y)), abs(w)) * (w < 0 ? -1 : 1)
            (self.x, self.y, self.w) = (x / divisor, y / divisor, w / divisor)
        }

        private static func gcd(_ a: Int, _ b: Int) -> Int {
            var (a, b) = (a, b)
            while b != 0 { (a, b) = (b, a % b) }
            return max(a, 1)
        }
    }

    /// Twice the area in units of 1 / scale², each of the given number of terms rounded down once.
    static func twice(_ a: Rings, _ b: Rings, scale: Int) -> (value: Int128, terms: Int) {
        let (first, second) = (triangles(a), triangles(b))
        var (sum, terms) = (Int128(0), 0)
        for s in first {
            for t in second {
                let piece = clipped(s.corners, by: t.corners)
                guard piece.count > 2 else { continue }
                for (n, p) in piece.enumerated() {
                    let q = piece[(n + 1) % piece.count]
                    let cross = Int128(p.x * q.y - q.x * p.y) * Int128(scale) * Int128(scale)
                    sum += Int128(s.sign * t.sign) * (cross / Int128(p.w * q.w))
                    terms += 1
                }
            }
        }
        return (sum, terms)
    }

    /// Counter-clockwise triangles from the origin with their signs; exteriors turned, holes against them.
    private static func triangles(_ rings: Rings) -> [(corners: [Fraction], sign: Int)] {
        var found: [(corners: [Fraction], sign: Int)] = []
        for (number, ring) in rings.enumerated() {
            let twice = (0..<ring.count).reduce(0) { sum, n in
                let (p, q) = (ring[n], ring[(n + 1) % ring.count])
                return sum + p.x * q.y - q.x * p.y
            }
            let isTurned = twice < 0 ? number == 0 : number > 0
            for n in ring.indices {
                let (p, q) = (ring[n], ring[(n + 1) % ring.count])
                let turn = p.x * q.y - q.x * p.y
                if turn == 0 { continue }
                let corners = [Fraction(0, 0, 1), Fraction(p.x, p.y, 1), Fraction(q.x, q.y, 1)]
                found.append(
                    (
                        turn > 0 ? corners : corners.reversed(),
                        (turn > 0 ? 1 : -1) * (isTurned ? -1 : 1)
                    ))
            }
        }
        return found
    }

    private static func clipped(_ piece: [Fraction], by triangle: [Fraction]) -> [Fraction] {
        var piece = piece
        for n in 0..<3 where !piece.isEmpty {
            let (p, q) = (triangle[n], triangle[(n + 1) % 3])
            // Numerator over w of the turn of a point about the side.
            func side(_ r: Fraction) -> Int {
                (q.x - p.x) * (r.y - p.y * r.w) - (q.y - p.y) * (r.x - p.x * r.w)
            }
            var kept: [Fraction] = []
            for (m, r) in piece.enumerated() {
                let s = piece[(m + 1) % piece.count]
                let (here, there) = (side(r), side(s))
                if here >= 0 { kept.append(r) }
                if (here > 0 && there < 0) || (here < 0 && there > 0) {
                    // r + t (s − r), t = here / r.w over (here / r.w − there / s.w)
                    kept.append(
                        Fraction(
                            here * s.x - there * r.x, here * s.y - there * r.y,
                            here * s.w - there * r.w))
                }
            }
            piece = kept
        }
        return piece
    }
}
