import Access
import Digest
import Foundation
import Journal
public import LandModel
import Lifecycle
public import Policy
public import Store

/// The packs that are published in a home, the texts of their documents, and what is judged by them (政策规则库).
///
/// Reads only. Packs are loaded once and kept.
public struct PolicyLibrary: Sendable {
    let home: OfficeHome
    let packs: PublishedPacks

    /// Opens the library of a home.
    public init(_ home: OfficeHome) {
        self.home = home
        packs = PublishedPacks(home.vault)
    }

    /// A published revision and the decision by which it was adopted.
    public struct Revision: Sendable {
        /// What was published, and when.
        public let recorded: RecordedPack
        /// The pack, adopted when it is a draft that was.
        public let pack: Pack
    }

    /// The published revisions, by code, oldest first.
    ///
    /// - Throws: `StoreError`; a revision whose files are not in the vault is left out.
    public func revisions() async throws -> [Revision] {
        let packs = packs
        return try await home.journal.read { view throws(StoreError) in
            Result {
                try view.packs().compactMap { recorded in
                    do {
                        return Revision(
                            recorded: recorded, pack: try packs.pack(of: recorded.pack, view))
                    } catch is Refusal {
                        // Published before packs kept their files.
                        return nil
                    }
                }
            }
        }.get()
    }

    /// The office's own copy of the document of a pack; nil when none was loaded.
    ///
    /// - Throws: `StoreError`.
    public func text(of code: String) async throws -> String? {
        guard let id = PackID(code) else { return nil }
        let file = try await home.journal.read { view throws(StoreError) in
            Result {
                try view.events(of: PackPublished.stream(of: id)).map { try $0.event() }
                    .last { $0.type == KeepPackText.eventType }?.payload["file"]?.text
                    .flatMap { VaultID($0) }
            }
        }.get()
        guard let file else { return nil }
        return String(decoding: try home.vault.bytes(of: file), as: UTF8.self)
    }

    /// How a clause stands on a subject.
    public struct Standing: Sendable {
        /// The finding.
        public let finding: Finding
        /// The subject whose file it is in: a project, a meeting, a county.
        public let owner: String
        /// What the owner is called.
        public let ownerName: String
        /// Where it lies.
        public let area: AdministrativeCode
    }

    /// How a clause of a pack stands today on everything that is under that pack.
    ///
    /// - Parameter isSeen: Which areas are asked for.
    /// - Throws: `StoreError`.
    public func standings(
        of clause: String, in code: String, on day: CalendarDay,
        where isSeen: @escaping @Sendable (AdministrativeCode) -> Bool
    ) async throws -> [Standing] {
        let packs = packs
        return try await home.journal.read { view throws(StoreError) in
            Result {
                try view.lives().flatMap { id -> [Standing] in
                    guard let file = try LifeFile.known(id, view, packs), file.pack.code == code,
                        isSeen(file.area), let context = file.context(around: id, on: day)
                    else { return [] }
                    return file.pack.judge(clause, in: context)
                        .filter { LifeStream.owner(of: $0.subject.id) == id }
                        .map {
                            Standing(
                                finding: $0, owner: id, ownerName: file.name(of: id),
                                area: file.area)
                        }
                }
            }
        }.get()
    }

    /// A subject that verdicts can be asked about.
    public struct Candidate: Hashable, Sendable {
        /// The identifier.
        public let id: String
        /// The name.
        public let name: String
        /// Where it lies.
        public let area: AdministrativeCode
        /// The code and revision of the pack it is under.
        public let pack: String
    }

    /// The projects of some areas.
    ///
    /// - Throws: `StoreError`.
    public func projects(
        where isSeen: @escaping @Sendable (AdministrativeCode) -> Bool
    ) async throws -> [Candidate] {
        let packs = packs
        return try await home.journal.read { view throws(StoreError) in
            Result {
                try view.lives().compactMap { id -> Candidate? in
                    guard let file = try LifeFile.known(id, view, packs), isSeen(file.area),
                        file.record.subjects[id]?.entity == "project"
                    else { return nil }
                    return Candidate(
                        id: id, name: file.name(of: id), area: file.area, pack: file.pack.label)
                }
            }
        }.get()
    }

    /// The verdicts on a project as of a day, with what was on record by then.
    public struct Verdicts: Sendable {
        /// The pack judged by.
        public let pack: Pack
        /// The day.
        public let day: CalendarDay
        /// The findings in the order of the pack.
        public let findings: [Finding]
    }

    /// How a project stands as of a day, under its own pack or another (政策时光机).
    ///
    /// What came onto the record after the day is not seen, so that a past day is judged as it was.
    ///
    /// - Parameter other: The pack to judge by; nil for the one the project is under.
    /// - Throws: ``Refusal`` when the record has no such subject on that day; `StoreError`.
    public func verdicts(
        on project: String, under other: Pack?, asOf day: CalendarDay
    ) async throws -> Verdicts {
        let packs = packs
        let file = try await home.journal.read { view throws(StoreError) in
            Result {
                try LifeFile.read(
                    project, field: "project", view, packs, through: day, under: other)
            }
        }.get()
        return Verdicts(
            pack: file.pack, day: day, findings: file.findings(on: project, day: day))
    }
}

extension RecordView {
    /// The subjects with a stream of their own, by identifier.
    func lives() throws(StoreError) -> [String] {
        try streams(prefix: LifeStream.prefix, limit: .max)
            .compactMap { LifeStream.owner(of: $0.id) }.sorted()
    }
}

extension LifeFile {
    /// The file of a subject; nil when no pack is published for it yet.
    static func known(
        _ id: String, _ view: RecordView, _ packs: PublishedPacks
    ) throws -> LifeFile? {
        do {
            return try read(id, field: "subject", view, packs)
        } catch is Refusal {
            return nil
        }
    }
}
