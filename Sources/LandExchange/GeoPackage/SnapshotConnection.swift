import CSQLite
public import Geometry

/// A value that a statement takes or a row holds.
public enum SnapshotValue: Hashable, Sendable {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case real(Double)
    /// A text.
    case text(String)
}

/// A read-only connection to a snapshot, for questions that are not about a whole layer.
///
/// Values go into statements as parameters only; names of tables and columns must come from the
/// snapshot's own description and be written with ``quoted(_:)``.
///
/// Safety: a connection is used by one thread at a time; whoever shares it hands it over under a lock.
public final class SnapshotConnection: @unchecked Sendable {
    let database: Database

    /// Opens a snapshot for reading.
    ///
    /// - Throws: ``LandExchangeError`` when the file cannot be opened.
    public init(_ path: String) throws(LandExchangeError) {
        database = try Database(path, shownAs: path, writing: false)
        // Nothing in the file may call functions, and page contents are checked before use.
        try database.run(
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON")
    }

    /// A name as SQL writes it.
    public static func quoted(_ name: String) -> String { Database.quoted(name) }

    /// The name of the column with the identifiers of features.
    public static var identifierColumn: String { GeoPackageWriter.identifierColumn }

    /// The name of the column with the shapes.
    public static var geometryColumn: String { GeoPackageWriter.geometryColumn }

    /// The name of the column with the areas that the import computed, in m².
    public static var computedAreaColumn: String { ImportPlan.computedArea }

    /// The name of the spatial index of a layer: `id`, `minx`, `maxx`, `miny`, `maxy`.
    public static func spatialIndex(of layer: String) -> String {
        "rtree_\(layer)_\(GeoPackageWriter.geometryColumn)"
    }

    /// Begins a question.
    ///
    /// - Parameters:
    ///   - sql: one statement that reads, with a `?` for every value.
    ///   - values: the values, in the order of their signs.
    /// - Throws: ``LandExchangeError`` when the database refuses it.
    public func rows(
        _ sql: String, _ values: [SnapshotValue] = []
    ) throws(LandExchangeError) -> SnapshotRows {
        let statement = try database.prepare(sql)
        for (place, value) in values.enumerated() {
            switch value {
            case .null: statement.bindNull(place)
            case .integer(let number): statement.bind(place, number)
            case .real(let number): statement.bind(place, number)
            case .text(let text): statement.bind(place, text)
            }
        }
        return SnapshotRows(statement, path: database.path)
    }

    private final class Predicate {
        let body: (UnsafeRawBufferPointer, Int64) -> Bool

        init(_ body: @escaping (UnsafeRawBufferPointer, Int64) -> Bool) { self.body = body }
    }

    /// Makes a function of SQL that judges a shape: `name(shape, number)`.
    ///
    /// Only statements may call it, no view or trigger of the file. The body gets the well-known
    /// binary of the shape, valid during the call; a missing or broken shape gives 0 without a call.
    /// - Throws: ``LandExchangeError`` when the database refuses it.
    public func definePredicate(
        _ name: String, _ body: @escaping (UnsafeRawBufferPointer, Int64) -> Bool
    ) throws(LandExchangeError) {
        let held = Unmanaged.passRetained(Predicate(body)).toOpaque()
        // The database keeps the body until the function is replaced or the connection closes.
        let status = sqlite3_create_function_v2(
            database.handle, name, 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, held,
            { context, _, arguments in
                guard let arguments, let data = sqlite3_user_data(context) else { return }
                let predicate = Unmanaged<Predicate>.fromOpaque(data).takeUnretainedValue()
                let start = sqlite3_value_blob(arguments[0])
                let blob = UnsafeRawBufferPointer(
                    start: start,
                    count: start == nil ? 0 : Int(sqlite3_value_bytes(arguments[0])))
                let found =
                    GeoPackageGeometry.wellKnownBinary(blob).map {
                        predicate.body($0, sqlite3_value_int64(arguments[1]))
                    } ?? false
                sqlite3_result_int(context, found ? 1 : 0)
            }, nil, nil, { held in held.map { Unmanaged<Predicate>.fromOpaque($0).release() } })
        guard status == SQLITE_OK else { throw database.fault }
    }
}

/// The answer to a question, row by row; columns count from 0.
public final class SnapshotRows {
    private let statement: Statement
    private let path: String
    private var isEnded = false

    init(_ statement: Statement, path: String) {
        self.statement = statement
        self.path = path
    }

    /// Goes to the next row; false at the end.
    ///
    /// - Throws: ``LandExchangeError`` when the file cannot be read.
    public func next() throws(LandExchangeError) -> Bool {
        // The library would begin anew when it is asked after the end.
        if isEnded { return false }
        isEnded = try !statement.step()
        return !isEnded
    }

    /// Whether there is no value.
    public func isNull(_ column: Int) -> Bool { statement.type(column) == SQLITE_NULL }

    /// A whole number; 0 where there is none.
    public func integer(_ column: Int) -> Int64 { statement.integer(column) }

    /// A number; 0 where there is none.
    public func real(_ column: Int) -> Double { statement.real(column) }

    /// A text; nil where there is none.
    public func text(_ column: Int) -> String? { statement.text(column) }

    /// Whether the value is a number with a fraction, or may be one.
    public func isReal(_ column: Int) -> Bool { statement.type(column) == SQLITE_FLOAT }

    /// Whether the value is a whole number.
    public func isInteger(_ column: Int) -> Bool { statement.type(column) == SQLITE_INTEGER }

    /// Any value; bytes count as none.
    public func value(_ column: Int) -> SnapshotValue {
        switch statement.type(column) {
        case SQLITE_INTEGER: .integer(statement.integer(column))
        case SQLITE_FLOAT: .real(statement.real(column))
        case SQLITE_TEXT: .text(statement.text(column) ?? "")
        default: .null
        }
    }

    /// Lends the text of a value in UTF-8; without bytes where there is none.
    public func withText<Result>(
        _ column: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        body(statement.textBytes(column))
    }

    /// Adds the shape of a column to a layer, as one feature.
    ///
    /// - Throws: ``FeatureFault/brokenRecord(offset:)`` for bytes that are no polygon, under the given
    ///   names.
    public func appendGeometry(
        _ column: Int, to shapes: inout PolygonLayer, layer: String, feature: Int64
    ) throws(LandExchangeError) {
        let broken = LandExchangeError.feature(
            path: path, layer: layer, feature: feature, field: nil, .brokenRecord(offset: 0))
        guard let wkb = GeoPackageGeometry.wellKnownBinary(statement.bytes(column)) else {
            throw broken
        }
        do {
            try WellKnownBinary.appendFeature(wkb, to: &shapes)
        } catch {
            throw broken
        }
    }

    /// The box that the shape of a column states in its header, in the units of its layer; nil where there is none.
    public func box(_ column: Int) -> Box? {
        GeoPackageGeometry.box(statement.bytes(column))
    }
}
