import LandModel

/// Finds the type and unit of an expression, or says why it has none.
struct ExpressionTyper {
    let pack: Pack

    private var vocabulary: Vocabulary { pack.vocabulary }

    /// The type of an expression among the facts of the scopes, innermost first.
    ///
    /// - Throws: ``FaultError`` for the first part that does not fit.
    func type(of expression: Expression, in scopes: [String]) throws(FaultError) -> ValueType {
        switch expression {
        case .literal(let value, let type):
            let isFree = value == .number(.zero) || value == .number(Rational(1))
            if (type.dimension != nil && !isFree) || type == .period {
                throw FaultError(fault: .legalNumber(expression.text))
            }
            return type
        case .name(let name): return try type(ofName: name, in: scopes)
        case .call(let function, let name): return try type(of: function, name, in: scopes)
        case .aggregate(let aggregate, let collection, let condition, let body):
            return try type(of: aggregate, collection, condition, body, in: scopes)
        case .not(let inner):
            try requireCondition(inner, in: scopes)
            return .bool
        case .logical(_, let left, let right):
            try requireCondition(left, in: scopes)
            try requireCondition(right, in: scopes)
            return .bool
        case .comparison(let relation, let left, let right):
            try check(relation, left, right, in: scopes)
            return .bool
        case .membership(let left, let codes):
            try checkMembership(left, codes, in: scopes)
            return .bool
        case .arithmetic(let operation, let left, let right):
            return try type(of: operation, left, right, in: scopes)
        }
    }

    private func differ(_ reason: String) -> FaultError {
        FaultError(fault: .typesDiffer(reason))
    }

    private func type(ofName name: String, in scopes: [String]) throws(FaultError) -> ValueType {
        if name == "asOf" { return .date }
        if let parameter = pack.parameters[name] { return parameter.unit }
        if let fact = vocabulary.fact(name, in: scopes) { return fact.type }
        throw FaultError(fault: .unknownName(name, subject: scopes.first ?? ""))
    }

    private func type(
        of function: Expression.Function, _ name: String, in scopes: [String]
    ) throws(FaultError) -> ValueType {
        switch function {
        case .done, .dateOf:
            guard pack.lifecycle.act(name) != nil else {
                throw FaultError(fault: .unknownAct(name))
            }
            return function == .done ? .bool : .date
        case .filed:
            guard vocabulary.documents[name] != nil else {
                throw FaultError(fault: .unknownReference(what: .document, name))
            }
            return .bool
        case .provenance, .known:
            guard vocabulary.fact(name, in: scopes) != nil else {
                throw FaultError(fault: .unknownFact(name))
            }
            return function == .known ? .bool : .code
        }
    }

    private func type(
        of aggregate: Expression.Aggregate, _ collection: String, _ condition: Expression?,
        _ body: Expression?, in scopes: [String]
    ) throws(FaultError) -> ValueType {
        guard let member = vocabulary.member(of: collection) else {
            throw FaultError(fault: .unknownCollection(collection))
        }
        let inner = [member] + scopes
        if let condition { try requireCondition(condition, in: inner) }
        guard let body else {
            if aggregate == .count { return .count }
            throw differ("\(aggregate.rawValue) needs ': expression'")
        }
        let type = try type(of: body, in: inner)
        switch aggregate {
        case .count: throw differ("count takes no ':' part")
        case .all, .any:
            guard type == .bool else { throw differ("\(aggregate.rawValue) needs a condition") }
        case .sum:
            guard type.dimension != nil else { throw differ("sum needs a number after ':'") }
        case .min, .max:
            guard type.dimension != nil || type == .date else {
                throw differ("\(aggregate.rawValue) needs a number or a date after ':'")
            }
        }
        return type
    }

    private func requireCondition(
        _ expression: Expression, in scopes: [String]
    ) throws(FaultError) {
        let type = try type(of: expression, in: scopes)
        guard type == .bool else {
            throw FaultError(fault: .notCondition(expression.text, type: type))
        }
    }

    private func check(
        _ relation: Expression.Relation, _ left: Expression, _ right: Expression,
        in scopes: [String]
    ) throws(FaultError) {
        let (first, second) = (try type(of: left, in: scopes), try type(of: right, in: scopes))
        let zero = Expression.literal(.number(.zero), .count)
        let text = Expression.comparison(relation, left, right).text
        if let one = first.dimension, let other = second.dimension {
            guard one == other || left == zero || right == zero else {
                throw differ("cannot compare \(first.rawValue) with \(second.rawValue): \(text)")
            }
            return
        }
        guard first == second, first != .period else {
            throw differ("cannot compare \(first.rawValue) with \(second.rawValue): \(text)")
        }
        let hasOrder = first == .date || first == .year
        guard hasOrder || relation == .equal || relation == .notEqual else {
            throw differ("\(first.rawValue) has no order: \(text)")
        }
        if case .literal(.code(let code), _) = right { try checkCode(code, of: left, in: scopes) }
        if case .literal(.code(let code), _) = left { try checkCode(code, of: right, in: scopes) }
    }

    private func checkMembership(
        _ left: Expression, _ codes: [String], in scopes: [String]
    ) throws(FaultError) {
        let type = try type(of: left, in: scopes)
        guard type == .code || type == .codes else {
            throw differ("'in' needs a code on its left: \(left.text)")
        }
        for code in codes { try checkCode(code, of: left, in: scopes) }
    }

    /// Refuses a code that is not in the list of the fact or function it is compared with.
    private func checkCode(
        _ code: String, of expression: Expression, in scopes: [String]
    ) throws(FaultError) {
        let list: String?
        switch expression {
        case .name(let name): list = vocabulary.fact(name, in: scopes)?.codeList
        case .call: list = "provenance"
        default: list = nil
        }
        guard let list else { return }
        let known =
            list == "office"
            ? pack.officeIndex[code] != nil : vocabulary.codes[list, default: []].contains(code)
        if !known { throw FaultError(fault: .unknownCode(code, list: list)) }
    }

    private func type(
        of operation: Expression.Operator, _ left: Expression, _ right: Expression,
        in scopes: [String]
    ) throws(FaultError) -> ValueType {
        let (first, second) = (try type(of: left, in: scopes), try type(of: right, in: scopes))
        let isSum = operation == .plus || operation == .minus
        if isSum && first == .date && second == .period { return .date }
        if operation == .minus && first == .date && second == .date { return .days }
        if operation == .plus && Set([first, second]) == [.year, .count] { return .year }
        let name = "\(first.rawValue) \(operation.rawValue) \(second.rawValue)"
        guard let one = first.dimension, let other = second.dimension else {
            throw differ("no arithmetic on \(name)")
        }
        switch operation {
        case .plus, .minus:
            guard one == other else { throw differ("cannot add: \(name)") }
            return first
        case .times:
            guard one == .number || other == .number else { throw differ("no unit for \(name)") }
            return other == .number ? first : second
        case .divided:
            if one == other { return .ratio }
            guard other == .number else { throw differ("no unit for \(name)") }
            return first
        }
    }
}
