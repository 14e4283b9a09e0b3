// Notation: p, q = ends of an edge of the streamed layer, which stays where it is; u, v = ends of an
// edge of the zone layer, which is moved by the infinitesimal vector (e, e²), e > 0. With the move
// no vertex lies on an edge of the other layer and no two edges overlap, so every test has a strict
// answer; areas do not change in the limit. |coordinates| < 2^31 / 2 apart, edges < 2^30.

/// The exact tests of the engine, with the zone layer moved infinitesimally.
///
/// Crossing, winding and point location all use these two sides and nothing else.
enum ShiftedPredicate {
    /// Whether moving a point by (e, e²) moves it to the left of the direction.
    @inline(__always)
    static func shiftIsLeft(of direction: GridPoint) -> Bool {
        direction.y < 0 || (direction.y == 0 && direction.x > 0)
    }

    /// Whether the moved zone vertex lies left of the streamed edge.
    @inline(__always)
    static func zonePoint(_ u: GridPoint, isLeftOf p: GridPoint, _ q: GridPoint) -> Bool {
        let turn = (q - p).cross(u - p)
        return turn == 0 ? shiftIsLeft(of: q - p) : turn > 0
    }

    /// Whether the streamed point lies left of the moved zone edge.
    @inline(__always)
    static func streamPoint(_ p: GridPoint, isLeftOf u: GridPoint, _ v: GridPoint) -> Bool {
        let turn = (v - u).cross(p - u)
        return turn == 0 ? !shiftIsLeft(of: v - u) : turn > 0
    }

    /// How walking from p to q changes the winding of the ring of u, v: +1 enters, −1 leaves, 0 no crossing.
    ///
    /// With d = q − p, e = v − u, w = u − p the four turns are d × w and d × w + d × e of u and v about
    /// pq, w × e and w × e − d × e of p and q about uv.
    @inline(__always)
    static func crossing(
        _ p: GridPoint, _ q: GridPoint, _ u: GridPoint, _ v: GridPoint
    ) -> Int32 {
        let (d, e, w) = (q - p, v - u, u - p)
        let (de, dw, we) = (d.cross(e), d.cross(w), w.cross(e))
        // Left is a turn over 0, or over −1 where the move decides.
        let zone: Int64 = shiftIsLeft(of: d) ? -1 : 0
        let stream: Int64 = shiftIsLeft(of: e) ? 0 : -1
        let qLeft = bit(we &- de > stream)
        // Most tests find no crossing, but each part of the test is a coin toss: no branches.
        let crosses = (bit(dw > zone) ^ bit(dw &+ de > zone)) & (bit(we > stream) ^ qLeft)
        return crosses &* (2 &* qLeft &- 1)
    }

    @inline(__always)
    private static func bit(_ value: Bool) -> Int32 { value ? 1 : 0 }

    /// Whether the moved zone edge passes the horizontal line through a streamed point.
    @inline(__always)
    static func zoneEdge(_ uy: Int32, _ vy: Int32, spans y: Int32) -> Bool {
        (uy >= y) != (vy >= y)
    }

    /// Whether a streamed edge passes the horizontal line through a moved zone point.
    @inline(__always)
    static func streamEdge(_ py: Int32, _ qy: Int32, spans y: Int32) -> Bool {
        (py <= y) != (qy <= y)
    }
}
