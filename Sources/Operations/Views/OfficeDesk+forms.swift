public import Access
public import Journal
public import LandModel
import Lifecycle
import Policy
import Store

extension OfficeDesk {
    /// What a person can do on a subject, and what stands against the rest.
    ///
    /// - Parameter isAll: Whether acts the person has no right to are told too.
    /// - Returns: nil when the record has no such subject, or no pack governs it.
    /// - Throws: `StoreError`.
    public func acts(
        on subject: String, for person: Person.ID, day: CalendarDay,
        withoutRight isAll: Bool = false
    ) async throws -> AvailableActs? {
        let packs = packs
        let found = try await reading { view in
            let file = try LifeFile.read(subject, field: "subject", view, packs)
            return (
                file, try view.accessRegister(),
                try file.project(of: subject).map { try view.performedActs(on: $0) } ?? []
            )
        }
        guard let (file, register, history) = found else { return nil }
        // What can be done is tried out here and not while the record is held open.
        let reading = ActsReading(
            file: file, subject: subject,
            options: InputOptions(
                file: file, subject: subject, register: register, person: person, day: day),
            history: history, common: policy, catalogue: catalogue)
        return AvailableActs(
            subject: ActSubject(subject, file), acts: reading.acts(withoutRight: isAll))
    }

    /// The form of an act, for a subject when one is given.
    ///
    /// - Parameters:
    ///   - place: What the input names beside a subject, such as the parent of a new file.
    ///   - sees: The areas whose datasets, people and offices are offered.
    /// - Returns: nil when there is no such act, or no such subject.
    /// - Throws: `StoreError`.
    public func form(
        of operation: String, on subject: String?, in place: String? = nil, for person: Person.ID,
        day: CalendarDay, seeing sees: @escaping @Sendable (AdministrativeCode) -> Bool
    ) async throws -> ActForm? {
        let (packs, policy, catalogue) = (self.packs, self.policy, self.catalogue)
        return try await reading { view in
            let around = subject ?? place
            let file = try around.map { try LifeFile.read($0, field: "subject", view, packs) }
            let known = catalogue.entry(operation)
            let ofPack = OperationRule.ID(operation).flatMap { id in
                file?.pack.lifecycle.act(operation).map { _ in
                    OperationCatalogue.Entry(performing: id)
                }
            }
            guard let entry = known ?? ofPack else { return nil }
            var options = InputOptions(
                file: file, subject: around ?? "", register: try view.accessRegister(),
                person: person, day: day)
            options.datasets = try view.datasets().filter { sees($0.dataset.area) }
            options.packs = try view.packs()
            if file == nil, let last = options.packs.last?.pack {
                options.words = try packs.pack(of: last, view).vocabulary
            }
            options.sees = sees
            let isOnSubject = entry.kind is any LifeOperation.Type
            return ActForm(
                operation: operation,
                title: policy.operations[entry.id]?.title
                    ?? BilingualText(
                        zh: file?.pack.lifecycle.act(operation)?.zh ?? operation,
                        en: OperationWords.spaced(operation)),
                group: known == nil ? .lifecycle : .of(operation),
                subject: isOnSubject
                    ? around.flatMap { id in file.map { ActSubject(id, $0) } } : nil,
                place: isOnSubject ? nil : around.flatMap { id in file.map { ActSubject(id, $0) } },
                needsSubject: isOnSubject, outlines: entry.form.outlines,
                options: Dictionary(
                    entry.form.outlines.filter { $0.source != .pack(.facts) }.map {
                        ($0.name, options.list($0.source))
                    }, uniquingKeysWith: { $1 }),
                facts: entry.form.outlines.contains { $0.source == .pack(.facts) }
                    ? options.facts : [],
                clauses: file?.clauses(behind: operation) ?? [],
                isFinal: file?.isFinal(operation) ?? OperationCatalogue.final.contains(operation),
                children: around.flatMap { id in
                    file?.record.children(of: id).map { child in
                        InputOption(
                            child.id, BilingualText(zh: child.name, en: child.name),
                            group: BilingualText(zh: child.entity, en: child.entity))
                    }
                } ?? [])
        }
    }

    /// The subjects that have streams of their own, with names and areas (管理对象名录).
    ///
    /// - Throws: `StoreError`.
    public func subjects(limit: Int) async throws -> [(
        option: InputOption, area: AdministrativeCode
    )] {
        try await reading { view in
            try view.streams(prefix: LifeStream.prefix, limit: limit).compactMap { stream in
                let first = try view.events(of: stream.id, limit: 1).first?.event()
                guard let first, let id = LifeStream.owner(of: stream.id),
                    let area = first.payload["area"]?.text.flatMap({ AdministrativeCode($0) })
                else { return nil }
                return (InputOption(id, named: first.payload["name"]?.text ?? id), area)
            }
        } ?? []
    }

    /// The stream that holds what happens to a subject (业务流).
    ///
    /// - Throws: ``Refusal`` when it is no identifier of a subject.
    public static func stream(of subject: String) throws -> StreamID {
        try LifeStream.stream(of: subject, field: "subject")
    }

    /// Where a subject lies; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    public func area(of subject: String) async throws -> AdministrativeCode? {
        try await reading { view in
            let stream = try LifeStream.stream(of: subject, field: "subject")
            return try view.events(of: stream, limit: 1).first?.event().payload["area"]?.text
                .flatMap { AdministrativeCode($0) }
        }
    }

    /// One reading of the record; nil when it refuses to be read so, because something is not there.
    private func reading<Value: Sendable>(
        _ read: @escaping @Sendable (RecordView) throws -> Value?
    ) async throws -> Value? {
        let found = try await home.journal.read { view throws(StoreError) in
            Result { try read(view) }
        }
        do {
            return try found.get()
        } catch is Refusal {
            return nil
        }
    }
}
