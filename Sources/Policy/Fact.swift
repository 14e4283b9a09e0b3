public import LandModel

/// The value of a fact, by its type in the vocabulary.
public enum FactValue: Hashable, Sendable {
    /// An area (面积), exact to 0.01 m².
    case area(Area)
    /// A sum of money (金额), exact to the fen.
    case money(Money)
    /// A share; 5 % is 1/20.
    case ratio(Rational)
    /// A number of things.
    case count(Int)
    /// An indicator, such as a contiguity index (连片度).
    case index(Rational)
    /// A quality grade (质量等别); 1 is the best, a mean grade may be a fraction.
    case grade(Rational)
    /// Yes or no.
    case bool(Bool)
    /// A calendar day.
    case date(CalendarDay)
    /// A calendar year.
    case year(Int)
    /// One code of a list of the vocabulary.
    case code(String)
    /// Several codes of a list of the vocabulary.
    case codes([String])

    /// The type of the value.
    public var type: ValueType {
        switch self {
        case .area: .area
        case .money: .money
        case .ratio: .ratio
        case .count: .count
        case .index: .index
        case .grade: .grade
        case .bool: .bool
        case .date: .date
        case .year: .year
        case .code: .code
        case .codes: .codes
        }
    }
}

/// What a fact rests on: the layer or journal event it came from.
public struct Evidence: Hashable, Sendable {
    /// Name of the layer, event or ledger entry.
    public let source: String
    /// SHA-256 of the file or event, lower-case hex; empty when it has none.
    public let digest: String
    /// A short remark for the reader; empty when there is none.
    public let note: String

    /// Makes an evidence.
    public init(source: String, digest: String = "", note: String = "") {
        self.source = source
        self.digest = digest
        self.note = note
    }
}

/// Something known about a subject: measured, recorded or balanced.
///
/// A fact that is not known is absent, never zero.
public struct Fact: Hashable, Sendable {
    /// The value.
    public let value: FactValue
    /// How an area came to be known: the weakest of its layers; nil where it does not matter.
    public let provenance: AreaProvenance?
    /// What the value rests on.
    public let evidence: [Evidence]

    /// Makes a fact.
    public init(
        _ value: FactValue, provenance: AreaProvenance? = nil, evidence: [Evidence] = []
    ) {
        self.value = value
        self.provenance = provenance
        self.evidence = evidence
    }
}
