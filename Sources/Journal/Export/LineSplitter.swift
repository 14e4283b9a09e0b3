import Glibc

/// Cuts a stream of bytes into lines, holding no more than one line and one piece.
public struct LineSplitter {
    private let longest: Int
    private var rest: [UInt8] = []
    private var isSkipping = false

    /// Starts a stream whose lines have at most `longest` bytes.
    public init(longest: Int = JournalLimits.format.lineBytes) {
        precondition(longest > 0, "a length above 0")
        self.longest = longest
    }

    /// Takes the next piece and hands out the lines that end in it, without their newlines.
    ///
    /// A line that is too long comes as nil.
    public mutating func add(_ piece: [UInt8], _ take: (ArraySlice<UInt8>?) -> Void) {
        var start = 0
        while let newline = Self.newline(in: piece, from: start) {
            finish(piece[start..<newline], take)
            start = newline + 1
        }
        keep(piece[start...])
    }

    private static func newline(in piece: [UInt8], from start: Int) -> Int? {
        piece.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count else { return nil }
            return memchr(base + start, 0x0A, bytes.count - start).map { base.distance(to: $0) }
        }
    }

    /// Ends the stream: whether bytes without a newline were left over.
    public consuming func end() -> Bool { isSkipping || !rest.isEmpty }

    private mutating func finish(
        _ tail: ArraySlice<UInt8>, _ take: (ArraySlice<UInt8>?) -> Void
    ) {
        if isSkipping || rest.count + tail.count > longest {
            take(nil)
        } else if rest.isEmpty {
            take(tail)
        } else {
            rest.append(contentsOf: tail)
            take(rest[...])
        }
        rest.removeAll(keepingCapacity: true)
        isSkipping = false
    }

    private mutating func keep(_ tail: ArraySlice<UInt8>) {
        guard !isSkipping else { return }
        if rest.count + tail.count > longest {
            isSkipping = true
            rest.removeAll(keepingCapacity: true)
        } else {
            rest.append(contentsOf: tail)
        }
    }
}
