import LandModel
import Policy

/// The area-weighted mean grade (平均质量等别, QUAL1), exact; unknown when land has no grade.
struct GradeMean: Sendable, Hashable {
    private var weighted: Int128 = 0
    private var total: Int128 = 0
    private var isComplete = true

    init() {}

    mutating func add(_ area: Area, _ grade: Int?) {
        guard let grade else {
            if area > .zero { isComplete = false }
            return
        }
        weighted += Int128(area.hundredths) * Int128(grade)
        total += Int128(area.hundredths)
    }

    /// The mean; nil when there is no land or some of it has no grade.
    var value: Rational? {
        isComplete && total > 0 ? Rational(weighted, over: total) : nil
    }
}
