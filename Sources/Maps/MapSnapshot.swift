import LandExchange
public import LandModel

/// A snapshot opened for looking at: the one map (一张图).
///
/// Immutable and cheap to share: any number of threads may ask at once. Nothing of the layers is
/// held in memory but their description; what answers some questions quickly (names to search,
/// shapes to divide) is made when the first such question comes, once.
public struct MapSnapshot: Sendable {
    /// The file.
    public let path: String
    /// The layers, in the order of the import.
    public let layers: [MapLayer]
    /// The folder for what can be made again from the snapshot; it may be emptied at any time.
    public let cache: String

    let pool: ConnectionPool
    let derived = Derived()

    /// What is made from the file when it is first needed.
    final class Derived: Sendable {
        let search = OnceValue<SearchIndex>()
        let occupation = OnceValue<OccupationStore>()
        let tiles = OnceValue<TileStore>()
        let orders = FoundOrders()
    }

    /// Opens a snapshot.
    ///
    /// - Parameters:
    ///   - path: the file, as the import made it.
    ///   - cache: a folder for derived files.
    ///   - progress: told of the layers as they are described.
    /// - Throws: ``MapsError/snapshot(_:)`` when it is none, ``MapsError/stopped``.
    public static func open(
        _ path: String, cache: String, progress: WorkProgress = .silent
    ) throws(MapsError) -> MapSnapshot {
        do {
            let snapshot = try Snapshot.open(path)
            var layers: [MapLayer] = []
            for (number, layer) in snapshot.layers.enumerated() {
                try report(progress, layer.name, number, of: snapshot.layers.count)
                layers.append(try MapLayer(layer, of: snapshot))
            }
            return MapSnapshot(
                path: path, layers: layers, cache: cache, pool: ConnectionPool(path))
        } catch let error as LandExchangeError {
            throw .snapshot(error)
        } catch {
            throw .stopped
        }
    }

    private static func report(
        _ progress: WorkProgress, _ layer: String, _ done: Int, of total: Int
    ) throws {
        try progress.advance(
            BilingualText(zh: "打开图层 \(layer)", en: "Opening layer \(layer)"), done, of: total)
    }

    /// The layer of a name.
    ///
    /// - Throws: ``MapsError/noLayer(_:available:)``.
    public func layer(_ name: String) throws(MapsError) -> MapLayer {
        guard let found = layers.first(where: { $0.name == name }) else {
            throw .noLayer(name, available: layers.map(\.name))
        }
        return found
    }
}
