import Journal
import LandModel
import Operations

/// What a person typed into the form of an act, as the input of that act (填报内容的读取).
///
/// Members of the form carry the names of the fields; a list repeats its name, and facts come as pairs of
/// `NAME.name` and `NAME.value`. Names that begin with `_` are the page's own.
struct FormReading {
    /// The input; what was left empty is not in it.
    private(set) var input: [String: CanonicalJSON] = [:]
    /// What cannot be put into an input at all.
    private(set) var faults: [Refusal.Item] = []
    private let body: FormBody

    /// Texts of more parts than this are no list of a form.
    private static let mostParts = 1000

    init(_ body: FormBody, _ form: ActForm) {
        self.body = body
        for outline in form.outlines { read(outline, form) }
    }

    /// The texts in a field, in order; what a page shows again.
    static func texts(_ body: FormBody, _ name: String) -> [String] {
        body.all(name).filter { !$0.isEmpty }
    }

    private mutating func read(_ outline: InputOutline, _ form: ActForm) {
        let name = outline.name
        switch outline.kind {
        case .members: read(facts: name, outline, form)
        case .list(let kind, _):
            let parts = body.all(name).map(Self.line).filter { !$0.isEmpty }
                .prefix(Self.mostParts)
            if !parts.isEmpty {
                input[name] = .array(parts.map { Self.value(chosen($0, outline, form), kind) })
            }
        case .areas:
            let codes = body.all(name).flatMap { text in
                PickerOptions(form, name).value(of: Self.line(text)).map { [$0] }
                    ?? Self.parts(text)
            }
            if codes == ["nation"] {
                input[name] = .text("nation")
            } else if !codes.isEmpty {
                input[name] = .array(codes.prefix(Self.mostParts).map { .text($0) })
            }
        default:
            let text = Self.line(body[name])
            if !text.isEmpty {
                input[name] = Self.value(chosen(text, outline, form), outline.kind)
            }
        }
    }

    /// What was chosen from a list by its name; other texts stay, and a name that several have is a fault.
    private mutating func chosen(
        _ text: String, _ outline: InputOutline, _ form: ActForm
    ) -> String {
        let options = PickerOptions(form, outline.name)
        if let value = options.value(of: text) { return value }
        let same = options.named(text)
        guard same.count > 1 else { return text }
        let labels = same.prefix(6).map { PickerOptions.label($0, .zh) }
        faults.append(
            Refusal.Item(
                "FRM-NAMES", field: outline.name,
                BilingualText(
                    zh: "“\(text)”有 \(same.count) 个，请从列表中选定一个：\(labels.joined(separator: "、"))。",
                    en: "There are \(same.count) called “\(text)”: choose one from the list, "
                        + labels.joined(separator: ", ") + ".")))
        return text
    }

    private mutating func read(facts name: String, _ outline: InputOutline, _ form: ActForm) {
        var members: [String: CanonicalJSON] = [:]
        let types = Dictionary(form.facts.map { ($0.name, $0.type) }, uniquingKeysWith: { $1 })
        for (fact, value) in Self.pairs(body, name) where !(fact.isEmpty && value.isEmpty) {
            if fact.isEmpty || value.isEmpty {
                faults.append(
                    Refusal.Item(
                        "FRM-PAIR", field: name,
                        BilingualText(
                            zh: "“\(outline.title.zh)”一行须同时有名称和值：\(fact)\(value)。",
                            en:
                                "A row of “\(outline.title.en)” needs both name and value: \(fact)\(value)."
                        )))
            } else if members[fact] != nil {
                faults.append(
                    Refusal.Item(
                        "FRM-TWICE", field: "\(name).\(fact)",
                        BilingualText(
                            zh: "“\(fact)”填了两次，请删去一行。",
                            en: "“\(fact)” is given twice; remove one row.")))
            } else {
                members[fact] = Self.fact(value, types[fact])
            }
        }
        if !members.isEmpty { input[name] = .object(members) }
    }

    /// The value of a fact, by its type in the vocabulary.
    static func fact(_ text: String, _ type: String?) -> CanonicalJSON {
        switch type {
        case "codes": .array(parts(text).map { .text($0) })
        case "bool":
            switch text {
            case "是", "yes": .bool(true)
            case "否", "no": .bool(false)
            default: .text(text)
            }
        default: .text(text)
        }
    }

    /// The names and values of a field of pairs, row by row.
    static func pairs(_ body: FormBody, _ name: String) -> [(String, String)] {
        let (names, values) = (body.all(name + ".name"), body.all(name + ".value"))
        return (0..<max(names.count, values.count)).map { row in
            (
                row < names.count ? line(names[row]) : "",
                row < values.count ? line(values[row]) : ""
            )
        }
    }

    /// A value of a kind; what is none stays a text, so that the act tells what is wrong with it.
    static func value(_ text: String, _ kind: InputKind) -> CanonicalJSON {
        switch kind {
        case .integer: Int(text).map { .integer($0) } ?? .text(text)
        case .flag: text == "true" ? .bool(true) : text == "false" ? .bool(false) : .text(text)
        default: .text(text)
        }
    }

    /// A text without line ends and spaces around it: the journal keeps lines.
    static func line(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        var line = Substring(words)
        while line.first?.isWhitespace == true { line.removeFirst() }
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line)
    }

    /// The parts of a text that people write with commas of any kind.
    static func parts(_ text: String) -> [String] {
        text.split(whereSeparator: { ",，、;；".contains($0) || $0.isWhitespace }).map(String.init)
    }
}
