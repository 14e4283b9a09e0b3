import Access
import LandModel
import Lifecycle
import Policy

/// Returns an act under way for correction (退回): its steps begin anew.
struct ReturnAct: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "returnAct"
    static let form = InputForm(
        LifeForm.subject, act, LifeForm.reason, LifeForm.until, LifeForm.number)

    private static let act = InputField.text(
        "act", BilingualText(zh: "事项", en: "act"), longest: 64
    ).from(.record(.actsUnderWay))

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let judge = LifeJudge(file.pack, file.record, on: act.day)
        let events: [LifeEvent]
        do throws(LifeRefusal) {
            events = try judge.giveBack(
                input[Self.act], on: subject, by: act.officeKind, reason: input[LifeForm.reason],
                until: input[LifeForm.until])
        } catch {
            throw Refusal(error, file, on: subject)
        }
        let first = file.pack.lifecycle.act(input[Self.act])
        return try file.outcome(
            events, of: subject,
            remark: [input[LifeForm.number], input[LifeForm.reason]].compactMap(\.self)
                .joined(separator: " "),
            message: BilingualText(
                zh: "“\(file.name(of: subject))”的“\(first?.zh ?? input[Self.act])”已退回，须重新逐步办理。",
                en:
                    "\(input[Self.act]) of “\(file.name(of: subject))” is returned; its steps begin anew."
            ),
            notifying: act.people(ofKinds: Set(first?.chain.first?.by ?? []), in: file.area))
    }
}
