public import Policy

extension Bound {
    /// The mathematical sign of it.
    public var sign: String {
        switch self {
        case .atLeast: "≥"
        case .atMost: "≤"
        case .equals: "="
        case .above: ">"
        case .below: "<"
        }
    }
}
