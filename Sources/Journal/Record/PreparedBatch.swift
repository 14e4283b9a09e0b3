public import Digest
import LandModel

/// A batch with all done that needs neither the head of the chain nor the versions of streams.
///
/// Sealing is the one thing that callers must do one after the other. What is done here, the
/// canonical texts, they do beside each other.
public struct PreparedBatch: Sendable {
    /// The batch.
    public let batch: Batch
    let algorithm: DigestAlgorithm
    private let texts: [EventText]
    /// How many bytes at the beginning of each text say who acts and on which clauses.
    private let openingCount: Int

    /// Checks a batch and writes what does not depend on where it comes to stand.
    ///
    /// - Throws: ``JournalError`` when the batch itself is malformed.
    public init(
        _ batch: Batch, algorithm: DigestAlgorithm, limits: JournalLimits = .format
    ) throws(JournalError) {
        try Self.check(batch, limits)
        var shared = CanonicalWriter()
        shared.reserve(704)
        shared.add("{\"actor\":")
        shared.add(batch.actor)
        shared.add(",\"basis\":")
        shared.add(batch.basis)
        openingCount = shared.bytes.count
        var texts: [EventText] = []
        texts.reserveCapacity(batch.entries.count)
        for index in batch.entries.indices {
            do throws(JSONFault) {
                var writer = shared
                // The last event, mostly the only one, goes on in the text that all begin with.
                if index == batch.entries.count - 1 { shared = CanonicalWriter() }
                texts.append(try EventText(&writer, batch, index, limits))
            } catch {
                throw .unacceptablePayload(entry: index, fault: error)
            }
        }
        (self.batch, self.algorithm, self.texts) = (batch, algorithm, texts)
    }

    /// The hash of the content, by which a repetition is told from another act of the same key.
    var content: HashValue {
        BatchContent.hash(
            opening: texts.first?.opening(openingCount) ?? [],
            entries: batch.entries.indices.lazy.map {
                (batch.entries[$0].stream, batch.entries[$0].type, texts[$0].payload)
            }, algorithm: algorithm)
    }

    private static func check(_ batch: Batch, _ limits: JournalLimits) throws(JournalError) {
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
    }

    /// The canonical text of an entry's payload.
    public func payload(_ entry: Int) -> ArraySlice<UInt8> { texts[entry].payload }

    /// About how many bytes the texts of the events have.
    public var byteCount: Int { texts.reduce(0) { $0 + $1.count } }

    /// Gives the place of each event in the batch and the version it gets, in order.
    private func eachNewVersion(
        after versions: [StreamID: Int], _ body: (_ index: Int, _ version: Int) -> Void
    ) {
        if batch.entries.count == 1 { return body(0, (versions[batch.entries[0].stream] ?? 0) + 1) }
        var versions = versions
        for (index, entry) in batch.entries.enumerated() {
            let version = (versions[entry.stream] ?? 0) + 1
            versions[entry.stream] = version
            body(index, version)
        }
    }

    /// The batch as events after a place in the chain.
    func sealed(
        after sequence: Int, _ hash: HashValue, versions: [StreamID: Int],
        _ digest: inout MessageDigest
    ) -> [SealedEvent] {
        var last = hash
        var events: [SealedEvent] = []
        events.reserveCapacity(texts.count)
        eachNewVersion(after: versions) { index, version in
            let text = texts[index].whole(sequence: sequence + 1 + index, version: version)
            let next = digest.link(previous: last, bytes: text)
            events.append(SealedEvent(canonicalBytes: text, previous: last, hash: next))
            last = next
        }
        return events
    }

    /// What ``SealedEvent/outline(limits:)`` would read from the events, which need not be read.
    ///
    /// - Parameters:
    ///   - events: what the batch was sealed as.
    ///   - sequence: the place in the journal before the batch.
    ///   - versions: the versions of its streams before the batch.
    public func outlines(
        of events: [SealedEvent], after sequence: Int, versions: [StreamID: Int]
    ) -> [EventOutline] {
        precondition(events.count == texts.count, "the events of another batch")
        var outlines: [EventOutline] = []
        outlines.reserveCapacity(texts.count)
        eachNewVersion(after: versions) { index, version in
            // The payload of the sealed text, so that what was prepared is given up with the answer.
            outlines.append(
                EventOutline(
                    batch, entry: index,
                    payload: texts[index].payload(in: events[index].canonicalBytes),
                    sequence: sequence + 1 + index, version: version))
        }
        return outlines
    }
}

/// The canonical text of an event but for its place in the journal and its version.
private struct EventText {
    /// What stands before the place, and behind that what stands between it and the version.
    private let bytes: [UInt8]
    private let payloadPlace: Range<Int>
    private let sequencePlace: Int

    /// - Parameter writer: has written who acts and on which clauses.
    init(
        _ writer: inout CanonicalWriter, _ batch: Batch, _ index: Int, _ limits: JournalLimits
    ) throws(JSONFault) {
        let entry = batch.entries[index]
        writer.reserve(writer.bytes.count + 512)
        writer.add(",\"batch\":{\"index\":")
        writer.add(index)
        writer.add(",\"size\":")
        writer.add(batch.entries.count)
        writer.add("},\"key\":")
        writer.add(plain: batch.key.text)
        writer.add(",\"payload\":")
        let start = writer.bytes.count
        try writer.add(entry.payload, depth: limits.depth, limit: limits.depth)
        payloadPlace = start..<writer.bytes.count
        guard payloadPlace.count <= limits.payloadBytes else {
            throw .size(limit: limits.payloadBytes)
        }
        writer.add(",\"sequence\":")
        sequencePlace = writer.bytes.count
        writer.add(",\"stream\":")
        writer.add(plain: entry.stream.text)
        writer.add(",\"time\":")
        writer.add(batch.time)
        writer.add(",\"type\":")
        writer.add(plain: entry.type.text)
        writer.add(",\"version\":")
        bytes = writer.bytes
    }

    var count: Int { bytes.count }

    /// The first bytes.
    func opening(_ count: Int) -> ArraySlice<UInt8> { bytes[..<count] }

    /// The canonical text of the payload.
    var payload: ArraySlice<UInt8> { bytes[payloadPlace] }

    /// The same in the whole text, where only what comes behind it is filled in.
    func payload(in whole: [UInt8]) -> ArraySlice<UInt8> { whole[payloadPlace] }

    func whole(sequence: Int, version: Int) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.reserve(bytes.count + 41)
        writer.add(canonical: bytes[..<sequencePlace])
        writer.add(sequence)
        writer.add(canonical: bytes[sequencePlace...])
        writer.add(version)
        writer.add("}")
        return writer.bytes
    }
}
