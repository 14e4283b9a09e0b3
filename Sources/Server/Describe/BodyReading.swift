import Journal
import LandModel

/// Checks the JSON body of a request against the shape that its route declares; every fault is told at once.
struct BodyReading {
    private var faults: [Problem.Finding] = []

    /// What is wrong with a body; nothing when it has the shape.
    static func faults(in body: CanonicalJSON, _ schema: Schema) -> [Problem.Finding] {
        var reading = BodyReading()
        reading.check(body, schema, "")
        return reading.faults
    }

    private mutating func check(_ value: CanonicalJSON, _ schema: Schema, _ place: String) {
        switch (schema, value) {
        case (.nullable, .null): break
        case (.nullable(let known), _): check(value, known, place)
        case (.object(let members, let isOpen), .object(let given)):
            check(given, members, isOpen, place)
        case (.values(let known), .object(let given)):
            for (name, value) in given.sorted(by: { $0.key < $1.key }) {
                check(value, known, place + "." + name)
            }
        case (.list(let item, let most), .array(let values)):
            if let most, values.count > most {
                fault(place, zh: "最多 \(most) 项", en: "\(most) items at most")
            }
            // Beyond the limit nobody reads them.
            for (index, value) in values.prefix(most ?? .max).enumerated() {
                check(value, item, "\(place)[\(index)]")
            }
        default: checkPlain(value, schema, place)
        }
    }

    private mutating func check(
        _ given: [String: CanonicalJSON], _ members: [Schema.Member], _ isOpen: Bool,
        _ place: String
    ) {
        let prefix = place.isEmpty ? "" : place + "."
        for member in members {
            if let value = given[member.name] {
                check(value, member.schema, prefix + member.name)
            } else if member.isRequired {
                fault(prefix + member.name, zh: "必须给出", en: "it is required")
            }
        }
        guard !isOpen else { return }
        for name in given.keys.sorted() where !members.contains(where: { $0.name == name }) {
            fault(prefix + name, zh: "没有这一项", en: "there is no such member")
        }
    }

    /// Values without parts are held to the same rules as parameters.
    private mutating func checkPlain(
        _ value: CanonicalJSON, _ schema: Schema, _ place: String
    ) {
        let text: String? =
            switch (schema, value) {
            case (.text, .text(let text)), (.choice, .text(let text)): text
            case (.integer, .integer(let number)), (.number, .integer(let number)): "\(number)"
            case (.flag, .bool(let flag)): "\(flag)"
            default: nil
            }
        if let text {
            if let reason = ParameterReading.fault(in: text, schema) {
                fault(place, zh: reason.zh, en: reason.en)
            }
            return
        }
        let kind: BilingualText? =
            switch schema {
            case .text, .choice: BilingualText(zh: "应为文字", en: "a text is needed")
            case .integer, .number: BilingualText(zh: "应为数", en: "a number is needed")
            case .flag: BilingualText(zh: "应为 true 或 false", en: "true or false is needed")
            case .list: BilingualText(zh: "应为列表", en: "a list is needed")
            case .object, .values: BilingualText(zh: "应为对象", en: "an object is needed")
            case .nullable, .anything, .named: nil
            }
        if let kind { fault(place, zh: kind.zh, en: kind.en) }
    }

    private mutating func fault(_ place: String, zh: String, en: String) {
        let name = place.isEmpty ? "body" : place
        faults.append(
            Problem.Finding(
                "REQ-BODY", field: name,
                BilingualText(zh: "\(name)：\(zh)。", en: "\(name): \(en).")))
    }
}
