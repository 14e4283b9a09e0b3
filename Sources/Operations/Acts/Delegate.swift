import Access
import LandModel

/// Lends the rights of one's own appointment for a time (委托).
struct Delegate: RegisterOperation {
    static let id: OperationRule.ID = "delegate"
    static let form = InputForm(
        delegation, appointment, delegate, operations, areas, from, through)

    private static let delegation = InputField.identifier(
        "id", BilingualText(zh: "委托代号", en: "identifier of the delegation"), of: Delegation.self,
        help: BilingualText(zh: "不填则自动编号", en: "numbered when left out")
    ).optional()
    private static let appointment = InputField.identifier(
        "appointment", BilingualText(zh: "本人任职代号", en: "one's own appointment"),
        of: Appointment.self
    ).from(.register(.ownAppointments))
    private static let delegate = InputField.identifier(
        "delegate", BilingualText(zh: "受托人", en: "delegate"), of: Person.self
    ).from(.register(.people))
    private static let operations = InputField.identifiers(
        "operations", BilingualText(zh: "仅限事项", en: "only these acts"), of: OperationRule.self,
        longest: 200
    ).from(.home(.acts))
    private static let areas = InputField.areas(
        "areas", BilingualText(zh: "限于区域", en: "only in these areas")
    ).from(.register(.areas)).optional()
    private static let from = InputField.day("from", BilingualText(zh: "自", en: "first day"))
    private static let through = InputField.day(
        "through", BilingualText(zh: "至（含当日）", en: "last day"),
        help: BilingualText(zh: "委托必须有期限", en: "a delegation must end"))

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    /// The appointment lent: nobody lends what is not his or her own.
    var capacity: Appointment.ID? { input[Self.appointment] }

    func target(
        in register: AccessRegister, for person: Person.ID
    ) throws(Refusal) -> AccessTarget {
        let lent = try register.appointment(input[Self.appointment], field: "appointment")
        return AccessTarget(
            areas: input[Self.areas] ?? register.territory(of: lent)?.areas ?? .areas([]),
            concerns: input[Self.delegate])
    }

    func decide(_ ground: Void, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let unknown = (input[Self.operations] ?? []).filter { act.policy.operations[$0] == nil }
        guard unknown.isEmpty else {
            let list = unknown.sorted().map(\.text)
            throw Refusal(
                "REG-OPERATION", field: "operations",
                zh: "没有这些事项：\(list.joined(separator: "、"))。",
                en: "There are no such acts: \(list.joined(separator: ", ")).")
        }
        let lent = try act.register.appointment(input[Self.appointment], field: "appointment")
        let delegation = Delegation(
            id: input[Self.delegation] ?? act.register.nextDelegation, appointment: lent.id,
            delegate: input[Self.delegate], operations: input[Self.operations],
            territory: input[Self.areas].map { Territory($0) },
            term: Term(from: input[Self.from], through: input[Self.through]))
        let events = try act.entering([.delegated(delegation)])
        return ActOutcome(
            events,
            message: BilingualText(
                zh: "已委托\(act.name(of: delegation.delegate))，自 \(input[Self.from]) 至 "
                    + "\(input[Self.through])（\(delegation.id)）。",
                en: "Delegated to \(act.name(of: delegation.delegate)) from \(input[Self.from]) to "
                    + "\(input[Self.through]) (\(delegation.id))."),
            notifying: [delegation.delegate])
    }
}
