import Geometry

/// Some features on their way from a reader to a writer.
struct FeatureBatch: Sendable {
    /// The identifiers of the file.
    var identifiers: [Int64] = []
    /// The shapes.
    var geometry = PolygonLayer()
    /// The values, feature by feature, as many each as fields were asked for.
    var cells = CellStore()

    var count: Int { identifiers.count }

    /// Vertices after which a reader ends its turn, so that batches stay small whatever a feature is.
    static let verticesInOneTurn = 200_000
}

/// Attribute values one after the other, texts in one run of bytes.
struct CellStore: Sendable {
    enum Kind: UInt8, Sendable {
        case null, integer, real, text
    }

    private(set) var kinds: [Kind] = []
    /// The integer, the bits of the real, or the start of the text.
    private(set) var words: [Int64] = []
    private(set) var lengths: [Int32] = []
    /// The texts in UTF-8.
    private(set) var bytes: [UInt8] = []

    var count: Int { kinds.count }

    private mutating func append(_ kind: Kind, _ word: Int64, _ length: Int32 = 0) {
        kinds.append(kind)
        words.append(word)
        lengths.append(length)
    }

    /// Forgets all values and keeps the room.
    mutating func removeAll() {
        kinds.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func appendNull() { append(.null, 0) }
    mutating func append(integer: Int64) { append(.integer, integer) }

    /// A number that is not finite cannot be stored and becomes none.
    mutating func append(real: Double) {
        if real.isFinite { append(.real, Int64(bitPattern: real.bitPattern)) } else { appendNull() }
    }

    mutating func append(text: some Collection<UInt8>) {
        append(.text, Int64(bytes.count), Int32(text.count))
        bytes.append(contentsOf: text)
    }

    mutating func append(text: String) { append(text: text.utf8) }

    /// Lets the body append the bytes of a text; an empty text becomes none.
    mutating func appendText<Result>(_ body: (inout [UInt8]) -> Result) -> Result {
        let start = bytes.count
        let result = body(&bytes)
        if bytes.count == start {
            appendNull()
        } else {
            append(.text, Int64(start), Int32(bytes.count - start))
        }
        return result
    }

    func real(_ cell: Int) -> Double { Double(bitPattern: UInt64(bitPattern: words[cell])) }

    func textRange(_ cell: Int) -> Range<Int> {
        Int(words[cell])..<(Int(words[cell]) + Int(lengths[cell]))
    }

    func text(_ cell: Int) -> String {
        String(decoding: bytes[textRange(cell)], as: UTF8.self)
    }
}
