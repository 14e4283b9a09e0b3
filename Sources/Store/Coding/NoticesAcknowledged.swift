public import Access
public import Journal
import LandModel

/// A person confirmed having read the notices up to a place in the journal (通知签收).
///
/// The stream is `inbox/PERSON`.
public struct NoticesAcknowledged: Hashable, Sendable {
    static let eventType: EventType = "noticesAcknowledged"

    /// Whose notices.
    public let person: Person.ID
    /// The last event that was read.
    public let through: Int

    /// Describes what was read.
    public init(person: Person.ID, through: Int) {
        self.person = person
        self.through = through
    }

    /// The stream of a person's notices.
    public static func stream(of person: Person.ID) -> StreamID {
        StreamID(registered: "inbox/\(person.text)")
    }

    /// The entry of a batch that puts the event on the record.
    public var entry: Batch.Entry {
        Batch.Entry(
            stream: Self.stream(of: person), type: Self.eventType,
            payload: ["person": .text(person.text), "through": .integer(through)])
    }

    init(_ payload: CanonicalJSON) throws(PayloadFault) {
        var reader = try StrictPayload(Self.eventType, payload)
        self.init(person: try reader.id("person"), through: try reader.integer("through"))
        try reader.finish()
    }
}
