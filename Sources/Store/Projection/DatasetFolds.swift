import Access
import Digest
import Journal
import LandModel

/// Editions of datasets and their layers.
enum DatasetFold {
    private static let edition = """
        INSERT INTO dataset (id, edition, name, area, snapshot, sequence) VALUES (?, ?, ?, ?, ?, ?)
        """
    private static let layer = """
        INSERT INTO dataset_layer (sequence, position, name, role, features, computed_area)
        VALUES (?, ?, ?, ?, ?, ?)
        """

    static func statements(for batch: RecordedBatch) -> [ProjectionStatement] {
        batch.events.flatMap { recorded -> [ProjectionStatement] in
            guard case .datasetImported(let dataset) = recorded.known else { return [] }
            let event = recorded.event
            let row = ProjectionStatement(
                edition,
                [
                    .text(dataset.id.text), .integer(event.version), .text(dataset.name),
                    .text(dataset.area.payloadText), .hash(dataset.snapshot.digest),
                    .integer(event.sequence),
                ])
            return [row]
                + dataset.layers.enumerated().map { position, one in
                    ProjectionStatement(
                        layer,
                        [
                            .integer(event.sequence), .integer(position), .text(one.name),
                            .text(one.role.rawValue), .integer(one.featureCount),
                            one.computedArea.map { .integer(Int($0.hundredths)) } ?? .null,
                        ])
                }
        }
    }
}

/// Revisions of policy packs.
enum PackFold {
    private static let sql = """
        INSERT INTO pack (id, edition, name, revision, digest, files, sequence)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """

    static func statements(for batch: RecordedBatch) -> [ProjectionStatement] {
        batch.events.compactMap { recorded in
            guard case .packPublished(let pack) = recorded.known else { return nil }
            let event = recorded.event
            return ProjectionStatement(
                sql,
                [
                    .text(pack.id.text), .integer(event.version), .text(pack.name),
                    .integer(pack.revision), .hash(pack.digest),
                    pack.files.map { .hash($0.digest) } ?? .null, .integer(event.sequence),
                ])
        }
    }
}

/// What full-text search looks at: names of offices, people, datasets and packs, and the phrases of
/// the clauses that acts rested on.
enum SearchFold {
    /// The same thing is found once: a clause cited a thousand times has one entry.
    private static let sql = """
        INSERT INTO search_entry (kind, subject, text, sequence) VALUES (?, ?, ?, ?)
        ON CONFLICT (kind, subject, text) DO NOTHING
        """

    static func statements(for batches: [RecordedBatch]) -> [ProjectionStatement] {
        var entries = SearchEntries()
        for batch in batches { entries.add(batch) }
        return entries.found.map { entry in
            ProjectionStatement(
                sql,
                [
                    .text(entry.kind.rawValue), .text(entry.subject), .text(entry.text),
                    .integer(entry.sequence),
                ])
        }
    }
}

/// What full-text search is to find of some batches, each thing once, in the order it came.
private struct SearchEntries {
    private(set) var found: [SearchHit] = []
    /// The clauses that were met: looking one up costs more than all else here.
    private var clauses: Set<ExactCitation> = []
    /// The last of them, which the next often is again.
    private var latest: ExactCitation?

    mutating func add(_ batch: RecordedBatch) {
        if batch.concernsStore { addNames(batch) }
        guard let first = batch.events.first else { return }
        for citation in first.event.basis {
            let exact = ExactCitation(citation)
            if exact == latest { continue }
            latest = exact
            guard clauses.insert(exact).inserted else { continue }
            add(
                .clause, "\(citation.document) \(citation.clause)", citation.phrase,
                first.event.sequence)
        }
    }

    private mutating func addNames(_ batch: RecordedBatch) {
        for recorded in batch.events {
            let sequence = recorded.event.sequence
            switch recorded.known {
            case .access(.officeRegistered(let office)):
                add(.office, office.id.text, office.name, sequence)
            case .access(.personRegistered(let person)):
                add(.person, person.id.text, person.name, sequence)
            case .datasetImported(let dataset):
                add(.dataset, dataset.id.text, dataset.name, sequence)
            case .packPublished(let pack): add(.pack, pack.id.text, pack.name, sequence)
            default: break
            }
        }
    }

    private mutating func add(
        _ kind: SearchHit.Kind, _ subject: String, _ text: String, _ sequence: Int
    ) {
        found.append(SearchHit(kind: kind, subject: subject, text: text, sequence: sequence))
    }
}
