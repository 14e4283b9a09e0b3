public import LandModel

/// Writes values with their units for a reader; the comparison itself used the exact value.
public struct ValueWriter: Sendable {
    private let language: DisplayLanguage

    /// Makes a writer for a language.
    public init(_ language: DisplayLanguage) {
        self.language = language
    }

    /// A value with its unit; areas in m² with mu (亩) beside.
    public func text(_ value: EvaluatedValue, unit: ValueType?) -> String {
        text(value, unit: unit, places: 2)
    }

    private func text(_ value: EvaluatedValue, unit: ValueType?, places: Int) -> String {
        switch value {
        case .number(let number): text(number, unit: unit, places: places)
        case .truth(let truth): language == .zh ? (truth ? "是" : "否") : (truth ? "yes" : "no")
        case .date(let day): day.description
        case .code(let code): code
        case .codes(let codes): codes.joined(separator: language == .zh ? "、" : ", ")
        case .period(let period): text(period)
        case .unknown: language == .zh ? "未知" : "unknown"
        }
    }

    private func text(_ period: Period) -> String {
        let words: [Period.Unit: String] = [
            .days: "天", .workdays: "个工作日", .months: "个月", .years: "年",
        ]
        return language == .zh
            ? "\(period.count)\(words[period.unit] ?? "")"
            : "\(period.count) \(period.unit.rawValue)"
    }

    private func text(_ number: Rational, unit: ValueType?, places: Int) -> String {
        switch unit {
        case .ratio: return (number * Rational(100)).decimal(places) + "%"
        case .area:
            let mu = (number * Rational(3, over: 2000)).decimal(places)
            let metres = number.decimal(places)
            return language == .zh ? "\(metres)平方米（\(mu)亩）" : "\(metres) m² (\(mu) mu)"
        case .money:
            return number.decimal(places) + (language == .zh ? "元" : " CNY")
        case .days: return Self.short(number, places) + (language == .zh ? "天" : " days")
        case .index: return Self.short(number, max(places, 6))
        default: return Self.short(number, places)
        }
    }

    /// Decimals without trailing zeros.
    private static func short(_ number: Rational, _ places: Int) -> String {
        var text = number.decimal(places)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// Measured and required with as many digits as keep them apart.
    func pair(_ checked: ClauseJudge.CheckedBound) -> (measured: String, required: String) {
        var shown = (measured: "", required: "")
        for places in [2, 4, 6, 8, 10, 12] {
            shown = (
                text(checked.measured, unit: checked.unit, places: places),
                text(checked.required, unit: checked.unit, places: places)
            )
            if checked.measured == checked.required || shown.measured != shown.required { break }
        }
        return shown
    }
}
