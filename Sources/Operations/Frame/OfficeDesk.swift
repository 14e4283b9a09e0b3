public import Access
import Digest
import Journal
public import LandModel
import Policy
public import Store

/// Where requests come in and acts go on the record (窗口): the one way from a person to the journal.
///
/// A request is read, its right decided, its ground loaded, its act decided, and what was decided
/// put on the record with the versions it was decided on. When somebody else was faster it is all
/// done once more on what is there now.
public struct OfficeDesk: Sendable {
    let home: OfficeHome
    let catalogue: OperationCatalogue
    let policy: AccessPolicy
    let programVersion: String
    let packs: PublishedPacks
    /// More conflicts in a row than this mean that something else is wrong.
    private static let attempts = 20

    /// Opens the desk of a home.
    public init(
        _ home: OfficeHome, catalogue: OperationCatalogue = .standard,
        policy: AccessPolicy = .standard, programVersion: String
    ) {
        self.init(
            PolicyLibrary(home), catalogue: catalogue, policy: policy,
            programVersion: programVersion)
    }

    /// Opens the desk of a library's home, by what the library has loaded.
    public init(
        _ library: PolicyLibrary, catalogue: OperationCatalogue = .standard,
        policy: AccessPolicy = .standard, programVersion: String
    ) {
        self.catalogue = catalogue
        self.policy = policy
        self.programVersion = programVersion
        (home, packs) = (library.home, library.packs)
    }

    /// Performs an act.
    ///
    /// - Parameters:
    ///   - files: Where the files that the input names are found.
    /// - Throws: ``Refusal`` with every reason; `StoreError` when the record cannot be read or
    ///   written; `CancellationError` when the progress asks for a stop. Then nothing is on the record.
    public func perform(
        _ request: ActRequest, files: PersonFiles = .folder("."),
        progress: WorkProgress = .silent
    ) async throws -> ActReceipt {
        let entry = try await entry(request)
        let act: any Operation
        do throws(InputFaults) {
            act = entry.make(try ActInput(request.input, form: entry.form))
        } catch {
            throw Refusal(error.faults.map(\.item))
        }
        let workplace = Workplace(
            home: home, person: request.person, time: request.time, files: files,
            programVersion: programVersion, progress: progress)
        for _ in 1..<Self.attempts {
            do {
                return try await attempt(act, request, workplace)
            } catch StoreError.journal(.versionConflict) {
                continue
            }
        }
        return try await attempt(act, request, workplace)
    }

    /// What the act of a request is called; nil when nobody knows it.
    public func title(of request: ActRequest) async -> BilingualText? {
        if let rule = policy.operations.values.first(where: { $0.id.text == request.operation }) {
            return rule.title
        }
        guard let subject = request.input["subject"]?.text else { return nil }
        let packs = packs
        do {
            let found = try await home.journal.read { view throws(StoreError) in
                Result { try LifeFile.read(subject, field: "subject", view, packs) }
            }
            return try found.get().pack.lifecycle.act(request.operation).map {
                BilingualText(zh: $0.zh, en: request.operation)
            }
        } catch {
            // A name is a courtesy; what is wrong with the request its refusal says.
            return nil
        }
    }

    /// The act that a request names: one of the program's, or one of the pack that its subject is
    /// under.
    func entry(_ request: ActRequest) async throws -> OperationCatalogue.Entry {
        if let entry = catalogue.entry(request.operation) { return entry }
        if let id = OperationRule.ID(request.operation),
            let subject = request.input["subject"]?.text
        {
            let packs = packs
            let found = try await home.journal.read { view throws(StoreError) in
                Result { try LifeFile.read(subject, field: "subject", view, packs) }
            }
            if try found.get().pack.lifecycle.act(id.text) != nil {
                return OperationCatalogue.Entry(performing: id)
            }
        }
        let known = catalogue.entries.map(\.id.text).joined(separator: ", ")
        throw Refusal(
            "ACC-OPERATION", zh: "没有事项 \(request.operation)；有：\(known)，以及规则包的事项。",
            en: "There is no act \(request.operation); there are: \(known), and those of the pack.")
    }

    private func attempt<Act: Operation>(
        _ act: Act, _ request: ActRequest, _ workplace: Workplace
    ) async throws -> ActReceipt {
        let digest: HashValue
        do {
            digest = try request.digest()
        } catch let fault as JSONFault {
            throw Refusal([
                Refusal.Item(
                    "INP-JSON",
                    JournalError.unacceptablePayload(entry: 0, fault: fault).explanation)
            ])
        }
        let asked = try await ask(act, request)
        if let earlier = asked.earlier {
            guard earlier.performed?.request == digest else {
                throw StoreError.journal(
                    .keyUsedOtherwise(
                        key: request.key, sequence: earlier.receipt.sequences.lowerBound))
            }
            return ActReceipt(
                batch: earlier.receipt, message: Self.repeated(earlier.receipt),
                isRepetition: true)
        }
        let granted = try grant(act, request, asked)
        let ground = try await act.ground(workplace, granted.scene)
        let context = granted.context
        let outcome = try act.decide(ground, context)
        let receipt = try await home.journal.append(
            batch(
                outcome, request, digest, act.id, granted.target, context, asked.registerVersion))
        return ActReceipt(batch: receipt, message: outcome.message, isRepetition: false)
    }

