import Digest
import GRDB
import Journal
import LandModel

/// Streams: their versions and where they begin and end.
enum StreamFold {
    private static let sql = """
        INSERT INTO stream (stream, version, first, last) VALUES (?, ?, ?, ?)
        ON CONFLICT (stream) DO UPDATE SET version = excluded.version, last = excluded.last
        """

    private struct Place {
        var version: Int
        let first: Int
        var last: Int
    }

    /// A stream with many events in the batches is written once.
    static func fold(_ batches: [RecordedBatch], _ database: Database) throws {
        var found: [StreamID: Place] = [:]
        for batch in batches {
            for recorded in batch.events { add(recorded.event, to: &found) }
        }
        var row = try RepeatedStatement(sql, database)
        for (stream, place) in found.sorted(by: { $0.key < $1.key }) {
            try row.bind(1, stream.text)
            try row.bind(2, place.version)
            try row.bind(3, place.first)
            try row.bind(4, place.last)
            try row.run()
        }
    }

    private static func add(_ event: borrowing EventOutline, to found: inout [StreamID: Place]) {
        let (version, sequence) = (event.version, event.sequence)
        let start = Place(version: version, first: sequence, last: sequence)
        // In place, so that the name is hashed once.
        func set(_ place: inout Place) { (place.version, place.last) = (version, sequence) }
        set(&found[event.stream, default: start])
    }
}

/// Batches by their keys.
enum BatchFold {
    private static let sql = "INSERT INTO batch (key, first, last) VALUES (?, ?, ?)"

    /// In the order of the keys, so that neighbours in the tree are written one after the other.
    static func fold(_ batches: [RecordedBatch], _ database: Database) throws {
        var row = try RepeatedStatement(sql, database)
        for batch in batches.sorted(by: { $0.receipt.key < $1.receipt.key }) {
            let receipt = batch.receipt
            try row.bind(1, receipt.key.text)
            try row.bind(2, receipt.sequences.lowerBound)
            try row.bind(3, receipt.sequences.upperBound)
            try row.run()
        }
    }
}

/// The clauses that acts rested on, each once, with how often and when last.
enum CitationFold {
    private static let sql = """
        INSERT INTO citation (document, clause, phrase, batches, first, last) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (document, clause, phrase)
        DO UPDATE SET batches = batches + excluded.batches, last = excluded.last
        """

    static func fold(_ batches: [RecordedBatch], _ database: Database) throws {
        var counts = CitationCounts()
        for batch in batches {
            // All events of a batch rest on the same clauses.
            guard let first = batch.events.first else { continue }
            for citation in first.event.basis { counts.add(citation, at: first.event.sequence) }
        }
        var row = try RepeatedStatement(sql, database)
        for count in counts.found {
            let citation = count.exact.citation
            try row.bind(1, citation.document)
            try row.bind(2, citation.clause)
            try row.bind(3, citation.phrase)
            try row.bind(4, count.batches)
            try row.bind(5, count.first)
            try row.bind(6, count.last)
            try row.run()
        }
    }
}

/// In how many batches each clause was cited.
private struct CitationCounts {
    struct Count {
        let exact: ExactCitation
        var batches: Int
        let first: Int
        var last: Int
    }

    private(set) var found: [Count] = []
    private var places: [ExactCitation: Int] = [:]
    /// Where the clause stands that was met before; the next is often the same, and to compare
    /// texts costs less than to hash them.
    private var latest: Int?

    /// Counts a clause once for a batch, which is known by the place of its first event.
    mutating func add(_ citation: Citation, at sequence: Int) {
        let exact = ExactCitation(citation)
        guard let place = place(of: exact) else {
            places[exact] = found.count
            latest = found.count
            found.append(Count(exact: exact, batches: 1, first: sequence, last: sequence))
            return
        }
        latest = place
        guard found[place].last != sequence else { return }
        found[place].batches += 1
        found[place].last = sequence
    }

    private func place(of exact: ExactCitation) -> Int? {
        if let latest, found[latest].exact == exact { return latest }
        return places[exact]
    }
}

/// The files of the vault that events name.
enum FileFold {
    private static let sql = "INSERT INTO named_file (digest, sequence) VALUES (?, ?)"

    static func statements(for batch: RecordedBatch) -> [ProjectionStatement] {
        batch.events.flatMap { recorded in
            recorded.files.sorted().map { file in
                ProjectionStatement(sql, [.hash(file.digest), .integer(recorded.event.sequence)])
            }
        }
    }
}
