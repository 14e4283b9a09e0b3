import Digest

/// The chain read straight on, up to the first thing that does not fit.
///
/// It knows nothing of neighbours and guesses nothing: either everything up to a place is as it must
/// be, or it is not. `docs/journal-format.md`, section Sound, states the rules, and the offline
/// verifier is the same reading in another language.
struct PlainReading {
    /// The place of the next record; 0 for the genesis record.
    private(set) var next = 0
    /// The hash of the last record.
    private(set) var head = HashValue.zero
    /// How many checkpoints were met.
    private(set) var checkpoints = 0
    /// The last place that a checkpoint states.
    private(set) var confirmed = 0
    /// The first thing that does not fit.
    private(set) var firstBreak: JournalBreak?
    private var journal: JournalID?
    private var versions: [NameBytes: Int] = [:]
    private var openBatch: (key: [UInt8], index: Int, size: Int)?
    private var isEnded = false

    /// Whether everything fits so far.
    var isWhole: Bool { firstBreak == nil }

    /// Notes that a line does not fit, unless one before it did not.
    mutating func stop(at line: Int) {
        if firstBreak == nil { firstBreak = JournalBreak(line: line, sequence: next) }
    }

    /// The genesis record.
    mutating func add(_ genesis: Genesis, _ link: ChainDiagnosis.Link) {
        guard isWhole, !isEnded, next == 0, link.isSound else { return stop(at: link.line) }
        (journal, head, next) = (genesis.journal, link.hash, 1)
    }

    /// An event.
    ///
    /// - Returns: whether its version and its place in the batch do not fit, though the chain does.
    mutating func add(
        _ link: ChainDiagnosis.Link, _ places: EventPlaces, in line: [UInt8]
    ) -> [Damage.Kind] {
        guard isWhole else { return [] }
        guard !isEnded, next > 0, link.sequence == next, link.previous == head, link.isSound else {
            stop(at: link.line)
            return []
        }
        var faults: [Damage.Kind] = []
        if !follows(places, in: line) { faults.append(.version) }
        if !fits(places, in: line) { faults.append(.batch) }
        if !faults.isEmpty { stop(at: link.line) }
        (head, next) = (link.hash, next + 1)
        return faults
    }

    private mutating func follows(_ places: EventPlaces, in line: [UInt8]) -> Bool {
        let stream = NameBytes(bytes: line[places.stream])
        if let known = versions[stream] {
            versions[stream] = places.version
            return places.version == known + 1
        }
        // A copy, or the whole line would be kept for the sake of its name.
        versions[NameBytes(bytes: ArraySlice(Array(stream.bytes)))] = places.version
        return places.version == 1
    }

    private mutating func fits(_ places: EventPlaces, in line: [UInt8]) -> Bool {
        let key = line[places.key]
        let fits =
            if let open = openBatch {
                places.batchIndex == open.index + 1 && places.batchSize == open.size
                    && key.elementsEqual(open.key)
            } else {
                places.batchIndex == 0
            }
        openBatch =
            places.batchIndex + 1 < places.batchSize
            ? (Array(key), places.batchIndex, places.batchSize) : nil
        return fits
    }

    /// A checkpoint whose signature holds, or could not be looked at.
    mutating func add(_ statement: CheckpointStatement, at line: Int) {
        guard isWhole, !isEnded, statement.journal == journal, statement.number == checkpoints + 1,
            statement.sequence == next - 1, statement.hash == head
        else { return stop(at: line) }
        (checkpoints, confirmed) = (statement.number, statement.sequence)
    }

    /// The last line.
    ///
    /// - Returns: whether the last batch lacks events, though the chain is whole.
    mutating func add(_ end: JournalEnd, at line: Int) -> Bool {
        guard isWhole, !isEnded, next > 0, openBatch == nil, end.events == next - 1,
            end.checkpoints == checkpoints, end.head == head
        else {
            let isBatchOpen = isWhole && openBatch != nil
            stop(at: line)
            return isBatchOpen
        }
        isEnded = true
        return false
    }

    /// The end of the file after so many lines.
    mutating func finish(lines: Int) {
        if !isEnded { stop(at: lines + 1) }
    }
}

/// A name as it stands in a line, without a string made of it.
private struct NameBytes: Hashable {
    let bytes: ArraySlice<UInt8>

    /// All bytes at once: a slice by itself would be hashed byte by byte.
    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

/// The first line at which a journal does not fit.
public struct JournalBreak: Hashable, Sendable {
    /// The line of the export, from 1; one more than it has when the last line is absent.
    public let line: Int
    /// The place the line should have had; everything before it is as it was recorded.
    public let sequence: Int

    /// Names the line and the place.
    public init(line: Int, sequence: Int) {
        self.line = line
        self.sequence = sequence
    }
}
