public import Access
public import Journal
import LandModel

/// The register's events on the record: type names and payloads.
///
/// All belong into the stream `access`, so that an act decided on the register can name the version
/// it was decided on.
extension AccessEvent {
    /// The stream of the register.
    public static let stream: StreamID = "access"

    /// The type under which the event is on the record.
    public var eventType: EventType {
        switch self {
        case .officeRegistered: AccessEventType.officeRegistered
        case .personRegistered: AccessEventType.personRegistered
        case .appointed: AccessEventType.appointed
        case .appointmentEnded: AccessEventType.appointmentEnded
        case .delegated: AccessEventType.delegated
        case .delegationRevoked: AccessEventType.delegationRevoked
        }
    }

    /// What is written about the event.
    public var payload: CanonicalJSON {
        switch self {
        case .officeRegistered(let office):
            [
                "id": .text(office.id.text), "kind": .text(office.kind.text),
                "name": .text(office.name), "territory": office.territory.payload,
            ]
        case .personRegistered(let person):
            ["id": .text(person.id.text), "name": .text(person.name)]
        case .appointed(let appointment):
            .members([
                "id": .text(appointment.id.text), "office": .text(appointment.office.text),
                "person": .text(appointment.person.text), "post": .text(appointment.post.text),
                "proposedBy": appointment.proposedBy.map { .text($0.text) },
                "term": appointment.term.payload, "territory": appointment.territory?.payload,
            ])
        case .appointmentEnded(let id, let day):
            ["appointment": .text(id.text), "from": .text(day.description)]
        case .delegated(let delegation):
            .members([
                "appointment": .text(delegation.appointment.text),
                "delegate": .text(delegation.delegate.text), "id": .text(delegation.id.text),
                "operations": delegation.operations.map { .set($0.map(\.text)) },
                "term": delegation.term.payload, "territory": delegation.territory?.payload,
            ])
        case .delegationRevoked(let id, let day):
            ["delegation": .text(id.text), "from": .text(day.description)]
        }
    }

    /// The entry of a batch that puts the event on the record.
    public var entry: Batch.Entry {
        Batch.Entry(stream: Self.stream, type: eventType, payload: payload)
    }

    /// Reads the event from the record; nil when the type is none of the register's.
    ///
    /// - Throws: ``PayloadFault`` when a member is missing, unknown or unfit.
    public init?(type: EventType, payload: CanonicalJSON) throws(PayloadFault) {
        guard AccessEventType.all.contains(type) else { return nil }
        var reader = try StrictPayload(type, payload)
        switch type {
        case AccessEventType.officeRegistered:
            self = .officeRegistered(try Office(&reader))
        case AccessEventType.personRegistered:
            self = .personRegistered(
                Person(id: try reader.id("id"), name: try reader.text("name")))
        case AccessEventType.appointed:
            self = .appointed(try Appointment(&reader))
        case AccessEventType.appointmentEnded:
            self = .appointmentEnded(try reader.id("appointment"), from: try reader.day("from"))
        case AccessEventType.delegated:
            self = .delegated(try Delegation(&reader))
        default:
            self = .delegationRevoked(try reader.id("delegation"), from: try reader.day("from"))
        }
        try reader.finish()
    }
}

/// The names of the register's events.
enum AccessEventType {
    static let officeRegistered: EventType = "officeRegistered"
    static let personRegistered: EventType = "personRegistered"
    static let appointed: EventType = "appointed"
    static let appointmentEnded: EventType = "appointmentEnded"
    static let delegated: EventType = "delegated"
    static let delegationRevoked: EventType = "delegationRevoked"

    static let all: Set<EventType> = [
        officeRegistered, personRegistered, appointed, appointmentEnded, delegated,
        delegationRevoked,
    ]
}

extension Office {
    fileprivate init(_ reader: inout StrictPayload) throws(PayloadFault) {
        self.init(
            id: try reader.id("id"), kind: try reader.id("kind"), name: try reader.text("name"),
            territory: try Territory(try reader.object("territory")))
    }
}

extension Appointment {
    fileprivate init(_ reader: inout StrictPayload) throws(PayloadFault) {
        var territory: Territory?
        if let inner = try reader.optionalObject("territory") { territory = try Territory(inner) }
        self.init(
            id: try reader.id("id"), person: try reader.id("person"),
            office: try reader.id("office"), post: try reader.id("post"),
            term: try Term(try reader.object("term")), territory: territory,
            proposedBy: try reader.optionalID("proposedBy"))
    }
}

extension Delegation {
    fileprivate init(_ reader: inout StrictPayload) throws(PayloadFault) {
        var territory: Territory?
        if let inner = try reader.optionalObject("territory") { territory = try Territory(inner) }
        self.init(
            id: try reader.id("id"), appointment: try reader.id("appointment"),
            delegate: try reader.id("delegate"),
            operations: try reader.optionalSet("operations") { OperationRule.ID($0) },
            territory: territory, term: try Term(try reader.object("term")))
    }
}

extension ActingPerson {
    /// The person and office of the register as the journal names them.
    public init(_ person: Person.ID, for office: Office.ID) {
        self.init(
            person: PersonID(registered: person.text), office: OfficeID(registered: office.text))
    }
}

extension JournalName {
    /// Takes an identifier of the register, whose characters are all allowed in the journal.
    init(registered text: String) {
        do {
            try self.init(text)
        } catch {
            preconditionFailure("an identifier of the register is a name of the journal: \(text)")
        }
    }
}
