import Digest
import Glibc
public import LandModel
public import VectorTiles

extension MapSnapshot {
    /// A tile with all layers as a Mapbox vector tile; no bytes for one without content.
    ///
    /// The first call prepares the tiles when ``prepareTiles(progress:)`` was not called; for a large
    /// county this takes a while, and other callers wait.
    ///
    /// - Throws: ``MapsError/tileCache(path:code:)``, ``MapsError/snapshot(_:)``.
    public func tile(_ address: TileAddress) throws(MapsError) -> [UInt8] {
        try tileStore(.silent).tile(address)
    }

    /// Prepares the tiles, unless the cache folder holds them already (``TileStore``).
    ///
    /// - Throws: ``MapsError/stopped`` when the progress asks for it, and as ``tile(_:)``.
    public func prepareTiles(progress: WorkProgress = .silent) throws(MapsError) {
        _ = try tileStore(progress)
    }

    private func tileStore(_ progress: WorkProgress) throws(MapsError) -> TileStore {
        try derived.tiles.value { () throws(MapsError) in
            try TileStore.open(
                snapshot: path, digest: tileDigest, cache: cache, progress: progress)
        }
    }

    /// What names the file of prepared tiles: the sources of all layers, and the size and time of the file.
    private var tileDigest: String {
        var status = stat()
        let found = stat(path, &status) == 0
        var text = layers.map { "\($0.name) \($0.epsg) \($0.count) \($0.digest)\n" }.joined()
        if found {
            text += "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
        }
        return SHA256.hexDigest(of: text.utf8)
    }
}
