import Geometry
import LandExchange

/// A filter as a condition of SQL: text without any value in it, the values, and the shapes it judges by.
struct CompiledFilter {
    var sql: String
    var values: [SnapshotValue]
    var shapes: [ShapeTest]

    /// A condition that always holds.
    static let always = CompiledFilter(sql: "1", values: [], shapes: [])

    /// Adds another condition.
    mutating func add(_ other: CompiledFilter) {
        sql = sql == "1" ? other.sql : "(\(sql)) AND (\(other.sql))"
        values += other.values
        shapes += other.shapes
    }
}

/// Turns a filter into SQL over the fields that a layer has.
///
/// Only names of the layer's own columns are written into the text; every value is a parameter.
struct CQLCompiler {
    private let layer: MapLayer
    private let system: MapSystem
    private var filter = CompiledFilter(sql: "", values: [], shapes: [])
    private let firstShape: Int

    /// - Parameters:
    ///   - system: the system of shapes in the filter.
    ///   - firstShape: the number of the first of them.
    static func compile(
        _ expression: CQLExpression, for layer: MapLayer, system: MapSystem, firstShape: Int
    ) throws(CQL2Error) -> CompiledFilter {
        var compiler = CQLCompiler(layer: layer, system: system, firstShape: firstShape)
        compiler.filter.sql = try compiler.condition(expression)
        return compiler.filter
    }

    private init(layer: MapLayer, system: MapSystem, firstShape: Int) {
        self.layer = layer
        self.system = system
        self.firstShape = firstShape
    }

    private mutating func bind(_ value: SnapshotValue) -> String {
        filter.values.append(value)
        return "?"
    }

    // MARK: Conditions

    private mutating func condition(_ expression: CQLExpression) throws(CQL2Error) -> String {
        switch expression {
        case .and(let parts): return try joined(parts, " AND ")
        case .or(let parts): return try joined(parts, " OR ")
        case .not(let inner): return "NOT (\(try condition(inner)))"
        case .constant(let holds): return holds ? "1" : "0"
        case .isNull(let operand): return "\(try column(operand).sql) IS NULL"
        case .comparison(let left, let comparison, let right):
            try check(left, right)
            return "\(try sql(left)) \(comparison.rawValue) \(try sql(right))"
        case .between(let value, let low, let high):
            try check(value, low)
            try check(value, high)
            return "\(try sql(value)) BETWEEN \(try sql(low)) AND \(try sql(high))"
        case .among(let value, let list):
            for member in list { try check(value, member) }
            let head = try sql(value)
            var members: [String] = []
            for member in list { members.append(try sql(member)) }
            return "\(head) IN (\(members.joined(separator: ", ")))"
        case .like(let operand, let pattern, let ignoringCase):
            let found = try column(operand)
            guard found.kind == .text else { throw .notText(field: found.name) }
            let glob = CQLCompiler.glob(ignoringCase ? CQLCompiler.lowered(pattern) : pattern)
            return "\(ignoringCase ? "lower(\(found.sql))" : found.sql) GLOB \(bind(.text(glob)))"
        case .intersects(let property, let shape):
            return try spatial(property, shape)
        }
    }

    private mutating func joined(
        _ parts: [CQLExpression], _ word: String
    ) throws(CQL2Error) -> String {
        var texts: [String] = []
        for part in parts { texts.append("(\(try condition(part)))") }
        return texts.joined(separator: word)
    }

    private mutating func spatial(
        _ property: String, _ shape: CQLShape
    ) throws(CQL2Error) -> String {
        guard MapSnapshot.shapeNames.contains(property.lowercased()), let frame = layer.frame else {
            throw .notShape(field: property, shape: MapSnapshot.shapeNames[0])
        }
        let test = ShapeTest(shape, in: system, for: frame, extent: layer.bounds)
        let found = CQLCompiler.meeting(
            test, layer: layer.name, number: firstShape + filter.shapes.count)
        filter.values += found.values
        filter.shapes.append(test)
        return found.sql
    }

    /// The condition that a feature meets a shape: candidates of the spatial index, then the exact test.
    static func meeting(_ test: ShapeTest, layer: String, number: Int) -> CompiledFilter {
        let index = SnapshotConnection.quoted(SnapshotConnection.spatialIndex(of: layer))
        let box = test.box
        return CompiledFilter(
            sql:
                "\(SnapshotConnection.identifierColumn) IN (SELECT id FROM \(index) "
                + "WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?) "
                + "AND \(ConnectionPool.meets)(\(SnapshotConnection.geometryColumn), ?)",
            values: [
                .real(box.minX), .real(box.maxX), .real(box.minY), .real(box.maxY),
                .integer(Int64(number)),
            ], shapes: [test])
    }

