import Digest
import Foundation
import Geometry
import HTTPTypes
import Maps
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

    /// A tile, read from the folder of its map, or made and kept when it is not there.
    ///
    /// - Throws: `MapsError`; ``Problem`` when memory is short.
    func tile(at place: Place, of map: MapSnapshot) throws -> Tile {
        if let known = tile(at: place) { return known }
        let folder = Self.folder(place.snapshot, map)
        if let known = folder.tile(place.address) {
            keep(known, at: place)
            return known
        }
        let tile = try Self.made(place.address, of: map)
        keep(tile, at: place)
        return tile
    }

    private static func folder(_ snapshot: VaultID, _ map: MapSnapshot) -> TileFolder {
        TileFolder(URL(filePath: map.cache), snapshot: snapshot.digest.hex)
    }

    private static func made(_ address: TileAddress, of map: MapSnapshot) throws -> Tile {
        let bytes = ByteBuffer(bytes: try map.tile(address))
        let isEmpty = bytes.readableBytes == 0
        let packed = isEmpty ? nil : Compression.gzip(bytes)
        guard isEmpty || packed != nil else {
            throw Problem(
                .serviceUnavailable, "memory", zh: "服务器内存不足，请稍后重试。",
                en: "The server is short of memory. Try again later.")
        }
        return Tile(packed: packed, tag: Reply.tag(of: bytes))
    }

    /// Zooms up to this one are kept in memory when they are made ahead: they hold the most and are few.
    private static let coarse = 13
    /// Tiles of a map made ahead at most; a county has some ten thousand.
    private static let mostAhead = 40_000

    /// With less free space than this no more tiles are made ahead: the record needs the room, in bytes.
    private static let roomForOthers = 2 << 30

    /// Makes the tiles of a map before anyone asks, the coarsest first, and keeps them in its folder.
    ///
    /// - Throws: `MapsError`, ``Problem``, what the file system says.
    func fill(from map: MapSnapshot, of snapshot: VaultID) throws {
        guard let box = MapJSON.union(map.layers.compactMap(\.bounds)), !box.isEmpty else { return }
        let folder = Self.folder(snapshot, map)
        var left = Self.mostAhead
        for zoom in TileStore.zooms {
            let first = try TileAddress(zoom: zoom, longitude: box.minX, latitude: box.maxY)
            let last = try TileAddress(zoom: zoom, longitude: box.maxX, latitude: box.minY)
            left -= (last.x - first.x + 1) * (last.y - first.y + 1)
            guard left >= 0 else { return }
            for y in first.y...last.y {
                guard FreeSpace.bytes(at: map.cache) ?? 0 > Self.roomForOthers else { return }
                for x in first.x...last.x {
                    let address = try TileAddress(zoom: zoom, x: x, y: y)
                    if folder.holds(address) { continue }
                    let tile = try Self.made(address, of: map)
                    try folder.keep(tile, at: address)
                    if zoom <= Self.coarse {
                        keep(tile, at: Place(snapshot: snapshot, address: address))
                    }
                }
            }
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
