/// A JSON value that has exactly one canonical text.
///
/// The text is that of the JSON Canonicalization Scheme (RFC 8785), restricted so that every
/// program writes the same bytes: numbers are integers of at most 2^53 − 1, and members are named as
/// ``JournalName`` says, where the orders by byte, by Unicode scalar and by UTF-16 unit are one.
/// Strings are kept as they were given, without normalisation: Unicode's normal form replaces
/// compatibility ideographs, and with them people's registered names.
public enum CanonicalJSON: Sendable {
    /// No value.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number within ``integers``.
    case integer(Int)
    /// A text.
    case text(String)
    /// A list.
    case array([CanonicalJSON])
    /// Members by name; the names follow the rule of ``JournalName``.
    case object([String: CanonicalJSON])

    /// The integers that every JSON program keeps exactly, ±(2^53 − 1).
    public static let integers = -9_007_199_254_740_991...9_007_199_254_740_991

    /// The member of that name; nil when this is no object or has none.
    public subscript(name: String) -> CanonicalJSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The number; nil when this is none.
    public var integer: Int? { if case .integer(let value) = self { value } else { nil } }

    /// The text; nil when this is none.
    public var text: String? { if case .text(let value) = self { value } else { nil } }

    /// The truth value; nil when this is none.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The list; nil when this is none.
    public var array: [CanonicalJSON]? { if case .array(let values) = self { values } else { nil } }
}

extension CanonicalJSON: Equatable {
    /// Whether two values have the same canonical text.
    ///
    /// Swift takes two spellings of a letter for the same string; the journal does not.
    public static func == (left: CanonicalJSON, right: CanonicalJSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.text(let one), .text(let other)): one.utf8.elementsEqual(other.utf8)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }
}

extension CanonicalJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A number.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A list.
    public init(arrayLiteral elements: CanonicalJSON...) { self = .array(elements) }
    /// Members; a name may be written once only.
    public init(dictionaryLiteral elements: (String, CanonicalJSON)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }
}
