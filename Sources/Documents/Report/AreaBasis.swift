/// How the areas of a report were computed (面积口径).
public struct AreaBasis: Sendable {
    /// The kind of area.
    public enum Kind: String, Sendable, CaseIterable {
        /// 椭球面积, the legal area on CGCS2000.
        case ellipsoidal
        /// 平面面积, for comparison only.
        case planar
    }

    /// The kind of area.
    public var kind: Kind
    /// Longest edge in metres before points are inserted on it; nil when none were.
    public var densificationMetres: Double?
    /// Distance in metres between neighbouring points of the overlay's integer grid.
    public var gridMetres: Double

    /// Makes a basis.
    public init(kind: Kind, densificationMetres: Double?, gridMetres: Double) {
        self.kind = kind
        self.densificationMetres = densificationMetres
        self.gridMetres = gridMetres
    }
}
