/// The distinct values of a field in one run of bytes, Latin letters in capitals.
struct SearchWords: Sendable {
    /// How a word matches what was typed; less is better.
    enum Match: Int, Comparable, Sendable {
        case whole, beginning, inside

        static func < (left: Match, right: Match) -> Bool { left.rawValue < right.rawValue }
    }

    /// All words, each after a zero byte; a zero byte ends the last.
    private var bytes: [UInt8] = [0]
    /// Where each word begins.
    private var starts: [Int32] = []
    /// The first row of each word.
    private(set) var firstRows: [Int32] = []
    /// How many rows have it.
    private(set) var counts: [Int32] = []

    var count: Int { starts.count }

    /// Collects words row by row.
    struct Builder {
        private var words = SearchWords()
        private var codes: [[UInt8]: Int32] = [:]
        private var last: (bytes: [UInt8], code: Int32)?
        private var row: Int32 = 0

        /// The code of the next row's word; -1 for none.
        mutating func code(of text: UnsafeRawBufferPointer) -> Int32 {
            defer { row += 1 }
            guard !text.isEmpty else { return -1 }
            // Neighbouring rows often agree.
            if let last, last.bytes.elementsEqual(text) {
                words.counts[Int(last.code)] += 1
                return last.code
            }
            let key = Array(text)
            let code: Int32
            if let known = codes[key] {
                code = known
                words.counts[Int(known)] += 1
            } else {
                code = Int32(words.count)
                codes[key] = code
                words.append(key, row: row)
            }
            last = (key, code)
            return code
        }

        func finish() -> SearchWords { words }
    }

    private mutating func append(_ word: [UInt8], row: Int32) {
        starts.append(Int32(bytes.count))
        for byte in word where byte != 0 { bytes.append(SearchWords.capital(byte)) }
        bytes.append(0)
        firstRows.append(row)
        counts.append(1)
    }

    static func capital(_ byte: UInt8) -> UInt8 {
        (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
    }

    /// The words that hold what was typed, in no order, at most so many of each kind of match.
    ///
    /// - Parameter typed: bytes as ``capital(_:)`` leaves them, without a zero; not empty.
    func matches(_ typed: [UInt8], most: Int) -> [(word: Int, match: Match)] {
        var found: [(word: Int, match: Match)] = []
        var counts = [0, 0, 0]
        // Whole words and beginnings stand behind a zero and must not be lost among the others.
        each([0] + typed) { at in
            let end = at + 1 + typed.count
            let match: Match = bytes[end] == 0 ? .whole : .beginning
            counts[match.rawValue] += 1
            if counts[match.rawValue] <= most { found.append((word(at: at + 1), match)) }
            return counts[0] <= most && counts[1] <= most
        }
        each(typed) { at in
            guard bytes[at - 1] != 0 else { return true }
            let word = word(at: at)
            if found.last?.word != word {
                counts[2] += 1
                found.append((word, .inside))
            }
            return counts[2] <= most
        }
        return found
    }

    /// Whether each word holds what was typed.
    func marks(_ typed: [UInt8]) -> [Bool] {
        var marks = [Bool](repeating: false, count: count)
        each(typed) { at in
            marks[word(at: at)] = true
            return true
        }
        return marks
    }

    /// Calls the body with every place of some bytes until it returns false (Horspool 1980).
    private func each(_ wanted: [UInt8], _ body: (Int) -> Bool) {
        let last = wanted.count - 1
        var step = [Int](repeating: wanted.count, count: 256)
        for (place, byte) in wanted.dropLast().enumerated() { step[Int(byte)] = last - place }
        bytes.withUnsafeBufferPointer { all in
            var end = last
            while end < all.count {
                let byte = all[end]
                if byte == wanted[last] {
                    var place = last
                    while place > 0, all[end - last + place - 1] == wanted[place - 1] { place -= 1 }
                    if place == 0, !body(end - last) { return }
                }
                end += step[Int(byte)]
            }
        }
    }

    /// The word that holds a byte.
    private func word(at place: Int) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= place { low = middle } else { high = middle }
        }
        return low
    }
}
