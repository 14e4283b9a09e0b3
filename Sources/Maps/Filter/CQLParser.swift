import LandModel

/// Builds a filter from its words, by recursive descent.
struct CQLParser {
    private let tokens: [CQLToken]
    private var at = 0
    private var depth = 0
    private var terms = 0
    private(set) var positions = 0

    init(_ text: String) throws(CQL2Error) {
        guard text.utf8.count <= CQL2.longestText else {
            throw .tooLong(text.utf8.count, most: CQL2.longestText)
        }
        var lexer = CQLLexer(text)
        tokens = try lexer.tokens()
        guard tokens.count > 1 else { throw .empty }
    }

    var current: CQLToken { tokens[at] }
    private var following: CQLToken { tokens[min(at + 1, tokens.count - 1)] }

    mutating func advance() { at = min(at + 1, tokens.count - 1) }

    func unexpected(_ expected: String) -> CQL2Error {
        .unexpected(current.shown, position: current.position, expected: expected)
    }

    mutating func take(_ sign: String) throws(CQL2Error) {
        guard current.kind == .sign(sign) else { throw unexpected("“\(sign)”") }
        advance()
    }

    private mutating func take(keyword: String) throws(CQL2Error) {
        guard current.keyword == keyword else { throw unexpected(keyword) }
        advance()
    }

    mutating func countPosition() throws(CQL2Error) {
        positions += 1
        if positions > CQL2.mostPositions { throw .tooMany(.positions, most: CQL2.mostPositions) }
    }

    private mutating func countTerm() throws(CQL2Error) {
        terms += 1
        if terms > CQL2.mostTerms { throw .tooMany(.terms, most: CQL2.mostTerms) }
    }

    private mutating func descend() throws(CQL2Error) {
        depth += 1
        if depth > CQL2.deepestNesting { throw .tooDeep(most: CQL2.deepestNesting) }
    }

    // MARK: Logic

    mutating func filter() throws(CQL2Error) -> CQLExpression {
        let whole = try disjunction()
        guard current.kind == .end else { throw unexpected("AND / OR") }
        return whole
    }

    private mutating func disjunction() throws(CQL2Error) -> CQLExpression {
        var parts = [try conjunction()]
        while current.keyword == "OR" {
            advance()
            parts.append(try conjunction())
        }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func conjunction() throws(CQL2Error) -> CQLExpression {
        var parts = [try factor()]
        while current.keyword == "AND" {
            advance()
            parts.append(try factor())
        }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func factor() throws(CQL2Error) -> CQLExpression {
        if current.keyword == "NOT" {
            try descend()
            defer { depth -= 1 }
            advance()
            return .not(try factor())
        }
        if current.kind == .sign("(") {
            try descend()
            defer { depth -= 1 }
            advance()
            let inside = try disjunction()
            try take(")")
            return inside
        }
        return try predicate()
    }

    // MARK: Predicates

    private mutating func predicate() throws(CQL2Error) -> CQLExpression {
        try countTerm()
        if let word = current.keyword {
            if (word == "TRUE" || word == "FALSE"), !followsComparison {
                advance()
                return .constant(word == "TRUE")
            }
            if following.kind == .sign("("),
                word.hasPrefix("S_") || word.hasPrefix("T_") || word.hasPrefix("A_")
            {
                return try spatial(word)
            }
        }
        let left = try operand()
        if case .sign(let sign) = current.kind, let comparison = CQLComparison(rawValue: sign) {
            advance()
            return .comparison(left, comparison, try operand())
        }
        if current.keyword == "IS" {
            advance()
            let isNegated = current.keyword == "NOT"
            if isNegated { advance() }
            try take(keyword: "NULL")
            return isNegated ? .not(.isNull(left)) : .isNull(left)
        }
        let isNegated = current.keyword == "NOT"
        if isNegated { advance() }
        let found = try advanced(left)
        return isNegated ? .not(found) : found
    }

    private var followsComparison: Bool {
        if case .sign(let sign) = following.kind {
            CQLComparison(rawValue: sign) != nil
        } else {
            false
        }
    }

    private mutating func advanced(_ left: CQLOperand) throws(CQL2Error) -> CQLExpression {
        switch current.keyword {
        case "LIKE":
            advance()
            return try like(left)
        case "BETWEEN":
            advance()
            let low = try operand()
            try take(keyword: "AND")
            return .between(left, low, try operand())
        case "IN":
            advance()
            try take("(")
            var list = [try operand()]
            while current.kind == .sign(",") {
                advance()
                list.append(try operand())
            }
            try take(")")
            return .among(left, list)
        default: throw unexpected("= <> < > <= >= IS LIKE BETWEEN IN")
        }
    }

    private mutating func like(_ left: CQLOperand) throws(CQL2Error) -> CQLExpression {
        let pattern = try operand()
        var (text, ignoringCase) = ("", false)
        switch pattern {
        case .text(let plain): text = plain
        case .caseInsensitive(.text(let plain)): (text, ignoringCase) = (plain, true)
        default: throw unexpected("'…'")
        }
        guard text.count(where: { $0 == "%" || $0 == "_" }) <= CQL2.mostWildcards else {
            throw .tooMany(.wildcards, most: CQL2.mostWildcards)
        }
        if case .caseInsensitive(let inner) = left {
            return .like(inner, pattern: text, ignoringCase: true)
        }
        return .like(left, pattern: text, ignoringCase: ignoringCase)
    }

    private mutating func operand() throws(CQL2Error) -> CQLOperand {
        try countTerm()
        let token = current
        switch token.kind {
        case .text(let text):
            advance()
            return .text(text)
        case .number(let number):
            advance()
            return .number(number)
        case .name(let name):
            advance()
            return .property(name)
        case .word(let word):
            let isCall = following.kind == .sign("(")
            advance()
            switch (word.uppercased(), isCall) {
            case ("CASEI", true): return .caseInsensitive(try argument())
            case ("DATE", true), ("TIMESTAMP", true): return try argument()
            case (_, true): throw .unknownFunction(word, position: token.position)
            case ("TRUE", _): return .boolean(true)
            case ("FALSE", _): return .boolean(false)
            case ("AND", _), ("OR", _), ("NOT", _), ("LIKE", _), ("BETWEEN", _), ("IN", _),
                ("IS", _),
                ("NULL", _):
                throw .unexpected(
                    word, position: token.position, expected: "字段名或取值 a field or a value")
            default: return .property(word)
            }
        case .sign, .end: throw unexpected("字段名或取值 a field or a value")
        }
    }

    private mutating func argument() throws(CQL2Error) -> CQLOperand {
        try descend()
        defer { depth -= 1 }
        try take("(")
        let inner = try operand()
        try take(")")
        return inner
    }

    // MARK: Shapes

    private mutating func spatial(_ function: String) throws(CQL2Error) -> CQLExpression {
        guard function == "S_INTERSECTS" else {
            throw .unknownFunction(function, position: current.position)
        }
        advance()
        try take("(")
        let name: String
        switch current.kind {
        case .word(let word): name = word
        case .name(let word): name = word
        default: throw unexpected("图形字段名 the name of the shape")
        }
        advance()
        try take(",")
        let shape = try shape()
        try take(")")
        return .intersects(property: name, shape)
    }
}
