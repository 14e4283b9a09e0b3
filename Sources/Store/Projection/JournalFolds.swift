import Digest
import Journal
import LandModel

/// Streams: their versions and where they begin and end.
enum StreamFold {
    private static let sql = """
        INSERT INTO stream (stream, version, first, last) VALUES (?, ?, ?, ?)
        ON CONFLICT (stream) DO UPDATE SET version = excluded.version, last = excluded.last
        """

    static func statements(for batch: RecordedBatch) -> [ProjectionStatement] {
        batch.events.map { recorded in
            let event = recorded.event
            return ProjectionStatement(
                sql,
                [
                    .text(event.stream.text), .integer(event.version), .integer(event.sequence),
                    .integer(event.sequence),
                ])
        }
    }
}

/// Batches by their keys.
enum BatchFold {
    private static let sql =
        "INSERT INTO batch (key, content, first, last, hash) VALUES (?, ?, ?, ?, ?)"

    static func statements(for batch: RecordedBatch) -> [ProjectionStatement] {
        let receipt = batch.receipt
        return [
            ProjectionStatement(
                sql,
                [
                    .text(receipt.key.text), .hash(receipt.content),
                    .integer(receipt.sequences.lowerBound), .integer(receipt.sequences.upperBound),
                    .hash(receipt.hash),
                ])
        ]
    }
}

/// The clauses that acts rested on, each once, with how often and when last.
enum CitationFold {
    private static let sql = """
        INSERT INTO citation (document, clause, phrase, batches, first, last) VALUES (?, ?, ?, 1, ?, ?)
        ON CONFLICT (document, clause, phrase)
        DO UPDATE SET batches = batches + 1, last = excluded.last
        """

    static func statements(for batch: RecordedBatch) -> [ProjectionStatement] {
        // All events of a batch rest on the same clauses.
        guard let first = batch.events.first?.event else { return [] }
        return Set(first.basis).sorted {
            ($0.document, $0.clause, $0.phrase) < ($1.document, $1.clause, $1.phrase)
        }.map { citation in
            ProjectionStatement(
                sql,
                [
                    .text(citation.document), .text(citation.clause), .text(citation.phrase),
                    .integer(first.sequence), .integer(first.sequence),
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
