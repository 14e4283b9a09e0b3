import Journal
import LandModel
import Operations

/// Which column of a table fills which field of an act (列与填报项的对应).
struct BatchColumns: Sendable {
    /// What a column is for.
    enum Target: Sendable {
        /// A field of the form.
        case field(InputOutline)
        /// A fact among the members of a field.
        case fact(InputOutline, FactOption)
        /// Nothing: the reader's own column.
        case unused
    }

    /// The columns in order.
    let targets: [(head: String, target: Target)]
    private let form: ActForm

    init(_ heads: [String], _ form: ActForm) {
        self.form = form
        let members = form.outlines.first { if case .members = $0.kind { true } else { false } }
        targets = heads.map { head in
            // `名称*` and `名称 (m²)` are the heads of the template; some names end in brackets themselves.
            for name in [head, String(head.prefix { !"*（(".contains($0) })] {
                let name = FormReading.line(name)
                if let outline = form.outlines.first(where: {
                    Self.fits(name, $0.name, $0.title)
                }) {
                    return (head, .field(outline))
                }
                let bare = name.hasPrefix("facts.") ? String(name.dropFirst(6)) : name
                if let members,
                    let fact = form.facts.first(where: { Self.fits(bare, $0.name, $0.title) })
                {
                    return (head, .fact(members, fact))
                }
            }
            return (head, .unused)
        }
    }

    /// The place of the column that fills a field, or a fact written `FIELD.FACT`; nil when none does.
    func index(of field: String) -> Int? {
        targets.firstIndex { column in
            switch column.target {
            case .field(let outline): outline.name == field
            case .fact(let outline, let fact): "\(outline.name).\(fact.name)" == field
            case .unused: false
            }
        }
    }

    /// Whether a head names a field or a fact of the form.
    static func isKnown(_ head: String, _ form: ActForm) -> Bool {
        BatchColumns([head], form).unused.isEmpty
    }

    private static func fits(_ head: String, _ name: String, _ title: BilingualText) -> Bool {
        [name.lowercased(), title.zh.lowercased(), title.en.lowercased()]
            .contains(head.lowercased())
    }

    /// The heads that fill nothing.
    var unused: [String] {
        targets.compactMap { if case .unused = $0.target { $0.head } else { nil } }
    }

    /// What the template puts over the names of the subjects, which fill nothing on purpose.
    static let nameHead = BilingualText(zh: "（名称，仅供核对）", en: "(name, to check by)")

    /// Whether a field gets its values from a column.
    func fills(_ name: String) -> Bool {
        targets.contains {
            if case .field(let outline) = $0.target { outline.name == name } else { false }
        }
    }

    /// The input of a row: what is the same in all rows, and over it what its cells hold.
    func input(_ cells: [String], common: [String: CanonicalJSON]) -> [String: CanonicalJSON] {
        var input = common
        var facts: [String: [String: CanonicalJSON]] = [:]
        for (index, column) in targets.enumerated() where index < cells.count {
            let text = cells[index]
            if text.isEmpty { continue }
            switch column.target {
            case .unused: continue
            case .field(let outline):
                let known = PickerOptions(form, outline.name).value(of: text)
                input[outline.name] = Self.value(known ?? text, outline)
            case .fact(let outline, let fact):
                let code = fact.codes.first { [$0.title.zh, $0.title.en].contains(text) }?.value
                facts[outline.name, default: [:]][fact.name] = FormReading.fact(
                    code ?? (fact.type == "bool" ? Self.truth(text) : text), fact.type)
            }
        }
        for (name, members) in facts {
            var all = members
            if case .object(let given)? = input[name] { all = given.merging(members) { $1 } }
            input[name] = .object(all)
        }
        return input
    }

    /// What spreadsheets keep for yes and no, as people write it in forms.
    private static func truth(_ text: String) -> String {
        switch text.lowercased() {
        case "1", "true": "yes"
        case "0", "false": "no"
        default: text
        }
    }

    private static func value(_ text: String, _ outline: InputOutline) -> CanonicalJSON {
        switch outline.kind {
        case .flag: return FormReading.fact(truth(text), "bool")
        case .list(let kind, _):
            return .array(
                text.split(whereSeparator: { "、;；|".contains($0) }).map {
                    FormReading.value(FormReading.line(String($0)), kind)
                })
        case .areas:
            return text == "nation"
                ? .text(text) : .array(FormReading.parts(text).map { .text($0) })
        default:
            if case .words(let words) = outline.source,
                let word = words.first(where: { [$0.title.zh, $0.title.en].contains(text) })
            {
                return .text(word.value)
            }
            return FormReading.value(text, outline.kind)
        }
    }
}
