import Digest
import GRDB
import Journal

/// The writer's turn of a group that goes into the intake and into the tables later.
struct ArrivalTurn: ~Copyable {
    /// The tables as they were when the turn began; what came later is in the memory.
    private let tables: Database
    private let vault: VaultFolder
    /// Where the batch with a key is, in the tables.
    private var places: RepeatedStatement
    private(set) var head: JournalHead
    /// The batches that came onto the record, in order.
    private(set) var arrived: [RecordedBatch] = []

    /// Begins a turn, inside a transaction of the intake; nil when the memory does not have all that
    /// is in the intake and not in the tables, because another process put it there.
    init?(
        _ memory: inout WriterMemory, intake: Database, tables: Database, genesis: Genesis,
        vault: VaultFolder
    ) throws {
        try JournalTurn.checkSchema(tables, path: vault.home)
        let present = try JournalRows.head(genesis, tables)
        let last = max(present.sequence, try IntakeRows.last(intake))
        if memory.head?.sequence != last {
            guard present.sequence == last else { return nil }
            memory.forget(head: present)
        }
        memory.makeRoom(applied: present.sequence)
        places = try RepeatedStatement(RecordQuery.receipt, tables)
        head = memory.head ?? present
        (self.tables, self.vault) = (tables, vault)
    }

    /// Seals a batch, or finds that it is on the record already.
    ///
    /// - Throws: ``StoreError`` when it is refused; what SQLite throws when it cannot be decided.
    mutating func record(
        _ act: PreparedAct, _ memory: inout WriterMemory, _ digest: inout MessageDigest
    ) throws -> BatchReceipt {
        let batch = act.batch.batch
        var versions: [StreamID: Int] = [:]
        for entry in batch.entries where versions[entry.stream] == nil {
            versions[entry.stream] = try version(of: entry.stream, &memory)
        }
        for stream in batch.expectedVersions.keys where versions[stream] == nil {
            versions[stream] = try version(of: stream, &memory)
        }
        let earlier = try self.earlier(of: batch.key, memory)
        let sealing = try storingJournal {
            try head.sealing(act.batch, versions: versions, earlier: earlier, with: &digest)
        }
        switch sealing {
        case .recordedBefore(let receipt): return receipt
        case .sealed(let events, let receipt, let head):
            try vault.accept(act)
            let recorded = act.recorded(events, receipt, versions: versions)
            memory.add(recorded, head: head)
            arrived.append(recorded)
            self.head = head
            return receipt
        }
    }

    /// The batch that has a key already; nil when there is none.
    private mutating func earlier(
        of key: IdempotencyKey, _ memory: borrowing WriterMemory
    ) throws -> EarlierBatch? {
        let events: [SealedEvent]
        if let known = memory.batch(of: key) {
            events = known.events.map(\.sealed)
        } else {
            try places.bind(1, key.text)
            let found = try places.first(JournalRows.places)
            guard let found else { return nil }
            events = try JournalRows.events(in: found, tables)
        }
        return try storingJournal {
            try EarlierBatch(rebuiltFrom: events, algorithm: head.algorithm)
        }
    }

    private func version(of stream: StreamID, _ memory: inout WriterMemory) throws -> Int {
        if let known = memory.version(of: stream) { return known }
        let found = try JournalRows.version(of: stream, tables)
        memory.keep(found, of: stream)
        return found
    }
}
