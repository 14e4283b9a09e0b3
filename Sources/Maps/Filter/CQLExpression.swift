/// A filter on features: the part of CQL2 (OGC 21-065r2) that this program understands.
public indirect enum CQLExpression: Equatable, Sendable {
    /// All hold.
    case and([CQLExpression])
    /// At least one holds.
    case or([CQLExpression])
    /// It does not hold.
    case not(CQLExpression)
    /// Always or never.
    case constant(Bool)
    /// Two operands compared.
    case comparison(CQLOperand, CQLComparison, CQLOperand)
    /// There is no value.
    case isNull(CQLOperand)
    /// A text follows a pattern: `%` any characters, `_` one, `\` before a sign that means itself.
    case like(CQLOperand, pattern: String, ignoringCase: Bool)
    /// From the second operand to the third, both included.
    case between(CQLOperand, CQLOperand, CQLOperand)
    /// One of the list.
    case among(CQLOperand, [CQLOperand])
    /// The shape of a feature and another have a point in common; the first is the name that was written.
    case intersects(property: String, CQLShape)
}

/// How two operands compare.
public enum CQLComparison: String, Sendable, CaseIterable {
    /// The same.
    case equal = "="
    /// Not the same.
    case notEqual = "<>"
    /// Less.
    case less = "<"
    /// Less or the same.
    case lessOrEqual = "<="
    /// Greater.
    case greater = ">"
    /// Greater or the same.
    case greaterOrEqual = ">="
}

/// What is compared.
public indirect enum CQLOperand: Equatable, Sendable {
    /// A field by its name.
    case property(String)
    /// A text; days are texts too.
    case text(String)
    /// A number.
    case number(Double)
    /// True or false; 1 or 0 in the snapshot.
    case boolean(Bool)
    /// A text with the case of Latin letters ignored.
    case caseInsensitive(CQLOperand)
}

/// A shape written into a filter, first ordinate first, in the axis order of the filter's system.
public enum CQLShape: Equatable, Sendable {
    /// Points.
    case points([CQLPosition])
    /// Lines of two or more points each.
    case lines([[CQLPosition]])
    /// Polygons, each a list of rings without a closing point, the exterior first.
    case polygons([[[CQLPosition]]])
    /// A box: least first, least second, greatest first, greatest second ordinate.
    case box(CQLPosition, CQLPosition)
}

/// A position as written.
public struct CQLPosition: Hashable, Sendable {
    /// The first ordinate.
    public let first: Double
    /// The second ordinate.
    public let second: Double

    /// Makes a position.
    public init(_ first: Double, _ second: Double) {
        self.first = first
        self.second = second
    }
}

/// The text form of CQL2.
///
/// Understood are the conformance classes Basic CQL2, Advanced Comparison Operators,
/// Case-insensitive Comparison, and of Basic Spatial Functions `S_INTERSECTS` with points, lines,
/// polygons and boxes. Names may be Chinese; names with other signs stand in double quotes.
public enum CQL2 {
    /// The most bytes of a filter.
    public static let longestText = 65_536
    /// The deepest nesting of brackets and negations.
    public static let deepestNesting = 32
    /// The most comparisons, values and names in a filter.
    public static let mostTerms = 1000
    /// The most positions of the shapes in a filter.
    public static let mostPositions = 4000
    /// The most signs `%` and `_` in a pattern: more cost time and tell nothing.
    public static let mostWildcards = 10

    /// Reads a filter.
    ///
    /// - Throws: ``CQL2Error``, which says where and what to do.
    public static func parse(_ text: String) throws(CQL2Error) -> CQLExpression {
        var parser = try CQLParser(text)
        return try parser.filter()
    }
}
