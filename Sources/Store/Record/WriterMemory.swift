import Journal

/// What the writer knows of the acts on the record without asking the tables.
///
/// Acts that lie in the intake are in no table yet, so all that is asked of them must be here. What is
/// known of older acts stays for as long as there is room.
struct WriterMemory: Sendable {
    /// The end of the chain, acts in the intake included; nil when the tables must be asked.
    private(set) var head: JournalHead?
    private var versions = Recent<StreamID, Int>(size: 20_000)
    /// Few, because they are whole: a repetition of an older one is told by the tables.
    private var batches = Recent<IdempotencyKey, RecordedBatch>(size: 2000)

    /// Knows nothing but the head.
    mutating func forget(head: JournalHead? = nil) {
        self = WriterMemory()
        self.head = head
    }

    /// Gives up old knowledge of what the tables hold, where much has come together.
    mutating func makeRoom(applied sequence: Int) {
        guard let head else { return }
        versions.makeRoom(applied: sequence, head: head.sequence)
        batches.makeRoom(applied: sequence, head: head.sequence)
    }

    func version(of stream: StreamID) -> Int? { versions[stream] }

    func batch(of key: IdempotencyKey) -> RecordedBatch? { batches[key] }

    /// Takes a version that the tables gave.
    mutating func keep(_ version: Int, of stream: StreamID) { versions.set(version, for: stream) }

    /// Takes a batch that came onto the record.
    mutating func add(_ batch: RecordedBatch, head: JournalHead) {
        for recorded in batch.events {
            versions.set(recorded.event.version, for: recorded.event.stream)
        }
        batches.set(batch, for: batch.receipt.key)
        self.head = head
    }
}

/// Values that were set lately: everything since the tables were up to date, and some older ones.
private struct Recent<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    /// The place in the journal up to which the old ones go.
    private var oldThrough = 0

    /// So many young ones make the old ones go, once the tables hold these.
    private let size: Int

    init(size: Int) { self.size = size }

    subscript(key: Key) -> Value? { young[key] ?? old[key] }

    mutating func set(_ value: Value, for key: Key) { young[key] = value }

    mutating func makeRoom(applied sequence: Int, head: Int) {
        guard young.count > size, oldThrough <= sequence else { return }
        let gone = old
        (old, young, oldThrough) = (young, [:], head)
        // To give back what thousands of acts are made of takes a millisecond, for which the writer
        // would let its callers wait.
        Task.detached { withExtendedLifetime(gone) {} }
    }
}
