import Access
import Digest
import Journal
import LandModel
import Lifecycle
import Policy
import Store

/// An event of a life's stream with all that pages tell of it (在案一笔).
struct StreamLine: Sendable {
    /// What the act of an event's batch says, which stands at its end.
    struct Performed: Sendable {
        let operation: String?
        let title: BilingualText?
        let remark: String?
    }

    /// The hash under which it is sealed.
    let hash: HashValue
    /// The place in the journal, with those of its batch.
    let sequence: Int
    let batch: ClosedRange<Int>
    /// When, in milliseconds since 1970-01-01 UTC.
    let time: Int
    let person: String
    let office: String
    /// What happened; nil for an event that belongs to no life.
    let life: LifeEvent?
    let text: BilingualText
    /// What it is about; empty for what belongs to nothing inside the stream.
    let subject: String
    /// Nil where no act stands behind it.
    let performed: Performed?

    var day: CalendarDay { ChinaTime.day(of: time) }

    /// Reads sealed events.
    ///
    /// - Parameter known: The lines of the same stream as they were read before; those of the same hash are taken over.
    /// - Throws: `StoreError`; `JournalError` for a record that is no event; `PayloadFault`.
    static func read(
        _ sealed: [SealedEvent], _ pack: Pack, _ view: RecordView, known: [StreamLine]
    ) throws -> [StreamLine] {
        var lines: [StreamLine] = []
        lines.reserveCapacity(sealed.count)
        for (place, record) in sealed.enumerated() {
            if place < known.count, known[place].hash == record.hash {
                lines.append(known[place])
                continue
            }
            let event = try record.event()
            let first = event.sequence - event.batchIndex
            let batch = first...max(first, first + event.batchSize - 1)
            let performed =
                if let last = lines.last, last.batch == batch {
                    last.performed
                } else {
                    try performed(in: batch, besides: event.sequence, view)
                }
            let life = try LifeEvent(event, vocabulary: pack.vocabulary)
            lines.append(
                StreamLine(
                    hash: record.hash, sequence: event.sequence, batch: batch, time: event.time,
                    person: event.actor.person.text, office: event.actor.office.text, life: life,
                    text: life?.sentence(pack) ?? other(event),
                    subject: life?.concerned ?? event.payload["of"]?.text ?? "",
                    performed: performed))
        }
        return lines
    }

    /// What happened in an event that belongs to no life.
    private static func other(_ event: Event) -> BilingualText {
        guard event.type == RemindDuty.eventType else {
            return BilingualText(zh: event.type.text, en: event.type.text)
        }
        let clause = event.payload["clause"]?.text ?? ""
        return BilingualText(zh: "催办 \(clause)", en: "Reminded of \(clause)")
    }

    /// What the act of a batch says, whose event is its last.
    private static func performed(
        in batch: ClosedRange<Int>, besides sequence: Int, _ view: RecordView
    ) throws -> Performed? {
        let end = batch.upperBound
        guard end > sequence,
            let told = try view.events(in: end...end).first?.event(), told.type == "actPerformed"
        else { return nil }
        let operation = told.payload["operation"]?.text
        let known = operation.flatMap { OperationRule.ID($0) }
            .flatMap { AccessPolicy.standard.operations[$0]?.title }
        return Performed(
            operation: operation,
            title: known
                ?? told.payload["title"]?.text.map { BilingualText(zh: $0, en: operation ?? $0) },
            remark: told.payload["remark"]?.text)
    }
}
