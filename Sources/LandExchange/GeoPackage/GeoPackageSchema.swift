/// The tables every GeoPackage has (OGC 12-128r17, version 1.3).
enum GeoPackageSchema {
    /// Tables and the three coordinate systems that must be there.
    ///
    /// `last_change` is a fixed instant: the same input must give the same bytes.
    static let tables = """
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
          organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
          definition TEXT NOT NULL, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES
          ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
          ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
        CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
          identifier TEXT UNIQUE, description TEXT DEFAULT '',
          last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
          min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
          CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
          geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
          CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
          CONSTRAINT uk_gc_table_name UNIQUE (table_name),
          CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
          CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
        CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
          definition TEXT NOT NULL, scope TEXT NOT NULL,
          CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
        CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);
        """

    /// What is set before the first table: the file is private until it is renamed, so a crash can
    /// only leave a temporary file, and no journal is needed.
    static let settings = """
        PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
        PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;
        PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
        """

    /// The triggers that keep the index and the count in step for programs that edit (clause F.3).
    static func triggers(table: String, geometry: String, identifier: String) -> String {
        let (t, c, i) = (
            Database.quoted(table), Database.quoted(geometry), Database.quoted(identifier)
        )
        let name = "rtree_\(table)_\(geometry)"
        let tree = Database.quoted(name)
        let box = { (row: String) in
            "ST_MinX(\(row).\(c)), ST_MaxX(\(row).\(c)), ST_MinY(\(row).\(c)), ST_MaxY(\(row).\(c))"
        }
        let full = { (row: String) in "\(row).\(c) NOT NULL AND NOT ST_IsEmpty(\(row).\(c))" }
        let bare = { (row: String) in "(\(row).\(c) ISNULL OR ST_IsEmpty(\(row).\(c)))" }
        func trigger(_ suffix: String, _ event: String, _ condition: String, _ action: String)
            -> String
        {
            "CREATE TRIGGER \(Database.quoted(name + suffix)) AFTER \(event) ON \(t) WHEN \(condition) BEGIN \(action); END;"
        }
        let insert = "INSERT OR REPLACE INTO \(tree) VALUES (NEW.\(i), \(box("NEW")))"
        let remove = "DELETE FROM \(tree) WHERE id = OLD.\(i)"
        let same = "OLD.\(i) = NEW.\(i)"
        let moved = "OLD.\(i) != NEW.\(i)"
        let counts = Database.literal(table)
        return [
            trigger("_insert", "INSERT", full("NEW"), insert),
            trigger("_update1", "UPDATE OF \(c)", "\(same) AND (\(full("NEW")))", insert),
            trigger("_update2", "UPDATE OF \(c)", "\(same) AND \(bare("NEW"))", remove),
            trigger("_update3", "UPDATE", "\(moved) AND (\(full("NEW")))", remove + "; " + insert),
            trigger(
                "_update4", "UPDATE", "\(moved) AND \(bare("NEW"))",
                "DELETE FROM \(tree) WHERE id IN (OLD.\(i), NEW.\(i))"),
            trigger("_delete", "DELETE", "OLD.\(c) NOT NULL", remove),
            "CREATE TRIGGER \(Database.quoted("trigger_insert_feature_count_" + table)) AFTER INSERT ON \(t) BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower(\(counts)); END;",
            "CREATE TRIGGER \(Database.quoted("trigger_delete_feature_count_" + table)) AFTER DELETE ON \(t) BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower(\(counts)); END;",
        ].joined(separator: "\n")
    }
}
