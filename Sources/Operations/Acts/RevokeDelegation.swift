import Access
import LandModel

/// Takes lent rights back before their time (撤销委托).
struct RevokeDelegation: RegisterOperation {
    static let id: OperationRule.ID = "revokeDelegation"
    static let form = InputForm(delegation, from)

    private static let delegation = InputField.identifier(
        "delegation", BilingualText(zh: "委托代号", en: "delegation"), of: Delegation.self
    ).from(.register(.delegations))
    private static let from = InputField.day(
        "from", BilingualText(zh: "自该日起无效", en: "over from this day on"))

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(
        in register: AccessRegister, for person: Person.ID
    ) throws(Refusal) -> AccessTarget {
        let delegation = try found(in: register)
        let lent = try register.appointment(delegation.appointment, field: "delegation")
        return AccessTarget(areas: register.territory(of: lent)?.areas ?? .areas([]))
    }

    func decide(_ ground: Void, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let delegation = try found(in: act.register)
        let lent = try act.register.appointment(delegation.appointment, field: "delegation")
        guard lent.person == act.person || act.grant.appointment?.post == .administrator else {
            throw Refusal(
                "REG-NOT-OWN", field: "delegation",
                zh: "委托由\(act.name(of: lent.person))作出，只能由其本人或系统管理员撤销。",
                en:
                    "\(act.name(of: lent.person)) delegated it; only that person or an administrator "
                    + "revokes it.")
        }
        let day = input[Self.from]
        let events = try act.entering([.delegationRevoked(delegation.id, from: day)])
        return ActOutcome(
            events,
            message: BilingualText(
                zh: "委托 \(delegation.id) 自 \(day) 起撤销。",
                en: "Delegation \(delegation.id) is revoked from \(day) on."),
            notifying: [delegation.delegate, lent.person])
    }

    private func found(in register: AccessRegister) throws(Refusal) -> Delegation {
        let id = input[Self.delegation]
        guard let found = register.delegations[id] else {
            throw Refusal(
                "REG-UNKNOWN", field: "delegation", zh: "登记簿中没有委托 \(id)。请核对代号。",
                en: "The register has no delegation \(id). Check the identifier.")
        }
        return found
    }
}
