/// Values that were used lately, as many as have room (最近使用).
///
/// What was not used for the longest time goes first, a quarter of the room at once, so that nothing is sorted at every use.
public struct RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Kept {
        var value: Value
        let weight: Int
        var used: Int
    }

    private var kept: [Key: Kept] = [:]
    private var clock = 0
    /// The weight that has room.
    public let room: Int
    /// The weight of all values.
    public private(set) var weight = 0

    /// Makes room for values of a weight together.
    public init(room: Int) { self.room = room }

    /// Whether there is none.
    public var isEmpty: Bool { kept.isEmpty }
    /// How many values there are.
    public var count: Int { kept.count }

    /// A value; to ask for it is to use it.
    public mutating func value(_ key: Key) -> Value? {
        guard let place = kept.index(forKey: key) else { return nil }
        clock += 1
        kept.values[place].used = clock
        return kept.values[place].value
    }

    /// Keeps a value in the place of what there was of the key; one that is heavier than a quarter of the room is not
    /// kept.
    public mutating func keep(_ value: Value, for key: Key, weight added: Int) {
        remove(key)
        guard added <= room / 4 else { return }
        clock += 1
        kept[key] = Kept(value: value, weight: added, used: clock)
        weight += added
        guard weight > room else { return }
        for (key, old) in kept.sorted(by: { $0.value.used < $1.value.used }) {
            guard weight > room / 4 * 3 else { return }
            kept[key] = nil
            weight -= old.weight
        }
    }

    /// Changes a value that is kept, without using it.
    public mutating func update(_ key: Key, _ change: (inout Value) -> Void) {
        guard let place = kept.index(forKey: key) else { return }
        change(&kept.values[place].value)
    }

    /// Lets a value go.
    public mutating func remove(_ key: Key) {
        guard let old = kept.removeValue(forKey: key) else { return }
        weight -= old.weight
    }

    /// Lets all values go.
    public mutating func removeAll() {
        kept = [:]
        weight = 0
    }
}
