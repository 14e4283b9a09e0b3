import Access
import LandModel

/// Ends an appointment (免职): its rights and what was delegated under it are over from a day on.
struct EndAppointment: RegisterOperation {
    static let id: OperationRule.ID = "endAppointment"
    static let form = InputForm(appointment, from, reason)

    private static let appointment = InputField.identifier(
        "appointment", BilingualText(zh: "任职代号", en: "appointment"), of: Appointment.self
    ).from(.register(.appointments))
    private static let from = InputField.day(
        "from", BilingualText(zh: "自该日起无效", en: "over from this day on"))
    private static let reason = InputField.text(
        "reason", BilingualText(zh: "事由", en: "reason"), longest: 500)

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(
        in register: AccessRegister, for person: Person.ID
    ) throws(Refusal) -> AccessTarget {
        let held = try register.appointment(input[Self.appointment], field: "appointment")
        return AccessTarget(
            areas: register.areas(of: held.office) ?? .areas([]), concerns: held.person)
    }

    func decide(_ ground: Void, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let held = try act.register.appointment(input[Self.appointment], field: "appointment")
        let day = input[Self.from]
        try refuseLockOut(held, from: day, act)
        return ActOutcome(
            try act.entering([.appointmentEnded(held.id, from: day)]), remark: input[Self.reason],
            message: BilingualText(
                zh: "\(act.name(of: held.person))的任职 \(held.id) 自 \(day) 起终止。",
                en: "Appointment \(held.id) of \(act.name(of: held.person)) is over from \(day) on."
            ),
            notifying: [held.person])
    }

    /// Without an administrator nobody could ever appoint one again.
    private func refuseLockOut(
        _ held: Appointment, from day: CalendarDay, _ act: ActContext
    ) throws(Refusal) {
        guard held.post == .administrator else { return }
        let isLast = !act.register.appointments.values.contains {
            $0.id != held.id && $0.post == .administrator && $0.term.contains(day)
                && $0.term.through == nil
        }
        guard isLast else { return }
        throw Refusal(
            "REG-LAST-ADMINISTRATOR", field: "appointment",
            zh: "这是最后一名系统管理员，终止后无人可以任命。请先任命继任者。",
            en: "This is the last administrator, and nobody could appoint afterwards. Appoint a "
                + "successor first.")
    }
}
