import Access
import Journal
import LandModel
import Lifecycle
import Policy
import Store

/// An act on a subject that has a life: its scene is the subject's file.
protocol LifeOperation: Operation where Scene == LifeFile {
    /// The subject.
    var subject: String { get }

    /// Whether it is an act for a kind of subject at all.
    static func concerns(_ entity: String) -> Bool

    /// What the act would come to as far as the file alone can tell; nil when the file has nothing
    /// against it and the rest is for files to tell.
    func foresee(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome?
}

extension LifeOperation {
    static func concerns(_ entity: String) -> Bool { true }

    func foresee(
        _ workplace: Workplace, _ file: LifeFile, _ act: ActContext
    ) async throws -> ActOutcome? { try foresee(file, act) }

    func scene(_ view: RecordView, _ packs: PublishedPacks) throws -> LifeFile {
        try LifeFile.read(subject, field: "subject", view, packs)
    }

    func policy(_ common: AccessPolicy, _ file: LifeFile) -> AccessPolicy {
        PackPolicies.policy(common, file.pack)
    }

    func target(
        in register: AccessRegister, for person: Person.ID, _ file: LifeFile
    ) throws(Refusal) -> AccessTarget {
        AccessTarget(areas: .area(file.area), project: file.project(of: subject))
    }
}

extension LifeOperation where Ground == LifeFile {
    func ground(_ workplace: Workplace, _ file: LifeFile) async throws -> LifeFile { file }
    func foresee(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome? {
        try decide(file, act)
    }
}

extension LifeOperation where Ground == LifePapers {
    func foresee(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome? {
        try decide(LifePapers(file), act)
    }
}

/// The field by which every act on a subject names it.
enum LifeForm {
    static let subject = InputField.text(
        "subject", BilingualText(zh: "管理对象代号", en: "subject"), longest: 128
    ).from(.record(.itself))
    static let reason = InputField.text(
        "reason", BilingualText(zh: "理由", en: "reason"), longest: 2000)
    static let clause = InputField.text(
        "clause", BilingualText(zh: "条款编号", en: "clause"), longest: 20,
        help: BilingualText(zh: "如 LZ-004", en: "such as LZ-004"))
    static let number = InputField.text(
        "number", BilingualText(zh: "文号", en: "document number"), longest: 60
    ).optional()
    static let until = InputField.day(
        "until", BilingualText(zh: "限期", en: "last day for what comes next")
    ).optional()
    static let recipients = InputField.texts(
        "to", BilingualText(zh: "报送单位", en: "offices it is sent to"), longest: 50
    ).from(.pack(.offices))
    static let dataset = InputField.identifier(
        "dataset", BilingualText(zh: "数据集", en: "dataset"), of: DatasetSubject.self
    ).from(.home(.datasets))
    static let occasion = InputField.choice(
        "occasion", BilingualText(zh: "时点", en: "occasion"), of: Occasion.self,
        help: BilingualText(
            zh: "plan 方案、acceptance 验收、annual 年度", en: "plan, acceptance or annual")
    ).worded(
        InputWord("plan", "方案", "plan"), InputWord("acceptance", "验收", "acceptance"),
        InputWord("annual", "年度", "annual")
    ).optional()
    static let attachment = InputField.file(
        "file", BilingualText(zh: "附件", en: "attachment")
    ).optional()
}

extension LifeFile {
    /// The project that a subject is or is inside of.
    func project(of subject: String) -> ProjectID? {
        record.path(of: subject).first { $0.entity == "project" }.flatMap { ProjectID($0.id) }
    }

    /// The name of a subject, or its identifier.
    func name(of subject: String) -> String { record.subjects[subject]?.name ?? subject }

    /// The entries by which events come onto the stream of a subject, and what they were decided on.
    func outcome(
        _ events: [LifeEvent], of subject: String, remark: String? = nil, message: BilingualText,
        notifying people: Set<Person.ID> = [], basis: [Citation] = []
    ) throws(Refusal) -> ActOutcome {
        let stream = try LifeStream.stream(of: subject, field: "subject")
        return ActOutcome(
            events.map { Batch.Entry(stream: stream, type: $0.eventType, payload: $0.payload) },
            remark: remark, message: message, notifying: people, basis: basis,
            expecting: versions)
    }
}

extension ActContext {
    /// The kind of the office for which the act is done, as the packs name it.
    var officeKind: String {
        grant.appointment.flatMap { register.offices[$0.office]?.kind.text } ?? ""
    }

    /// The people of offices of some kinds in an area, around it or inside it, on this day.
    func people(ofKinds kinds: Set<String>, in area: AdministrativeCode) -> Set<Person.ID> {
        Set(
            register.appointments.values.filter { appointment in
                guard appointment.term.contains(day),
                    let office = register.offices[appointment.office]
                else { return false }
                return kinds.contains(office.kind.text) && office.territory.areas.contains(area)
            }.map(\.person))
    }
}

extension OperationRule {
    /// The rules of a pack's acts and steps: who does them is what the pack says.
    ///
    /// Review and hearing are the duty of reviewing, the deciding step and whatever a clause asks an
    /// approval of is the duty of approving, acceptance that of accepting; filing papers is preparing.
    static func acts(of pack: Pack) -> [OperationRule] {
        pack.lifecycle.tracks.flatMap(\.acts).flatMap { act -> [OperationRule] in
            let steps = act.chain.compactMap { step in
                rule(step.id, step.zh, step.by, duty(of: step.kind), pack)
            }
            let own = act.chain.isEmpty ? rule(act.id, act.zh, act.by, nil, pack) : nil
            return steps + (own.map { [$0] } ?? [])
        }
    }

    private static func duty(of kind: Lifecycle.Step.Kind) -> Duty {
        switch kind {
        case .review, .argue, .hear, .consult: "review"
        case .countersign, .approve: "approve"
        case .accept: "accept"
        }
    }

    private static func rule(
        _ id: String, _ zh: String, _ offices: [String], _ duty: Duty?, _ pack: Pack
    ) -> OperationRule? {
        guard let identifier = OperationRule.ID(id) else { return nil }
        let kinds = offices.flatMap { office in
            pack.office(office)?.isResolvedByType == true
                ? Array(Set(pack.subprojectTypes.values)) : [office]
        }
        return OperationRule(
            id: identifier, title: BilingualText(zh: zh, en: OperationWords.spaced(id)),
            performers: Set(kinds.compactMap { OfficeKind($0).map(Performer.office) }),
            duties: duty.map { [$0] } ?? [])
    }
}

/// The file of a subject and what was attached.
struct LifePapers: Sendable {
    /// The file.
    let file: LifeFile
    /// The attachment in the vault; nil without one.
    let attachment: VaultID?

    /// The file, with nothing attached to it yet.
    init(_ file: LifeFile) {
        self.file = file
        attachment = nil
    }

    /// Puts what is attached into the vault.
    init(_ name: String?, _ workplace: Workplace, _ file: LifeFile) async throws {
        self.file = file
        guard let name else {
            attachment = nil
            return
        }
        let path = try workplace.path(of: name, field: "file")
        attachment = try await workplace.keep(
            path, named: String(name.split(separator: "/").last ?? ""))
    }
}
