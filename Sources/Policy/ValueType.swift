/// The type of a fact, a parameter or an expression, with its unit.
///
/// Raw values are the words of `vocabulary.yaml` and of the parameter files.
public enum ValueType: String, Sendable, CaseIterable {
    /// An area in m², recorded to 0.01.
    case area
    /// A sum of money in CNY, recorded in fen.
    case money
    /// A share without unit, shown in percent.
    case ratio
    /// A number of things.
    case count
    /// An indicator without unit, six decimals.
    case index
    /// A quality grade (等别); 1 is the best.
    case grade
    /// A number of days between two dates.
    case days
    /// True or false.
    case bool
    /// A calendar day.
    case date
    /// A calendar year.
    case year
    /// One code of a list.
    case code
    /// Several codes of a list.
    case codes
    /// A day of every year, such as `03-31`; only as a parameter.
    case monthDay
    /// A span of time, such as `3 years`; only as a parameter or a literal.
    case period

    /// What a number measures; numbers of different dimensions never meet.
    enum Dimension: Sendable {
        case area, money, grade, days, number
    }

    /// The dimension of a number; nil for a type that is none.
    var dimension: Dimension? {
        switch self {
        case .area: .area
        case .money: .money
        case .grade: .grade
        case .days: .days
        case .ratio, .count, .index: .number
        case .bool, .date, .year, .code, .codes, .monthDay, .period: nil
        }
    }
}
