import Access
import LandModel
import Lifecycle
import Policy

/// An act of the record that ``Lifecycle/LifeJudge`` decides: only its events and its words differ.
protocol JudgedOperation: LifeOperation, NamedOperation where Ground == LifeFile {
    /// What happens.
    func events(_ judge: LifeJudge, by office: String) throws(LifeRefusal) -> [LifeEvent]
    /// What was done, in words.
    func words(_ name: String, _ file: LifeFile) -> BilingualText
    /// The input.
    var input: ActInput { get }
}

extension JudgedOperation {
    var subject: String { input[LifeForm.subject] }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let decided: [LifeEvent]
        do throws(LifeRefusal) {
            decided = try events(
                LifeJudge(file.pack, file.record, on: act.day), by: act.officeKind)
        } catch {
            throw Refusal(error, file, on: subject)
        }
        // Who works on the subject is told, besides whoever acts.
        let offices = Set(file.record.journal.filter { $0.of == subject }.flatMap(\.by))
        return try file.outcome(
            decided, of: subject,
            remark: [input[LifeForm.number], input[LifeForm.reason]].compactMap(\.self)
                .joined(separator: " "),
            message: words(file.name(of: subject), file),
            notifying: act.people(ofKinds: offices, in: file.area))
    }
}

/// Requests a change of an approved plan (申请变更).
struct RequestChange: JudgedOperation {
    static let id: OperationRule.ID = "requestChange"
    static let form = InputForm(LifeForm.subject, LifeForm.reason, LifeForm.number)
    static func concerns(_ entity: String) -> Bool { entity == "project" }
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func events(_ judge: LifeJudge, by office: String) throws(LifeRefusal) -> [LifeEvent] {
        try judge.requestChange(of: subject, by: office, reason: input[LifeForm.reason])
    }

    func words(_ name: String, _ file: LifeFile) -> BilingualText {
        BilingualText(
            zh: "“\(name)”的变更申请已登记。此后填报或量算的方案数据属于本次变更，批准后生效。",
            en:
                "A change of “\(name)” is requested. Figures of the plan stated or measured from now on "
                + "belong to it and are in force once it is approved.")
    }
}

/// Approves or refuses the change of a plan; to approve, every clause is judged anew (变更审定).
struct DecideChange: JudgedOperation {
    static let id: OperationRule.ID = "decideChange"
    static let form = InputForm(
        LifeForm.subject, decision, LifeForm.reason, LifeForm.number)

    /// What is decided.
    enum Decision: String, CaseIterable, Sendable {
        case approve, refuse
    }

    private static let decision = InputField.choice(
        "decision", BilingualText(zh: "审定意见", en: "decision"), of: Decision.self,
        help: BilingualText(zh: "approve 批准、refuse 不予批准", en: "approve or refuse")
    ).worded(
        InputWord("approve", "批准", "approve"), InputWord("refuse", "不予批准", "refuse"))
    static func concerns(_ entity: String) -> Bool { entity == "project" }
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func events(_ judge: LifeJudge, by office: String) throws(LifeRefusal) -> [LifeEvent] {
        try judge.decideChange(
            of: subject, approved: input[Self.decision] == .approve, by: office,
            reason: input[LifeForm.reason])
    }

    func words(_ name: String, _ file: LifeFile) -> BilingualText {
        switch input[Self.decision] {
        case .approve:
            BilingualText(
                zh: "“\(name)”的变更已批准，逐条复核没有新的不符。",
                en:
                    "The change of “\(name)” is approved; judged anew, no further clause stands against it."
            )
        case .refuse:
            BilingualText(
                zh: "“\(name)”的变更不予批准，原方案继续有效。",
                en: "The change of “\(name)” is refused; the plan stays as it was.")
        }
    }
}

/// Suspends a life: no act of the pack is done on it until it goes on (暂停).
struct SuspendLife: JudgedOperation {
    static let id: OperationRule.ID = "suspendLife"
    static let form = InputForm(LifeForm.subject, LifeForm.reason, LifeForm.number)
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func events(_ judge: LifeJudge, by office: String) throws(LifeRefusal) -> [LifeEvent] {
        try judge.suspend(subject, by: office, reason: input[LifeForm.reason])
    }

    func words(_ name: String, _ file: LifeFile) -> BilingualText {
        BilingualText(zh: "“\(name)”已暂停办理。", en: "“\(name)” is suspended.")
    }
}

/// Lets a suspended life go on (恢复).
struct ResumeLife: JudgedOperation {
    static let id: OperationRule.ID = "resumeLife"
    static let form = InputForm(LifeForm.subject, LifeForm.reason, LifeForm.number)
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func events(_ judge: LifeJudge, by office: String) throws(LifeRefusal) -> [LifeEvent] {
        try judge.resume(subject, by: office, reason: input[LifeForm.reason])
    }

    func words(_ name: String, _ file: LifeFile) -> BilingualText {
        BilingualText(zh: "“\(name)”恢复办理。", en: "“\(name)” goes on.")
    }
}

/// Corrects an act that was done by mistake; both stay on the record (更正).
struct CorrectAct: JudgedOperation {
    static let id: OperationRule.ID = "correctAct"
    static let form = InputForm(LifeForm.subject, act, LifeForm.reason, LifeForm.number)

    private static let act = InputField.text(
        "act", BilingualText(zh: "事项", en: "act"), longest: 64
    ).from(.record(.actsDone))
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func events(_ judge: LifeJudge, by office: String) throws(LifeRefusal) -> [LifeEvent] {
        try judge.correct(
            input[Self.act], on: subject, by: office, reason: input[LifeForm.reason])
    }

    func words(_ name: String, _ file: LifeFile) -> BilingualText {
        BilingualText(
            zh: "“\(name)”的“\(file.title(ofAct: input[Self.act]))”已更正，不再作数，原记录保留。",
            en:
                "\(input[Self.act]) on “\(name)” is corrected and no longer counts; its record stays."
        )
    }
}
