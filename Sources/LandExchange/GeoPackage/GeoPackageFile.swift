import CSQLite

/// The layers of a GeoPackage of any origin, as its tables describe them (OGC 12-128r17).
///
/// Only files of the plain form are taken: tables of their own with an integer key and the column
/// types of the standard. Everything else is left to the library, which knows views, extensions and
/// write-ahead logs.
struct GeoPackageFile {
    /// A table with geometry.
    struct Table {
        let description: SourceLayer
        let identifier: String
        let geometry: String
    }

    let database: Database
    let tables: [Table]

    /// Opens a file; nil when the library must read it.
    ///
    /// - Parameters:
    ///   - withSystems: whether the descriptions tell the coordinate systems.
    ///   - number: the only layer to describe, counted from 0; nil for all.
    static func open(
        _ path: String, withSystems: Bool, onlyLayer number: Int? = nil
    ) -> GeoPackageFile? {
        do throws(LandExchangeError) {
            guard try isPlainDatabase(path) else { return nil }
            let database = try Database(path, shownAs: path, writing: false, isSurveyFile: true)
            // Nothing in the file may call functions, and page contents are checked before use.
            try database.run("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
            guard let tables = try tables(database, withSystems, number) else { return nil }
            return GeoPackageFile(database: database, tables: tables)
        } catch {
            // A folder, or a file without the tables: the library says what it thinks of it.
            return nil
        }
    }

    /// Whether the file is a database without a write-ahead log: reading one would make files beside it.
    private static func isPlainDatabase(_ path: String) throws(LandExchangeError) -> Bool {
        let source = try ByteSource(path, shownAs: path, window: 100)
        guard let header = source.bytes(at: 0, count: 100) else { return false }
        return header.starts(with: "SQLite format 3\0".utf8) && header[18] == 1 && header[19] == 1
    }

    private static func tables(
        _ database: Database, _ withSystems: Bool, _ number: Int?
    ) throws(LandExchangeError) -> [Table]? {
        let contents = try database.prepare(
            """
            SELECT c.table_name, g.column_name, g.geometry_type_name, g.srs_id, s.organization,
              s.organization_coordsys_id, s.definition
            FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
              LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
            WHERE c.data_type = 'features' ORDER BY c.rowid
            LIMIT \(number == nil ? -1 : 1) OFFSET \(number ?? 0)
            """)
        var found: [Table] = []
        var systems: [Int64: CoordinateReference?] = [:]
        while try contents.step() {
            guard let name = contents.text(0), let geometry = contents.text(1),
                let kind = GeoPackageGeometry.kind(named: contents.text(2) ?? ""),
                let columns = try Columns(database, table: name, geometry: geometry)
            else { return nil }
            var notes = columns.warnings
            let number = contents.integer(3)
            if withSystems, systems[number] == nil {
                systems[number] = .some(
                    try system(contents, path: database.path, layer: name, warnings: &notes))
            }
            found.append(
                Table(
                    description: SourceLayer(
                        name: name, geometryKind: kind,
                        hasPolygons: GeoPackageGeometry.mayBePolygons.contains(kind),
                        fields: columns.fields,
                        featureCount: try count(database, table: name),
                        reference: systems[number] ?? nil, encoding: .utf8, warnings: notes,
                        grid: nil),
                    identifier: columns.identifier, geometry: geometry))
        }
        return found.isEmpty ? nil : found
    }

    /// The coordinate system of the current row; nil for the two undefined ones.
    private static func system(
        _ row: Statement, path: String, layer: String, warnings: inout [ImportWarning]
    ) throws(LandExchangeError) -> CoordinateReference? {
        guard row.integer(3) > 0 else { return nil }
        if row.text(4)?.uppercased() == "EPSG",
            let known = try CoordinateReference.reading(
                "EPSG:\(row.integer(5))", path: path, layer: layer, warnings: &warnings)
        {
            return known
        }
        // No code, or one the library does not know: the definition decides.
        return try CoordinateReference.reading(
            row.text(6) ?? "", path: path, layer: layer, warnings: &warnings)
    }

    /// How many features there are, by the table that the library keeps or by counting.
    private static func count(
        _ database: Database, table: String
    ) throws(LandExchangeError) -> Int {
        do throws(LandExchangeError) {
            let kept = try database.prepare(
                "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?")
            kept.bind(0, table)
            if try kept.step(), kept.type(0) == SQLITE_INTEGER, kept.integer(0) >= 0 {
                return Int(kept.integer(0))
            }
        } catch {
            // The table is the library's own and may be missing.
        }
        let counted = try database.prepare("SELECT count(*) FROM \(Database.quoted(table))")
        return try counted.step() ? Int(counted.integer(0)) : 0
    }

    /// The columns of a table besides its geometry.
    private struct Columns {
        var identifier = ""
        var fields: [SourceField] = []
        var warnings: [ImportWarning] = []

        /// Reads them; nil when the table is not of the plain form.
        init?(_ database: Database, table: String, geometry: String) throws(LandExchangeError) {
            let made = try database.prepare(
                "SELECT type, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE")
            made.bind(0, table)
            guard try made.step(), made.text(0) == "table",
                made.text(1)?.uppercased().hasPrefix("CREATE TABLE") == true
            else { return nil }
            let rows = try database.prepare(
                "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid")
            rows.bind(0, table)
            var hasGeometry = false
            var keys = 0
            while try rows.step() {
                guard let name = rows.text(0), let type = rows.text(1)?.uppercased() else {
                    return nil
                }
                if rows.integer(2) > 0 {
                    keys += 1
                    guard type == "INTEGER" else { return nil }
                    identifier = name
                } else if name == geometry {
                    hasGeometry = true
                } else if type.hasPrefix("BLOB") {
                    warnings.append(.fieldSkipped(name))
                } else if let kind = Columns.kind(type) {
                    fields.append(SourceField(name: name, kind: kind))
                } else {
                    return nil
                }
            }
            guard keys == 1, hasGeometry else { return nil }
        }

        /// The kind of a column type of the standard (table 1); nil for any other.
        private static func kind(_ type: String) -> SourceField.Kind? {
            switch type {
            case "BOOLEAN", "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER": return .integer
            case "FLOAT", "DOUBLE", "REAL": return .real
            case "DATE": return .date
            case "TEXT", "DATETIME": return .text(width: nil)
            default:
                guard type.hasPrefix("TEXT("), type.hasSuffix(")") else { return nil }
                return Int(type.dropFirst(5).dropLast()).map { .text(width: $0) }
            }
        }
    }
}
