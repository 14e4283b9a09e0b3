/// Distances between border segments in grid units.
enum SegmentDistance {
    /// The square of the shortest distance of two segments that do not cross.
    ///
    /// Segments of noded borders meet at most in end points, so an end point is always nearest.
    static func squared(_ s: BorderSegment, _ t: BorderSegment) -> Double {
        min(
            min(point(s.ax, s.ay, t), point(s.bx, s.by, t)),
            min(point(t.ax, t.ay, s), point(t.bx, t.by, s)))
    }

    private static func point(_ x: Int32, _ y: Int32, _ s: BorderSegment) -> Double {
        let dx = Double(s.bx) - Double(s.ax)
        let dy = Double(s.by) - Double(s.ay)
        let px = Double(x) - Double(s.ax)
        let py = Double(y) - Double(s.ay)
        let square = dx * dx + dy * dy
        let t = square > 0 ? min(1, max(0, (px * dx + py * dy) / square)) : 0
        let ex = px - t * dx
        let ey = py - t * dy
        return ex * ex + ey * ey
    }
}
