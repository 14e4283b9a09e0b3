import LandModel

/// A JSON value whose text is the same for the same value: members keep the order they were given.
enum JSONValue {
    case null
    case bool(Bool)
    case integer(Int)
    /// A number already written, such as an area with two decimals.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

    /// Both languages of a text.
    static func text(_ text: BilingualText) -> JSONValue {
        .object([("zh", .string(text.zh)), ("en", .string(text.en))])
    }

    /// The value on one line.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let text): text
        case .string(let text): text.quotedAsJSON
        case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { $0.0.quotedAsJSON + ":" + $0.1.text }.joined(separator: ",") + "}"
        }
    }
}
