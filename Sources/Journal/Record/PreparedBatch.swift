public import Digest
import LandModel

/// A batch with all done that needs neither the head of the chain nor the versions of streams.
///
/// Sealing is the one thing that callers must do one after the other. What is done here, the
/// canonical texts and the hash of the content, they do beside each other.
public struct PreparedBatch: Sendable {
    /// The batch.
    public let batch: Batch
    /// The hash of its content, by which a repetition is told from another act of the same key.
    public let content: HashValue
    /// The canonical texts of the payloads, by entry.
    public let payloads: [[UInt8]]
    let algorithm: DigestAlgorithm
    /// The canonical text of each event before its place in the journal.
    private let openings: [[UInt8]]
    /// The canonical text of each event between its place in the journal and its version.
    private let closings: [[UInt8]]

    /// Checks a batch and writes what does not depend on where it comes to stand.
    ///
    /// - Throws: ``JournalError`` when the batch itself is malformed.
    public init(
        _ batch: Batch, algorithm: DigestAlgorithm, limits: JournalLimits = .format
    ) throws(JournalError) {
        let payloads = try Self.canonicalPayloads(of: batch, limits: limits)
        let texts = EventTexts(batch)
        content = texts.contentHash(payloads, algorithm)
        openings = payloads.enumerated().map { texts.opening(index: $0, payload: $1) }
        closings = batch.entries.map { texts.closing($0) }
        (self.batch, self.algorithm, self.payloads) = (batch, algorithm, payloads)
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

    /// The versions that the events get, in order, given those that their streams have.
    private func newVersions(after versions: [StreamID: Int]) -> [Int] {
        if batch.entries.count == 1 { return [(versions[batch.entries[0].stream] ?? 0) + 1] }
        var versions = versions
        return batch.entries.map { entry in
            versions[entry.stream, default: 0] += 1
            return versions[entry.stream] ?? 1
        }
    }

    /// The batch as events after a place in the chain.
    func sealed(
        after sequence: Int, _ hash: HashValue, versions: [StreamID: Int]
    ) -> [SealedEvent] {
        var digest = MessageDigest(algorithm)
        var last = hash
        return zip(newVersions(after: versions), batch.entries.indices).map { version, index in
            let text = CanonicalWriter.text(
                openings[index], sequence + 1 + index, closings[index], version)
            let next = digest.link(previous: last, bytes: text)
            defer { last = next }
            return SealedEvent(canonicalBytes: text, previous: last, hash: next)
        }
    }

    /// What ``SealedEvent/outline(limits:)`` would read from the events, which need not be read.
    ///
    /// - Parameters:
    ///   - sequence: the place in the journal before the batch.
    ///   - versions: the versions of its streams before the batch.
    public func outlines(after sequence: Int, versions: [StreamID: Int]) -> [EventOutline] {
        zip(newVersions(after: versions), batch.entries.indices).map { version, index in
            EventOutline(
                batch, entry: index, payload: payloads[index], sequence: sequence + 1 + index,
                version: version)
        }
    }
}

/// The parts of the canonical texts of one batch's events.
private struct EventTexts {
    private let batch: Batch
    /// The actor and the basis, with which the text of an event begins, and that of the content.
    private var shared = CanonicalWriter()

    init(_ batch: Batch) {
        self.batch = batch
        shared.reserve(400)
        shared.add("{\"actor\":")
        shared.add(batch.actor)
        shared.add(",\"basis\":")
        shared.add(batch.basis)
    }

    func opening(index: Int, payload: [UInt8]) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.reserve(shared.bytes.count + payload.count + 220)
        writer.add(canonical: shared.bytes)
        writer.add(",\"batch\":{\"index\":")
        writer.add(index)
        writer.add(",\"size\":")
        writer.add(batch.entries.count)
        writer.add("},\"key\":")
        writer.add(plain: batch.key.text)
        writer.add(",\"payload\":")
        writer.add(canonical: payload)
        writer.add(",\"sequence\":")
        return writer.bytes
    }

    func closing(_ entry: Batch.Entry) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.reserve(60 + entry.stream.text.utf8.count + entry.type.text.utf8.count)
        writer.add(",\"stream\":")
        writer.add(plain: entry.stream.text)
        writer.add(",\"time\":")
        writer.add(batch.time)
        writer.add(",\"type\":")
        writer.add(plain: entry.type.text)
        writer.add(",\"version\":")
        return writer.bytes
    }

    func contentHash(_ payloads: [[UInt8]], _ algorithm: DigestAlgorithm) -> HashValue {
        let entries = zip(batch.entries, payloads).map { ($0.stream, $0.type, $1) }
        return BatchContent.hash(opening: shared.bytes, entries: entries, algorithm: algorithm)
    }
}

extension CanonicalWriter {
    /// The canonical text of an event from its parts.
    fileprivate static func text(
        _ opening: [UInt8], _ sequence: Int, _ closing: [UInt8], _ version: Int
    ) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.reserve(opening.count + closing.count + 42)
        writer.add(canonical: opening)
        writer.add(sequence)
        writer.add(canonical: closing)
        writer.add(version)
        writer.add("}")
        return writer.bytes
    }
}
