import LandModel

/// The events up to a day, found by kind and name; their order in the journal does not matter.
struct JournalIndex: Sendable {
    private struct Key: Hashable {
        let kind: JournalRecord.Kind
        let name: String
    }

    private var records: [Key: [JournalRecord]] = [:]

    init(_ journal: [JournalRecord], upTo day: CalendarDay) {
        for record in journal where record.date <= day { append(record) }
    }

    private mutating func append(_ record: JournalRecord) {
        records[Key(kind: record.kind, name: record.name), default: []].append(record)
    }

    /// The index with one more event.
    func adding(_ record: JournalRecord) -> JournalIndex {
        var copy = self
        copy.append(record)
        return copy
    }

    /// The events of a kind and name that concern one of the subjects: those that name it, name
    /// something that contains it, or name nothing.
    func records(
        _ kind: JournalRecord.Kind, _ name: String, concerning frames: [Subject]
    ) -> [JournalRecord] {
        guard let found = records[Key(kind: kind, name: name)] else { return [] }
        return found.filter { record in
            guard let of = record.of else { return true }
            return frames.contains { $0.id == of }
        }
    }
}

extension JournalRecord {
    /// The event as evidence.
    var evidence: Evidence {
        Evidence(source: "\(kind.rawValue) \(name)", digest: digest, note: date.description)
    }
}
