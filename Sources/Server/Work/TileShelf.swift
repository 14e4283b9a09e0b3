import Digest
import NIOCore
import Store
import Synchronization
import VectorTiles

/// The tiles that were asked for lately, packed for the wire (瓦片缓存).
///
/// People of one office look at the same county, and its coarse tiles take longest to make. A
/// snapshot never changes, so what is kept of it is never wrong. Two generations stand in for an
/// order of use: when the younger has half of the room, the elder is let go and the younger takes its
/// place; what is asked for moves to the younger.
final class TileShelf: Sendable {
    /// Which tile of which snapshot.
    struct Place: Hashable {
        let snapshot: VaultID
        let address: TileAddress
    }

    /// A tile as it is sent to who reads gzip; nil bytes where nothing lies.
    struct Tile {
        let packed: ByteBuffer?
        /// The mark of its content, as ``Reply/tag(of:)`` makes it.
        let tag: String
    }

    private struct Generations {
        var young: [Place: Tile] = [:]
        var old: [Place: Tile] = [:]
        var youngBytes = 0
    }

    private let generations = Mutex(Generations())
    private let most: Int
    /// What a place takes besides the bytes of its tile, roughly.
    private static let overhead = 200

    init(megabytes: Int = 64) { most = megabytes << 20 }

    /// A tile that is kept; nil when it is to be made.
    func tile(at place: Place) -> Tile? {
        generations.withLock { all in
            if let tile = all.young[place] { return tile }
            guard let tile = all.old[place] else { return nil }
            insert(tile, place, &all)
            return tile
        }
    }

    /// Keeps a tile.
    func keep(_ tile: Tile, at place: Place) {
        generations.withLock { insert(tile, place, &$0) }
    }

    private func insert(_ tile: Tile, _ place: Place, _ all: inout Generations) {
        if all.young.updateValue(tile, forKey: place) == nil {
            all.youngBytes += (tile.packed?.readableBytes ?? 0) + Self.overhead
        }
        guard all.youngBytes > most / 2 else { return }
        (all.old, all.young, all.youngBytes) = (all.young, [:], 0)
    }
}
