import Digest
import Journal

/// What an intake holds that the tables may not have yet.
struct IntakeRest {
    /// The file, for messages.
    let path: String
    private let groups: [IntakeGroup]
    /// The log was known to hold all up to here durably.
    private let durable: Int
    /// Whether a program of an earlier version left it, whose groups do not say what they go on with.
    private let isFormer: Bool

    /// What the log of a home at work holds, for who has the turn.
    init(_ log: IntakeLog, after head: JournalHead, _ words: TurnFile.Words) throws(StoreError) {
        path = log.path
        groups = try log.groups(beyond: head.sequence, algorithm: head.algorithm)
        (durable, isFormer) = (words.durable, false)
    }

    /// What lies in a home that may not be written.
    ///
    /// To be read before the tables: what leaves the intake meanwhile is in them then.
    init(ofHome home: String, algorithm: DigestAlgorithm) throws(StoreError) {
        if FormerIntake.isThere(home) {
            path = FormerIntake.path(home)
            groups = try FormerIntake.groups(ofHome: home)
            (durable, isFormer) = (0, true)
        } else {
            path = home + "/" + IntakeLog.file
            durable = try TurnFile.words(ofHome: home).durable
            groups = try IntakeLog.groups(ofHome: home, algorithm: algorithm)
            isFormer = false
        }
    }

    /// The groups that go on with the tables, as far as they are whole.
    func sound(after head: JournalHead) -> [IntakeGroup] {
        if isFormer { return groups.filter { $0.last > head.sequence } }
        return IntakeGroup.continuation(of: head, in: groups)
    }

    /// The batches that go on with the tables.
    ///
    /// - Throws: ``StoreError/damaged(path:sequence:)`` when acts are absent that were acknowledged.
    func batches(after head: JournalHead) throws -> [RecordedBatch] {
        let groups = sound(after: head)
        let end = groups.last?.last ?? head.sequence
        guard end >= durable else { throw StoreError.damaged(path: path, sequence: end + 1) }
        return try IntakeGroup.batches(of: groups, after: head, path: path)
    }
}