    // MARK: Operands

    private struct Column {
        let name: String
        let sql: String
        let kind: MapField.Kind
    }

    private func column(_ operand: CQLOperand) throws(CQL2Error) -> Column {
        switch operand {
        case .property(let name): return try column(named: name)
        case .caseInsensitive(let inner):
            let found = try column(inner)
            guard found.kind == .text else { throw .notText(field: found.name) }
            return Column(name: found.name, sql: "lower(\(found.sql))", kind: .text)
        default: throw .notComparable(CQLCompiler.shown(operand), "IS NULL / LIKE")
        }
    }

    private func column(named name: String) throws(CQL2Error) -> Column {
        guard let found = layer.queryable(name) else {
            throw .unknownField(name, available: layer.queryables.map(\.name))
        }
        return Column(name: found.name, sql: layer.sql(of: found), kind: found.kind)
    }

    private enum Sort { case text, number }

    /// Whether an operand is text or number, and the field it comes from.
    private func sort(_ operand: CQLOperand) throws(CQL2Error) -> (Sort, Column?) {
        switch operand {
        case .property, .caseInsensitive(.property):
            let found = try column(operand)
            return (found.kind == .text ? .text : .number, found)
        case .text: return (.text, nil)
        case .number, .boolean: return (.number, nil)
        case .caseInsensitive(.text): return (.text, nil)
        case .caseInsensitive: throw .notComparable("CASEI", CQLCompiler.shown(operand))
        }
    }

    private func check(_ left: CQLOperand, _ right: CQLOperand) throws(CQL2Error) {
        let (one, other) = (try sort(left), try sort(right))
        guard one.1 != nil || other.1 != nil else {
            throw .notComparable(CQLCompiler.shown(left), CQLCompiler.shown(right))
        }
        guard one.0 != other.0 else { return }
        if let field = one.1, other.1 == nil {
            throw .wrongKind(
                field: field.name, holds: field.kind, value: CQLCompiler.shown(right))
        }
        if let field = other.1, one.1 == nil {
            throw .wrongKind(field: field.name, holds: field.kind, value: CQLCompiler.shown(left))
        }
        throw .notComparable(CQLCompiler.shown(left), CQLCompiler.shown(right))
    }

    private mutating func sql(_ operand: CQLOperand) throws(CQL2Error) -> String {
        switch operand {
        case .text(let text): return bind(.text(text))
        case .number(let number):
            return bind(Int64(exactly: number).map(SnapshotValue.integer) ?? .real(number))
        case .boolean(let value): return bind(.integer(value ? 1 : 0))
        case .caseInsensitive(.text(let text)): return bind(.text(CQLCompiler.lowered(text)))
        case .property, .caseInsensitive: return try column(operand).sql
        }
    }

    private static func shown(_ operand: CQLOperand) -> String {
        switch operand {
        case .property(let name): name
        case .text(let text): "'\(text.prefix(40))'"
        case .number(let number):
            Int64(exactly: number).map { "\($0)" } ?? "\(number)"
        case .boolean(let value): value ? "TRUE" : "FALSE"
        case .caseInsensitive(let inner): "CASEI(\(shown(inner)))"
        }
    }

    /// Latin letters without case, as `lower` of SQLite does.
    private static func lowered(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { sign in
                    ("A"..."Z").contains(sign)
                        ? Unicode.Scalar(UInt8(sign.value) + 32) : sign
                }))
    }

    /// A pattern of `LIKE` as one of `GLOB`, which minds the case.
    static func glob(_ pattern: String) -> String {
        var out = String.UnicodeScalarView()
        var isEscaped = false
        for sign in pattern.unicodeScalars {
            if !isEscaped, sign == "\\" {
                isEscaped = true
                continue
            }
            switch sign {
            case "%" where !isEscaped: out.append("*")
            case "_" where !isEscaped: out.append("?")
            case "*", "?", "[": out.append(contentsOf: ["[", sign, "]"])
            default: out.append(sign)
            }
            isEscaped = false
        }
        if isEscaped { out.append("\\") }
        return String(out)
    }
}
