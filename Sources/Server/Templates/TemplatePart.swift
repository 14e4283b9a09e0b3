/// A piece of a template that is ready to be written (模板片段).
indirect enum TemplatePart: Sendable {
    /// What is written as it stands.
    case text([UInt8])
    /// A value; escaped for HTML unless the template says that it is HTML already.
    case value(TemplateName, isEscaped: Bool)
    /// Written once for each element of a list, or once when the value is there.
    case section(TemplateName, [TemplatePart])
    /// Written when the value is absent, false or an empty list.
    case inverted(TemplateName, [TemplatePart])
    /// A part that contains itself, as a tree does.
    case partial(String)
}

/// A name in a template: `words.desk.title`, or `.` for what a section stands on.
struct TemplateName: Hashable, Sendable {
    /// The first piece, which is looked for from the inside outwards; empty for `.`.
    let first: String
    /// The pieces below it.
    let rest: [String]

    init(_ text: String) {
        let pieces = text == "." ? [] : text.split(separator: ".").map(String.init)
        first = pieces.first ?? ""
        rest = Array(pieces.dropFirst())
    }

    /// Whether it is what a section stands on.
    var isSelf: Bool { first.isEmpty }
}
