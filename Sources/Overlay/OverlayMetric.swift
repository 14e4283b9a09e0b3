/// What areas are measured in.
public enum OverlayMetric: String, Hashable, Sendable, CaseIterable {
    /// Coordinates are longitude and latitude in degrees on CGCS2000; areas are official ellipsoidal square metres (椭球面积).
    ///
    /// An edge is a chord in (L, q(B)), as in the notice of the national survey office (2008) No. 32:
    /// edges longer than the densification length must be divided before, once, for all layers.
    case ellipsoidal
    /// Coordinates are plane, in any unit; areas are in the square of that unit.
    case planar
}
