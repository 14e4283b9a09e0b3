public import LandModel

/// What a meeting dealt with (联席会议会务): topics, who attended, opinions, countersignatures and
/// what was resolved.
public struct LifeMeeting: Hashable, Sendable {
    /// Something proposed for the agenda (议题).
    public struct Topic: Hashable, Sendable {
        /// Its number in the meeting.
        public let id: String
        /// What it is about.
        public let title: String
        /// The office that proposed it.
        public let by: String

        /// Describes a topic.
        public init(id: String, title: String, by: String) {
            self.id = id
            self.title = title
            self.by = by
        }
    }

    /// An office that was there (参会).
    public struct Attendance: Hashable, Sendable {
        /// The office, or the experts invited.
        public let office: String
        /// Who came.
        public let people: String
        /// Whether it was invited without being a member (列席).
        public let isInvited: Bool

        /// Describes an attendance.
        public init(office: String, people: String, isInvited: Bool) {
            self.office = office
            self.people = people
            self.isInvited = isInvited
        }
    }

    /// What an office said on a topic (意见).
    public struct Opinion: Hashable, Sendable {
        /// The topic.
        public let topic: String
        /// The office.
        public let office: String
        /// Whether it agrees.
        public let agrees: Bool
        /// Its words.
        public let text: String

        /// Describes an opinion.
        public init(topic: String, office: String, agrees: Bool, text: String) {
            self.topic = topic
            self.office = office
            self.agrees = agrees
            self.text = text
        }
    }

    /// What was resolved, a task with a term (议定事项).
    public struct Resolution: Hashable, Sendable {
        /// Its number in the meeting.
        public let id: String
        /// The topic it came from.
        public let topic: String
        /// What is to be done.
        public let text: String
        /// The office that does it.
        public let owner: String
        /// The last day for it.
        public let due: CalendarDay
        /// When it was reported done; nil while it is open.
        public internal(set) var doneOn: CalendarDay?

        /// Describes a resolution that is open.
        public init(id: String, topic: String, text: String, owner: String, due: CalendarDay) {
            self.id = id
            self.topic = topic
            self.text = text
            self.owner = owner
            self.due = due
        }
    }

    /// A meeting of which nothing is on record yet.
    public init() {}

    /// The topics in order.
    public internal(set) var topics: [Topic] = []
    /// Who attended.
    public internal(set) var attendance: [Attendance] = []
    /// The opinions in order.
    public internal(set) var opinions: [Opinion] = []
    /// The offices that countersigned the minutes.
    public internal(set) var countersigned: [String] = []
    /// What was resolved.
    public internal(set) var resolutions: [Resolution] = []

    /// The members that attended.
    public var members: [String] { attendance.filter { !$0.isInvited }.map(\.office) }
}

/// Something that happened around a meeting.
public enum MeetingEvent: Hashable, Sendable {
    /// A member proposed a topic (提出议题).
    case topicProposed(LifeMeeting.Topic)
    /// An office attended (签到).
    case attended(LifeMeeting.Attendance)
    /// An office gave its opinion on a topic.
    case opinionGiven(LifeMeeting.Opinion)
    /// A member countersigned the minutes (会签).
    case countersigned(by: String)
    /// Something was resolved, with an owner and a term.
    case resolved(LifeMeeting.Resolution)
    /// A resolution was reported done by its owner (办结).
    case resolutionDone(id: String, by: String)
}

extension LifeMeeting {
    /// Takes an event.
    mutating func apply(_ event: MeetingEvent, on day: CalendarDay) {
        switch event {
        case .topicProposed(let topic): topics.append(topic)
        case .attended(let office): attendance.append(office)
        case .opinionGiven(let opinion): opinions.append(opinion)
        case .countersigned(let office): countersigned.append(office)
        case .resolved(let resolution): resolutions.append(resolution)
        case .resolutionDone(let id, _):
            if let index = resolutions.firstIndex(where: { $0.id == id }) {
                resolutions[index].doneOn = day
            }
        }
    }
}
