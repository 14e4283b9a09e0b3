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
    static func checkSchema(_ database: Database, path: String) throws {
        let version = try database.step("PRAGMA user_version", []) { RowReading.integer($0, 0) }
        let projected = try database.step("SELECT projected FROM journal", []) {
            RowReading.integer($0, 0)
        }
        guard version == Schema.version, projected == Projection.revision else {
            throw StoreError.home(path: path, .newer)
        }
    }

    /// Puts a batch on the record, or finds that it is there already.
    ///
    /// - Throws: ``StoreError`` when it is refused, before anything is written; what SQLite throws
    ///   while writing, after which the transaction must be given up.
    mutating func record(_ act: PreparedAct) throws -> BatchReceipt {
        let batch = act.batch.batch
        var versions: [StreamID: Int] = [:]
        for stream in batch.streams {
            versions[stream] = try JournalRows.version(of: stream, database)
        }
        let earlier = try JournalRows.earlier(
            of: batch.key, algorithm: head.algorithm, database)
        let sealing = try storingJournal {
            var digest = MessageDigest(head.algorithm)
            return try head.sealing(
                act.batch, versions: versions, earlier: earlier, with: &digest)
        }
        switch sealing {
        case .recordedBefore(let receipt): return receipt
        case .sealed(let events, let receipt, let head):
            try vault.accept(act)
            let recorded = act.recorded(events, receipt, versions: versions)
            try check(recorded)
            try write([recorded])
            self.head = head
            return receipt
        }
    }

    /// Refuses what the register refuses.
    private mutating func check(_ batch: RecordedBatch) throws {
        guard !batch.accessEvents.isEmpty else { return }
        var next = try register.brought(upTo: database)
        for event in batch.events { try next.apply(event) }
        register = next
    }

    private func write(_ batches: [RecordedBatch]) throws {
        try JournalRows.insert(batches, database)
        try Replay.project(batches, database)
    }

    /// Writes batches that went on with the chain already; those that are here are passed over.
    ///
    /// - Throws: ``StoreError/damaged(path:sequence:)`` when they do not go on with the chain here.
    mutating func apply(_ batches: [RecordedBatch]) throws {
        let new = batches.filter { $0.receipt.sequences.upperBound > head.sequence }
        guard let first = new.first?.events.first, let last = new.last else { return }
        guard first.event.sequence == head.sequence + 1, first.sealed.previous == head.hash else {
            throw StoreError.damaged(path: vault.home, sequence: head.sequence + 1)
        }
        try write(new)
        head = JournalHead(
            journal: head.journal, algorithm: head.algorithm,
            sequence: last.receipt.sequences.upperBound, hash: last.receipt.hash)
    }

    /// Takes batches that another copy of the journal has, when they continue the chain.
    ///
    /// - Throws: ``StoreError/damaged(path:sequence:)`` when they do not.
    mutating func adopt(_ batches: [RecordedBatch]) throws {
        var next = head
        for recorded in batches.lazy.flatMap(\.events) {
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
        if batches.contains(where: { !$0.accessEvents.isEmpty }) {
            register = try register.brought(upTo: database)
        }
        for event in batches.lazy.flatMap(\.events) { try register.apply(event) }
        try write(batches)
        head = next
    }
}

extension VaultFolder {
    /// Refuses an act that the store cannot take, or that names a file that is not here.
    func accept(_ act: PreparedAct) throws(StoreError) {
        if let fault = act.fault { throw .payload(fault) }
        guard act.namesFiles else { return }
        for (entry, files) in zip(act.batch.batch.entries, act.files) {
            for file in files where find(file) == nil {
                throw .payload(
                    PayloadFault(type: entry.type, member: file.description, kind: .absentFile))
            }
        }
    }
}
