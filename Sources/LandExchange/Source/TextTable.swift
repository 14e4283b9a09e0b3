import LandModel

/// Numbers the distinct texts of a column by their bytes, so that a string is made once a word and not once a row.
struct TextTable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    /// Words by their hash, with linear probing; -1 for none; a power of two, at most half full.
    private var slots = [Int32](repeating: -1, count: 64)
    private var codes: [Int32] = []
    /// Differs from run to run, so that no file can choose texts that collide; it changes no result.
    private let seed = UInt64.random(in: 0...UInt64.max)

    /// Adds a row without text.
    mutating func appendNull() { codes.append(-1) }

    /// Adds a row.
    mutating func append(_ text: UnsafeRawBufferPointer) {
        let hash = hash(text)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let word = Int(slots[slot])
            if hashes[word] == hash, isEqual(word, text) {
                codes.append(slots[slot])
                return
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let code = Int32(ends.count)
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        hashes.append(hash)
        codes.append(code)
        slots[slot] = code
        if ends.count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        for (word, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(word)
        }
    }

    private func range(_ word: Int) -> Range<Int> { (word == 0 ? 0 : ends[word - 1])..<ends[word] }

    private func isEqual(_ word: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let range = range(word)
        guard range.count == text.count else { return false }
        return bytes.withUnsafeBytes { all in
            UnsafeRawBufferPointer(rebasing: all[range]).elementsEqual(text)
        }
    }

    /// Eight bytes at a time by full products of 64 bits.
    private func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
        func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let (high, low) = a.multipliedFullWidth(by: b)
            return high ^ low
        }
        var state = seed ^ UInt64(text.count)
        var at = 0
        while at + 8 <= text.count {
            let word = text.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            state = mix(state ^ word, 0x9E37_79B9_7F4A_7C15)
            at += 8
        }
        var rest: UInt64 = 0
        while at < text.count {
            rest = rest << 8 | UInt64(text[at])
            at += 1
        }
        return mix(state ^ rest, 0xD6E8_FEB8_6659_FD93)
    }

    /// The column.
    consuming func column() -> DictionaryText {
        var words: [String] = []
        words.reserveCapacity(ends.count)
        for word in ends.indices {
            words.append(String(decoding: bytes[range(word)], as: UTF8.self))
        }
        return DictionaryText(words: words, codes: codes)
    }
}
