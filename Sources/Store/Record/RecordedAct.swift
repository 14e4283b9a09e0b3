public import Access
public import Journal
public import LandModel

/// An act on the record: the event and what it says.
public struct RecordedAct: Sendable {
    /// The event.
    public let event: Event
    /// What was performed.
    public let act: ActPerformed

    init(_ sealed: SealedEvent) throws(StoreError) {
        let recorded = try RecordedEvent(sealed)
        guard case .actPerformed(let act) = recorded.known else {
            throw .payload(
                PayloadFault(type: recorded.event.type, member: "type", kind: .unfit))
        }
        do {
            event = try sealed.event()
        } catch {
            throw .journal(error)
        }
        self.act = act
    }

    /// What separation of duties wants to know; nil for an act on no project.
    public var performed: PerformedAct? {
        guard let project = act.project, let person = Person.ID(event.actor.person.text),
            let office = Office.ID(event.actor.office.text)
        else { return nil }
        return PerformedAct(
            project: project, operation: act.operation, duties: act.duties, roles: act.roles,
            person: person, onBehalfOf: act.onBehalfOf, office: office)
    }
}

/// A notice in a person's inbox: the act the person is told of.
public struct RecordedNotice: Sendable {
    /// The act.
    public let act: RecordedAct
    /// Whether the person has confirmed having read it.
    public let isAcknowledged: Bool
    /// What happened in the act, in order.
    public let events: [Event]
}

/// An edition of a dataset on the record.
public struct RecordedDataset: Hashable, Sendable {
    /// What was imported.
    public let dataset: DatasetImported
    /// The number of the edition, from 1.
    public let edition: Int
    /// The event.
    public let sequence: Int
    /// When, in milliseconds since 1970-01-01 UTC.
    public let time: Int
}

/// A revision of a pack on the record.
public struct RecordedPack: Hashable, Sendable {
    /// What was published.
    public let pack: PackPublished
    /// The number of the revision in this office, from 1.
    public let edition: Int
    /// The event.
    public let sequence: Int
    /// When, in milliseconds since 1970-01-01 UTC.
    public let time: Int
}

/// A clause that acts rested on.
public struct RecordedCitation: Hashable, Sendable {
    /// The clause.
    public let citation: Citation
    /// How many batches rested on it.
    public let batches: Int
    /// The places of the first and the last of them.
    public let sequences: ClosedRange<Int>
}
