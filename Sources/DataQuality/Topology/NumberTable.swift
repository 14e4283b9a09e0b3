/// Numbers keys in the order in which they first come (open addressing, no seeded hashing).
struct NumberTable {
    private struct Key: Equatable {
        var a: UInt64
        var b: UInt64
    }

    /// The number in each slot; -1 in a free one.
    private var slots: [Int32]
    private var keys: [Key] = []

    /// - Parameter keys: about how many; it grows when there are more.
    init(capacity keys: Int) {
        var size = 16
        while size < keys * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        self.keys.reserveCapacity(keys)
    }

    /// The number of a key; a new one is as large as the count of keys before it.
    mutating func number(_ a: UInt64, _ b: UInt64) -> Int32 {
        let key = Key(a: a, b: b)
        var slot = Self.digest(key) & (slots.count - 1)
        while slots[slot] >= 0 {
            if keys[Int(slots[slot])] == key { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let new = Int32(truncatingIfNeeded: keys.count)
        slots[slot] = new
        keys.append(key)
        if keys.count * 2 > slots.count { grow() }
        return new
    }

    private mutating func grow() {
        let mask = slots.count * 2 - 1
        slots = [Int32](repeating: -1, count: mask + 1)
        for (number, key) in keys.enumerated() {
            var slot = Self.digest(key) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: number)
        }
    }

    @inline(__always)
    private static func digest(_ key: Key) -> Int {
        var mixed = (key.a &* 0x9E37_79B9_7F4A_7C15) ^ (key.b &* 0xC2B2_AE3D_27D4_EB4F)
        mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 32)
    }
}
