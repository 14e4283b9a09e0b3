import Digest
import Journal

/// What an intake holds that the tables may not have yet.
struct IntakeRest {
    /// The file, for messages.
    let path: String
    /// What a program of an earlier version left, which does not say what it goes on with.
    private let former: [IntakeGroup]
    private let groups: [IntakeGroup]
    /// The log was known to hold all up to here durably.
    private let durable: Int

    /// What the log of a home at work holds.
    init(_ log: IntakeLog, after head: JournalHead, _ words: TurnFile.Words) throws(StoreError) {
        path = log.path
        groups = try log.groups(beyond: head.sequence, algorithm: head.algorithm)
        (former, durable) = ([], words.durable)
    }

    /// What lies in a home that may not be written.
    ///
    /// To be read before the tables: what leaves the intake meanwhile is in them then.
    init(ofHome home: String, algorithm: DigestAlgorithm) throws(StoreError) {
        path = home + "/" + IntakeLog.file
        durable = try TurnFile.words(ofHome: home).durable
        groups = try IntakeLog.groups(ofHome: home, algorithm: algorithm)
        former = FormerIntake.isThere(home) ? try FormerIntake.groups(ofHome: home) : []
    }

    /// The groups that go on with the tables, as far as they are whole.
    func sound(after head: JournalHead) -> [IntakeGroup] {
        let first = former.filter { $0.last > head.sequence }
        guard let last = first.last else { return IntakeGroup.continuation(of: head, in: groups) }
        let next = JournalHead(
            journal: head.journal, algorithm: head.algorithm, sequence: last.last, hash: last.hash)
        return first + IntakeGroup.continuation(of: next, in: groups)
    }

    /// The batches of ``sound(after:)``.
    func soundBatches(after head: JournalHead) throws -> [RecordedBatch] {
        try IntakeGroup.batches(of: sound(after: head), after: head, path: path)
    }

    /// The batches that go on with the tables.
    ///
    /// - Throws: ``StoreError/damaged(path:sequence:)`` when acts are absent that were acknowledged.
    func batches(after head: JournalHead) throws -> [RecordedBatch] {
        let end = sound(after: head).last?.last ?? head.sequence
        guard end >= durable else { throw StoreError.damaged(path: path, sequence: end + 1) }
        return try soundBatches(after: head)
    }
}
