import Geometry

/// On which side of a line a point lies, decided exactly.
///
/// The sign of the determinant in floating point is right whenever it exceeds its error bound
/// (Shewchuk 1997, doi:10.1007/PL00009321); the few others are summed without rounding.
enum Orientation {
    /// The side of c from the line through a and b: 1 left, -1 right, 0 on the line.
    @inline(__always)
    static func side(
        _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ cx: Double, _ cy: Double
    ) -> Int {
        let (left, right) = ((ax - cx) * (by - cy), (ay - cy) * (bx - cx))
        let determinant = left - right
        let bound = 3.3306690738754716e-16 * (abs(left) + abs(right))
        if determinant > bound { return 1 }
        if determinant < -bound { return -1 }
        return exactSide(ax, ay, bx, by, cx, cy)
    }

    /// Six products, each as two numbers without error, summed into an expansion.
    private static func exactSide(
        _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ cx: Double, _ cy: Double
    ) -> Int {
        var parts: [Double] = []
        for (one, other) in [(ax, by), (-ax, cy), (-cx, by), (-ay, bx), (ay, cx), (cy, bx)] {
            let product = one * other
            add((-product).addingProduct(one, other), to: &parts)
            add(product, to: &parts)
        }
        // Parts do not overlap and grow: the last that is not 0 has the sign of the sum.
        guard let last = parts.last(where: { $0 != 0 }) else { return 0 }
        return last > 0 ? 1 : -1
    }

    /// Adds a number to an expansion without error (Shewchuk's Grow-Expansion).
    private static func add(_ value: Double, to parts: inout [Double]) {
        var carry = value
        for place in parts.indices {
            let sum = carry + parts[place]
            let taken = sum - carry
            parts[place] = (carry - (sum - taken)) + (parts[place] - taken)
            carry = sum
        }
        parts.append(carry)
    }

    /// Whether two segments have a point in common.
    static func meet(_ one: Segment, _ other: Segment) -> Bool {
        guard one.box.intersects(other.box) else { return false }
        let first = side(one.ax, one.ay, one.bx, one.by, other.ax, other.ay)
        let second = side(one.ax, one.ay, one.bx, one.by, other.bx, other.by)
        guard first * second <= 0 else { return false }
        let third = side(other.ax, other.ay, other.bx, other.by, one.ax, one.ay)
        let fourth = side(other.ax, other.ay, other.bx, other.by, one.bx, one.by)
        // On one line, the boxes that meet decide.
        return third * fourth <= 0
    }
}
