import Access
import LandExchange
import LandModel
import Lifecycle
import Policy
import Store

/// Measures what could be consolidated in the villages of a project, before there is a plan (潜力测算).
///
/// By the land classes that the vocabulary names and the village each patch is recorded in: sums of recorded
/// areas (TBMJ), so that no shape is needed. The villages are those of the project that go by their
/// twelve-digit code.
struct MeasurePotential: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "measurePotential"
    static let form = InputForm(LifeForm.subject, LifeForm.dataset)

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    static func concerns(_ entity: String) -> Bool { entity == "project" }

    func foresee(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome? { nil }

    /// The sums by village and fact.
    struct Potentials: Sendable {
        let file: LifeFile
        let dataset: RecordedDataset
        let villages: [String: [String: Fact]]
    }

    func ground(_ workplace: Workplace, _ file: LifeFile) async throws -> Potentials {
        let dataset = try await workplace.edition(of: input[LifeForm.dataset], around: file.area)
        let snapshot = try Snapshot.open(try workplace.path(of: dataset.dataset.snapshot))
        guard let layer = snapshot.layers.first(where: { $0.role == .landUse }) else {
            throw Refusal(
                "DAT-LAYER", field: "dataset",
                zh: "数据集 \(dataset.dataset.id) 没有地类图斑 DLTB。请导入含该图层的调查数据。",
                en:
                    "The dataset \(dataset.dataset.id) has no land-use layer DLTB. Import a survey with it."
            )
        }
        // A field that is not there would be measured as nothing, and nothing passes clauses.
        let fields = ["DLBM", "ZLDWDM", "TBMJ"]
        let patches = try snapshot.layer(named: layer.name, fields: fields)
        let missing = fields.filter { patches.column($0) == nil }
        guard missing.isEmpty else {
            let names = missing.joined(separator: ", ")
            throw Refusal(
                "DAT-FIELD", field: "dataset",
                zh: "图层 \(layer.name) 缺字段 \(names)，不能测算。请补全后重新导入。",
                en: "The layer \(layer.name) lacks \(names). Complete it and import it again.")
        }
        let villages = Set(
            file.record.children(of: subject).filter { $0.entity == "village" }.map(\.id))
        let sums = file.pack.vocabulary.landClassSums(of: "village")
        let evidence = Evidence(
            source: patches.name, digest: patches.digest,
            note: "\(dataset.dataset.id)@\(dataset.edition)")
        return Potentials(
            file: file, dataset: dataset,
            villages: Self.facts(patches, of: villages, in: subject, sums, evidence))
    }

    private static func facts(
        _ patches: LandLayer, of villages: Set<String>, in project: String,
        _ sums: [(fact: String, classes: Set<String>)], _ evidence: Evidence
    ) -> [String: [String: Fact]] {
        let (code, place, area) = (
            patches.column("DLBM"), patches.column("ZLDWDM"), patches.column("TBMJ")
        )
        var totals: [String: [String: Area]] = [:]
        for row in 0..<patches.count {
            let village = project + "/" + String((place?.text(row) ?? "").prefix(12))
            guard villages.contains(village) else { continue }
            let recorded = Area(roundingSquareMetres: area?.number(row) ?? 0)
            for (fact, classes) in sums {
                let counts = classes.contains(code?.text(row) ?? "")
                totals[village, default: [:]][fact, default: .zero] += counts ? recorded : .zero
            }
        }
        return totals.mapValues { facts in
            facts.mapValues { Fact(.area($0), provenance: .measured, evidence: [evidence]) }
        }
    }

    func decide(_ found: Potentials, _ act: ActContext) throws(Refusal) -> ActOutcome {
        guard !found.villages.isEmpty else {
            throw Refusal(
                "LIF-VILLAGE", field: "subject",
                zh: "项目内没有按 12 位代码建档、且在数据集中有图斑的行政村。请先建档（项目/行政村代码）。",
                en:
                    "No village of the project goes by its twelve-digit code and has patches in the "
                    + "dataset. List the villages first (PROJECT/CODE).")
        }
        let file = found.file
        return try file.outcome(
            found.villages.sorted { $0.key < $1.key }.map { .factsStated(of: $0, facts: $1) },
            of: subject,
            message: BilingualText(
                zh: "已按“\(found.dataset.dataset.name)”第 \(found.dataset.edition) 版测算 "
                    + "\(found.villages.count) 个行政村的整治潜力。",
                en: "The potentials of \(found.villages.count) villages are measured on edition "
                    + "\(found.dataset.edition) of “\(found.dataset.dataset.name)”."))
    }
}
