import Digest

/// Lines that follow each other, handed from thread to thread at once.
struct LineChunk: Sendable {
    /// Some seventy events: to hand them over costs little for each, and a short journal is shared too.
    private static let goodSize = 1 << 15
    private static let mostLines = 1024

    private var text: [UInt8] = []
    /// Where each line stands; nil for one that is too long or was cut.
    private var lines: [Range<Int>?] = []

    var isEmpty: Bool { lines.isEmpty }
    var isFull: Bool { text.count >= Self.goodSize || lines.count >= Self.mostLines }

    /// Takes the next line, without its newline.
    mutating func add(_ line: ArraySlice<UInt8>?) {
        guard let line else { return lines.append(nil) }
        if text.isEmpty { text.reserveCapacity(Self.goodSize + line.count) }
        let start = text.count
        text.append(contentsOf: line)
        lines.append(start..<text.count)
    }

    /// The function of the chain, where the first line is a genesis record.
    func algorithm(limits: JournalLimits) -> DigestAlgorithm? {
        guard let first = lines.first, let range = first,
            case .genesis(let genesis, _, _)? = ScannedLine(range, of: text, limits: limits)
        else { return nil }
        return genesis.algorithm
    }

    /// Examines every line.
    func examined(limits: JournalLimits, by algorithm: DigestAlgorithm) -> [ExaminedLine] {
        var digest = MessageDigest(algorithm)
        return lines.map { ExaminedLine($0, of: text, limits: limits, &digest) }
    }
}
