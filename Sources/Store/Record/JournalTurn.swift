import Digest
import GRDB
import Journal

/// The writer's turn: one transaction in which batches come onto the record.
///
/// SQLite lets one connection of all processes write at a time, so within a turn the head, the
/// versions and the files of the vault stand still.
struct JournalTurn {
    let database: Database
    private let vault: VaultFolder
    private(set) var head: JournalHead
    private(set) var register: RegisterCache

    /// Begins the work of a turn inside a transaction.
    ///
    /// - Throws: ``HomeFault/newer`` when another program has changed the tables meanwhile.
    init(_ database: Database, genesis: Genesis, vault: VaultFolder, register: RegisterCache) throws
    {
        try JournalTurn.checkSchema(database, path: vault.home)
        self.database = database
        self.vault = vault
        head = try JournalRows.head(genesis, database)
        self.register = register
    }

    /// A program that was running while a newer one migrated must not write any more.
    private static func checkSchema(_ database: Database, path: String) throws {
        let version = try Int.fetchOne(database.cachedStatement(sql: "PRAGMA user_version"))
        let projected = try Int.fetchOne(
            database.cachedStatement(sql: "SELECT projected FROM journal"))
        guard version == Schema.version, projected == Projection.revision else {
            throw StoreError.home(path: path, .newer)
        }
    }

    /// Puts a batch on the record, or finds that it is there already.
    ///
    /// - Throws: ``StoreError`` when it is refused, before anything is written; what SQLite throws
    ///   while writing, after which the transaction must be given up.
    mutating func record(_ batch: Batch) throws -> BatchReceipt {
        var versions: [StreamID: Int] = [:]
        for stream in batch.streams {
            versions[stream] = try JournalRows.version(of: stream, database)
        }
        let earlier = try JournalRows.receipt(of: batch.key, database)
        let sealing: Sealing
        do {
            sealing = try head.sealing(batch, versions: versions, earlier: earlier)
        } catch {
            throw StoreError.journal(error)
        }
        switch sealing {
        case .recordedBefore(let receipt): return receipt
        case .sealed(let events, let receipt, let head):
            let recorded = try RecordedBatch(events, receipt: receipt)
            try check(recorded)
            try write(recorded)
            self.head = head
            return receipt
        }
    }

    /// Refuses what the register refuses and what names files that the vault does not hold.
    private mutating func check(_ batch: RecordedBatch) throws {
        for event in batch.events {
            for file in event.files where vault.find(file) == nil {
                throw StoreError.payload(
                    PayloadFault(
                        type: event.event.type, member: file.description, kind: .absentFile))
            }
        }
        guard !batch.accessEvents.isEmpty else { return }
        var next = try register.brought(upTo: database)
        for event in batch.events { try next.apply(event) }
        register = next
    }

    private func write(_ batch: RecordedBatch) throws {
        for recorded in batch.events {
            try JournalRows.insert(recorded.sealed, recorded.event, database)
        }
        try Replay.project(batch, database)
    }

    /// Takes a batch that another copy of the journal has, when it continues the chain.
    ///
    /// - Throws: ``StoreError/damaged(path:sequence:)`` when it does not.
    mutating func adopt(_ batch: RecordedBatch) throws {
        var next = head
        for recorded in batch.events {
            let (sealed, event) = (recorded.sealed, recorded.event)
            guard sealed.previous == next.hash, event.sequence == next.sequence + 1,
                sealed.hash
                    == ChainLink.hash(
                        previous: next.hash, bytes: sealed.canonicalBytes,
                        algorithm: head.algorithm)
            else { throw StoreError.damaged(path: vault.home, sequence: next.sequence + 1) }
            next = JournalHead(
                journal: head.journal, algorithm: head.algorithm, sequence: event.sequence,
                hash: sealed.hash)
        }
        if !batch.accessEvents.isEmpty { register = try register.brought(upTo: database) }
        for event in batch.events { try register.apply(event) }
        try write(batch)
        head = next
    }
}
