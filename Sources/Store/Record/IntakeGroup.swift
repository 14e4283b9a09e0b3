import Digest
import Journal

/// Batches that became durable together.
struct IntakeGroup {
    /// The place of the first event.
    let first: Int
    /// The place of the last.
    let last: Int
    /// The hash before the first event.
    let previous: HashValue
    /// The hash of the last.
    let hash: HashValue
    /// The canonical texts of the events, each with a line break behind it.
    let text: [UInt8]

    init(first: Int, last: Int, previous: HashValue, hash: HashValue, text: [UInt8]) {
        (self.first, self.last, self.previous, self.hash) = (first, last, previous, hash)
        self.text = text
    }

    init(_ head: IntakeRecord.Head, _ text: [UInt8]) {
        self.init(
            first: head.first, last: head.last, previous: head.previous, hash: head.hash, text: text
        )
    }

    /// Whether the texts are those that the hashes are of.
    func isWhole(_ algorithm: DigestAlgorithm) -> Bool {
        var end = previous
        var count = 0
        for line in text.split(separator: UInt8(ascii: "\n")) {
            end = ChainLink.hash(previous: end, bytes: line, algorithm: algorithm)
            count += 1
        }
        return end == hash && count == last - first + 1
    }

    /// The groups that go on with a chain, one after the other, as far as they do.
    ///
    /// What lies behind a gap was never acknowledged: a power cut may keep a group and not the one before.
    static func continuation(of head: JournalHead, in groups: [IntakeGroup]) -> [IntakeGroup] {
        var (sequence, hash) = (head.sequence, head.hash)
        var found: [IntakeGroup] = []
        for group in groups where group.first - 1 == sequence && group.previous == hash {
            found.append(group)
            (sequence, hash) = (group.last, group.hash)
        }
        return found
    }

    /// The batches of groups that go on with a chain; what is before its head is passed over.
    ///
    /// - Parameter path: the intake, for messages.
    /// - Throws: ``StoreError/damaged(path:sequence:)`` when they do not go on with the chain.
    static func batches(
        of groups: [IntakeGroup], after head: JournalHead, path: String
    ) throws -> [RecordedBatch] {
        var reading = IntakeReading(head: head, path: path)
        for group in groups where group.last > head.sequence { try reading.add(group) }
        return reading.found
    }
}

/// Reads the groups of an intake as the continuation of a chain.
private struct IntakeReading {
    private let path: String
    private let algorithm: DigestAlgorithm
    /// The end of the chain they go on with.
    private let start: JournalHead
    /// The end of what was read; nil before the first event behind that.
    private var last: (sequence: Int, hash: HashValue)?
    private var open: [RecordedEvent] = []
    private(set) var found: [RecordedBatch] = []

    init(head: JournalHead, path: String) {
        (start, algorithm, self.path) = (head, head.algorithm, path)
    }

    private var damage: StoreError {
        .damaged(path: path, sequence: (last?.sequence ?? start.sequence) + 1)
    }

    mutating func add(_ group: IntakeGroup) throws {
        for line in group.text.split(separator: UInt8(ascii: "\n")) {
            let previous = last?.hash ?? start.hash
            let bytes = Array(line)
            let sealed = SealedEvent(
                canonicalBytes: bytes, previous: previous,
                hash: ChainLink.hash(previous: previous, bytes: bytes, algorithm: algorithm))
            let recorded = try storingJournal { try RecordedEvent(sealed) }
            if recorded.event.sequence <= start.sequence { continue }
            guard recorded.event.sequence == (last?.sequence ?? start.sequence) + 1 else {
                throw damage
            }
            last = (recorded.event.sequence, sealed.hash)
            open.append(recorded)
            if open.count == recorded.event.batchSize { try endBatch() }
        }
        guard let last, last == (group.last, group.hash), open.isEmpty else { throw damage }
    }

    private mutating func endBatch() throws {
        let receipt = try storingJournal {
            try BatchReceipt(rebuiltFrom: open.map(\.sealed))
        }
        found.append(RecordedBatch(open, receipt: receipt))
        open = []
    }

}
