import Digest
import Synchronization

/// What was found for the digests of secrets, kept in memory up to a number.
///
/// Two halves: what is asked for moves to the young half, and when that is full the old half goes.
final class SecretCache<Value: Sendable>: Sendable {
    private struct Halves {
        var young: [HashValue: Value] = [:]
        var old: [HashValue: Value] = [:]
        /// Counts what was taken out, so that a row read before cannot come back after.
        var removals = 0
    }

    private let halves = Mutex(Halves())
    private let halfSize: Int

    init(size: Int) { halfSize = max(size / 2, 1) }

    /// The number to hand to ``insert(_:for:unlessRemovedSince:)``, taken before the row is read.
    var removals: Int { halves.withLock { $0.removals } }

    /// Looks a value up and lets a function change it.
    func find<Result>(
        _ digest: HashValue, _ body: (inout Value) -> Result
    ) -> Result? {
        halves.withLock { halves in
            if halves.young[digest] == nil, let value = halves.old.removeValue(forKey: digest) {
                Self.keep(value, digest, halfSize, &halves)
            }
            guard var value = halves.young[digest] else { return nil }
            let result = body(&value)
            halves.young[digest] = value
            return result
        }
    }

    func insert(_ value: Value, for digest: HashValue, unlessRemovedSince removals: Int) {
        halves.withLock { halves in
            guard halves.removals == removals else { return }
            Self.keep(value, digest, halfSize, &halves)
        }
    }

    func remove(where isGone: (Value) -> Bool) {
        halves.withLock { halves in
            halves.removals += 1
            halves.young = halves.young.filter { !isGone($0.value) }
            halves.old = halves.old.filter { !isGone($0.value) }
        }
    }

    func removeAll() {
        halves.withLock { halves in
            halves = Halves(removals: halves.removals + 1)
        }
    }

    /// How many values are kept.
    var count: Int { halves.withLock { $0.young.count + $0.old.count } }

    private static func keep(
        _ value: Value, _ digest: HashValue, _ halfSize: Int, _ halves: inout Halves
    ) {
        if halves.young.count >= halfSize {
            halves.old = halves.young
            halves.young = [:]
        }
        halves.young[digest] = value
    }
}
