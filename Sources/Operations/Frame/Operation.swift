import Access
import Store

/// One government act (办理事项): what it asks, whom it concerns, what it decides.
///
/// Its parts are called in this order: the input is read against the form; the scene is read, in one
/// consistent reading with the register; the target is named and access decided; the ground is
/// loaded, which is the only part that may work on files; the decision is taken, a pure function.
/// What it decides is put on the record whole, or the act is refused with every reason.
protocol Operation: Sendable {
    /// What is on the record about the object of the act.
    associatedtype Scene: Sendable
    /// What the decision rests on beside the register.
    associatedtype Ground: Sendable

    /// The identifier, by which the rules of access know it.
    var id: OperationRule.ID { get }
    /// The appointment the act is done under, where the input names it.
    var capacity: Appointment.ID? { get }

    /// Reads the scene.
    ///
    /// - Throws: ``Refusal`` when the input names what does not exist; `StoreError`.
    func scene(_ view: RecordView, _ packs: PublishedPacks) throws -> Scene

    /// The rules of access, to which the scene may add those of its pack.
    func policy(_ common: AccessPolicy, _ scene: Scene) -> AccessPolicy

    /// What the act would concern.
    ///
    /// - Throws: ``Refusal`` when the input names what does not exist.
    func target(
        in register: AccessRegister, for person: Person.ID, _ scene: Scene
    ) throws(Refusal) -> AccessTarget

    /// Loads what the decision rests on.
    func ground(_ workplace: Workplace, _ scene: Scene) async throws -> Ground

    /// What the act would come to, without long work on files and with nothing kept; nil when only that
    /// work can tell.
    func foresee(
        _ workplace: Workplace, _ scene: Scene, _ act: ActContext
    ) async throws -> ActOutcome?

    /// Decides the act.
    ///
    /// - Throws: ``Refusal`` with every reason against it.
    func decide(_ ground: Ground, _ act: ActContext) throws(Refusal) -> ActOutcome
}

extension Operation {
    /// Any appointment that gives the right.
    var capacity: Appointment.ID? { nil }
    /// The common rules.
    func policy(_ common: AccessPolicy, _ scene: Scene) -> AccessPolicy { common }
    /// The decision, where the ground is read quickly and leaves nothing behind.
    func foresee(
        _ workplace: Workplace, _ scene: Scene, _ act: ActContext
    ) async throws -> ActOutcome? {
        try decide(try await ground(workplace, scene), act)
    }
}

/// An act that has one identifier and one form, as most have.
protocol NamedOperation: Operation {
    /// The identifier.
    static var id: OperationRule.ID { get }
    /// The fields of its input.
    static var form: InputForm { get }

    /// Takes an input that fits the form.
    init(_ input: ActInput)
}

extension NamedOperation {
    /// The identifier of all its acts.
    var id: OperationRule.ID { Self.id }
}

/// An act of administration: the register is its whole scene.
protocol RegisterOperation: NamedOperation where Scene == Void {
    /// What the act would concern.
    func target(
        in register: AccessRegister, for person: Person.ID
    ) throws(Refusal) -> AccessTarget
    /// Loads what the decision rests on.
    func ground(_ workplace: Workplace) async throws -> Ground
}

extension RegisterOperation {
    func scene(_ view: RecordView, _ packs: PublishedPacks) {}
    func target(
        in register: AccessRegister, for person: Person.ID, _ scene: Void
    ) throws(Refusal) -> AccessTarget { try target(in: register, for: person) }
    func ground(_ workplace: Workplace, _ scene: Void) async throws -> Ground {
        try await ground(workplace)
    }
}

extension RegisterOperation where Ground == Void {
    /// Nothing: the register is enough.
    func ground(_ workplace: Workplace) async throws {}
}
