import Access
import Journal
import LandModel
import Operations
import Store
import Synchronization

/// What was read of subjects lately and the parts of pages made of it (项目缓存).
///
/// A reading is kept as long as nothing happens on the streams it rests on; the parts made of it go with it.
final class ProjectShelf: Sendable {
    /// What is asked for.
    struct Key: Hashable {
        let subject: String
        let day: CalendarDay
        /// The day whose state is asked for; nil for what holds now.
        let through: CalendarDay?
    }

    /// A part of a page, by all it depends on besides the reading.
    struct PartKey: Hashable {
        let key: Key
        let address: String
        let language: DisplayLanguage
    }

    /// A reading and the place in the journal at which it was last seen to hold.
    private struct Entry {
        let reading: ProjectReader.Reading
        var head: Int
    }

    private struct Part {
        let text: String
        /// The head of the reading it was made of.
        let made: Int
    }

    private struct State {
        var entries = RecentValues<Key, Entry>(room: mostReadings)
        var parts = RecentValues<PartKey, Part>(room: mostBytes)
    }

    private let reader: ProjectReader
    private let state = Mutex(State())
    /// Readings kept; one of a large project takes about a megabyte.
    private static let mostReadings = 128
    /// Bytes of parts kept.
    private static let mostBytes = 48 << 20

    init(_ library: PolicyLibrary) { reader = ProjectReader(library) }

    /// What is on record about a subject, as it stands.
    ///
    /// - Parameter head: The end of the chain, when it is known.
    /// - Throws: ``Problem`` 404 when there is no such subject; `StoreError`.
    func reading(_ key: Key, at head: JournalHead?) async throws -> ProjectReader.Reading {
        if let known = state.withLock({ $0.entries.value(key) }) {
            if let head, known.head == head.sequence { return known.reading }
            let (head, changed) = try await reader.changes(after: known.head)
            // The register names the people and offices of the page.
            if known.reading.holds(after: changed), !changed.contains(AccessEvent.stream.text) {
                if head != known.head {
                    state.withLock { $0.entries.update(key) { $0.head = head } }
                }
                return known.reading
            }
        }
        do {
            let reading = try await reader.reading(
                of: key.subject, on: key.day, through: key.through)
            state.withLock {
                $0.entries.keep(
                    Entry(reading: reading, head: reading.head), for: key, weight: 1)
            }
            return reading
        } catch is Refusal {
            throw Problem.missing(
                zh: "没有找到，或所在地尚未发布规则包。",
                en: "Not found, or no policy pack is published for its place.")
        }
    }

    /// A part of a page, made when it is not there.
    func part(
        _ key: PartKey, of reading: ProjectReader.Reading, make: () async throws -> String
    ) async throws -> String {
        if let part = state.withLock({ $0.parts.value(key) }), part.made == reading.head {
            return part.text
        }
        let text = try await make()
        state.withLock {
            $0.parts.keep(
                Part(text: text, made: reading.head), for: key, weight: text.utf8.count)
        }
        return text
    }
}
