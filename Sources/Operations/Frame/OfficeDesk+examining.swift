import Access
import Journal
public import LandModel

/// What would become of a request if it were made now (预检): nothing of it is on the record.
public struct ActExamination: Sendable {
    /// Every reason against it; nil when nothing is known to stand against it.
    public let refusal: Refusal?
    /// Whether all was examined; false when only work on files, done with the act, can tell the rest.
    public let isWhole: Bool
    /// What would be sealed into the journal; nil when it is refused or files must tell.
    public let sealing: Sealing?

    /// What an act would seal into the journal (拟入日志).
    public struct Sealing: Sendable {
        /// The result in a sentence.
        public let message: BilingualText
        /// The types of the events in order.
        public let events: [String]
        /// The stream they come onto.
        public let stream: String
        /// The names of who is told.
        public let notified: [String]
        /// In whose name it is done: the office and the person.
        public let actor: String
        /// The clauses it rests on.
        public let basis: [Citation]
    }

    static func refused(_ refusal: Refusal) -> ActExamination {
        ActExamination(refusal: refusal, isWhole: true, sealing: nil)
    }
}

extension OfficeDesk {
    /// Tells what would become of a request: everything up to the decision is done, nothing is recorded
    /// and nothing is kept.
    ///
    /// - Throws: `StoreError` when the record cannot be read.
    public func examine(
        _ request: ActRequest, files: PersonFiles = .uploads([:])
    ) async throws -> ActExamination {
        do {
            let entry = try await entry(request)
            let act: any Operation
            do throws(InputFaults) {
                act = entry.make(try ActInput(request.input, form: entry.form))
            } catch {
                return .refused(Refusal(error.faults.map(\.item)))
            }
            let workplace = Workplace(
                home: home, person: request.person, time: request.time, files: files,
                programVersion: programVersion, progress: .silent)
            return try await foresee(act, request, workplace)
        } catch let refusal as Refusal {
            return .refused(refusal)
        }
    }

    private func foresee<Act: Operation>(
        _ act: Act, _ request: ActRequest, _ workplace: Workplace
    ) async throws -> ActExamination {
        let granted = try grant(act, request, try await ask(act, request))
        let context = granted.context
        guard let outcome = try await act.foresee(workplace, granted.scene, context) else {
            return ActExamination(refusal: nil, isWhole: false, sealing: nil)
        }
        let office = context.grant.appointment.map { context.name(of: $0.office) }
        let told = outcome.notified.subtracting([request.person])
        return ActExamination(
            refusal: nil, isWhole: true,
            sealing: ActExamination.Sealing(
                message: outcome.message, events: outcome.entries.map(\.type.text),
                stream: outcome.entries.first?.stream.text ?? "",
                notified: told.map(context.name(of:)).sorted(),
                actor: [office, context.name(of: context.person)].compactMap(\.self)
                    .joined(separator: " "),
                basis: outcome.basis))
    }
}
