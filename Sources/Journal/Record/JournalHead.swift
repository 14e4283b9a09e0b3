public import Digest
import LandModel

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
    ///   - earlier: the receipt of the batch that has this key already.
    /// - Throws: ``JournalError`` with the reason.
    public func sealing(
        _ batch: Batch, versions: [StreamID: Int], earlier: BatchReceipt? = nil,
        limits: JournalLimits = .format
    ) throws(JournalError) -> Sealing {
        let payloads = try Self.canonicalPayloads(of: batch, limits: limits)
        let entries = zip(batch.entries, payloads).map { ($0.stream, $0.type, $1) }
        let content = BatchContent.hash(
            actor: batch.actor, basis: batch.basis, entries: entries, algorithm: algorithm)
        if let earlier {
            precondition(earlier.key == batch.key, "the receipt is that of the batch's key")
            guard earlier.content == content else {
                throw .keyUsedOtherwise(key: batch.key, sequence: earlier.sequences.lowerBound)
            }
            return .recordedBefore(earlier)
        }
        let conflicts = batch.expectedVersions.compactMap { stream, expected in
            let actual = versions[stream] ?? 0
            return actual == expected
                ? nil : VersionConflict(stream: stream, expected: expected, actual: actual)
        }
        guard conflicts.isEmpty else {
            throw .versionConflict(conflicts.sorted { $0.stream < $1.stream })
        }
        return seal(batch, payloads: payloads, versions: versions, content: content)
    }

    private static func canonicalPayloads(
        of batch: Batch, limits: JournalLimits
    ) throws(JournalError) -> [[UInt8]] {
        guard (1...limits.eventsPerBatch).contains(batch.entries.count) else {
            throw .batchSize(batch.entries.count, limit: limits.eventsPerBatch)
        }
        let basisBytes = batch.basis.reduce(0) {
            $0 + $1.clause.utf8.count + $1.document.utf8.count + $1.phrase.utf8.count
        }
        guard batch.basis.count <= limits.citations, basisBytes <= limits.basisBytes else {
            throw .basisSize(citations: batch.basis.count, bytes: basisBytes)
        }
        guard EventTime.accepts(batch.time) else { throw .unacceptableTime(batch.time) }
        var payloads: [[UInt8]] = []
        for (index, entry) in batch.entries.enumerated() {
            do throws(JSONFault) {
                payloads.append(try entry.payload.canonicalBytes(limits: limits))
            } catch {
                throw .unacceptablePayload(entry: index, fault: error)
            }
        }
        return payloads
    }

    private func seal(
        _ batch: Batch, payloads: [[UInt8]], versions: [StreamID: Int], content: HashValue
    ) -> Sealing {
        let frame = EventFrame(
            actor: batch.actor, basis: batch.basis, time: batch.time, key: batch.key,
            batchSize: batch.entries.count)
        var versions = versions
        var digest = MessageDigest(algorithm)
        var last = hash
        var sealed: [SealedEvent] = []
        sealed.reserveCapacity(batch.entries.count)
        for (index, entry) in batch.entries.enumerated() {
            let version = (versions[entry.stream] ?? 0) + 1
            versions[entry.stream] = version
            var writer = CanonicalWriter()
            writer.add(
                frame, index: index, sequence: sequence + 1 + index, version: version,
                entry: entry, payload: payloads[index])
            let next = digest.link(previous: last, bytes: writer.bytes)
            sealed.append(
                SealedEvent(canonicalBytes: writer.bytes, previous: last, hash: next))
            last = next
        }
        let end = sequence + sealed.count
        return .sealed(
            sealed,
            receipt: BatchReceipt(
                key: batch.key, content: content, sequences: sequence + 1...end, hash: last),
            head: JournalHead(
                journal: journal, algorithm: algorithm, sequence: end, hash: last))
    }
}
