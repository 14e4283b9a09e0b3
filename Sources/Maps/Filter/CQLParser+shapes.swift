import LandModel

/// Shapes in a filter: well-known text, and `BBOX`.
extension CQLParser {
    mutating func shape() throws(CQL2Error) -> CQLShape {
        let start = current
        guard let kind = start.keyword else { throw unexpected("POINT LINESTRING POLYGON BBOX") }
        advance()
        switch kind {
        case "POINT":
            try take("(")
            let point = try position()
            try take(")")
            return .points([point])
        case "MULTIPOINT":
            return .points(try list { parser throws(CQL2Error) in try parser.member() })
        case "LINESTRING": return .lines([try line(least: 2, start)])
        case "MULTILINESTRING":
            return .lines(try list { parser throws(CQL2Error) in try parser.line(least: 2, start) })
        case "POLYGON": return .polygons([try polygon(start)])
        case "MULTIPOLYGON":
            return .polygons(try list { parser throws(CQL2Error) in try parser.polygon(start) })
        case "BBOX", "ENVELOPE": return try box(start)
        default:
            throw .unexpected(
                start.shown, position: start.position, expected: "POINT LINESTRING POLYGON BBOX")
        }
    }

    private mutating func list<Member>(
        _ member: (inout CQLParser) throws(CQL2Error) -> Member
    ) throws(CQL2Error) -> [Member] {
        try take("(")
        var found = [try member(&self)]
        while current.kind == .sign(",") {
            advance()
            found.append(try member(&self))
        }
        try take(")")
        return found
    }

    private mutating func number() throws(CQL2Error) -> Double {
        guard case .number(let value) = current.kind else { throw unexpected("数 a number") }
        advance()
        return value
    }

    private mutating func position() throws(CQL2Error) -> CQLPosition {
        try countPosition()
        let first = try number()
        let second = try number()
        // A height may follow and is not used.
        if case .number = current.kind { advance() }
        return CQLPosition(first, second)
    }

    /// A point of a multipoint, in brackets of its own or not.
    private mutating func member() throws(CQL2Error) -> CQLPosition {
        guard current.kind == .sign("(") else { return try position() }
        advance()
        let point = try position()
        try take(")")
        return point
    }

    private mutating func line(least: Int, _ start: CQLToken) throws(CQL2Error) -> [CQLPosition] {
        let points = try list { parser throws(CQL2Error) in try parser.position() }
        guard points.count >= least else {
            throw .badShape(
                position: start.position,
                BilingualText(zh: "至少要 \(least) 个点", en: "it needs at least \(least) points"))
        }
        return points
    }

    /// The rings without their closing points.
    private mutating func polygon(_ start: CQLToken) throws(CQL2Error) -> [[CQLPosition]] {
        try list { parser throws(CQL2Error) in
            let ring = try parser.line(least: 4, start)
            guard ring.first == ring.last else {
                throw .badShape(
                    position: start.position,
                    BilingualText(zh: "环的首尾点不同", en: "the first and last point of a ring differ"))
            }
            return Array(ring.dropLast())
        }
    }

    private mutating func box(_ start: CQLToken) throws(CQL2Error) -> CQLShape {
        let numbers = try list { parser throws(CQL2Error) in try parser.number() }
        // With heights there are six numbers; the third of each corner is the height.
        guard numbers.count == 4 || numbers.count == 6 else {
            throw .badShape(
                position: start.position,
                BilingualText(zh: "BBOX 要 4 个数", en: "BBOX takes 4 numbers"))
        }
        let half = numbers.count / 2
        let (low, high) = (
            CQLPosition(numbers[0], numbers[1]), CQLPosition(numbers[half], numbers[half + 1])
        )
        guard low.first <= high.first, low.second <= high.second else {
            throw .badShape(
                position: start.position,
                BilingualText(
                    zh: "BBOX 的最小值大于最大值", en: "the least of BBOX is above the greatest"))
        }
        return .box(low, high)
    }
}
