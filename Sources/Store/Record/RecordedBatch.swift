import Access
import Journal

/// An event that the store understands, beyond what every event says.
///
/// Indirect, so that the many events of which nothing is known carry one word.
indirect enum KnownEvent: Sendable {
    case access(AccessEvent)
    case datasetImported(DatasetImported)
    case packPublished(PackPublished)
    case actPerformed(ActPerformed)
    case noticesAcknowledged(NoticesAcknowledged)

    static let types: Set<EventType> = AccessEventType.all.union([
        DatasetImported.eventType, PackPublished.eventType, ActPerformed.eventType,
        NoticesAcknowledged.eventType,
    ])

    /// Reads an event; nil when its type is none of the store's.
    init?(
        _ type: EventType, _ stream: StreamID, _ payload: CanonicalJSON
    ) throws(PayloadFault) {
        guard Self.types.contains(type) else { return nil }
        let home: StreamID
        if let access = try AccessEvent(type: type, payload: payload) {
            self = .access(access)
            home = AccessEvent.stream
        } else if type == DatasetImported.eventType {
            let dataset = try DatasetImported(payload)
            self = .datasetImported(dataset)
            home = DatasetImported.stream(of: dataset.id)
        } else if type == PackPublished.eventType {
            let pack = try PackPublished(payload)
            self = .packPublished(pack)
            home = PackPublished.stream(of: pack.id)
        } else if type == NoticesAcknowledged.eventType {
            let notices = try NoticesAcknowledged(payload)
            self = .noticesAcknowledged(notices)
            home = NoticesAcknowledged.stream(of: notices.person)
        } else {
            self = .actPerformed(try ActPerformed(payload))
            home = ActPerformed.stream
        }
        guard stream == home else {
            throw PayloadFault(type: type, member: stream.text, kind: .stream)
        }
    }
}

/// An event with what the projections want to know of it, read once.
///
/// A class, like those around it: thousands of them are handed on and looked at many times.
final class RecordedEvent: Sendable {
    let sealed: SealedEvent
    let event: EventOutline
    let known: KnownEvent?
    /// The files of the vault that the event names.
    let files: Set<VaultID>

    init(_ sealed: SealedEvent) throws(StoreError) {
        self.sealed = sealed
        let payload: CanonicalJSON
        do throws(JournalError) {
            event = try sealed.outline()
            // Most events are of other modules and name no file: their payloads are not read.
            guard
                KnownEvent.types.contains(event.type)
                    || VaultID.areMentioned(in: sealed.canonicalBytes[...])
            else {
                (known, files) = (nil, [])
                return
            }
            payload = try event.payload()
        } catch {
            throw .journal(error)
        }
        do throws(PayloadFault) {
            known = try KnownEvent(event.type, event.stream, payload)
        } catch {
            throw .payload(error)
        }
        files = payload.vaultFiles
    }

    init(
        _ sealed: SealedEvent, _ event: EventOutline, _ known: KnownEvent?, _ files: Set<VaultID>
    ) {
        (self.sealed, self.event, self.known, self.files) = (sealed, event, known, files)
    }
}

extension CanonicalJSON {
    /// The files of the vault that stand anywhere in the value.
    var vaultFiles: Set<VaultID> {
        switch self {
        case .null, .bool, .integer: []
        case .text(let text): Set(VaultID(text).map { [$0] } ?? [])
        case .array(let values): values.reduce(into: []) { $0.formUnion($1.vaultFiles) }
        case .object(let members):
            members.values.reduce(into: []) { $0.formUnion($1.vaultFiles) }
        }
    }
}

/// The events of one batch with its receipt: what every projection is a fold over.
final class RecordedBatch: Sendable {
    let events: [RecordedEvent]
    let receipt: BatchReceipt
    /// Whether the store understands one of the events or one of them names a file.
    let concernsStore: Bool

    init(_ events: [RecordedEvent], receipt: BatchReceipt) {
        (self.events, self.receipt) = (events, receipt)
        concernsStore = events.contains { $0.known != nil || !$0.files.isEmpty }
    }

    /// The register's events, in order.
    var accessEvents: [AccessEvent] {
        guard concernsStore else { return [] }
        return events.compactMap { if case .access(let event) = $0.known { event } else { nil } }
    }
}
