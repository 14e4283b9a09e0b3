import CSQLite
public import Geometry
import Glibc
public import LandModel

/// A snapshot made by ``SnapshotImport``, opened for reading.
public struct Snapshot: Sendable {
    /// What a snapshot knows about one of its layers.
    public struct Layer: Equatable, Sendable {
        /// The table.
        public let name: String
        /// What the layer means.
        public let role: LayerRole
        /// The EPSG code of its coordinates; 0 when its system has none.
        public let epsg: Int
        /// The name of its coordinate system.
        public let systemName: String
        /// The file and layer it came from.
        public let source: LayerReference
        /// SHA-256 of that file.
        public let digest: String
        /// How many features it has.
        public let featureCount: Int
        /// The sum of the computed areas; nil where none were computed.
        public let computedArea: Area?
        /// The longest edge left undivided when areas were computed, in metres; nil for none.
        public let densificationInMetres: Double?
        /// The fields with personal data that were left out at import.
        public let droppedFields: [String]
    }

    /// The file.
    public let path: String
    /// The layers, in the order of the import.
    public let layers: [Layer]

    /// Opens a snapshot.
    ///
    /// - Throws: ``TargetFault/notSnapshot`` for any other file.
    public static func open(_ path: String) throws(LandExchangeError) -> Snapshot {
        try Snapshot(path)
    }

    private init(_ path: String) throws(LandExchangeError) {
        self.path = path
        // A file of zero length or of another kind must not be touched, only refused.
        _ = try ByteSource(path, shownAs: path, window: 64)
        let notSnapshot = LandExchangeError.target(path: path, .notSnapshot)
        let database = try Database(path, shownAs: path, writing: false)
        let rows: Statement
        do {
            rows = try database.prepare(
                """
                SELECT layer_name, role, epsg, crs_name, source_file, source_layer, sha256, feature_count,
                  computed_area_m2, densification_m, dropped_fields FROM \(SnapshotRecord.table) ORDER BY id
                """)
        } catch {
            throw notSnapshot
        }
        var layers: [Layer] = []
        while try rows.step() {
            guard let name = rows.text(0),
                let role = rows.text(1).flatMap(LayerRole.init(rawValue:))
            else { throw notSnapshot }
            layers.append(
                Layer(
                    name: name, role: role, epsg: Int(rows.integer(2)),
                    systemName: rows.text(3) ?? "",
                    source: LayerReference(path: rows.text(4) ?? "", layer: rows.text(5)),
                    digest: rows.text(6) ?? "", featureCount: Int(rows.integer(7)),
                    computedArea: rows.type(8) == SQLITE_NULL
                        ? nil : Area(roundingSquareMetres: rows.real(8)),
                    densificationInMetres: rows.type(9) == SQLITE_NULL ? nil : rows.real(9),
                    droppedFields: (rows.text(10) ?? "").split(separator: ",").map(String.init)))
        }
        self.layers = layers
    }

    /// The layers of a role, in the order of the import.
    public func layers(_ role: LayerRole) -> [Layer] { layers.filter { $0.role == role } }

    /// Reads the layer of a role; when there are several, the first.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - fields: the fields to read, under their standard names or the file's own; nil for all.
    ///     A field that the layer does not have is left out.
    /// - Throws: ``LayerFault/roleMissing(_:)`` when there is none.
    public func layer(
        _ role: LayerRole, fields: [String]? = nil
    ) throws(LandExchangeError) -> LandLayer {
        guard let found = layers(role).first else {
            throw .layer(path: path, layer: role.rawValue, .roleMissing(role))
        }
        return try layer(named: found.name, fields: fields)
    }

