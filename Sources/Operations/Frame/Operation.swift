import Access

/// One government act (办理事项): what it asks, whom it concerns, what it decides.
///
/// Each act is one file. Its parts are called in this order: the input is read against the form;
/// the target is named and access decided; the ground is loaded, which is the only part that reads
/// or writes anything; the decision is taken, a pure function. What it decides is put on the record
/// whole, or the act is refused with every reason.
protocol Operation: Sendable {
    /// What the decision rests on beside the register.
    associatedtype Ground: Sendable = Void

    /// The identifier, by which the rules of access know it.
    static var id: OperationRule.ID { get }
    /// The fields of its input.
    static var form: InputForm { get }

    /// Takes an input that fits the form.
    init(_ input: ActInput)

    /// The appointment the act is done under, where the input names it.
    var capacity: Appointment.ID? { get }

    /// What the act would concern.
    ///
    /// - Throws: ``Refusal`` when the input names what does not exist.
    func target(
        in register: AccessRegister, for person: Person.ID
    ) throws(Refusal) -> AccessTarget

    /// Loads what the decision rests on.
    func ground(_ workplace: Workplace) async throws -> Ground

    /// Decides the act.
    ///
    /// - Throws: ``Refusal`` with every reason against it.
    func decide(_ ground: Ground, _ act: ActContext) throws(Refusal) -> ActOutcome
}

extension Operation {
    /// Any appointment that gives the right.
    var capacity: Appointment.ID? { nil }
}

extension Operation where Ground == Void {
    /// Nothing: the register is enough.
    func ground(_ workplace: Workplace) async throws {}
}
