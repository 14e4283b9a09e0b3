import Journal
import LandModel
import Policy
import Store
import Synchronization

/// The files of subjects as they were read last (卷宗架): what happened since is added to them, and nothing is read twice.
///
/// A file stands on the versions of its streams, so what is given is always the file of the moment that a view is of.
final class LifeShelf: Sendable {
    private struct Kept {
        let file: LifeFile
        /// The place of the last publication or adoption of a pack when the file was read.
        let packs: Int
    }

    /// Events that kept files may have together: one of 300 events takes some hundred kilobytes.
    private static let room = 60_000
    private let kept = Mutex(RecentValues<String, Kept>(room: room))

    /// The file of the subject whose stream it is, as a view has it; nil when it has to be read from its beginning.
    func file(of owner: String, _ view: RecordView, packs: Int) throws -> LifeFile? {
        guard let known = kept.withLock({ $0.value(owner) }), known.packs == packs else {
            return nil
        }
        var new: [Event] = []
        for (stream, version) in known.file.versions {
            let present = try view.version(of: stream)
            // A view that was opened earlier does not have all of the file.
            guard present >= version else { return nil }
            guard present > version else { continue }
            new += try view.events(of: stream, from: version + 1).map { try $0.event() }
        }
        if new.isEmpty { return known.file }
        guard let next = try known.file.adding(new) else { return nil }
        keep(next, of: owner, packs: packs)
        return next
    }

    // MARK: Verdicts

    private struct Question: Hashable {
        let subject: String
        let day: CalendarDay
    }

    private struct Verdict {
        let versions: [StreamID: Int]
        let pack: String
        let findings: [Finding]
    }

    /// Verdicts that are kept: each has its explanations, some hundred kilobytes.
    private let verdicts = Mutex(RecentValues<Question, Verdict>(room: 200))

    /// How every clause stands on a subject and all around it, judged once for each state of the file.
    func findings(on subject: String, in file: LifeFile, day: CalendarDay) -> [Finding] {
        let question = Question(subject: subject, day: day)
        let pack = file.pack.digest + (file.pack.adoption ?? "")
        let known = verdicts.withLock { $0.value(question) }
        if let known, known.versions == file.versions, known.pack == pack { return known.findings }
        let found = file.context(around: subject, on: day).map { file.pack.judge($0) } ?? []
        let verdict = Verdict(versions: file.versions, pack: pack, findings: found)
        verdicts.withLock { $0.keep(verdict, for: question, weight: 1) }
        return found
    }

    // MARK: Lines

    private struct Lines {
        let lines: [StreamLine]
        /// The pack in whose words they are.
        let pack: String
    }

    private let lines = Mutex(RecentValues<String, Lines>(room: room))

    /// The events of a subject's stream, sealed and as lines; what was read before is taken over.
    ///
    /// - Throws: `StoreError`; `JournalError` for a record that is no event; `PayloadFault`.
    func lines(
        of subject: String, _ pack: Pack, _ view: RecordView
    ) throws -> (sealed: [SealedEvent], lines: [StreamLine]) {
        let owner = LifeStream.owner(of: subject)
        let sealed = try view.events(of: LifeStream.stream(of: owner, field: "subject"))
        let known = lines.withLock { $0.value(owner) }
        let before = known?.pack == pack.digest ? known?.lines ?? [] : []
        let read = try StreamLine.read(sealed, pack, view, known: before)
        if read.count != before.count {
            lines.withLock {
                $0.keep(Lines(lines: read, pack: pack.digest), for: owner, weight: read.count)
            }
        }
        return (sealed, read)
    }

    /// Keeps a file that was read.
    func keep(_ file: LifeFile, of owner: String, packs: Int) {
        let events = file.versions.values.reduce(0, +)
        kept.withLock { kept in
            // Who read an elder view comes too late.
            if let known = kept.value(owner), known.packs == packs,
                known.file.versions.contains(where: { file.versions[$0.key] ?? 0 < $0.value })
            {
                return
            }
            kept.keep(Kept(file: file, packs: packs), for: owner, weight: events)
        }
    }
}