    /// Reads a layer by its name in the snapshot.
    ///
    /// - Parameters:
    ///   - name: the layer.
    ///   - fields: the fields to read; nil for all.
    ///   - runs: the features to read, as ``runs(ofLayer:byPrefix:of:)`` found them; nil for all.
    /// - Throws: ``LayerFault/notFound(available:)``.
    public func layer(
        named name: String, fields: [String]? = nil, runs: FeatureRuns? = nil
    ) throws(LandExchangeError) -> LandLayer {
        let found = try known(name)
        let database = try Database(path, shownAs: path, writing: false)
        let all = try columns(of: name, database)
        let names = all.map(\.name)
        let chosen: [(name: String, position: Int)] =
            fields.map { wanted in
                wanted.compactMap { field in
                    FieldTable.standard.position(of: field, in: names).map { (field, $0) }
                }
            } ?? names.enumerated().map { ($0.element, $0.offset) }
        let rows = try GeoPackageRows(
            database, table: name, identifier: GeoPackageWriter.identifierColumn,
            geometry: GeoPackageWriter.geometryColumn,
            columns: chosen.map {
                SourceField(name: all[$0.position].name, kind: all[$0.position].kind)
            }, runs: runs)
        var builder = LayerBuilder(chosen.map { ($0.name, all[$0.position].kind) })
        var status = stat()
        let size = stat(path, &status) == 0 ? Int(status.st_size) : 0
        try builder.fill(claimed: runs?.count ?? found.featureCount, bytes: size) {
            limit, batch throws(LandExchangeError) in try rows.read(limit, into: &batch)
        }
        return builder.layer(
            name: name, role: found.role, epsg: found.epsg, digest: found.digest)
    }

    /// The features of a layer by the first characters of a text field, found without reading their shapes.
    ///
    /// - Returns: nil when the layer has no such field.
    /// - Throws: ``LayerFault/notFound(available:)``.
    public func runs(
        ofLayer name: String, byPrefix length: Int, of field: String
    ) throws(LandExchangeError) -> [String: FeatureRuns]? {
        _ = try known(name)
        let database = try Database(path, shownAs: path, writing: false)
        let names = try columns(of: name, database).map(\.name)
        guard let position = FieldTable.standard.position(of: field, in: names) else { return nil }
        return try GeoPackageRows.runs(
            database, table: name, identifier: GeoPackageWriter.identifierColumn,
            column: names[position], prefix: length)
    }

    private func known(_ name: String) throws(LandExchangeError) -> Layer {
        guard let found = layers.first(where: { $0.name == name }) else {
            throw .layer(path: path, layer: name, .notFound(available: layers.map(\.name)))
        }
        return found
    }

    /// The fields of a layer, without identifier and shape.
    ///
    /// - Throws: ``LayerFault/notFound(available:)``.
    public func fields(ofLayer name: String) throws(LandExchangeError) -> [SourceField] {
        _ = try known(name)
        let database = try Database(path, shownAs: path, writing: false)
        return try columns(of: name, database).map { SourceField(name: $0.name, kind: $0.kind) }
    }

    /// The box around a layer that the snapshot states, in the units of the layer; nil for an empty one.
    ///
    /// - Throws: ``LayerFault/notFound(available:)``.
    public func box(ofLayer name: String) throws(LandExchangeError) -> Box? {
        _ = try known(name)
        let database = try Database(path, shownAs: path, writing: false)
        let row = try database.prepare(
            "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?")
        row.bind(0, name)
        guard try row.step(), row.type(0) != SQLITE_NULL else { return nil }
        let box = Box(
            minX: row.real(0), minY: row.real(1), maxX: row.real(2), maxY: row.real(3))
        return box.isEmpty ? nil : box
    }

    private func columns(
        of table: String, _ database: Database
    ) throws(LandExchangeError) -> [(name: String, kind: SourceField.Kind)] {
        let rows = try database.prepare("SELECT name, type FROM pragma_table_info(?) ORDER BY cid")
        rows.bind(0, table)
        var found: [(String, SourceField.Kind)] = []
        let own = [GeoPackageWriter.identifierColumn, GeoPackageWriter.geometryColumn]
        while try rows.step() {
            guard let name = rows.text(0), let type = rows.text(1), !own.contains(name) else {
                continue
            }
            let kind: SourceField.Kind =
                type == "INTEGER" ? .integer : type == "REAL" ? .real : .text(width: nil)
            found.append((name, kind))
        }
        return found
    }
}
