extension LayerRole {
    /// Whether a layer of the role belongs to a plan (规划图层); every other layer of a dataset is survey or control.
    public var isOfPlan: Bool {
        switch self {
        case .consolidationArea, .planParcel, .functionalZone: true
        default: isOfPlannedChange
        }
    }

    /// Whether a layer of the role tells how a plan would change lines or rights.
    public var isOfPlannedChange: Bool {
        switch self {
        case .redLineAfter, .urbanBoundaryAfter, .tenureBefore, .tenureAfter: true
        default: false
        }
    }
}
