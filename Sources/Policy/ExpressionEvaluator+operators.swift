import LandModel

/// The operators of the language on known and unknown values.
extension ExpressionEvaluator {
    /// Kleene's `or` (stop at true) and `and` (stop at false).
    static func join(
        _ left: EvaluatedValue, _ right: EvaluatedValue, stop: Bool
    ) -> EvaluatedValue {
        if left == .truth(stop) || right == .truth(stop) { return .truth(stop) }
        let missing = left.missing.union(right.missing)
        return missing.isEmpty ? .truth(!stop) : .unknown(missing)
    }

    /// A comparison; unknown when one side is.
    static func compare(
        _ relation: Expression.Relation, _ left: EvaluatedValue, _ right: EvaluatedValue
    ) -> EvaluatedValue {
        if left.isUnknown || right.isUnknown { return .unknown(left.missing.union(right.missing)) }
        switch relation {
        case .equal: return .truth(left == right)
        case .notEqual: return .truth(left != right)
        case .less: return .truth(precedes(left, right))
        case .greater: return .truth(precedes(right, left))
        case .lessOrEqual: return .truth(!precedes(right, left))
        case .greaterOrEqual: return .truth(!precedes(left, right))
        }
    }

    private static func precedes(_ left: EvaluatedValue, _ right: EvaluatedValue) -> Bool {
        switch (left, right) {
        case (.number(let first), .number(let second)): return first < second
        case (.date(let first), .date(let second)): return first < second
        default: preconditionFailure("load checks let two values without order be compared")
        }
    }

    /// Whether a code, or every one of several codes, is in a list.
    static func membership(_ value: EvaluatedValue, in codes: [String]) -> EvaluatedValue {
        switch value {
        case .code(let code): .truth(codes.contains(code))
        case .codes(let own): .truth(Set(own).isSubset(of: codes))
        case .number, .truth, .date, .period, .unknown: value
        }
    }

    /// Whether a measure keeps its bound.
    static func keeps(
        _ bound: Bound, _ measured: EvaluatedValue, _ limit: EvaluatedValue
    ) -> EvaluatedValue {
        let relation: Expression.Relation =
            switch bound {
            case .atLeast: .greaterOrEqual
            case .atMost: .lessOrEqual
            case .equals: .equal
            case .above: .greater
            case .below: .less
            }
        return compare(relation, measured, limit)
    }

    /// Sum, difference, product or quotient with its unit.
    func compute(
        _ operation: Expression.Operator, _ left: Explanation, _ right: Explanation
    ) throws(WorkingCalendar.YearMissing) -> (EvaluatedValue, ValueType) {
        let unit = Self.unit(operation, left.unit, right.unit)
        if left.value.isUnknown || right.value.isUnknown {
            return (.unknown(left.value.missing.union(right.value.missing)), unit)
        }
        switch (left.value, right.value) {
        case (.date(let day), .period(let period)):
            let reached = try pack.calendar.day(
                period, from: day, backwards: operation == .minus)
            return (.date(reached), unit)
        case (.date(let first), .date(let second)):
            return (.number(Rational(first.daysSinceEpoch - second.daysSinceEpoch)), unit)
        case (.number(let first), .number(let second)):
            return (number(operation, first, second, divisor: right.text), unit)
        default: preconditionFailure("load checks let arithmetic on \(left.text) pass")
        }
    }

    private func number(
        _ operation: Expression.Operator, _ left: Rational, _ right: Rational, divisor: String
    ) -> EvaluatedValue {
        switch operation {
        case .plus: .number(left + right)
        case .minus: .number(left - right)
        case .times: .number(left * right)
        case .divided:
            right == .zero ? .unknown([.condition("\(divisor) > 0")]) : .number(left / right)
        }
    }

    private static func unit(
        _ operation: Expression.Operator, _ left: ValueType, _ right: ValueType
    ) -> ValueType {
        switch operation {
        case .plus: return left == .year || right == .year ? .year : left
        case .minus: return left == .date && right == .date ? .days : left
        case .times: return right.dimension == .number ? left : right
        case .divided: return left.dimension == right.dimension ? .ratio : left
        }
    }
}
