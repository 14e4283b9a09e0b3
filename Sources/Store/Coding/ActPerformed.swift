public import Access
public import Digest
public import Journal
import LandModel

/// An act of government was performed (办理): the event by which audit and separation of duties know it.
///
/// It stands once in the batch of the act, in the stream `acts`, and names what the batch itself does
/// not: the operation, where, in which project and stage, in which roles and duties. Who and when and
/// on what basis are those of the event.
public struct ActPerformed: Hashable, Sendable {
    static let eventType: EventType = "actPerformed"
    /// The stream of the acts.
    public static let stream: StreamID = "acts"

    /// The operation.
    public let operation: OperationRule.ID
    /// What the act is called, when a pack names it and not the program; nil for acts of the program.
    public let title: String?
    /// Where.
    public let areas: AreaScope
    /// The project; nil for what belongs to none.
    public let project: ProjectID?
    /// The stage the subject was in; nil for what has none.
    public let stage: Stage?
    /// The duties the operation had when the act was done.
    public let duties: Set<Duty>
    /// The roles the act was done in.
    public let roles: Set<Role>
    /// The appointment it was done under; nil for a member of the public.
    public let capacity: Appointment.ID?
    /// The delegation that lent the appointment's rights, if one did.
    public let delegation: Delegation.ID?
    /// For whom, when done under a delegation.
    public let onBehalfOf: Person.ID?
    /// Who is told: the act comes to their inboxes.
    public let notified: Set<Person.ID>
    /// The reason stated with the act.
    public let remark: String?
    /// The digest of the request, by which a repetition is told from another request under its key.
    public let request: HashValue?

    /// Describes an act.
    public init(
        operation: OperationRule.ID, title: String? = nil, areas: AreaScope,
        project: ProjectID? = nil,
        stage: Stage? = nil, duties: Set<Duty> = [], roles: Set<Role> = [],
        capacity: Appointment.ID? = nil, delegation: Delegation.ID? = nil,
        onBehalfOf: Person.ID? = nil, notified: Set<Person.ID> = [], remark: String? = nil,
        request: HashValue? = nil
    ) {
        self.operation = operation
        self.title = title
        self.areas = areas
        self.project = project
        self.stage = stage
        self.duties = duties
        self.roles = roles
        self.capacity = capacity
        self.delegation = delegation
        self.onBehalfOf = onBehalfOf
        self.notified = notified
        self.remark = remark
        self.request = request
    }

    /// The entry of a batch that puts the event on the record.
    public var entry: Batch.Entry {
        Batch.Entry(
            stream: Self.stream, type: Self.eventType,
            payload: .members([
                "areas": areas.payload, "capacity": capacity.map { .text($0.text) },
                "delegation": delegation.map { .text($0.text) },
                "duties": .set(duties.map(\.text)),
                "notified": notified.isEmpty ? nil : .set(notified.map(\.text)),
                "onBehalfOf": onBehalfOf.map { .text($0.text) },
                "operation": .text(operation.text), "project": project.map { .text($0.text) },
                "remark": remark.map { .text($0) }, "request": request.map { .text($0.hex) },
                "roles": .set(roles.map(\.rawValue)), "stage": stage.map { .text($0.text) },
                "title": title.map { .text($0) },
            ]))
    }

    init(_ payload: CanonicalJSON) throws(PayloadFault) {
        var reader = try StrictPayload(Self.eventType, payload)
        self.init(
            operation: try reader.id("operation"),
            title: try reader.optionalText("title") { $0 },
            areas: try AreaScope(&reader, "areas"),
            project: try reader.optionalID("project"), stage: try reader.optionalID("stage"),
            duties: try reader.set("duties") { Duty($0) },
            roles: try reader.set("roles") { Role(rawValue: $0) },
            capacity: try reader.optionalID("capacity"),
            delegation: try reader.optionalID("delegation"),
            onBehalfOf: try reader.optionalID("onBehalfOf"),
            notified: try reader.optionalSet("notified") { Person.ID($0) } ?? [],
            remark: try reader.optionalText("remark") { $0 },
            request: try reader.optionalText("request") { HashValue(hex: $0) })
        try reader.finish()
    }
}
