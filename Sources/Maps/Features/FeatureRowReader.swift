import Geodesy
import Geometry
import LandExchange
import LandModel

/// Reads the rows of a statement as features.
struct FeatureRowReader {
    private let statement: FeatureStatement
    private let rows: SnapshotRows
    private let system: MapSystem
    private let names: [String]
    /// Kept from feature to feature: neighbours share what it prepared.
    private var projection: SystemProjection?

    init(
        _ statement: FeatureStatement, _ lease: ConnectionPool.Lease, system: MapSystem,
        known: ArraySlice<Int64>? = nil
    ) throws(MapsError) {
        self.statement = statement
        self.system = system
        names = statement.fields.map(\.name)
        projection = statement.layer.frame.map { SystemProjection(from: $0, to: system) }
        rows = try statement.begin(lease, known: known)
    }

    /// The next feature; nil at the end.
    mutating func next() throws(MapsError) -> MapFeature? {
        let layer = statement.layer
        do {
            guard try rows.next() else { return nil }
            let id = rows.integer(0)
            var shapes = PolygonLayer()
            if statement.wantsGeometry, !rows.isNull(1) {
                try rows.appendGeometry(1, to: &shapes, layer: layer.name, feature: id)
            }
            let (area, kind) = try statement.area(rows)
            let first = FeatureStatement.leadingColumns
            return MapFeature(
                layer: layer.name, id: id, area: area, areaKind: kind, extent: rows.box(1),
                frame: layer.frame,
                fields: names, values: names.indices.map { rows.value($0 + first) },
                geometry: statement.wantsGeometry ? image(of: shapes) : nil, system: system)
        } catch {
            throw .snapshot(error)
        }
    }

    private mutating func image(of shapes: PolygonLayer) -> PolygonLayer? {
        guard shapes.featureCount > 0 else { return nil }
        return projection?.image(of: shapes)
    }
}
