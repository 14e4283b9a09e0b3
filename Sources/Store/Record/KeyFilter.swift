import GRDB
import Journal

/// Tells keys that are certainly not on the record without asking the tables (a Bloom filter).
///
/// Nearly every act comes with a key of its own, and to ask the tables for it costs as much as to seal the
/// act. A word of 64 bits is chosen by a key's hash and four bits in it: with 16 bits for a key one
/// question in a hundred is asked in vain. Hashes are of this process, so nobody can choose keys that fill it.
struct KeyFilter: Sendable {
    /// It knows the keys of all events up to here.
    private var through = 0
    /// Each takes twice as many keys as the one before; the last takes what comes.
    private var layers: [Layer] = []
    /// Whether there are too many.
    private var isGivenUp = false

    private static let leastKeys = 1 << 16
    /// A record of more acts goes without: 32 MB for the filter, and seconds to make it.
    private static let mostKeys = 8 << 20
    /// So many events that others recorded are read one by one.
    private static let fewEvents = 10_000

    /// Whether a key may be on the record; false for certain.
    func mayHave(_ key: IdempotencyKey) -> Bool {
        if layers.isEmpty { return true }
        let hash = Self.hash(key)
        return layers.contains { $0.has(hash) }
    }

    /// Takes a key that comes onto the record.
    mutating func insert(_ key: IdempotencyKey) {
        guard let last = layers.last else { return }
        if last.isFull { layers.append(Layer(room: 2 * last.room)) }
        layers[layers.count - 1].insert(Self.hash(key))
    }

    /// Everything up to here was inserted.
    mutating func isComplete(through sequence: Int) { through = sequence }

    /// Learns the keys that others brought onto the record; the tables have them all.
    mutating func learn(through sequence: Int, _ tables: Database) throws {
        if isGivenUp { return }
        if layers.isEmpty || !(0...Self.fewEvents ~= sequence - through) {
            try fill(tables)
        } else if sequence > through {
            try JournalRows.each(in: through + 1...sequence, tables) { sealed in
                insert(try storingJournal { try sealed.outline() }.key)
            }
        }
        through = sequence
    }

    private mutating func fill(_ tables: Database) throws {
        var hashes: [UInt64] = []
        try tables.each("SELECT key FROM batch LIMIT ?", [.integer(Self.mostKeys + 1)]) { row in
            let key = try storingJournal { try IdempotencyKey(RowReading.text(row, 0)) }
            hashes.append(Self.hash(key))
        }
        layers = []
        isGivenUp = hashes.count > Self.mostKeys
        if isGivenUp { return }
        var layer = Layer(room: max(2 * hashes.count, Self.leastKeys))
        for hash in hashes { layer.insert(hash) }
        layers = [layer]
    }

    private static func hash(_ key: IdempotencyKey) -> UInt64 {
        UInt64(truncatingIfNeeded: key.hashValue)
    }
}

/// A filter of one size.
private struct Layer: Sendable {
    private static let bitsForKey = 16

    /// How many keys it tells well.
    let room: Int
    private var words: [UInt64]
    private var count = 0

    init(room: Int) {
        self.room = room
        // A power of two, so that bits of the hash choose a word.
        var size = 1
        while size * 64 < room * Self.bitsForKey { size *= 2 }
        words = Array(repeating: 0, count: size)
    }

    var isFull: Bool { count >= room }

    func has(_ hash: UInt64) -> Bool {
        let bits = Self.bits(hash)
        return words[place(hash)] & bits == bits
    }

    mutating func insert(_ hash: UInt64) {
        words[place(hash)] |= Self.bits(hash)
        count += 1
    }

    private func place(_ hash: UInt64) -> Int { Int(hash >> 24) & (words.count - 1) }

    private static func bits(_ hash: UInt64) -> UInt64 {
        (1 << (hash & 63)) | (1 << (hash >> 6 & 63)) | (1 << (hash >> 12 & 63))
            | (1 << (hash >> 18 & 63))
    }
}
