import Access
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

    /// Reads the events of a stream.
    ///
    /// - Throws: `StoreError`; `JournalError` for a record that is no event; `PayloadFault`.
    init(
        _ sealed: [SealedEvent], _ pack: Pack, _ view: RecordView, through last: CalendarDay?
    ) throws {
        let algorithm = try view.head().algorithm
        var batches: [[(Event, ProjectAct.Entry)]] = []
        for record in sealed {
            let event = try record.event()
            let day = ChinaTime.day(of: event.time)
            if let last, day > last { continue }
            let isIts =
                ChainLink.hash(
                    previous: record.previous, bytes: record.canonicalBytes, algorithm: algorithm)
                == record.hash
            if !isIts { isWhole = false }
            let life = try LifeEvent(event, vocabulary: pack.vocabulary)
            if let life {
                entries.append(
                    Entry(life: life, mark: .init(sequence: event.sequence, day: day)))
            }
            let entry = ProjectAct.Entry(
                sequence: event.sequence, hash: record.hash.hex, isWhole: isIts,
                text: life?.sentence(pack) ?? Self.other(event),
                subject: life?.concerned ?? event.payload["of"]?.text ?? "")
            let first = event.sequence - event.batchIndex
            if let before = batches.last?.first?.0, before.sequence - before.batchIndex == first {
                batches[batches.count - 1].append((event, entry))
            } else {
                batches.append([(event, entry)])
            }
        }
        acts = try batches.reversed().compactMap { try Self.act($0, view) }
    }

    /// What happened in an event that belongs to no life.
    private static func other(_ event: Event) -> BilingualText {
        guard event.type == RemindDuty.eventType else {
            return BilingualText(zh: event.type.text, en: event.type.text)
        }
        let clause = event.payload["clause"]?.text ?? ""
        return BilingualText(zh: "催办 \(clause)", en: "Reminded of \(clause)")
    }

    private static func act(
        _ batch: [(Event, ProjectAct.Entry)], _ view: RecordView
    ) throws -> ProjectAct? {
        guard let event = batch.first?.0 else { return nil }
        // The act of a batch stands at its end.
        let end = event.sequence - event.batchIndex + event.batchSize - 1
        let told = try view.events(in: end...end).first?.event()
        let performed = told.flatMap { $0.type == "actPerformed" ? $0.payload : nil }
        let operation = performed?["operation"]?.text
        let known = operation.flatMap { OperationRule.ID($0) }
            .flatMap { AccessPolicy.standard.operations[$0]?.title }
        let title =
            known
            ?? performed?["title"]?.text.map { BilingualText(zh: $0, en: operation ?? $0) }
        return ProjectAct(
            time: event.time, person: event.actor.person.text, office: event.actor.office.text,
            operation: operation, title: title, remark: performed?["remark"]?.text,
            entries: batch.map(\.1))
    }
}
