import LandExchange
import Synchronization

/// What a filtered or sorted layer holds, in its order, kept for the next page (检索结果).
///
/// To filter or sort a county of 300,000 patches takes a fifth of a second and more; who leafs through
/// the result asks for the same again with every page.
final class FoundOrders: Sendable {
    /// A layer with its conditions and order, without the page.
    struct Question: Hashable {
        let layer: String
        let sql: String
        let values: [SnapshotValue]
        let order: String
    }

    private struct Place {
        let found: OnceValue<[Int64]>
        var used: Int
        /// How many there are, once that is known; a question without any answer takes a place too.
        var size = 64
    }

    private struct Shelf {
        var places: [Question: Place] = [:]
        var clock = 0

        /// Forgets what was asked for longest ago until the rest is no more than allowed.
        mutating func closeOldest(keeping most: Int) {
            var total = places.values.reduce(0) { $0 + $1.size }
            while total > most, let oldest = places.min(by: { $0.value.used < $1.value.used }) {
                total -= oldest.value.size
                places[oldest.key] = nil
            }
        }
    }

    /// Identifiers that are kept in all; eight bytes each.
    private static let most = 4_000_000
    private let shelf = Mutex(Shelf())

    /// The identifiers that answer a question; looked for once, whoever asks.
    func identifiers(
        _ question: Question, _ find: () throws(MapsError) -> [Int64]
    ) throws(MapsError) -> [Int64] {
        let place = shelf.withLock { shelf in
            shelf.clock += 1
            shelf.places[question, default: Place(found: OnceValue(), used: 0)].used = shelf.clock
            return shelf.places[question]?.found ?? OnceValue()
        }
        let found = try place.value(find)
        shelf.withLock { shelf in
            shelf.places[question]?.size = 64 + found.count
            shelf.closeOldest(keeping: Self.most)
        }
        return found
    }
}
