import Digest
import Journal
import LandModel
import Lifecycle
import Policy
import Store

/// The events of one stream with their places in the journal, and the acts they belong to (事件编年).
struct ProjectChronicle {
    /// An event of the stream as a life's.
    struct Entry {
        let life: LifeEvent
        let mark: ProjectView.Mark
    }

    /// The events in order.
    private(set) var entries: [Entry] = []
    /// The acts, latest first.
    private(set) var acts: [ProjectAct] = []
    /// Whether every event has the hash of its content.
    private(set) var isWhole = true

    /// Reads the events of a stream; the hash of each is computed again from its content.
    ///
    /// - Parameter lines: The same events as lines.
    init(
        _ sealed: [SealedEvent], _ lines: [StreamLine], by algorithm: DigestAlgorithm,
        through last: CalendarDay?
    ) {
        var batches: [[(StreamLine, ProjectAct.Entry)]] = []
        for (record, line) in zip(sealed, lines) {
            if let last, line.day > last { continue }
            let isIts =
                ChainLink.hash(
                    previous: record.previous, bytes: record.canonicalBytes, algorithm: algorithm)
                == record.hash
            if !isIts { isWhole = false }
            if let life = line.life {
                entries.append(
                    Entry(life: life, mark: .init(sequence: line.sequence, day: line.day)))
            }
            let entry = ProjectAct.Entry(
                sequence: line.sequence, hash: record.hash.hex, isWhole: isIts, text: line.text,
                subject: line.subject)
            if batches.last?.first?.0.batch == line.batch {
                batches[batches.count - 1].append((line, entry))
            } else {
                batches.append([(line, entry)])
            }
        }
        acts = batches.reversed().compactMap { Self.act($0) }
    }

    private static func act(_ batch: [(StreamLine, ProjectAct.Entry)]) -> ProjectAct? {
        guard let line = batch.first?.0 else { return nil }
        return ProjectAct(
            time: line.time, person: line.person, office: line.office,
            operation: line.performed?.operation, title: line.performed?.title,
            remark: line.performed?.remark, entries: batch.map(\.1))
    }
}
