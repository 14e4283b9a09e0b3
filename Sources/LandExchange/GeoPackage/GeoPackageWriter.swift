import Geometry

/// Writes layers into a new GeoPackage.
final class GeoPackageWriter {
    /// A column of a layer besides identifier and geometry.
    struct Column {
        let name: String
        let kind: SourceField.Kind

        var declaration: String {
            let type =
                switch kind {
                case .text(let width?): "TEXT(\(width))"
                case .text(nil): "TEXT"
                case .integer: "INTEGER"
                case .real: "REAL"
                case .date: "DATE"
                }
            return "\(Database.quoted(name)) \(type)"
        }
    }

    /// The identifier and geometry columns of every layer.
    static let identifierColumn = "fid"
    static let geometryColumn = "geom"

    let database: Database
    private var customSystems: [String: Int32] = [:]

    /// Makes the file with its fixed tables and begins the one transaction.
    init(_ path: String, shownAs shown: String) throws(LandExchangeError) {
        database = try Database(path, shownAs: shown, writing: true)
        try database.run(GeoPackageSchema.settings)
        try database.run("BEGIN")
        try database.run(GeoPackageSchema.tables)
        try record(CoordinateReference(epsg: 4326, path: shown, layer: ""))
    }

    /// Records a coordinate system and returns its number in the file; 0 and less for none.
    @discardableResult
    func record(_ reference: CoordinateReference?) throws(LandExchangeError) -> Int32 {
        guard let reference else { return -1 }
        let custom = customSystems[reference.definition]
        if let custom { return custom }
        let number =
            reference.epsg > 0 ? Int32(reference.epsg) : Int32(100_000 + customSystems.count)
        let statement = try database.prepare(
            "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)")
        statement.bind(0, reference.name)
        statement.bind(1, Int64(number))
        statement.bind(2, reference.epsg > 0 ? "EPSG" : "NONE")
        statement.bind(3, Int64(number))
        statement.bind(4, reference.definition)
        try statement.run()
        customSystems[reference.definition] = number
        return number
    }

    /// Begins a layer.
    func beginLayer(
        _ name: String, columns: [Column], reference: CoordinateReference?
    ) throws(LandExchangeError) -> LayerTableWriter {
        let srs = try record(reference)
        let declared = columns.map { ", " + $0.declaration }.joined()
        try database.run(
            """
            CREATE TABLE \(Database.quoted(name)) (\(Self.identifierColumn) INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
              \(Self.geometryColumn) MULTIPOLYGON\(declared))
            """)
        return try LayerTableWriter(self, name: name, columnCount: columns.count, srs: srs)
    }

    /// Registers a table without geometry.
    func registerAttributes(_ table: String) throws(LandExchangeError) {
        try database.run(
            """
            INSERT INTO gpkg_contents VALUES (\(Database.literal(table)), 'attributes', \(Database.literal(table)), '',
              '1970-01-01T00:00:00.000Z', NULL, NULL, NULL, NULL, 0);
            """)
    }

    /// Ends the transaction; the file is whole.
    func finish() throws(LandExchangeError) {
        try database.run("COMMIT")
    }
}

/// Writes the rows of one layer, then its index and its entries in the file's tables.
final class LayerTableWriter {
    private let database: Database
    private let name: String
    private let columnCount: Int
    private let srs: Int32
    private let insert: Statement
    private var index = SpatialIndex()
    private var box = Box.empty
    private var blob: [UInt8] = []
    private(set) var featureCount = 0

    fileprivate init(
        _ writer: GeoPackageWriter, name: String, columnCount: Int, srs: Int32
    ) throws(LandExchangeError) {
        database = writer.database
        self.name = name
        self.columnCount = columnCount
        self.srs = srs
        let marks = String(repeating: ", ?", count: columnCount + 1)
        insert = try database.prepare("INSERT INTO \(Database.quoted(name)) VALUES (?\(marks))")
    }

    /// Writes a batch; `areas` fill the last column, one each or NULL.
    ///
    /// Without `areas` the cells of the batch fill all columns.
    func append(_ batch: FeatureBatch, areas: [Double?]?) throws(LandExchangeError) {
        let cellsEach = areas == nil ? columnCount : columnCount - 1
        try batch.cells.bytes.withUnsafeBufferPointer { buffer throws(LandExchangeError) in
            let texts = UnsafeRawBufferPointer(buffer)
            for row in 0..<batch.count {
                insert.bind(0, batch.identifiers[row])
                for column in 0..<cellsEach {
                    bind(batch.cells, row * cellsEach + column, column + 2, texts)
                }
                if let areas {
                    if let area = areas[row] {
                        insert.bind(columnCount + 1, area)
                    } else {
                        insert.bindNull(columnCount + 1)
                    }
                }
                let around = GeoPackageGeometry.encode(
                    row, of: batch.geometry, srs: srs, into: &blob)
                index.add(around, batch.identifiers[row])
                box.extend(around)
                try blob.withUnsafeBufferPointer { bytes throws(LandExchangeError) in
                    insert.bindInPlace(blob: UnsafeRawBufferPointer(bytes), 1)
                    try insert.run()
                }
            }
        }
        featureCount += batch.count
    }

    private func bind(
        _ cells: CellStore, _ cell: Int, _ parameter: Int, _ texts: UnsafeRawBufferPointer
    ) {
        switch cells.kinds[cell] {
        case .null: insert.bindNull(parameter)
        case .integer: insert.bind(parameter, cells.words[cell])
        case .real: insert.bind(parameter, cells.real(cell))
        case .text:
            insert.bindInPlace(
                text: UnsafeRawBufferPointer(rebasing: texts[cells.textRange(cell)]), parameter)
        }
    }

    /// Writes the index and registers the layer.
    func finish() throws(LandExchangeError) {
        let (geometry, identifier) = (
            GeoPackageWriter.geometryColumn, GeoPackageWriter.identifierColumn
        )
        let sides =
            box.isEmpty
            ? "NULL, NULL, NULL, NULL" : "\(box.minX), \(box.minY), \(box.maxX), \(box.maxY)"
        let table = Database.literal(name)
        try database.run(
            """
            INSERT INTO gpkg_contents VALUES (\(table), 'features', \(table), '', '1970-01-01T00:00:00.000Z', \(sides), \(srs));
            INSERT INTO gpkg_geometry_columns VALUES (\(table), '\(geometry)', 'MULTIPOLYGON', \(srs), 0, 0);
            INSERT INTO gpkg_extensions VALUES (\(table), '\(geometry)', 'gpkg_rtree_index',
              'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
            INSERT INTO gpkg_ogr_contents VALUES (\(table), \(featureCount));
            """)
        try index.write("rtree_\(name)_\(geometry)", to: database)
        try database.run(
            GeoPackageSchema.triggers(table: name, geometry: geometry, identifier: identifier))
    }
}
