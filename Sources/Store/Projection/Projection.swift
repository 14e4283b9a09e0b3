import GRDB

/// What the store keeps beside the events so that reading is fast: each a fold over the batches.
///
/// The set is closed. A projection is a function of the journal and nothing else, so it can be thrown
/// away and made again, and is then the same row for row.
enum Projection: CaseIterable {
    /// Streams and their versions.
    case streams
    /// Batches by key, the answers to repetitions.
    case batches
    /// Acts for audit and separation of duties.
    case acts
    /// Notices of people.
    case inbox
    /// Offices, people, appointments and delegations.
    case register
    /// Editions of datasets.
    case datasets
    /// Revisions of policy packs.
    case packs
    /// The files of the vault that events name.
    case files
    /// The clauses that acts rested on.
    case citations
    /// What full-text search looks at.
    case search

    /// Counts the folds' changes: a database projected by another revision is projected anew.
    static let revision = 4

    /// The tables, each of one projection only.
    var tables: [String] {
        switch self {
        case .streams: ["stream"]
        case .batches: ["batch"]
        case .acts: ["act", "act_area"]
        case .inbox: ["inbox"]
        case .register: ["office", "person", "appointment", "delegation"]
        case .datasets: ["dataset", "dataset_layer"]
        case .packs: ["pack"]
        case .files: ["named_file"]
        case .citations: ["citation"]
        case .search: ["search_entry"]
        }
    }

    /// Folds batches into the projection, in order.
    ///
    /// Whether batches are folded one by one or many together, the rows are the same.
    func fold(_ batches: [RecordedBatch], _ database: Database) throws {
        switch self {
        case .streams: try StreamFold.fold(batches, database)
        case .batches: try BatchFold.fold(batches, database)
        case .citations: try CitationFold.fold(batches, database)
        case .acts: try run(ActFold.statements)
        case .inbox: try run(InboxFold.statements)
        case .register: try run(RegisterFold.statements)
        case .datasets: try run(DatasetFold.statements)
        case .packs: try run(PackFold.statements)
        case .files: try run(FileFold.statements)
        case .search:
            try ProjectionStatement.run(SearchFold.statements(for: batches), database)
        }
        func run(_ statements: (RecordedBatch) -> [ProjectionStatement]) throws {
            // Most events are of other modules and name no file.
            for batch in batches where batch.concernsStore {
                try ProjectionStatement.run(statements(batch), database)
            }
        }
    }
}
