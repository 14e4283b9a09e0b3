public import LandModel

/// How long one part of an assessment took.
public struct AssessmentPhase: Sendable, Hashable {
    /// What was done.
    public let name: BilingualText
    /// Wall time in seconds.
    public let seconds: Double
}

/// Measures the phases of an assessment.
struct PhaseTimer {
    private(set) var phases: [AssessmentPhase] = []
    private var last = ContinuousClock.now

    mutating func end(_ zh: String, _ en: String) {
        let now = ContinuousClock.now
        let span = (now - last).components
        phases.append(
            AssessmentPhase(
                name: BilingualText(zh: zh, en: en),
                seconds: Double(span.seconds) + Double(span.attoseconds) * 1e-18))
        last = now
    }
}
