import Geodesy
import Geometry
import LandExchange
import LandModel

/// A query as SQL, its fields known to exist.
struct FeatureStatement {
    let layer: MapLayer
    let fields: [MapField]
    let wantsGeometry: Bool
    private let condition: CompiledFilter
    private let order: String
    private let after: Int64
    private let offset: Int
    private let limit: Int

    /// The columns before the fields: identifier, shape, recorded area, computed area.
    static let leadingColumns = 4

    init(_ query: FeatureQuery, in snapshot: MapSnapshot) throws(MapsError) {
        let layer = try snapshot.layer(query.layer)
        guard query.offset >= 0, query.limit >= 1 else {
            throw .badPage(offset: query.offset, limit: query.limit, most: FeatureQuery.mostInPage)
        }
        self.layer = layer
        fields = try FeatureStatement.fields(query.fields, of: layer)
        wantsGeometry = query.wantsGeometry
        condition = try FeatureStatement.condition(query, layer)
        order = try FeatureStatement.order(query.sort, layer)
        after = query.after ?? Int64.min
        offset = query.offset
        limit = query.limit
        if query.wantsGeometry, layer.frame == nil {
            throw .layerOffMap(layer.name, epsg: layer.epsg)
        }
    }

    /// Asks for single features.
    init(layer: MapLayer, condition: CompiledFilter, wantsGeometry: Bool, limit: Int) {
        self.layer = layer
        fields = layer.fields
        self.wantsGeometry = wantsGeometry
        self.condition = condition
        order = SnapshotConnection.identifierColumn
        after = Int64.min
        offset = 0
        self.limit = limit
    }

    private static func fields(
        _ names: [String]?, of layer: MapLayer
    ) throws(MapsError) -> [MapField] {
        guard let names else { return layer.fields }
        var found: [MapField] = []
        for name in names {
            guard let field = layer.field(name) else {
                throw .noField(name, layer: layer.name, available: layer.fields.map(\.name))
            }
            found.append(field)
        }
        return found
    }

    static func condition(
        _ query: FeatureQuery, _ layer: MapLayer
    ) throws(MapsError) -> CompiledFilter {
        var all = CompiledFilter.always
        if let bounds = query.bounds {
            guard let frame = layer.frame else { throw .layerOffMap(layer.name, epsg: layer.epsg) }
            all.add(
                CQLCompiler.meeting(
                    ShapeTest(bounds, for: frame, extent: layer.bounds), layer: layer.name,
                    number: 0))
        }
        if let filter = query.filter {
            do {
                all.add(
                    try CQLCompiler.compile(
                        filter, for: layer, system: query.filterSystem, firstShape: all.shapes.count
                    ))
            } catch {
                throw .filter(error)
            }
        }
        return all
    }

    private static func order(
        _ keys: [FeatureQuery.SortKey], _ layer: MapLayer
    ) throws(MapsError) -> String {
        var terms: [String] = []
        for key in keys.prefix(8) {
            guard let field = layer.queryable(key.field) else {
                throw .noField(
                    key.field, layer: layer.name, available: layer.queryables.map(\.name))
            }
            terms.append(layer.sql(of: field) + (key.isDescending ? " DESC" : ""))
        }
        return (terms + [SnapshotConnection.identifierColumn]).joined(separator: ", ")
    }

    /// Whether rows come in another order than that of the file.
    private var isSorted: Bool { order != SnapshotConnection.identifierColumn }

    private var table: String { SnapshotConnection.quoted(layer.name) }

    /// The conditions and the order, by which the result is kept; nil where nothing is worth keeping:
    /// the layer as it is in the file, what goes on after a feature, and what is judged by shapes.
    var question: FoundOrders.Question? {
        guard isSorted || condition.sql != CompiledFilter.always.sql, condition.shapes.isEmpty,
            after == Int64.min
        else { return nil }
        return FoundOrders.Question(
            layer: layer.name, sql: condition.sql, values: condition.values, order: order)
    }

