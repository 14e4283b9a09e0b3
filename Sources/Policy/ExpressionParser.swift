import LandModel

/// Reads an expression by recursive descent over the grammar of policy-packs.md, section 6.
struct ExpressionParser {
    private enum Token: Hashable {
        case date(CalendarDay)
        case number(Rational)
        case name(String)
        case code(String)
        case sign(String)

        var text: String {
            switch self {
            case .date(let day): day.description
            case .number(let number): number.description
            case .name(let name): name
            case .code(let code): "'\(code)'"
            case .sign(let sign): sign
            }
        }
    }

    private static let reserved: Set<String> = [
        "or", "and", "not", "in", "where", "true", "false", "days", "workdays", "months", "years",
        "m2", "CNY",
    ]

    private let source: String
    private var tokens: [Token] = []
    private var position = 0
    private var depth = 0
    /// Deeper nesting is refused, so that no text can exhaust the stack.
    private static let depthAllowed = 50

    /// Reads a whole text.
    ///
    /// - Throws: ``FaultError`` with the reason when it is no expression.
    static func parse(_ source: String) throws(FaultError) -> Expression {
        var parser = ExpressionParser(source: source)
        try parser.tokenise()
        let expression = try parser.disjunction()
        if let extra = parser.next { throw parser.fault("unexpected '\(extra.text)'") }
        return expression
    }

    private init(source: String) {
        self.source = source
    }

    private func fault(_ reason: String) -> FaultError {
        FaultError(fault: .syntax(reason, expression: source))
    }

    // MARK: Tokens

