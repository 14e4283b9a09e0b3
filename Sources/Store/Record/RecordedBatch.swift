import Access
import Glibc
import Journal

/// An event that the store understands, beyond what every event says.
enum KnownEvent {
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
    init?(_ event: EventOutline, _ payload: CanonicalJSON) throws(PayloadFault) {
        let stream: StreamID
        if let access = try AccessEvent(type: event.type, payload: payload) {
            self = .access(access)
            stream = AccessEvent.stream
        } else if event.type == DatasetImported.eventType {
            let dataset = try DatasetImported(payload)
            self = .datasetImported(dataset)
            stream = DatasetImported.stream(of: dataset.id)
        } else if event.type == PackPublished.eventType {
            let pack = try PackPublished(payload)
            self = .packPublished(pack)
            stream = PackPublished.stream(of: pack.id)
        } else if event.type == NoticesAcknowledged.eventType {
            let notices = try NoticesAcknowledged(payload)
            self = .noticesAcknowledged(notices)
            stream = NoticesAcknowledged.stream(of: notices.person)
        } else if event.type == ActPerformed.eventType {
            self = .actPerformed(try ActPerformed(payload))
            stream = ActPerformed.stream
        } else {
            return nil
        }
        guard event.stream == stream else {
            throw PayloadFault(type: event.type, member: event.stream.text, kind: .stream)
        }
    }
}

/// An event with what the projections want to know of it, read once.
struct RecordedEvent {
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
                    || Self.mentionsVault(sealed.canonicalBytes)
            else {
                (known, files) = (nil, [])
                return
            }
            payload = try event.payload()
        } catch {
            throw .journal(error)
        }
        do throws(PayloadFault) {
            known = try KnownEvent(event, payload)
        } catch {
            throw .payload(error)
        }
        files = payload.vaultFiles
    }

    private static func mentionsVault(_ bytes: [UInt8]) -> Bool {
        let prefix = Array(VaultID.prefix.utf8)
        return bytes.withUnsafeBytes { text in
            guard let start = text.baseAddress else { return false }
            var place = 0
            while let found = memchr(start + place, Int32(prefix[0]), text.count - place) {
                place = start.distance(to: UnsafeRawPointer(found))
                if text[place...].starts(with: prefix) { return true }
                place += 1
            }
            return false
        }
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
struct RecordedBatch {
    let events: [RecordedEvent]
    let receipt: BatchReceipt

    init(_ events: [RecordedEvent], receipt: BatchReceipt) {
        (self.events, self.receipt) = (events, receipt)
    }

    init(_ sealed: [SealedEvent], receipt: BatchReceipt) throws(StoreError) {
        var events: [RecordedEvent] = []
        events.reserveCapacity(sealed.count)
        for one in sealed { events.append(try RecordedEvent(one)) }
        self.events = events
        self.receipt = receipt
    }

    /// The register's events, in order.
    var accessEvents: [AccessEvent] {
        events.compactMap { if case .access(let event) = $0.known { event } else { nil } }
    }
}
