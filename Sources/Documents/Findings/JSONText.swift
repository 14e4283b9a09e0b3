import LandModel

/// A JSON value that is written in one way only: members in the order given, two spaces a level.
indirect enum JSONText {
    case null
    case bool(Bool)
    case integer(Int)
    case string(String)
    case array([JSONText])
    case object(KeyValuePairs<String, JSONText>)

    /// A text, or null when there is none.
    static func optional(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }

    /// The value as a document, with a line break at the end.
    var document: String {
        var out = ""
        write(into: &out, level: 0)
        return out + "\n"
    }

    private func write(into out: inout String, level: Int) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .integer(let value): out += String(value)
        case .string(let value): out += value.quotedAsJSON
        case .array(let members):
            guard !members.isEmpty else { return out += "[]" }
            out += "["
            for (index, member) in members.enumerated() {
                Self.newLine(into: &out, level: level + 1, comma: index > 0)
                member.write(into: &out, level: level + 1)
            }
            Self.newLine(into: &out, level: level, comma: false)
            out += "]"
        case .object(let members):
            guard !members.isEmpty else { return out += "{}" }
            out += "{"
            for (index, member) in members.enumerated() {
                Self.newLine(into: &out, level: level + 1, comma: index > 0)
                out += member.key.quotedAsJSON
                out += ": "
                member.value.write(into: &out, level: level + 1)
            }
            Self.newLine(into: &out, level: level, comma: false)
            out += "}"
        }
    }

    private static func newLine(into out: inout String, level: Int, comma: Bool) {
        out += comma ? ",\n" : "\n"
        for _ in 0..<level { out += "  " }
    }
}