    /// The identifiers of all pages in their order.
    func identifiers(_ lease: ConnectionPool.Lease) throws(MapsError) -> [Int64] {
        let rows = try lease.rows(
            "SELECT \(SnapshotConnection.identifierColumn) FROM \(table) WHERE \(condition.sql) "
                + "ORDER BY \(order)", condition)
        var found: [Int64] = []
        do {
            while try rows.next() { found.append(rows.integer(0)) }
        } catch {
            throw .snapshot(error)
        }
        return found
    }

    /// Those of all pages that are on the page asked for.
    func page(of all: [Int64]) -> ArraySlice<Int64> {
        all.dropFirst(offset).prefix(limit)
    }

    /// Begins reading.
    ///
    /// - Parameter known: the identifiers of the page in their order, when they are known.
    func begin(
        _ lease: ConnectionPool.Lease, known: ArraySlice<Int64>? = nil
    ) throws(MapsError) -> SnapshotRows {
        let recorded = layer.areaField.map(SnapshotConnection.quoted) ?? "NULL"
        let computed =
            layer.hasComputedArea
            ? SnapshotConnection.quoted(SnapshotConnection.computedAreaColumn) : "NULL"
        let columns =
            [
                SnapshotConnection.identifierColumn, SnapshotConnection.geometryColumn, recorded,
                computed,
            ] + fields.map { SnapshotConnection.quoted($0.name) }
        if let known {
            // The left side of a CROSS JOIN is the outer loop, so rows come in the order of the list.
            return try lease.rows(
                "SELECT \(columns.joined(separator: ", ")) FROM "
                    + "(SELECT value AS page_key FROM json_each(?)) CROSS JOIN \(table) "
                    + "ON \(SnapshotConnection.identifierColumn) = page_key",
                [.text("[" + known.map { String($0) }.joined(separator: ",") + "]")])
        }
        let page = [SnapshotValue.integer(Int64(limit)), .integer(Int64(offset))]
        guard isSorted else {
            return try lease.rows(
                "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE (\(condition.sql)) "
                    + "AND \(SnapshotConnection.identifierColumn) > ? "
                    + "ORDER BY \(order) LIMIT ? OFFSET ?", condition,
                adding: [.integer(after)] + page)
        }
        // Only identifiers are sorted: whole rows with their shapes would not fit the sorter's memory.
        return try lease.rows(
            "SELECT \(columns.joined(separator: ", ")) FROM "
                + "(SELECT \(SnapshotConnection.identifierColumn) AS page_key FROM \(table) "
                + "WHERE (\(condition.sql)) AND \(SnapshotConnection.identifierColumn) > ? "
                + "ORDER BY \(order) LIMIT ? OFFSET ?) CROSS JOIN \(table) "
                + "ON \(SnapshotConnection.identifierColumn) = page_key", condition,
            adding: [.integer(after)] + page)
    }

    /// How many features satisfy the conditions.
    func total(_ lease: ConnectionPool.Lease) throws(MapsError) -> Int {
        if condition.sql == CompiledFilter.always.sql { return layer.count }
        let rows = try lease.rows("SELECT count(*) FROM \(table) WHERE \(condition.sql)", condition)
        do {
            return try rows.next() ? Int(rows.integer(0)) : 0
        } catch {
            throw .snapshot(error)
        }
    }

    /// The legal area of a row: as recorded, as the import computed it, or computed now.
    func area(_ rows: SnapshotRows) throws(LandExchangeError) -> (Area?, AreaProvenance) {
        if !rows.isNull(2) { return (Area(roundingSquareMetres: rows.real(2)), .declared) }
        if !rows.isNull(3) { return (Area(roundingSquareMetres: rows.real(3)), .computed) }
        guard let frame = layer.frame, !rows.isNull(1) else { return (nil, .computed) }
        var shape = PolygonLayer()
        try rows.appendGeometry(1, to: &shape, layer: layer.name, feature: rows.integer(0))
        let area = EllipsoidalArea.areas(
            of: shape, frame: frame, densifyingOver: DrawnShape.densification)[0]
        return (Area(roundingSquareMetres: area), .computed)
    }
}
