import Journal
public import LandModel
import Lifecycle
import Policy
public import Store

/// Reads what is on record about a subject for its page; writes nothing (项目读取).
///
/// Packs are loaded once and kept, so one reader serves all pages of an office.
public struct ProjectReader: Sendable {
    private let home: OfficeHome
    private let packs: PublishedPacks

    /// Opens the subjects of a home.
    public init(_ home: OfficeHome) { self.init(PolicyLibrary(home)) }

    /// Opens the subjects of a library's home, by what the library has loaded.
    public init(_ library: PolicyLibrary) { (home, packs) = (library.home, library.packs) }

    /// A view with what it rests on, so that who keeps it knows when it is over.
    public struct Reading: Sendable {
        /// What is on record.
        public let view: ProjectView
        /// The names of the streams that were read; an event on one of them, or on a pack, ends it.
        public let streams: Set<String>
        /// The place in the journal up to which it was read.
        public let head: Int

        /// Whether events on some streams leave it as it is.
        public func holds(after changed: Set<String>) -> Bool {
            changed.isDisjoint(with: streams) && !changed.contains { $0.hasPrefix("pack/") }
        }
    }

    /// The streams that went on after a place in the journal, and its end.
    ///
    /// - Throws: `StoreError`.
    public func changes(
        after sequence: Int
    ) async throws -> (head: Int, streams: Set<String>) {
        try await home.journal.read { view throws(StoreError) in
            let head = try view.head().sequence
            guard head != sequence else { return (head, []) }
            return (head, Set(try view.streams(changedAfter: sequence).map(\.text)))
        }
    }

    /// What is on record about a subject.
    ///
    /// - Parameters:
    ///   - day: The day it is judged on; the last day on record where that is later.
    ///   - last: What came after this day is left out, to see how it stood; nil for nothing.
    /// - Throws: ``Refusal`` when the record has no such subject or no pack is published for it; `StoreError`.
    public func reading(
        of subject: String, on day: CalendarDay, through last: CalendarDay? = nil
    ) async throws -> Reading {
        let packs = packs
        return try await home.journal.read { view throws(StoreError) in
            Result<Reading, any Error> {
                let file = try LifeFile.read(subject, field: "subject", view, packs, through: last)
                let (sealed, lines) = try packs.shelf.lines(of: subject, file.pack, view)
                let chronicle = ProjectChronicle(
                    sealed, lines, by: try view.head().algorithm, through: last)
                let judged = last ?? max(day, file.lastDay)
                return Reading(
                    view: ProjectFold(
                        subject, file, chronicle, on: judged,
                        // What came after a day is no part of what was.
                        keptOn: last == nil ? packs.shelf : nil
                    ).view,
                    streams: Set(file.versions.keys.map(\.text)), head: try view.head().sequence)
            }
        }.get()
    }
}
