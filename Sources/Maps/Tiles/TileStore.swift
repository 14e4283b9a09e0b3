public import Geometry
import Glibc
public import LandModel
public import VectorTiles

/// The vector tiles of a snapshot (底图瓦片): all layers, prepared once and cut when asked for.
///
/// What is prepared lies in a file beside other derived files: borders with the first zoom of every
/// vertex, and mosaics of the zooms at which patches are too small to be drawn. The file is mapped,
/// not read, so that it takes little memory of the process; it may be deleted at any time and is made again.
/// A store is immutable: any number of threads may ask for tiles at once.
public struct TileStore: Sendable {
    /// The zooms with tiles; maps enlarge the last one beyond.
    public static let zooms = 6...16

    private let file: TileFile

    /// Opens the tiles of a snapshot; prepares them first when that was not done.
    ///
    /// - Parameters:
    ///   - snapshot: the path of the snapshot.
    ///   - digest: the digest of the snapshot, which names the file.
    ///   - cache: an existing folder for derived files.
    ///   - progress: told of the preparation.
    /// - Throws: ``MapsError``.
    public static func open(
        snapshot: String, digest: String, cache: String, progress: WorkProgress = .silent
    ) throws(MapsError) -> TileStore {
        let path = "\(cache)/\(digest).tiles"
        if access(path, R_OK) == 0, let file = TileFile(try MappedFile(path)) {
            return TileStore(file: file)
        }
        try TilePreparation.write(path, of: snapshot, progress: progress)
        guard let file = TileFile(try MappedFile(path)) else {
            throw .tileCache(path: path, code: EIO)
        }
        return TileStore(file: file)
    }

    /// The names of the layers, and for each the coarsest zoom that shows its features one by one.
    public var drawingZooms: [(layer: String, zoom: Int)] {
        file.layers.map { ($0.name, $0.drawingZoom) }
    }

    /// The box around everything, in degrees of longitude and latitude; nil when there is nothing.
    public var bounds: Box? {
        var box = Box.empty
        for layer in file.layers { box.extend(layer.bounds) }
        return box.isEmpty ? nil : box
    }

    /// A tile with all layers as a Mapbox vector tile; no bytes for one without content.
    ///
    /// Features carry their identifier and, where the layer has them, `c` (class code), `a` (legal
    /// area in m²) and `n` (number or name); below the drawing zoom of a layer its classes are merged and
    /// carry `c` only.
    public func tile(_ address: TileAddress) -> [UInt8] {
        guard Self.zooms.contains(address.zoom) else { return [] }
        var encoder = TileEncoder()
        var cutter = TileCutter(address)
        for layer in file.layers {
            if let content = layer.layer(address, &cutter) { encoder.append(content) }
        }
        return encoder.bytes
    }
}