    private mutating func tokenise() throws(FaultError) {
        var rest = Substring(source)
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first.isASCII && first.isNumber {
                try takeNumber(&rest)
            } else if first.isASCII && first.isLetter {
                let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
                tokens.append(.name(String(name)))
                rest = rest.dropFirst(name.count)
            } else if first == "'" {
                let code = rest.dropFirst().prefix { $0 != "'" }
                guard code.endIndex < rest.endIndex else { throw fault("a quote is not closed") }
                tokens.append(.code(String(code)))
                rest = rest[rest.index(after: code.endIndex)...]
            } else {
                let sign = ["<=", ">=", "!="].first { rest.hasPrefix($0) } ?? String(first)
                guard sign.count == 2 || "<>=+*/(),:%-".contains(sign) else {
                    throw fault("cannot read '\(rest.prefix(12))'")
                }
                tokens.append(.sign(sign))
                rest = rest.dropFirst(sign.count)
            }
        }
    }

    private mutating func takeNumber(_ rest: inout Substring) throws(FaultError) {
        if let day = CalendarDay(rest.prefix(10)) {
            tokens.append(.date(day))
            rest = rest.dropFirst(10)
            return
        }
        let whole = rest.prefix { $0.isASCII && $0.isNumber }
        var text = String(whole)
        rest = rest.dropFirst(whole.count)
        if rest.first == "." {
            let decimals = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            if !decimals.isEmpty {
                text += "." + decimals
                rest = rest.dropFirst(decimals.count + 1)
            }
        }
        guard let number = Rational(text) else { throw fault("'\(text)' is no number") }
        tokens.append(.number(number))
    }

    private var next: Token? { position < tokens.count ? tokens[position] : nil }

    private mutating func take(word: String) -> Bool {
        guard next == .name(word) else { return false }
        position += 1
        return true
    }

    private mutating func take(sign: String) -> Bool {
        guard next == .sign(sign) else { return false }
        position += 1
        return true
    }

    private mutating func require(sign: String) throws(FaultError) {
        guard take(sign: sign) else {
            throw fault("expected '\(sign)', found '\(next?.text ?? "the end")'")
        }
    }

    private mutating func requireName() throws(FaultError) -> String {
        guard case .name(let name) = next, !Self.reserved.contains(name) else {
            throw fault("expected a name, found '\(next?.text ?? "the end")'")
        }
        position += 1
        return name
    }

    // MARK: Grammar

    private mutating func disjunction() throws(FaultError) -> Expression {
        var left = try conjunction()
        while take(word: "or") { left = .logical(.or, left, try conjunction()) }
        return left
    }

    private mutating func conjunction() throws(FaultError) -> Expression {
        var left = try negation()
        while take(word: "and") { left = .logical(.and, left, try negation()) }
        return left
    }

    private mutating func negation() throws(FaultError) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthAllowed else { throw fault("nested too deeply") }
        return take(word: "not") ? .not(try negation()) : try relation()
    }

    private mutating func relation() throws(FaultError) -> Expression {
        let left = try sum()
        if case .sign(let sign) = next, let relation = Expression.Relation(rawValue: sign) {
            position += 1
            return .comparison(relation, left, try sum())
        }
        guard take(word: "in") else { return left }
        try require(sign: "(")
        var codes: [String] = []
        repeat {
            switch next {
            case .code(let code), .name(let code): codes.append(code)
            default: throw fault("expected a code")
            }
            position += 1
        } while take(sign: ",")
        try require(sign: ")")
        return .membership(left, codes)
    }

    private mutating func sum() throws(FaultError) -> Expression {
        var left = try product()
        while case .sign(let sign) = next, sign == "+" || sign == "-",
            let operation = Expression.Operator(rawValue: sign)
        {
            position += 1
            left = .arithmetic(operation, left, try product())
        }
        return left
    }

    private mutating func product() throws(FaultError) -> Expression {
        var left = try atom()
        while case .sign(let sign) = next, sign == "*" || sign == "/",
            let operation = Expression.Operator(rawValue: sign)
        {
            position += 1
            left = .arithmetic(operation, left, try atom())
        }
        return left
    }

    private mutating func atom() throws(FaultError) -> Expression {
        guard let token = next else { throw fault("expected more") }
        switch token {
        case .date(let day):
            position += 1
            return .literal(.date(day), .date)
        case .number(let number):
            position += 1
            return try literal(number)
        case .code(let code):
            position += 1
            return .literal(.code(code), .code)
        case .sign:
            try require(sign: "(")
            let inner = try disjunction()
            try require(sign: ")")
            return inner
        case .name(let name):
            if take(word: "true") { return .literal(.truth(true), .bool) }
            if take(word: "false") { return .literal(.truth(false), .bool) }
            let following = position + 1 < tokens.count ? tokens[position + 1] : nil
            if following == .sign("(") { return try call(name) }
            return .name(try requireName())
        }
    }

    private mutating func literal(_ number: Rational) throws(FaultError) -> Expression {
        if take(sign: "%") {
            return .literal(.number(number / Rational(100)), .ratio)
        }
        if take(word: "m2") { return .literal(.number(number), .area) }
        if take(word: "CNY") { return .literal(.number(number), .money) }
        if case .name(let word) = next, let unit = Period.Unit(rawValue: word) {
            position += 1
            guard number.isInteger, let count = Int(exactly: number.numerator) else {
                throw fault("a span of time is a whole number of \(word)")
            }
            return .literal(.period(Period(count: count, unit: unit)), .period)
        }
        return .literal(.number(number), .count)
    }

    private mutating func call(_ name: String) throws(FaultError) -> Expression {
        position += 1
        try require(sign: "(")
        if let aggregate = Expression.Aggregate(rawValue: name) {
            let collection = try requireName()
            let condition = take(word: "where") ? try disjunction() : nil
            let body = take(sign: ":") ? try disjunction() : nil
            try require(sign: ")")
            return .aggregate(aggregate, of: collection, where: condition, body: body)
        }
        guard let function = Expression.Function(rawValue: name) else {
            throw fault("no function '\(name)'")
        }
        let argument = try requireName()
        try require(sign: ")")
        return .call(function, argument)
    }
}
