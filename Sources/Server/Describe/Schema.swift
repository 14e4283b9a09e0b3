import LandModel

/// The shape of a JSON value or of a parameter, as OpenAPI 3.1 describes it (JSON Schema 2020-12).
indirect enum Schema: Sendable {
    /// Text, perhaps of a form: `date`, `uri`, `binary`; a pattern is of the whole text.
    case text(format: String? = nil, pattern: String? = nil, longest: Int? = nil)
    /// A whole number, and which one it is when nothing is said.
    case integer(ClosedRange<Int>? = nil, usual: Int? = nil)
    /// A number.
    case number(ClosedRange<Double>? = nil)
    /// Yes or no.
    case flag
    /// One of some words.
    case choice([String])
    /// A list.
    case list(Schema, most: Int? = nil)
    /// Named members; those marked optional may be missing. Others are allowed when `isOpen`.
    case object([Member], isOpen: Bool = false)
    /// Values by names that are not known beforehand.
    case values(Schema)
    /// The value or null.
    case nullable(Schema)
    /// Anything.
    case anything
    /// A shape with a name, listed once in the document.
    case named(String)

    /// A member of an object.
    struct Member: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        let meaning: String

        init(_ name: String, _ schema: Schema, required: Bool = true, _ meaning: String = "") {
            (self.name, self.schema, self.isRequired, self.meaning) = (
                name, schema, required, meaning
            )
        }
    }

    /// A text in both languages.
    static let bilingual = Schema.object([
        Member("zh", .text(), "Chinese"), Member("en", .text(), "English"),
    ])

    /// The shape as the document writes it.
    var json: JSONValue {
        switch self {
        case .text(let format, let pattern, let longest):
            var members: [(String, JSONValue)] = [("type", .string("string"))]
            if let format { members.append(("format", .string(format))) }
            // There a pattern may match anywhere, unless it says otherwise (JSON Schema 6.3.3).
            if let pattern { members.append(("pattern", .string("^(?:\(pattern))$"))) }
            if let longest { members.append(("maxLength", .integer(longest))) }
            return .object(members)
        case .integer(let range, let usual):
            return .object(
                [("type", .string("integer"))]
                    + (range.map {
                        [
                            ("minimum", .integer($0.lowerBound)),
                            ("maximum", .integer($0.upperBound)),
                        ]
                    } ?? []) + (usual.map { [("default", .integer($0))] } ?? []))
        case .number(let range):
            return .object(
                [("type", .string("number"))]
                    + (range.map {
                        [
                            ("minimum", .number("\($0.lowerBound)")),
                            ("maximum", .number("\($0.upperBound)")),
                        ]
                    } ?? []))
        case .flag: return .object([("type", .string("boolean"))])
        case .choice(let words):
            return .object([
                ("type", .string("string")), ("enum", .array(words.map { .string($0) })),
            ])
        case .list(let item, let most):
            return .object(
                [("type", .string("array")), ("items", item.json)]
                    + (most.map { [("maxItems", .integer($0))] } ?? []))
        case .object(let members, let isOpen): return Self.object(members, isOpen)
        case .values(let schema):
            return .object([
                ("type", .string("object")), ("additionalProperties", schema.json),
            ])
        case .nullable(let schema):
            return .object([
                ("anyOf", .array([schema.json, .object([("type", .string("null"))])]))
            ])
        case .anything: return .object([])
        case .named(let name):
            return .object([("$ref", .string("#/components/schemas/\(name)"))])
        }
    }

    private static func object(_ members: [Member], _ isOpen: Bool) -> JSONValue {
        let properties = members.map { member -> (String, JSONValue) in
            guard !member.meaning.isEmpty, case .object(let known) = member.schema.json,
                known.first?.0 != "$ref"
            else { return (member.name, member.schema.json) }
            return (member.name, .object(known + [("description", .string(member.meaning))]))
        }
        let required = members.filter(\.isRequired).map { JSONValue.string($0.name) }
        return .object(
            [("type", .string("object")), ("properties", .object(properties))]
                + (required.isEmpty ? [] : [("required", .array(required))])
                + (isOpen ? [] : [("additionalProperties", .bool(false))]))
    }
}
