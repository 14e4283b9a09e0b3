import Geometry
import LandExchange

extension MapSnapshot {
    /// Everything at a point: the features of all layers whose shape holds it, with legal area and shape.
    ///
    /// A point on a border belongs to both neighbours. Layers come in the order of the snapshot.
    /// - Parameters:
    ///   - longitude: degrees east on CGCS2000.
    ///   - latitude: degrees north.
    ///   - layers: the layers to look at; nil for all that can be put on a map.
    ///   - system: the system of the shapes handed out.
    /// - Throws: ``MapsError/noLayer(_:available:)``, ``MapsError/layerOffMap(_:epsg:)`` for a layer asked for by name.
    public func identify(
        longitude: Double, latitude: Double, layers names: [String]? = nil,
        system: MapSystem = .crs84
    ) throws(MapsError) -> [MapFeature] {
        guard longitude.isFinite, latitude.isFinite else {
            throw .badBounds([longitude, latitude])
        }
        var wanted: [MapLayer] = []
        if let names {
            for name in names {
                let layer = try layer(name)
                guard layer.frame != nil else { throw .layerOffMap(name, epsg: layer.epsg) }
                wanted.append(layer)
            }
        } else {
            wanted = layers
        }
        return try pool.with { lease throws(MapsError) in
            var found: [MapFeature] = []
            for layer in wanted {
                guard let frame = layer.frame,
                    layer.bounds?.contains(x: longitude, y: latitude) == true
                else { continue }
                let test = ShapeTest(longitude: longitude, latitude: latitude, for: frame)
                let statement = FeatureStatement(
                    layer: layer,
                    condition: CQLCompiler.meeting(test, layer: layer.name, number: 0),
                    wantsGeometry: true, limit: MapSnapshot.mostAtPoint)
                var reader = try FeatureRowReader(statement, lease, system: system)
                while let feature = try reader.next() { found.append(feature) }
            }
            return found
        }
    }

    /// The most features of one layer at a point: more lie over each other only in broken data.
    private static var mostAtPoint: Int { 100 }
}
