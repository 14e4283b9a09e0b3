import Access
import LandModel
import Lifecycle
import Policy
import Store

/// States facts about a subject with their source (事实填报).
///
/// What the program measured is not stated by hand. Figures that somebody else measured name the layers
/// they rest on; without those no clause on a layer is judged by them. Once a plan is approved its
/// figures change only by a change that was requested.
struct StateFacts: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "stateFacts"
    static let form = InputForm(
        LifeForm.subject, facts, source, provenance, layers, LifeForm.occasion,
        LifeForm.attachment)

    private static let facts = InputField.members(
        "facts", BilingualText(zh: "事实", en: "facts"), longest: 300,
        help: BilingualText(
            zh: "名称见规则包词汇表；面积为平方米、金额为元，带小数的用引号",
            en: "names as in the vocabulary; m², CNY; numbers with decimals in quotes")
    ).from(.pack(.facts))
    private static let source = InputField.text(
        "source", BilingualText(zh: "来源", en: "source"), longest: 200)
    private static let provenance = InputField.choice(
        "provenance", BilingualText(zh: "面积来源", en: "how areas are known"),
        of: AreaProvenance.self
    ).worded(
        InputWord("measured", "实测", "field survey"),
        InputWord("computed", "图上作业或系数推算", "map work or a coefficient"),
        InputWord("declared", "申报", "as declared")
    ).optional()
    private static let layers = InputField.texts(
        "layers", BilingualText(zh: "依据图层", en: "layers measured from"), longest: 40,
        help: BilingualText(
            zh: "量测所依据的图层，如 ecologicalRedLine，见词汇表 layers",
            en: "the layers the figures were measured from, such as ecologicalRedLine")
    ).from(.pack(.layers))

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    func ground(_ workplace: Workplace, _ file: LifeFile) async throws -> LifePapers {
        try await LifePapers(input[LifeForm.attachment], workplace, file)
    }

    func decide(_ papers: LifePapers, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let file = papers.file
        let stated = try facts(papers)
        let layers = input[Self.layers] ?? []
        let unknown = layers.filter { !file.pack.vocabulary.layers.contains($0) }
        guard unknown.isEmpty else {
            throw Refusal(
                "LIF-LAYER", field: "layers",
                zh: "词汇表没有图层 \(unknown.joined(separator: "、"))。",
                en: "The vocabulary has no layer \(unknown.joined(separator: ", ")).")
        }
        let occasion = input[LifeForm.occasion] ?? file.record.basis(of: subject).occasion
        let settled = try settled(stated, file, occasion)
        var events: [LifeEvent] = []
        let open = stated.filter { !settled.contains($0.key) }
        if !open.isEmpty { events.append(.factsStated(of: subject, facts: open)) }
        if !settled.isEmpty {
            let proposed = stated.filter { settled.contains($0.key) }
            events.append(.changeProposed(of: subject, facts: proposed))
        }
        if !layers.isEmpty || input[LifeForm.occasion] != nil {
            let owner = file.record.project(of: subject) ?? subject
            events.append(.layersStated(of: owner, occasion: occasion, layers: layers))
        }
        return try file.outcome(events, of: subject, message: message(stated, settled, file))
    }

    private func message(
        _ stated: [String: Fact], _ settled: Set<String>, _ file: LifeFile
    ) -> BilingualText {
        let name = file.name(of: subject)
        guard !settled.isEmpty else {
            return BilingualText(
                zh: "“\(name)”已填报 \(stated.count) 项事实。",
                en: "\(stated.count) facts about “\(name)” are stated.")
        }
        return BilingualText(
            zh: "“\(name)”已填报 \(stated.count) 项事实，其中 \(settled.count) 项属在办变更，批准后生效。",
            en:
                "\(stated.count) facts about “\(name)” are stated; \(settled.count) belong to the change "
                + "under way and wait for its approval.")
    }

    /// The facts as they were given, each of a type that its name has.
    private func facts(_ papers: LifePapers) throws(Refusal) -> [String: Fact] {
        let file = papers.file
        let entity = file.record.subjects[subject]?.entity ?? ""
        let measured = file.record.measuredFacts(of: subject)
        let project = file.record.project(of: subject) ?? subject
        var stated: [String: Fact] = [:]
        var faults: [Refusal.Item] = []
        func note(
            _ code: String, _ name: String, zh: String, en: String,
            remedies: [Refusal.Remedy] = []
        ) {
            faults.append(
                Refusal.Item(
                    code, field: "facts.\(name)", BilingualText(zh: zh, en: en),
                    remedies: remedies))
        }
        for (name, given) in input[Self.facts].sorted(by: { $0.key < $1.key }) {
            guard let definition = file.pack.vocabulary.facts[entity]?[name] else {
                let kind = file.pack.vocabulary.entity(entity)?.zh ?? entity
                note(
                    "LIF-FACT", name,
                    zh: "\(kind)不填报“\(file.pack.vocabulary.anyFact(name)?.zh ?? name)”，请删去这一项。",
                    en: "A \(entity) has no fact \(name).")
                continue
            }
            guard measured[name] == nil else {
                note(
                    "LIF-MEASURED", name,
                    zh: "“\(definition.zh)”由系统量算，不能填报。请更正数据或方案后重新量算。",
                    en:
                        "\(OperationWords.spaced(name)) is measured by the program and not stated by "
                        + "hand. Mend the data or the plan and measure again.",
                    remedies: [file.remedy("measurePlan", on: project)])
                continue
            }
            guard let value = FactValue(recorded: given, type: definition.type) else {
                note(
                    "LIF-VALUE", name,
                    zh: "“\(definition.zh)”的值应为\(definition.type.form.zh)。",
                    en: "\(OperationWords.spaced(name)) should be \(definition.type.form.en).")
                continue
            }
            stated[name] = Fact(
                value, provenance: definition.type == .area ? input[Self.provenance] : nil,
                evidence: [
                    Evidence(
                        source: input[Self.source],
                        digest: papers.attachment?.description ?? "")
                ])
        }
        guard faults.isEmpty else { throw Refusal(faults) }
        return stated
    }

    /// The figures of an approved plan among the facts, which only a change may touch.
    private func settled(
        _ stated: [String: Fact], _ file: LifeFile, _ occasion: Occasion
    ) throws(Refusal) -> Set<String> {
        guard let project = file.record.project(of: subject), file.record.pins[project] != nil,
            occasion == .plan
        else { return [] }
        let entity = file.record.subjects[subject]?.entity ?? ""
        let settled = stated.keys.filter {
            file.pack.vocabulary.facts[entity]?[$0]?.origin == .measured
        }.sorted()
        guard settled.isEmpty || file.record.changes[project] != nil else {
            throw Refusal(
                settled.map { name in
                    let zh = file.pack.vocabulary.facts[entity]?[name]?.zh ?? name
                    return Refusal.Item(
                        "LIF-APPROVED", field: "facts.\(name)",
                        BilingualText(
                            zh: "方案已批准，“\(zh)”不能直接改，须先申请变更；验收时的数据请注明时点 acceptance。",
                            en:
                                "The plan is approved; \(OperationWords.spaced(name)) changes only "
                                + "by request. Figures of the acceptance say so (occasion acceptance)."
                        ),
                        remedies: [file.remedy("requestChange", on: project)])
                })
        }
        return Set(settled)
    }
}
