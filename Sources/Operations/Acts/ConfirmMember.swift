import Access
import LandModel

/// Confirms a member or liaison officer whom a unit proposes (确定成员、联络员).
///
/// Liuzhou 2020, annex 二: the units propose, the office of the joint meeting confirms.
struct ConfirmMember: RegisterOperation {
    static let id: OperationRule.ID = "confirmMember"
    static let form = InputForm(
        AppointmentForm.appointment, AppointmentForm.person, AppointmentForm.office,
        AppointmentForm.post, AppointmentForm.from, AppointmentForm.through,
        AppointmentForm.areas, AppointmentForm.projects, proposedBy)

    static let proposedBy = InputField.identifier(
        "proposedBy", BilingualText(zh: "提出单位", en: "proposing unit"), of: Office.self
    ).from(.register(.offices))

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(
        in register: AccessRegister, for person: Person.ID
    ) throws(Refusal) -> AccessTarget {
        try AppointmentForm.target(input, in: register)
    }

    func decide(_ ground: Void, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let proposer = input[Self.proposedBy]
        _ = try act.register.territory(ofOffice: proposer, field: "proposedBy")
        let appointment = AppointmentForm.appointment(
            input, proposedBy: proposer, in: act.register)
        try act.check(appointment, comesBy: Self.id)
        return act.appointed(appointment, by: try act.entering([.appointed(appointment)]))
    }
}
