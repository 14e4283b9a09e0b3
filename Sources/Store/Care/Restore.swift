import GRDB
public import Journal

/// What a restored home holds.
public struct RestoreReport: Hashable, Sendable {
    /// The end of the restored chain.
    public let head: JournalHead
    /// How many files of the vault were restored.
    public let files: Int
    /// Files that events name and that the source did not have whole, each with such an event.
    public let lostFiles: [VaultID: Int]
    /// Whether the home has a new signing key, because the source had no secret one.
    public let hasNewKey: Bool
    /// The files of other modules that were restored.
    public let companions: [String]
}

extension OfficeHome {
    /// Makes a home from a backup, or from another home, up to a place in its journal.
    ///
    /// The chain is proved event by event, the projections are made anew, checkpoints up to the place
    /// and the files that its events name come with it. All of it appears under the name or nothing.
    ///
    /// The restored home goes on with the same journal. Do not let the old one go on as well: the two
    /// would differ from that place on, and checkpoints would show it.
    ///
    /// - Parameters:
    ///   - source: the backup.
    ///   - path: an empty folder, or one that is not there yet.
    ///   - sequence: the last event to restore; nil for all.
    ///   - companions: the files of other modules to restore; those that the backup has come back as
    ///     they are in it, whatever the last event.
    /// - Throws: ``StoreError/restorePoint(sequence:recorded:batch:)`` when there is no such place or
    ///   it is inside an act, ``StoreError/damaged(path:sequence:)`` when the chain breaks before it,
    ///   ``StoreError/companion(path:_:)`` when a companion is not what the backup lists.
    public static func restore(
        from source: String, to path: String, upTo sequence: Int? = nil,
        with companions: [HomeCompanion] = []
    ) throws(StoreError) -> RestoreReport {
        let source = Folder.trimmed(source)
        let settings = try readSettings(of: source)
        var configuration = HomeDatabase.configuration
        configuration.readonly = true
        let database = source + "/" + databaseFile
        let reader = try storing(database) {
            try DatabaseQueue(path: database, configuration: configuration)
        }
        // Read before the tables: what leaves the intake meanwhile is in them then.
        let arrivals = try IntakeRest(ofHome: source, algorithm: settings.genesis.algorithm)
        return try Folder.build(Folder.trimmed(path)) { folder throws(StoreError) in
            let names = try CompanionCopies(companions: companions).putBack(
                from: source, to: folder)
            return try storing(database) {
                // One transaction: the source may be a home at work.
                try reader.read { events in
                    try storingJournal {
                        try RestoreRun(
                            source: source, folder: folder, settings: settings,
                            arrivals: arrivals, companions: names
                        ).run(events, upTo: sequence)
                    }
                }
            }
        }
    }
}

/// One restore.
private struct RestoreRun {
    let source: String
    let folder: String
    let settings: OfficeSettings
    /// What the source had acknowledged and not put into its tables.
    let arrivals: IntakeRest
    /// The files of other modules, which are in the folder already.
    let companions: [String]
    /// How many events are written at a time.
    private let step = 20_000

    func run(_ events: Database, upTo sequence: Int?) throws -> RestoreReport {
        let genesis = settings.genesis
        guard try JournalRows.genesis(events) == genesis else {
            throw StoreError.home(path: source, .settings(member: "journal"))
        }
        let end = try place(sequence, events)
        try OfficeHome.lay(out: folder, settings)
        let hasSecret = try KeyFolder(home: source).copy(to: folder, includingSecret: true)
        if !hasSecret { try KeyFolder(home: folder).keep(nil, or: settings.signature) }
        let pool = try HomeDatabase.open(folder + "/" + OfficeHome.databaseFile)
        try copy(events, through: end, to: pool)
        let (files, lost) = try copyFiles(pool)
        try CopiedRows.copy(from: events, to: pool, through: end)
        let head = try pool.read { try JournalRows.head(genesis, $0) }
        try pool.close()
        return RestoreReport(
            head: head, files: files, lostFiles: lost, hasNewKey: !hasSecret,
            companions: companions)
    }

    /// The last event to restore, which must be the last of its batch.
    private func place(_ sequence: Int?, _ events: Database) throws -> Int {
        let head = try JournalRows.head(settings.genesis, events)
        guard let sequence else {
            // All of it: then nothing that was acknowledged may be absent.
            return try arrivals.batches(after: head).last?.receipt.sequences.upperBound
                ?? head.sequence
        }
        let recorded = arrivals.sound(after: head).last?.last ?? head.sequence
        if sequence == 0 { return 0 }
        guard let event = try event(sequence, events) else {
            throw StoreError.restorePoint(sequence: sequence, recorded: recorded, batch: nil)
        }
        guard event.batchIndex == event.batchSize - 1 else {
            let first = sequence - event.batchIndex
            throw StoreError.restorePoint(
                sequence: sequence, recorded: recorded, batch: first...first + event.batchSize - 1)
        }
        return sequence
    }

    private func event(_ sequence: Int, _ events: Database) throws -> Event? {
        let row = try Row.fetchOne(events, sql: RecordQuery.event, arguments: [sequence])
        if let row { return try row.sealedEvent.event() }
        let head = try JournalRows.head(settings.genesis, events)
        return try arrivals.soundBatches(after: head).lazy.flatMap(\.events)
            .first { $0.event.sequence == sequence }?.sealed.event()
    }

    private func copy(_ events: Database, through end: Int, to pool: DatabasePool) throws {
        guard end > 0 else { return }
        var open: [RecordedBatch] = []
        var count = 0
        var register = RegisterCache()
        func write() throws {
            register = try pool.write { database in
                var turn = try JournalTurn(
                    database, genesis: settings.genesis, vault: VaultFolder(home: folder),
                    register: register)
                try turn.adopt(open)
                return turn.register
            }
            (open, count) = ([], 0)
        }
        func take(_ batch: RecordedBatch) throws {
            open.append(batch)
            count += batch.events.count
            if count >= step { try write() }
        }
        let head = try JournalRows.head(settings.genesis, events)
        if head.sequence > 0 {
            try JournalRows.eachBatch(in: 1...min(end, head.sequence), events, take)
        }
        if end > head.sequence {
            for batch in try arrivals.soundBatches(after: head)
            where batch.receipt.sequences.upperBound <= end { try take(batch) }
        }
        try write()
    }

    private func copyFiles(_ pool: DatabasePool) throws -> (files: Int, lost: [VaultID: Int]) {
        let named = try pool.read { try FileRows.named(through: .max, $0) }
        var lost: [VaultID: Int] = [:]
        for (id, sequence) in named {
            do {
                _ = try FileCopy.copy(
                    id, from: VaultFolder(home: source), to: VaultFolder(home: folder))
            } catch StoreError.vault {
                lost[id] = sequence
            }
        }
        return (named.count - lost.count, lost)
    }
}
