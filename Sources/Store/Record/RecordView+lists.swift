public import Access
import GRDB
public import Journal
public import LandModel

extension RecordView {
    /// The acts on a project, oldest first, as separation of duties asks for them.
    public func performedActs(on project: ProjectID) throws(StoreError) -> [PerformedAct] {
        try storing(path) {
            try Row.fetchAll(
                database.cachedStatement(sql: RecordQuery.actsOfProject), arguments: [project.text]
            ).compactMap { try RecordedAct($0.sealedEvent).performed }
        }
    }

    /// The acts of a kind, latest first.
    ///
    /// - Parameters:
    ///   - filter: which.
    ///   - sequence: only acts before that place, to go on where a page ended.
    ///   - limit: how many at most.
    public func acts(
        _ filter: ActFilter = .all, before sequence: Int = .max, limit: Int = 100
    ) throws(StoreError) -> [RecordedAct] {
        try storing(path) {
            let (sql, argument) = filter.query
            let arguments = StatementArguments(
                [argument?.databaseValue].compactMap(\.self)
                    + [sequence.databaseValue, limit.databaseValue])
            return try Row.fetchAll(
                database.cachedStatement(sql: sql), arguments: arguments
            ).map { try RecordedAct($0.sealedEvent) }
        }
    }

    /// The act of a batch; nil when the batch holds none.
    public func performed(in receipt: BatchReceipt) throws(StoreError) -> ActPerformed? {
        try storing(path) {
            for sequence in receipt.sequences.reversed() {
                if case .actPerformed(let act) = try recorded(at: sequence)?.known { return act }
            }
            return nil
        }
    }

    /// The notices of a person, latest first.
    ///
    /// - Parameters:
    ///   - sequence: only notices before that place, to go on where a page ended.
    ///   - limit: how many at most.
    public func inbox(
        of person: Person.ID, before sequence: Int = .max, limit: Int = 100
    ) throws(StoreError) -> [RecordedNotice] {
        try storing(path) {
            try Row.fetchAll(
                database.cachedStatement(sql: RecordQuery.inbox),
                arguments: [person.text, sequence, limit]
            ).map { row in
                let act = try RecordedAct(row.sealedEvent)
                return RecordedNotice(
                    act: act, isAcknowledged: row[3],
                    events: try events(ofBatchEndingAt: act.event))
            }
        }
    }

    /// How many notices a person has not confirmed, a hundred at most.
    public func waitingNotices(of person: Person.ID) throws(StoreError) -> Int {
        try storing(path) {
            try Int.fetchOne(
                database.cachedStatement(sql: RecordQuery.waiting), arguments: [person.text]) ?? 0
        }
    }

    /// The events of an act's batch before the act's own, which stands last.
    private func events(ofBatchEndingAt event: Event) throws -> [Event] {
        var found: [Event] = []
        for sequence in event.sequence - event.batchIndex..<event.sequence {
            if let recorded = try recorded(at: sequence) {
                found.append(try recorded.sealed.event())
            }
        }
        return found
    }

    /// The latest edition of every dataset, by identifier.
    public func datasets() throws(StoreError) -> [RecordedDataset] {
        try datasets(RecordQuery.datasets, [])
    }

    /// All editions of a dataset, oldest first.
    public func editions(of id: DatasetID) throws(StoreError) -> [RecordedDataset] {
        try datasets(RecordQuery.editions, [id.text])
    }

    private func datasets(
        _ sql: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [RecordedDataset] {
        try storing(path) {
            try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
                .compactMap { row in
                    guard let recorded = try recorded(at: row[0]),
                        case .datasetImported(let dataset) = recorded.known
                    else { return nil }
                    return RecordedDataset(
                        dataset: dataset, edition: row[1], sequence: recorded.event.sequence,
                        time: recorded.event.time)
                }
        }
    }

    /// The published revisions of packs, by identifier, oldest first.
    public func packs() throws(StoreError) -> [RecordedPack] {
        try storing(path) {
            try Row.fetchAll(database.cachedStatement(sql: RecordQuery.packs)).compactMap { row in
                guard let recorded = try recorded(at: row[0]),
                    case .packPublished(let pack) = recorded.known
                else { return nil }
                return RecordedPack(
                    pack: pack, edition: row[1], sequence: recorded.event.sequence,
                    time: recorded.event.time)
            }
        }
    }

    private func recorded(at sequence: Int) throws -> RecordedEvent? {
        try Row.fetchOne(
            database.cachedStatement(sql: RecordQuery.event), arguments: [sequence]
        ).map { try RecordedEvent($0.sealedEvent) }
    }

    /// The clauses of a document that acts rested on, by number.
    public func citations(of document: String) throws(StoreError) -> [RecordedCitation] {
        try storing(path) {
            try Row.fetchAll(
                database.cachedStatement(sql: RecordQuery.citations), arguments: [document]
            ).map { row in
                let (first, last): (Int, Int) = (row[4], row[5])
                return RecordedCitation(
                    citation: Citation(document: row[0], clause: row[1], phrase: row[2]),
                    batches: row[3], sequences: first...max(first, last))
            }
        }
    }

    /// Names and phrases that contain a text, best first.
    ///
    /// Chinese is found by any run of characters, other words by their beginnings.
    public func search(_ text: String, limit: Int = 50) throws(StoreError) -> [SearchHit] {
        guard let query = BigramTokenizer.query(for: text) else { return [] }
        return try storing(path) {
            try Row.fetchAll(
                database.cachedStatement(sql: RecordQuery.search), arguments: [query, limit]
            ).compactMap { row in
                guard let kind = SearchHit.Kind(rawValue: row[0]) else { return nil }
                return SearchHit(kind: kind, subject: row[1], text: row[2], sequence: row[3])
            }
        }
    }
}

/// Which acts are asked for.
public enum ActFilter: Hashable, Sendable {
    /// Every act.
    case all
    /// Those of a person.
    case person(PersonID)
    /// Those for an office.
    case office(OfficeID)
    /// Those of an operation.
    case operation(OperationRule.ID)
    /// Those on a project.
    case project(ProjectID)
    /// Those in an area and what it contains, by code.
    case area(AdministrativeCode)

    var query: (sql: String, argument: String?) {
        switch self {
        case .all: (RecordQuery.actsByAll, nil)
        case .person(let person): (RecordQuery.actsByPerson, person.text)
        case .office(let office): (RecordQuery.actsByOffice, office.text)
        case .operation(let operation): (RecordQuery.actsByOperation, operation.text)
        case .project(let project): (RecordQuery.actsByProject, project.text)
        case .area(let area): (RecordQuery.actsByArea, area.digits)
        }
    }
}
