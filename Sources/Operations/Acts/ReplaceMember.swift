import Access
import LandModel

/// Puts another person in the place of a member or liaison officer (更换成员、联络员).
///
/// One act, so that no day has both and none has neither; what the predecessor delegated ends too.
struct ReplaceMember: RegisterOperation {
    static let id: OperationRule.ID = "replaceMember"
    static let form = InputForm(
        predecessor, AppointmentForm.appointment, AppointmentForm.person, AppointmentForm.from,
        ConfirmMember.proposedBy)

    private static let predecessor = InputField.identifier(
        "predecessor", BilingualText(zh: "原任职代号", en: "appointment replaced"),
        of: Appointment.self
    ).from(.register(.appointments))

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(
        in register: AccessRegister, for person: Person.ID
    ) throws(Refusal) -> AccessTarget {
        let held = try register.appointment(input[Self.predecessor], field: "predecessor")
        return AccessTarget(
            areas: register.areas(of: held.office) ?? .areas([]),
            concerns: input[AppointmentForm.person])
    }

    func decide(_ ground: Void, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let held = try act.register.appointment(input[Self.predecessor], field: "predecessor")
        let proposer = input[ConfirmMember.proposedBy]
        _ = try act.register.territory(ofOffice: proposer, field: "proposedBy")
        let successor = Appointment(
            id: input[AppointmentForm.appointment] ?? act.register.nextAppointment,
            person: input[AppointmentForm.person], office: held.office, post: held.post,
            term: Term(from: input[AppointmentForm.from]), territory: held.territory,
            proposedBy: proposer)
        try act.check(successor, comesBy: Self.id, replacing: held.id)
        let events: [AccessEvent]
        do {
            events = try act.register.succession(to: held.id, by: successor)
        } catch {
            throw Refusal(error)
        }
        let done = act.appointed(successor, by: try act.entering(events))
        return ActOutcome(
            done.entries, message: done.message, notifying: [held.person, successor.person])
    }
}
