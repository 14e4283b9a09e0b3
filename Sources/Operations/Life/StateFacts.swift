import Access
import LandModel
import Lifecycle
import Policy

/// States facts about a subject with their source (事实填报).
struct StateFacts: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "stateFacts"
    static let form = InputForm(LifeForm.subject, facts, source, provenance)

    private static let facts = InputField.members(
        "facts", BilingualText(zh: "事实", en: "facts"), longest: 300,
        help: BilingualText(
            zh: "名称见规则包词汇表；面积为平方米、金额为元，带小数的用引号",
            en: "names as in the vocabulary; m², CNY; numbers with decimals in quotes"))
    private static let source = InputField.text(
        "source", BilingualText(zh: "来源", en: "source"), longest: 200)
    private static let provenance = InputField.choice(
        "provenance", BilingualText(zh: "面积来源", en: "how areas are known"),
        of: AreaProvenance.self
    ).optional()

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let vocabulary = file.pack.vocabulary
        let entity = file.record.subjects[subject]?.entity ?? ""
        var stated: [String: Fact] = [:]
        var faults: [Refusal.Item] = []
        for (name, given) in input[Self.facts].sorted(by: { $0.key < $1.key }) {
            guard let definition = vocabulary.facts[entity]?[name] else {
                faults.append(
                    Refusal.Item(
                        "LIF-FACT", field: "facts.\(name)",
                        BilingualText(
                            zh: "\(vocabulary.entity(entity)?.zh ?? entity)没有事实 \(name)。",
                            en: "A \(entity) has no fact \(name).")))
                continue
            }
            guard let value = FactValue(recorded: given, type: definition.type) else {
                faults.append(
                    Refusal.Item(
                        "LIF-VALUE", field: "facts.\(name)",
                        BilingualText(
                            zh: "“\(definition.zh)”（\(name)）的值不合类型 \(definition.type.rawValue)。",
                            en: "\(name) is a \(definition.type.rawValue); the value is none.")))
                continue
            }
            stated[name] = Fact(
                value, provenance: definition.type == .area ? input[Self.provenance] : nil,
                evidence: [Evidence(source: input[Self.source])])
        }
        guard faults.isEmpty else { throw Refusal(faults) }
        return try file.outcome(
            [.factsStated(of: subject, facts: stated)], of: subject,
            message: BilingualText(
                zh: "“\(file.name(of: subject))”已填报 \(stated.count) 项事实。",
                en: "\(stated.count) facts about “\(file.name(of: subject))” are stated."))
    }
}
