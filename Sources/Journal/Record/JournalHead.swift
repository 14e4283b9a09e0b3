public import Digest

/// The end of a chain, which is all that must be known to go on with it.
public struct JournalHead: Hashable, Sendable {
    /// The journal.
    public let journal: JournalID
    /// The hash function of the chain.
    public let algorithm: DigestAlgorithm
    /// The place of the last event; 0 before the first.
    public let sequence: Int
    /// The hash of the last event, or of the genesis record before the first.
    public let hash: HashValue

    /// Takes the parts as a store keeps them.
    public init(journal: JournalID, algorithm: DigestAlgorithm, sequence: Int, hash: HashValue) {
        self.journal = journal
        self.algorithm = algorithm
        self.sequence = sequence
        self.hash = hash
    }

    /// Decides whether a batch may come onto the record and, if so, makes its events.
    ///
    /// A pure function: a store looks up what it asks for, calls it and keeps what it gives, all in
    /// one transaction. Several batches are sealed one after the other, each from the head after the
    /// one before, and kept together: that is group commit. A refused batch leaves no trace.
    ///
    /// The reasons are looked at in this order, and the first decides:
    /// 1. the batch itself is malformed;
    /// 2. its key is on the record: with the same content the earlier receipt is the answer,
    ///    whatever the expected versions say; with other content it is refused;
    /// 3. a stream is not at the version it was expected to have.
    ///
    /// - Parameters:
    ///   - versions: the present version of every stream in ``Batch/streams``; absent means 0.
    ///   - earlier: the batch that has this key already.
    /// - Throws: ``JournalError`` with the reason.
    public func sealing(
        _ batch: Batch, versions: [StreamID: Int], earlier: EarlierBatch? = nil,
        limits: JournalLimits = .format
    ) throws(JournalError) -> Sealing {
        var digest = MessageDigest(algorithm)
        return try sealing(
            PreparedBatch(batch, algorithm: algorithm, limits: limits), versions: versions,
            earlier: earlier, with: &digest)
    }

    /// Decides the same of a batch that was prepared, where only the second and third reason are left.
    ///
    /// - Parameter digest: a digest of the chain's function, which may be used again and again.
    /// - Throws: ``JournalError`` with the reason.
    public func sealing(
        _ prepared: PreparedBatch, versions: [StreamID: Int], earlier: EarlierBatch? = nil,
        with digest: inout MessageDigest
    ) throws(JournalError) -> Sealing {
        precondition(
            prepared.algorithm == algorithm && digest.algorithm == algorithm,
            "prepared for a chain of another function")
        let batch = prepared.batch
        if let earlier {
            let receipt = earlier.receipt
            precondition(receipt.key == batch.key, "the earlier batch has the batch's key")
            guard earlier.content == prepared.content else {
                throw .keyUsedOtherwise(key: batch.key, sequence: receipt.sequences.lowerBound)
            }
            return .recordedBefore(receipt)
        }
        let conflicts = Self.conflicts(batch.expectedVersions, versions)
        guard conflicts.isEmpty else { throw .versionConflict(conflicts) }
        let sealed = prepared.sealed(after: sequence, hash, versions: versions, &digest)
        let (end, last) = (sequence + sealed.count, sealed.last?.hash ?? hash)
        return .sealed(
            sealed,
            receipt: BatchReceipt(key: batch.key, sequences: sequence + 1...end, hash: last),
            head: JournalHead(
                journal: journal, algorithm: algorithm, sequence: end, hash: last))
    }

    /// The streams that are not where they were expected to be, by name.
    private static func conflicts(
        _ expected: [StreamID: Int], _ versions: [StreamID: Int]
    ) -> [VersionConflict] {
        if expected.isEmpty { return [] }
        return expected.compactMap { stream, expected in
            let actual = versions[stream] ?? 0
            return actual == expected
                ? nil : VersionConflict(stream: stream, expected: expected, actual: actual)
        }.sorted { $0.stream < $1.stream }
    }
}
