import LandModel

/// What is wrong with one field of an input.
public enum InputFault: Hashable, Sendable {
    /// The input is no JSON object.
    case notAnObject
    /// A field that must be given is absent.
    case missing(InputOutline)
    /// The value is not of the kind that the field takes.
    case unacceptable(InputOutline)
    /// The operation has no such field.
    case unknown(String, known: [String])

    /// What is wrong and how to mend it.
    var item: Refusal.Item {
        switch self {
        case .notAnObject:
            Refusal.Item(
                "INP-OBJECT",
                BilingualText(
                    zh: "填报内容必须是一个 JSON 对象。", en: "The input must be a JSON object."))
        case .missing(let field):
            Refusal.Item(
                "INP-MISSING", field: field.name,
                BilingualText(
                    zh: "缺“\(field.title.zh)”（\(field.name)）：应为\(field.kind.words.zh)。",
                    en:
                        "“\(field.title.en)” (\(field.name)) is missing: give \(field.kind.words.en)."
                ))
        case .unacceptable(let field):
            Refusal.Item(
                "INP-VALUE", field: field.name,
                BilingualText(
                    zh: "“\(field.title.zh)”（\(field.name)）应为\(field.kind.words.zh)。",
                    en: "“\(field.title.en)” (\(field.name)) must be \(field.kind.words.en)."))
        case .unknown(let name, let known):
            Refusal.Item(
                "INP-UNKNOWN", field: name,
                BilingualText(
                    zh: "没有填报项 \(name)；有：\(known.joined(separator: "、"))。",
                    en: "There is no field \(name); there are: \(known.joined(separator: ", "))."))
        }
    }
}

/// Every fault of an input.
public struct InputFaults: Error, Hashable {
    /// The faults; never empty.
    public let faults: [InputFault]

    init(_ faults: [InputFault]) { self.faults = faults }
}
