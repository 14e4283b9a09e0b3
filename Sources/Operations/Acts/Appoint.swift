import Access
import Journal
import LandModel

/// Gives a person a post (任命).
struct Appoint: RegisterOperation {
    static let id: OperationRule.ID = "appoint"
    static let form = InputForm(
        AppointmentForm.appointment, AppointmentForm.person, AppointmentForm.office,
        AppointmentForm.post, AppointmentForm.from, AppointmentForm.through,
        AppointmentForm.areas, AppointmentForm.projects)

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(
        in register: AccessRegister, for person: Person.ID
    ) throws(Refusal) -> AccessTarget {
        try AppointmentForm.target(input, in: register)
    }

    func decide(_ ground: Void, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let appointment = AppointmentForm.appointment(
            input, proposedBy: nil, in: act.register)
        try act.check(appointment, comesBy: Self.id)
        return act.appointed(appointment, by: try act.entering([.appointed(appointment)]))
    }
}

extension ActContext {
    /// Refuses an appointment that another act makes, or that cannot be held with others.
    ///
    /// - Parameter replaced: The appointment that ends with this one, if it follows another.
    func check(
        _ appointment: Appointment, comesBy operation: OperationRule.ID,
        replacing replaced: Appointment.ID? = nil
    ) throws(Refusal) {
        guard let office = register.offices[appointment.office] else { return }
        let right = policy.operationAppointing(to: appointment.post, of: office.kind)
        let isSame = right == operation || (right == "confirmMember" && replaced != nil)
        guard isSame else {
            let title =
                policy.operations[right]?.title ?? BilingualText(zh: right.text, en: right.text)
            throw Refusal(
                "REG-OTHER-ACT", field: "post",
                zh: "此职务须以“\(title.zh)”（\(right)）办理。",
                en: "This post is filled by another act: \(title.en) (\(right)).")
        }
        let conflicts = policy.conflicts(of: appointment, in: register).filter {
            $0.other.id != replaced
        }
        guard conflicts.isEmpty else {
            throw Refusal(
                conflicts.map { rule, other in
                    Refusal.Item(
                        "REG-SEPARATED", field: "person",
                        BilingualText(
                            zh:
                                "\(rule.sentence.zh)：\(name(of: appointment.person))已有任职 \(other.id)。"
                                + "请另选人员，或先办理免职。",
                            en: "\(name(of: appointment.person)) holds \(other.id): "
                                + "\(rule.sentence.en). Choose somebody else or end that first."))
                })
        }
    }

    /// The outcome of an appointment.
    func appointed(_ appointment: Appointment, by entries: [Batch.Entry]) -> ActOutcome {
        let person = name(of: appointment.person)
        let office = name(of: appointment.office)
        let post = appointment.post.title
        let term = appointment.term
        return ActOutcome(
            entries,
            message: BilingualText(
                zh: "已任命\(person)为\(office)\(post.zh)，自 \(term.from) 起"
                    + (term.through.map { "至 \($0)" } ?? "") + "（\(appointment.id)）。",
                en: "\(person) is appointed: \(office), \(post.en), from \(term.from)"
                    + (term.through.map { " to \($0)" } ?? "") + " (\(appointment.id))."),
            notifying: [appointment.person])
    }
}
