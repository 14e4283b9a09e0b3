import LandModel

/// A parsed expression of the pack language (policy-packs.md, section 6).
indirect enum Expression: Hashable, Sendable {
    case literal(EvaluatedValue, ValueType)
    case name(String)
    case call(Function, String)
    case aggregate(Aggregate, of: String, where: Expression?, body: Expression?)
    case not(Expression)
    case logical(Connective, Expression, Expression)
    case comparison(Relation, Expression, Expression)
    case membership(Expression, [String])
    case arithmetic(Operator, Expression, Expression)

    /// A function of one name.
    enum Function: String, Sendable {
        case done, dateOf, filed, provenance, known
    }

    /// A fold over a collection.
    enum Aggregate: String, Sendable {
        case all, any, sum, min, max, count
    }

    enum Connective: String, Sendable {
        case and, or
    }

    enum Relation: String, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case equal = "="
        case notEqual = "!="
        case greaterOrEqual = ">="
        case greater = ">"
    }

    enum Operator: String, Sendable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divided = "/"
    }

    /// The normalised text: equal text means equal meaning for the conflict rules.
    var text: String {
        switch self {
        case .literal(let value, _): Self.literalText(value)
        case .name(let name): name
        case .call(let function, let name): "\(function.rawValue)(\(name))"
        case .aggregate(let aggregate, let collection, let condition, let body):
            "\(aggregate.rawValue)(\(collection)" + (condition.map { " where \($0.text)" } ?? "")
                + (body.map { ": \($0.text)" } ?? "") + ")"
        case .not(let inner): "not \(inner.text)"
        case .logical(let connective, let left, let right):
            "(\(left.text) \(connective.rawValue) \(right.text))"
        case .comparison(let relation, let left, let right):
            "\(left.text) \(relation.rawValue) \(right.text)"
        case .membership(let left, let codes):
            "\(left.text) in (\(codes.joined(separator: ", ")))"
        case .arithmetic(let sign, let left, let right):
            "(\(left.text) \(sign.rawValue) \(right.text))"
        }
    }

    private static func literalText(_ value: EvaluatedValue) -> String {
        switch value {
        case .number(let number): number.description
        case .truth(let truth): "\(truth)"
        case .date(let day): day.description
        case .code(let code): "'\(code)'"
        case .codes(let codes): codes.joined(separator: ", ")
        case .period(let period): "\(period.count) \(period.unit.rawValue)"
        case .unknown: "unknown"
        }
    }

    /// The parts directly below.
    var children: [Expression] {
        switch self {
        case .literal, .name, .call: []
        case .aggregate(_, _, let condition, let body): [condition, body].compactMap(\.self)
        case .not(let inner), .membership(let inner, _): [inner]
        case .logical(_, let left, let right), .comparison(_, let left, let right),
            .arithmetic(_, let left, let right):
            [left, right]
        }
    }

    /// Every divisor anywhere inside.
    var divisors: [Expression] {
        let own: [Expression] =
            if case .arithmetic(.divided, _, let divisor) = self { [divisor] } else { [] }
        return own + children.flatMap(\.divisors)
    }

    /// The conditions that all hold when this one does.
    var conjuncts: [Expression] {
        if case .logical(.and, let left, let right) = self {
            left.conjuncts + right.conjuncts
        } else {
            [self]
        }
    }

    /// Every name anywhere inside.
    var names: Set<String> {
        if case .name(let name) = self { return [name] }
        return children.reduce(into: []) { $0.formUnion($1.names) }
    }

    /// Whether a condition makes sure that an expression is above zero.
    func guarantees(positive divisor: Expression) -> Bool {
        let zero = Expression.literal(.number(.zero), .count)
        return conjuncts.contains { condition in
            condition == .comparison(.greater, divisor, zero)
                || condition == .comparison(.less, zero, divisor)
        }
    }
}
