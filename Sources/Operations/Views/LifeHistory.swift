import Access
import Journal
public import LandModel
public import Lifecycle
import Policy
import Store

/// What happened in a life, event by event, with who did it and when (办理经过).
public struct LifeHistory: Sendable {
    /// Something that happened.
    public struct Entry: Sendable {
        /// What.
        public let event: LifeEvent
        /// The place in the journal.
        public let sequence: Int
        /// When, in milliseconds since 1970-01-01 UTC.
        public let time: Int
        /// Who did it.
        public let person: String
        /// For which office.
        public let office: String
        /// The number of the paper, or the reason, that went with it.
        public let remark: String?

        /// The day in China.
        public var day: CalendarDay { ChinaTime.day(of: time) }
    }

    /// The events in order.
    public let entries: [Entry]

    /// The entry with which an act or a step was last done on a subject; nil when it was not.
    public func done(_ act: String, on subject: String) -> Entry? {
        entries.last { entry in
            if case .done(act: act, of: subject, by: _, to: _) = entry.event { true } else { false }
        }
    }

    /// The entries with which offices did their parts of a joint act, since it last began.
    public func parts(of act: String, on subject: String) -> [Entry] {
        let last = entries.lastIndex { entry in
            switch entry.event {
            case .done(act: act, of: subject, by: _, to: _),
                .returned(act: act, of: subject, by: _, reason: _):
                true
            default: false
            }
        }
        let isOver = last.map { index in
            if case .done = entries[index].event { true } else { false }
        }
        // The last part of a joint act is the act itself.
        let range =
            isOver == true
            ? entries[...(last ?? 0)] : entries[(last.map { $0 + 1 } ?? 0)...]
        return range.filter { entry in
            if case .signed(act: act, of: subject, by: _) = entry.event { true } else { false }
        }
    }

    /// Reads the events of a subject's own stream.
    static func read(
        of subject: String, _ file: LifeFile, _ view: RecordView
    ) throws -> LifeHistory {
        let stream = try LifeStream.stream(of: subject, field: "subject")
        let sealed = try view.events(of: stream)
        return LifeHistory(
            entries: try sealed.compactMap { sealed -> Entry? in
                let event = try sealed.event()
                guard let life = try LifeEvent(event, vocabulary: file.pack.vocabulary) else {
                    return nil
                }
                return Entry(
                    event: life, sequence: event.sequence, time: event.time,
                    person: event.actor.person.text, office: event.actor.office.text,
                    remark: try remark(of: event, view))
            })
    }

    /// What was said with the act whose batch an event is of; the act's own event is the last of the batch.
    private static func remark(of event: Event, _ view: RecordView) throws -> String? {
        let last = event.sequence - event.batchIndex + event.batchSize - 1
        guard last > event.sequence else { return nil }
        return try view.events(in: last...last).first?.event().payload["remark"]?.text
    }
}