    /// Who acts by what right, and on what.
    struct Granted<Scene: Sendable>: Sendable {
        let scene: Scene
        let target: AccessTarget
        let context: ActContext
    }

    /// Decides the right to an act.
    ///
    /// - Throws: ``Refusal`` when the person has none, or the input names what does not exist.
    func grant<Act: Operation>(
        _ act: Act, _ request: ActRequest, _ asked: Asked<Act.Scene>
    ) throws -> Granted<Act.Scene> {
        let (scene, target) = try asked.target.get()
        let rules = act.policy(policy, scene)
        let day = ChinaTime.day(of: request.time)
        let decision = AccessDecision.decide(
            AccessRequest(
                person: request.person, operation: act.id, target: target, day: day,
                // What the input names comes first: nobody lends another's post by naming his own.
                capacity: act.capacity ?? request.capacity),
            policy: rules, register: asked.register, history: asked.history)
        switch decision {
        case .allowed(let grant):
            return Granted(
                scene: scene, target: target,
                context: ActContext(
                    person: request.person, grant: grant, day: day, register: asked.register,
                    policy: rules))
        case .refused(let refusal): throw Refusal(refusal)
        }
    }

    /// What one consistent reading of the record gives.
    struct Asked<Scene: Sendable>: Sendable {
        let register: AccessRegister
        let registerVersion: Int
        let target: Result<(Scene, AccessTarget), any Error>
        let history: [PerformedAct]
        let earlier: (receipt: BatchReceipt, performed: ActPerformed?)?
    }

    func ask<Act: Operation>(
        _ act: Act, _ request: ActRequest
    ) async throws(StoreError) -> Asked<Act.Scene> {
        let packs = packs
        return try await home.journal.read { view throws(StoreError) in
            let register = try view.accessRegister()
            let target = Result {
                let scene = try act.scene(view, packs)
                return (scene, try act.target(in: register, for: request.person, scene))
            }
            var history: [PerformedAct] = []
            if case .success(let found) = target, let project = found.1.project {
                history = try view.performedActs(on: project)
            }
            var earlier: (BatchReceipt, ActPerformed?)?
            if let receipt = try view.receipt(of: request.key) {
                earlier = (receipt, try view.performed(in: receipt))
            }
            return Asked(
                register: register, registerVersion: try view.version(of: AccessEvent.stream),
                target: target, history: history, earlier: earlier)
        }
    }

    private func batch(
        _ outcome: ActOutcome, _ request: ActRequest, _ digest: HashValue,
        _ operation: OperationRule.ID, _ target: AccessTarget, _ act: ActContext,
        _ registerVersion: Int
    ) -> Batch {
        let appointment = act.grant.appointment
        let isLent = act.grant.delegation != nil
        // An act of a pack is known by the pack's name, which another program may not have.
        let isOfPack = catalogue.entry(operation.text) == nil
        let performed = ActPerformed(
            operation: operation,
            title: isOfPack ? act.policy.operations[operation]?.title.zh : nil,
            areas: target.areas, project: target.project,
            stage: target.stage, duties: act.policy.operations[operation]?.duties ?? [],
            roles: appointment.map { act.policy.roles(of: $0, in: act.register) } ?? [],
            capacity: appointment?.id, delegation: act.grant.delegation?.id,
            onBehalfOf: isLent ? appointment?.person : nil,
            notified: outcome.notified.subtracting([request.person]), remark: outcome.remark,
            request: digest)
        var expected = outcome.expectedVersions
        expected[AccessEvent.stream] = registerVersion
        return Batch(
            key: request.key,
            actor: ActingPerson(
                request.person, for: appointment?.office ?? office(of: request.person, act.register)
            ),
            basis: outcome.basis, time: request.time, entries: outcome.entries + [performed.entry],
            expectedVersions: expected)
    }

    /// The office of one who acts without using a post: that of the latest post, if any, else none.
    private func office(of person: Person.ID, _ register: AccessRegister) -> Office.ID {
        register.appointments(of: person).max { $0.term.from < $1.term.from }?.office ?? "public"
    }

    private static func repeated(_ receipt: BatchReceipt) -> BilingualText {
        let sequence = receipt.sequences.lowerBound
        return BilingualText(
            zh: "此前已办理（第 \(sequence) 号记录），未重复办理。",
            en: "This was done before (record \(sequence)); nothing was done twice.")
    }
}

extension Refusal {
    /// What the rules of access say, reason by reason.
    init(_ refusal: AccessRefusal) {
        let (head, remedy) = (refusal.head, refusal.remedy)
        let last = refusal.causes.count - 1
        self.init(
            zip(refusal.causes, refusal.reasons).enumerated().map { index, each in
                // Who may not do what is said once, and once what to do.
                let (cause, reason) = each
                return Item(
                    cause.code,
                    BilingualText(
                        zh: (index == 0 ? head.zh : "") + reason.zh + "。"
                            + (index == last ? remedy.zh : ""),
                        en: (index == 0 ? head.en : "") + reason.en + ". "
                            + (index == last ? remedy.en : "")))
            })
    }
}
