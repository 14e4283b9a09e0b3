import LandModel

/// A legal number, date or period of a document, with the days its values are in force.
struct Parameter: Hashable, Sendable {
    /// A value and the days on which it is in force.
    struct DatedValue: Hashable, Sendable {
        let from: CalendarDay
        let to: CalendarDay?
        /// nil for a blank of the document.
        let value: EvaluatedValue?
        /// As written, for messages.
        let text: String
    }

    let name: String
    let zh: String
    let unit: ValueType
    let strength: Strength
    let clause: String
    let values: [DatedValue]
    let file: String
    let line: Int

    /// The value in force on a day.
    func value(on day: CalendarDay) -> EvaluatedValue {
        let live = values.filter { $0.from <= day && day <= ($0.to ?? day) }
        guard let last = live.max(by: { $0.from < $1.from }) else {
            return .unknown([.parameterNotInForce(name)])
        }
        return last.value ?? .unknown([.parameter(name)])
    }

    /// Reads a value as written in a parameter or a case.
    static func value(of text: String, type: ValueType) -> EvaluatedValue? {
        switch type {
        case .ratio:
            guard text.hasSuffix("%") else { return Rational(text).map { .number($0) } }
            return Rational(text.dropLast()).map { .number($0 / Rational(100)) }
        case .area, .money, .count, .index, .grade, .days:
            var bare = text
            for unit in ["m2", "CNY"] where bare.hasSuffix(unit) { bare.removeLast(unit.count) }
            bare.removeAll { $0 == "_" || $0 == " " }
            return Rational(bare).map { .number($0) }
        case .year: return Int(text).map { .number(Rational($0)) }
        case .bool: return text == "true" ? .truth(true) : text == "false" ? .truth(false) : nil
        case .date: return CalendarDay(text).map { .date($0) }
        case .period: return Period(text).map { .period($0) }
        case .monthDay:
            // Judged in a leap year, so that 02-29 is a day.
            return CalendarDay("2000-" + text) == nil ? nil : .code(text)
        case .code: return .code(text)
        case .codes: return nil
        }
    }
}
