public import LandModel

/// What one rule found in one layer.
public struct QualityOutcome: Equatable, Sendable {
    /// The identifier of the rule.
    public let rule: String
    /// The name of the layer.
    public let layer: String
    /// How many findings, of every severity, whether kept or not.
    public internal(set) var counts: [QualitySeverity: Int] = [:]
    /// Why the rule could not be applied; nil when it was.
    public internal(set) var notApplicable: BilingualText?

    /// How many blocking findings and warnings.
    public var defectCount: Int { counts[.blocking, default: 0] + counts[.warning, default: 0] }
}

/// The result of a quality check (质检报告).
public struct QualityReport: Equatable, Sendable {
    /// The findings, by severity, rule, layer and feature; the same for the same data.
    public let findings: [QualityFinding]
    /// One entry per rule and layer that was looked at, in the order of rules and layers.
    public let outcomes: [QualityOutcome]
    /// The sums of areas by village, township and county; nil without a land-use layer.
    public let closure: AreaClosureReport?
    /// How far borders agree, one entry per layer whose shapes were looked at against each other.
    public let borders: [BorderAgreement]
    /// The parameters used.
    public let parameters: QualityParameters

    /// How many findings of a severity, whether kept or not.
    public func count(_ severity: QualitySeverity) -> Int {
        outcomes.reduce(0) { $0 + $1.counts[severity, default: 0] }
    }

    /// How many findings of a rule are blocking or warnings, over all layers, whether kept or not.
    public func defectCount(ofRule rule: String) -> Int {
        outcomes.reduce(0) { $0 + ($1.rule == rule ? $1.defectCount : 0) }
    }

    /// Whether a blocking finding exists.
    public var isBlocked: Bool { count(.blocking) > 0 }
}
