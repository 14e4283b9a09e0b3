import Journal
import LandModel
import Lifecycle
import Store

/// How events about meetings are written and read.
extension MeetingEvent {
    /// The type under which the event is on the record.
    var eventType: EventType {
        switch self {
        case .topicProposed: "topicProposed"
        case .attended: "officeAttended"
        case .opinionGiven: "opinionGiven"
        case .countersigned: "minutesCountersigned"
        case .resolved: "matterResolved"
        case .resolutionDone: "resolutionDone"
        }
    }

    /// What is written about the event.
    func payload(of meeting: String) -> CanonicalJSON {
        switch self {
        case .topicProposed(let topic):
            [
                "of": .text(meeting), "id": .text(topic.id), "title": .text(topic.title),
                "by": .text(topic.by),
            ]
        case .attended(let attendance):
            [
                "of": .text(meeting), "office": .text(attendance.office),
                "people": .text(attendance.people), "invited": .bool(attendance.isInvited),
            ]
        case .opinionGiven(let opinion):
            [
                "of": .text(meeting), "topic": .text(opinion.topic),
                "office": .text(opinion.office), "agrees": .bool(opinion.agrees),
                "text": .text(opinion.text),
            ]
        case .countersigned(let office): ["of": .text(meeting), "by": .text(office)]
        case .resolved(let resolution):
            [
                "of": .text(meeting), "id": .text(resolution.id),
                "topic": .text(resolution.topic), "text": .text(resolution.text),
                "owner": .text(resolution.owner), "due": .text(resolution.due.description),
            ]
        case .resolutionDone(let id, let office):
            ["of": .text(meeting), "id": .text(id), "by": .text(office)]
        }
    }

    /// Reads an event of one of these types.
    static func event(
        _ type: EventType, _ reader: inout StrictPayload
    ) throws(PayloadFault) -> LifeEvent {
        let meeting = try reader.text("of")
        let event: MeetingEvent
        switch type {
        case "topicProposed":
            event = .topicProposed(
                LifeMeeting.Topic(
                    id: try reader.text("id"), title: try reader.text("title"),
                    by: try reader.text("by")))
        case "officeAttended":
            event = .attended(
                LifeMeeting.Attendance(
                    office: try reader.text("office"), people: try reader.text("people"),
                    isInvited: try reader.bool("invited")))
        case "opinionGiven":
            event = .opinionGiven(
                LifeMeeting.Opinion(
                    topic: try reader.text("topic"), office: try reader.text("office"),
                    agrees: try reader.bool("agrees"), text: try reader.text("text")))
        case "minutesCountersigned": event = .countersigned(by: try reader.text("by"))
        case "matterResolved":
            event = .resolved(
                LifeMeeting.Resolution(
                    id: try reader.text("id"), topic: try reader.text("topic"),
                    text: try reader.text("text"), owner: try reader.text("owner"),
                    due: try reader.day("due")))
        default:
            event = .resolutionDone(id: try reader.text("id"), by: try reader.text("by"))
        }
        return .meeting(event, of: meeting)
    }
}
