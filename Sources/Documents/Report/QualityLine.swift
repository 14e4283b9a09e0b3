public import LandModel

/// What one rule of the data check found (质量检查).
public struct QualityLine: Sendable {
    /// How grave a defect is.
    public enum Severity: String, Sendable, CaseIterable {
        /// The data cannot be used.
        case error
        /// The data can be used, with care.
        case warning
    }

    /// Identifier of the rule.
    public var rule: String
    /// What the rule checks.
    public var title: BilingualText
    /// How grave a defect of this rule is.
    public var severity: Severity
    /// The number of defects.
    public var count: Int
    /// The area concerned; nil when the rule measures none.
    public var area: Area?

    /// Makes a line.
    public init(
        rule: String, title: BilingualText, severity: Severity, count: Int, area: Area? = nil
    ) {
        self.rule = rule
        self.title = title
        self.severity = severity
        self.count = count
        self.area = area
    }
}
