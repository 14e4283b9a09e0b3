/// How an area came to be known (面积来源).
///
/// Ningxia accepts only measured areas of new cultivated land (NX-046: map work alone or a
/// coefficient is not accepted). Ordered from the weakest to the strongest, so that the
/// provenance of a sum is the `min` of its parts.
public enum AreaProvenance: String, Sendable, CaseIterable, Comparable {
    /// Typed in by somebody.
    case declared
    /// Map work (图上作业) or a coefficient.
    case computed
    /// Field survey (实测).
    case measured

    /// Whether the left provenance is the weaker one.
    public static func < (left: AreaProvenance, right: AreaProvenance) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .declared: 0
        case .computed: 1
        case .measured: 2
        }
    }
}
