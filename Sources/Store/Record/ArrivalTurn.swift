import Digest
import GRDB
import Journal

/// The writer's turn of a group that goes into the intake and into the tables later.
///
/// Whatever another process does begins with a turn of its own, after which the memory knows nothing:
/// so what it knows need not be compared with the tables.
struct ArrivalTurn: ~Copyable {
    private let vault: VaultFolder
    private(set) var head: JournalHead
    /// The batches that came onto the record, in order.
    private(set) var arrived: [RecordedBatch] = []

    /// Begins a turn.
    ///
    /// - Parameters:
    ///   - memory: knows the head, or the tables have all that is on the record.
    ///   - keys: knows all keys up to the head that the memory knows.
    ///   - applied: the tables hold all up to here.
    init(
        _ memory: inout WriterMemory, _ keys: inout KeyFilter, _ tables: inout TablesReading,
        applied: Int, genesis: Genesis, vault: VaultFolder
    ) throws {
        let end: JournalHead
        if let known = memory.head {
            end = known
        } else {
            let database = try tables.begin()
            try JournalTurn.checkSchema(database, path: vault.home)
            end = try JournalRows.head(genesis, database)
            try keys.learn(through: end.sequence, database)
            memory.forget(head: end)
        }
        memory.makeRoom(applied: applied)
        (head, self.vault) = (end, vault)
    }

    /// Seals a batch, or finds that it is on the record already.
    ///
    /// - Throws: ``StoreError`` when it is refused; what SQLite throws when it cannot be decided.
    mutating func record(
        _ act: PreparedAct, _ memory: inout WriterMemory, _ keys: inout KeyFilter,
        _ tables: inout TablesReading, _ digest: inout MessageDigest
    ) throws -> BatchReceipt {
        let batch = act.batch.batch
        var versions: [StreamID: Int] = [:]
        for entry in batch.entries where versions[entry.stream] == nil {
            versions[entry.stream] = try version(of: entry.stream, &memory, &tables)
        }
        for stream in batch.expectedVersions.keys where versions[stream] == nil {
            versions[stream] = try version(of: stream, &memory, &tables)
        }
        let earlier =
            try keys.mayHave(batch.key)
            ? self.earlier(of: batch.key, memory, &tables) : nil
        let sealing = try storingJournal {
            try head.sealing(act.batch, versions: versions, earlier: earlier, with: &digest)
        }
        switch sealing {
        case .recordedBefore(let receipt): return receipt
        case .sealed(let events, let receipt, let head):
            try vault.accept(act)
            let recorded = act.recorded(events, receipt, versions: versions)
            memory.add(recorded, head: head)
            keys.insert(batch.key)
            arrived.append(recorded)
            self.head = head
            return receipt
        }
    }

    /// The batch that has a key already; nil when there is none.
    private func earlier(
        of key: IdempotencyKey, _ memory: borrowing WriterMemory, _ tables: inout TablesReading
    ) throws -> EarlierBatch? {
        if let known = memory.batch(of: key) {
            return try storingJournal {
                try EarlierBatch(
                    rebuiltFrom: known.events.map(\.sealed), algorithm: head.algorithm)
            }
        }
        return try JournalRows.earlier(of: key, algorithm: head.algorithm, tables.begin())
    }

    private func version(
        of stream: StreamID, _ memory: inout WriterMemory, _ tables: inout TablesReading
    ) throws -> Int {
        if let known = memory.version(of: stream) { return known }
        let found = try JournalRows.version(of: stream, tables.begin())
        memory.keep(found, of: stream)
        return found
    }
}
