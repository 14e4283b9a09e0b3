import Access
import LandExchange
import LandModel
import Lifecycle
import Planning
import Policy
import Store

/// Measures a plan on a dataset of the office (量算方案): the facts that clauses on layers are judged by.
///
/// What it finds replaces what was stated before and is never stated by hand. The plan goes into the
/// vault; survey and plan stand on the record by their digests. Once a plan is approved, another one is
/// measured only as part of a change; the as-built survey of an acceptance is measured freely.
struct MeasurePlan: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "measurePlan"
    static let form = InputForm(LifeForm.subject, LifeForm.dataset, plan, LifeForm.occasion)

    private static let plan = InputField.file(
        "plan", BilingualText(zh: "方案文件", en: "plan"),
        help: BilingualText(
            zh: "含 ZZQY、ZZDK 图层，见 docs/plan-schema.md",
            en: "with layers ZZQY and ZZDK, see docs/plan-schema.md"))

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    static func concerns(_ entity: String) -> Bool { entity == "project" }

    func foresee(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome? {
        if let refusal = whatIsSettled(file) { throw refusal }
        return nil
    }

    private var occasion: Occasion { input[LifeForm.occasion] ?? .plan }

    /// What was measured, and from what.
    struct Measured: Sendable {
        let file: LifeFile
        let dataset: RecordedDataset
        let plan: VaultID
        let assessment: PlanAssessment
    }

    func ground(_ workplace: Workplace, _ file: LifeFile) async throws -> Measured {
        guard file.record.subjects[subject]?.entity == "project" else {
            throw Refusal(
                "LIF-ENTITY", field: "subject", zh: "只能量算项目的方案。",
                en: "Only the plan of a project is measured.")
        }
        if let refusal = whatIsSettled(file) { throw refusal }
        let dataset = try await workplace.edition(of: input[LifeForm.dataset], around: file.area)
        let path = try workplace.path(of: input[Self.plan], field: "plan")
        let assessment: PlanAssessment
        do {
            let snapshot = try Snapshot.open(try workplace.path(of: dataset.dataset.snapshot))
            var survey: [LandLayer] = []
            for layer in snapshot.layers { survey.append(try snapshot.layer(named: layer.name)) }
            assessment = try PlanAssessment.make(
                survey: survey.filter { !PlanModel.roles.contains($0.role) },
                plan: try PlanSource.plan(in: path), vocabulary: file.pack.vocabulary)
        } catch let error as any ExplainedError where error.failureKind == .badInput {
            throw Refusal([Refusal.Item("PLN-UNREADABLE", field: "plan", error.explanation)])
        }
        let name = String(path.split(separator: "/").last ?? "plan")
        return Measured(
            file: file, dataset: dataset, plan: try await workplace.keep(path, named: name),
            assessment: assessment)
    }

    /// Why an approved plan is not measured anew; nil when it may be.
    private func whatIsSettled(_ file: LifeFile) -> Refusal? {
        guard occasion == .plan, file.record.pins[subject] != nil,
            file.record.changes[subject] == nil
        else { return nil }
        return Refusal([
            Refusal.Item(
                "LIF-APPROVED", field: "plan",
                BilingualText(
                    zh: "方案已批准，须先申请变更再量算变更后的方案；竣工验收请注明时点 acceptance。",
                    en: "The plan is approved: request a change before its new plan is measured. "
                        + "An as-built survey says so (occasion acceptance)."),
                remedies: [file.remedy("requestChange", on: subject)])
        ])
    }

    func decide(_ measured: Measured, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let errors = measured.assessment.problems.filter { $0.gravity == .error }
        guard errors.isEmpty else {
            throw Refusal(
                errors.prefix(50).map { Refusal.Item("PLN-ERROR", field: "plan", $0.text) })
        }
        let file = measured.file
        let measurement = measurement(measured)
        let isChange = occasion == .plan && file.record.pins[subject] != nil
        let facts = measurement.items.reduce(0) { $0 + $1.facts.count }
        let edition = measured.dataset.edition
        return try file.outcome(
            [isChange ? .changeMeasured(measurement) : .measured(measurement)], of: subject,
            message: BilingualText(
                zh:
                    "已按“\(measured.dataset.dataset.name)”第 \(edition) 版量算“\(file.name(of: subject))”："
                    + "\(facts) 项事实、\(measurement.items.count - 1) 个项目内对象、\(measurement.layers.count) 个图层"
                    + (isChange ? "，属在办变更，批准后生效。" : "。"),
                en: "“\(file.name(of: subject))” is measured on edition \(edition) of "
                    + "“\(measured.dataset.dataset.name)”: \(facts) facts, \(measurement.items.count - 1) "
                    + "things inside it, \(measurement.layers.count) layers"
                    + (isChange ? ", as part of the change under way." : ".")))
    }

    /// The tree that was measured, in the terms of the record: the project and what is inside it.
    private func measurement(_ measured: Measured) -> LifeMeasurement {
        var items: [LifeMeasurement.Item] = []
        func collect(_ measuredSubject: Subject) {
            if measuredSubject.entity == "project" {
                if let own = measured.file.record.subjects[subject] {
                    items.append(LifeMeasurement.Item(own, measuredSubject.facts))
                }
                for name in measuredSubject.collections.keys.sorted() {
                    for part in measuredSubject.collections[name] ?? [] {
                        items.append(inside(part))
                    }
                }
                return
            }
            for name in measuredSubject.collections.keys.sorted() {
                measuredSubject.collections[name]?.forEach(collect)
            }
        }
        collect(measured.assessment.root)
        return LifeMeasurement(
            project: subject, occasion: occasion,
            layers: measured.assessment.layersPresent.sorted(),
            survey: "\(measured.dataset.dataset.id)@\(measured.dataset.edition)",
            plan: measured.plan.description, items: items)
    }

    /// A village, a sub-project and so on goes by the number that the layers give it.
    private func inside(_ part: Subject) -> LifeMeasurement.Item {
        LifeMeasurement.Item(
            LifeSubject(
                entity: part.entity, id: "\(subject)/\(part.id)", name: part.name, parent: subject),
            part.facts)
    }
}
