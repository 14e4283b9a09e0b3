import Journal
public import LandModel

/// A field of an operation's input: name, title, limits and how it is read (填报项).
///
/// The field is the key by which an operation reads its value, so a value of the wrong type or a
/// field that was never declared does not compile.
public struct InputField<Value: Sendable>: Sendable {
    /// What forms, help texts and refusals need to know.
    public let outline: InputOutline
    /// Reads a value, or tells by nil that it is none; an absent member comes as nil.
    let read: @Sendable (CanonicalJSON?) -> Value?

    init(
        _ name: String, _ title: BilingualText, kind: InputKind, isRequired: Bool,
        help: BilingualText? = nil, source: InputSource = .typed,
        read: @escaping @Sendable (CanonicalJSON?) -> Value?
    ) {
        outline = InputOutline(
            name: name, title: title, kind: kind, isRequired: isRequired, help: help,
            source: source)
        self.read = read
    }
}

/// A field without its type.
public struct InputOutline: Hashable, Sendable {
    /// The name of the member.
    public let name: String
    /// What it is called.
    public let title: BilingualText
    /// What it takes.
    public let kind: InputKind
    /// Whether it must be given.
    public let isRequired: Bool
    /// What to know about it.
    public let help: BilingualText?
    /// Where its values come from.
    public let source: InputSource
}

/// A field whose type is known to itself only: it can tell whether a value is acceptable.
struct CheckedField: Sendable {
    let outline: InputOutline
    let accepts: @Sendable (CanonicalJSON?) -> Bool

    init<Value>(_ field: InputField<Value>) {
        outline = field.outline
        accepts = { field.read($0) != nil }
    }
}

/// The fields of an operation, in the order of its form.
public struct InputForm: Sendable {
    let fields: [CheckedField]

    /// Puts fields together.
    init<each Value>(_ field: repeat InputField<each Value>) {
        var fields: [CheckedField] = []
        for one in repeat each field { fields.append(CheckedField(one)) }
        self.fields = fields
    }

    /// What the fields are.
    public var outlines: [InputOutline] { fields.map(\.outline) }
}
