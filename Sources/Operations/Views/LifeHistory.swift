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

    /// The history that the lines of a stream tell.
    init(_ lines: [StreamLine]) {
        entries = lines.compactMap { line in
            line.life.map {
                Entry(
                    event: $0, sequence: line.sequence, time: line.time, person: line.person,
                    office: line.office, remark: line.performed?.remark)
            }
        }
    }

    /// Reads the events of a subject's own stream.
    static func read(
        of subject: String, _ file: LifeFile, _ view: RecordView, _ packs: PublishedPacks
    ) throws -> LifeHistory {
        LifeHistory(try packs.shelf.lines(of: subject, file.pack, view).lines)
    }
}
