public import Digest

/// One line of an export.
public enum JournalLine: Sendable {
    /// The first line: the genesis record.
    case genesis(Genesis, hash: HashValue)
    /// An event.
    case event(SealedEvent)
    /// A signed checkpoint; it follows the event it is about.
    case checkpoint(SignedCheckpoint)
    /// The last line.
    case end(JournalEnd)

    /// The bytes of the line with the newline.
    public var bytes: [UInt8] {
        var writer = CanonicalWriter()
        switch self {
        case .genesis(let genesis, let hash):
            writer.add("{\"genesis\":")
            writer.add(canonical: genesis.canonicalBytes)
            writer.add(",\"hash\":")
            writer.add(hash)
        case .event(let sealed):
            writer.reserve(sealed.canonicalBytes.count + 200)
            writer.add("{\"event\":")
            writer.add(canonical: sealed.canonicalBytes)
            writer.add(",\"hash\":")
            writer.add(sealed.hash)
            writer.add(",\"previous\":")
            writer.add(sealed.previous)
        case .checkpoint(let checkpoint):
            writer.add("{\"checkpoint\":")
            writer.add(canonical: checkpoint.canonicalBytes)
            writer.add(",\"signature\":")
            writer.add(plain: HexText.text(checkpoint.signature))
        case .end(let end):
            writer.add("{\"end\":{\"checkpoints\":")
            writer.add(end.checkpoints)
            writer.add(",\"events\":")
            writer.add(end.events)
            writer.add(",\"head\":")
            writer.add(end.head)
            writer.add("}")
        }
        writer.add("}\n")
        return writer.bytes
    }

    /// Reads a line without its newline; nil when it is not in the format, byte for byte.
    ///
    /// It says nothing about hashes and signatures: ``JournalVerifier`` does.
    public init?(_ bytes: ArraySlice<UInt8>, limits: JournalLimits = .format) {
        guard let scanned = ScannedLine(bytes, limits: limits) else { return nil }
        switch scanned {
        case .genesis(let genesis, _, let hash): self = .genesis(genesis, hash: hash)
        case .event(let line, let places, let hash, let previous):
            self = .event(
                SealedEvent(
                    canonicalBytes: Array(line[places.whole]), previous: previous, hash: hash))
        case .checkpoint(let line, let place, _, let signature):
            self = .checkpoint(
                SignedCheckpoint(canonicalBytes: Array(line[place]), signature: signature))
        case .end(let end): self = .end(end)
        }
    }
}

/// The last line of an export, by which a cut file is known.
///
/// Nobody has signed it: it finds accidents, and checkpoints find intent.
public struct JournalEnd: Hashable, Sendable {
    /// How many checkpoints the journal has.
    public let checkpoints: Int
    /// How many events the journal has.
    public let events: Int
    /// The hash of the last event, or of the genesis record when there is none.
    public let head: HashValue

    /// Makes the line.
    public init(checkpoints: Int, events: Int, head: HashValue) {
        self.checkpoints = checkpoints
        self.events = events
        self.head = head
    }

    init?(_ cursor: inout CanonicalCursor) {
        guard cursor.take("{\"checkpoints\":"), let checkpoints = cursor.integer(),
            checkpoints >= 0, cursor.take(",\"events\":"), let events = cursor.integer(),
            events >= 0, cursor.take(",\"head\":"), let head = cursor.hash(), cursor.take("}")
        else { return nil }
        self.init(checkpoints: checkpoints, events: events, head: head)
    }
}

/// A line whose form was proved, with places instead of values.
enum ScannedLine: Sendable {
    case genesis(Genesis, bytes: [UInt8], hash: HashValue)
    case event(line: [UInt8], EventPlaces, hash: HashValue, previous: HashValue)
    case checkpoint(line: [UInt8], place: Range<Int>, CheckpointStatement, signature: [UInt8])
    case end(JournalEnd)

    init?(_ bytes: ArraySlice<UInt8>, limits: JournalLimits) {
        guard bytes.count <= limits.lineBytes else { return nil }
        self.init(CanonicalCursor(bytes), limits: limits)
    }

    /// Reads the line that is a part of a text.
    init?(_ range: Range<Int>, of text: [UInt8], limits: JournalLimits) {
        guard range.count <= limits.lineBytes else { return nil }
        self.init(CanonicalCursor(range, of: text), limits: limits)
    }

    private init?(_ cursor: consuming CanonicalCursor, limits: JournalLimits) {
        if cursor.take("{\"event\":") {
            guard let places = EventPlaces(&cursor, limits: limits), cursor.take(",\"hash\":"),
                let hash = cursor.hash(), cursor.take(",\"previous\":"),
                let previous = cursor.hash(), cursor.take("}"), cursor.isAtEnd
            else { return nil }
            self = .event(line: cursor.bytes, places, hash: hash, previous: previous)
        } else if cursor.take("{\"checkpoint\":") {
            let start = cursor.position
            guard let statement = CheckpointStatement(&cursor) else { return nil }
            let place = start..<cursor.position
            guard cursor.take(",\"signature\":"),
                let signature = cursor.hexBytes(atMost: SignedCheckpoint.longestSignature),
                cursor.take("}"), cursor.isAtEnd
            else { return nil }
            self = .checkpoint(
                line: cursor.bytes, place: place, statement, signature: signature)
        } else if cursor.take("{\"genesis\":") {
            let start = cursor.position
            guard let genesis = Genesis(&cursor) else { return nil }
            let place = start..<cursor.position
            guard cursor.take(",\"hash\":"), let hash = cursor.hash(), cursor.take("}"),
                cursor.isAtEnd
            else { return nil }
            self = .genesis(genesis, bytes: Array(cursor.bytes[place]), hash: hash)
        } else if cursor.take("{\"end\":") {
            guard let end = JournalEnd(&cursor), cursor.take("}"), cursor.isAtEnd else {
                return nil
            }
            self = .end(end)
        } else {
            return nil
        }
    }
}
