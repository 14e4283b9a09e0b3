import Digest
import Journal
import LandModel

/// Streams: their versions and where they begin and end.
enum StreamFold {
    private static let sql = """
        INSERT INTO stream (stream, version, first, last) VALUES (?, ?, ?, ?)
        ON CONFLICT (stream) DO UPDATE SET version = excluded.version, last = excluded.last
        """

    /// A stream with many events in the batches is written once.
    static func statements(for batches: [RecordedBatch]) -> [ProjectionStatement] {
        var found: [StreamID: (version: Int, first: Int, last: Int)] = [:]
        for batch in batches {
            for recorded in batch.events {
                let event = recorded.event
                let first = found[event.stream]?.first ?? event.sequence
                found[event.stream] = (event.version, first, event.sequence)
            }
        }
        return found.sorted { $0.key < $1.key }.map { stream, place in
            ProjectionStatement(
                sql,
                [
                    .text(stream.text), .integer(place.version), .integer(place.first),
                    .integer(place.last),
                ])
        }
    }
}

/// Batches by their keys.
enum BatchFold {
    private static let sql = "INSERT INTO batch (key, first, last) VALUES (?, ?, ?)"

    /// In the order of the keys, so that neighbours in the tree are written one after the other.
    static func statements(for batches: [RecordedBatch]) -> [ProjectionStatement] {
        batches.map(\.receipt).sorted { $0.key < $1.key }.map { receipt in
            ProjectionStatement(
                sql,
                [
                    .text(receipt.key.text), .integer(receipt.sequences.lowerBound),
                    .integer(receipt.sequences.upperBound),
                ])
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

    static func statements(for batches: [RecordedBatch]) -> [ProjectionStatement] {
        var found: [ExactCitation: (batches: Int, first: Int, last: Int)] = [:]
        for batch in batches {
            // All events of a batch rest on the same clauses.
            guard let event = batch.events.first?.event else { continue }
            for citation in Set(event.basis.map(ExactCitation.init)) {
                let earlier = found[citation] ?? (0, event.sequence, event.sequence)
                found[citation] = (earlier.batches + 1, earlier.first, event.sequence)
            }
        }
        return found.map { exact, count in
            let citation = exact.citation
            return ProjectionStatement(
                sql,
                [
                    .text(citation.document), .text(citation.clause), .text(citation.phrase),
                    .integer(count.batches), .integer(count.first), .integer(count.last),
                ])
        }
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
