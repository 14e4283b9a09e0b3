import Geodesy
import LandModel

/// The table `tianchou_layer`: where each layer of a snapshot came from.
enum SnapshotRecord {
    static let table = "tianchou_layer"

    static func write(
        _ layers: [ImportSummary.Layer], _ request: SnapshotImport.Request,
        to writer: GeoPackageWriter
    ) throws(LandExchangeError) {
        try writer.database.run(
            """
            CREATE TABLE \(table) (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, layer_name TEXT NOT NULL UNIQUE,
              role TEXT NOT NULL, source_file TEXT NOT NULL, source_layer TEXT NOT NULL, sha256 TEXT NOT NULL,
              encoding TEXT NOT NULL, epsg INTEGER NOT NULL, crs_name TEXT NOT NULL, feature_count INTEGER NOT NULL,
              dropped_fields TEXT NOT NULL, computed_area_m2 REAL, densification_m REAL, program_version TEXT NOT NULL)
            """)
        try writer.registerAttributes(table)
        let insert = try writer.database.prepare(
            "INSERT INTO \(table) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (position, layer) in layers.enumerated() {
            insert.bind(0, Int64(position + 1))
            insert.bind(1, layer.name)
            insert.bind(2, layer.role.rawValue)
            // Only the file's name: where it lay says nothing about it.
            insert.bind(3, PathText.name(layer.sourceFile))
            insert.bind(4, layer.sourceLayer)
            insert.bind(5, layer.digest)
            insert.bind(6, layer.encoding.name)
            insert.bind(7, Int64(layer.reference.epsg))
            insert.bind(8, layer.reference.name)
            insert.bind(9, Int64(layer.featureCount))
            insert.bind(10, layer.droppedFields.joined(separator: ","))
            if let area = layer.computedArea {
                insert.bind(11, area.squareMetres)
            } else {
                insert.bindNull(11)
            }
            let isDivided = layer.reference.frame?.zone != nil
            if isDivided, let metres = request.densificationInMetres {
                insert.bind(12, metres)
            } else {
                insert.bindNull(12)
            }
            insert.bind(13, request.programVersion)
            try insert.run()
        }
    }
}
