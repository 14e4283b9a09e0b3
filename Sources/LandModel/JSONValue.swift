/// A JSON value whose text is the same for the same value: members keep the order they were given.
public enum JSONValue: Sendable {
    /// Nothing.
    case null
    /// Yes or no.
    case bool(Bool)
    /// A whole number.
    case integer(Int)
    /// A number already written, such as an area with two decimals.
    case number(String)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members in their order.
    case object([(String, JSONValue)])

    /// Both languages of a text.
    public static func text(_ text: BilingualText) -> JSONValue {
        .object([("zh", .string(text.zh)), ("en", .string(text.en))])
    }

    /// A text, or null when there is none.
    public static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// The value on one line.
    public var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    /// Appends the value on one line.
    public func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let written): text += written
        case .string(let value): text += value.quotedAsJSON
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                text += member.0.quotedAsJSON
                text += ":"
                member.1.write(to: &text)
            }
            text += "}"
        }
    }

    /// The member with a name; nil when there is none.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }
}
