import CSQLite
import Geometry
import Glibc

/// Reads the rows of a GeoPackage table with geometry, in the order of their identifiers.
///
/// Shapes are decoded from the memory of the database straight into the layer's arrays, and only the
/// columns asked for are read.
final class GeoPackageRows {
    private let database: Database
    private let statement: Statement
    private let layer: String
    private let columns: [SourceField]
    /// What is left to read of the runs that were asked for, the next one last; nil for the whole table.
    private var pending: [ClosedRange<Int64>]?
    private var isFinished = false
    /// Whether a geometry had heights or measures, which are dropped.
    private(set) var hasHeights = false

    /// - Parameter runs: the features to read; nil for all.
    init(
        _ database: Database, table: String, identifier: String, geometry: String,
        columns: [SourceField], runs: FeatureRuns? = nil
    ) throws(LandExchangeError) {
        self.database = database
        self.columns = columns
        layer = table
        pending = runs.map { $0.ranges.reversed() }
        let list = ([identifier, geometry] + columns.map(\.name)).map(Database.quoted)
        let part = runs == nil ? "" : "WHERE \(list[0]) BETWEEN ? AND ?"
        statement = try database.prepare(
            "SELECT \(list.joined(separator: ", ")) FROM \(Database.quoted(table)) \(part) ORDER BY \(list[0])"
        )
        if runs != nil, !isAtNextRun() { isFinished = true }
    }

    /// Points the statement at the next run; false when none is left.
    private func isAtNextRun() -> Bool {
        guard let next = pending?.popLast() else { return false }
        statement.reset()
        statement.bind(0, next.lowerBound)
        statement.bind(1, next.upperBound)
        return true
    }

    /// The runs of rows by the first characters of a column, in the order of their identifiers.
    static func runs(
        _ database: Database, table: String, identifier: String, column: String, prefix length: Int
    ) throws(LandExchangeError) -> [String: FeatureRuns] {
        let (key, name) = (Database.quoted(identifier), Database.quoted(column))
        let rows = try database.prepare(
            "SELECT \(key), substr(\(name), 1, \(length)) FROM \(Database.quoted(table)) ORDER BY \(key)"
        )
        var collector = RunCollector()
        while try rows.step() { collector.append(rows.integer(0), rows.textBytes(1)) }
        collector.finish()
        return collector.runs
    }

    /// Adds the next rows, at most so many; false at the end.
    func read(_ limit: Int, into batch: inout FeatureBatch) throws(LandExchangeError) -> Bool {
        guard !isFinished else { return false }
        let start = batch.geometry.mark
        while batch.geometry.featureCount - start.features < limit,
            batch.geometry.vertexCount - start.vertices < FeatureBatch.verticesInOneTurn
        {
            guard try statement.step() else {
                if isAtNextRun() { continue }
                isFinished = true
                break
            }
            let identifier = statement.integer(0)
            try appendGeometry(statement.bytes(1), identifier, to: &batch.geometry)
            for column in columns.indices { try appendValue(column, identifier, to: &batch.cells) }
            batch.identifiers.append(identifier)
        }
        return batch.geometry.featureCount > start.features
    }

    private func fault(
        _ feature: Int64, _ fault: FeatureFault, column: Int? = nil
    ) -> LandExchangeError {
        .feature(
            path: database.path, layer: layer, feature: feature,
            field: column.map { columns[$0].name }, fault)
    }

    // MARK: Geometry

    private func appendGeometry(
        _ blob: UnsafeRawBufferPointer, _ identifier: Int64, to layer: inout PolygonLayer
    ) throws(LandExchangeError) {
        guard blob.count > 0 else { throw fault(identifier, .emptyGeometry) }
        guard let wkb = GeoPackageGeometry.wellKnownBinary(blob),
            let header = WellKnownBinary.header(wkb)
        else { throw fault(identifier, .brokenRecord(offset: 0)) }
        guard header.code == 3 || header.code == 6 else {
            throw fault(
                identifier, .notPolygon(kind: GeoPackageGeometry.kind(ofCode: header.code)))
        }
        if header.hasMoreThanTwoOrdinates { hasHeights = true }
        let before = layer.mark
        do {
            try WellKnownBinary.appendFeature(wkb, to: &layer)
        } catch {
            throw fault(identifier, .brokenRecord(offset: 0))
        }
        if let found = layer.fault(since: before) { throw fault(identifier, found) }
    }

    // MARK: Values

    private func appendValue(
        _ column: Int, _ identifier: Int64, to cells: inout CellStore
    ) throws(LandExchangeError) {
        let at = column + 2
        switch (columns[column].kind, statement.type(at)) {
        case (_, SQLITE_NULL): cells.appendNull()
        case (.integer, SQLITE_INTEGER): cells.append(integer: statement.integer(at))
        case (.integer, SQLITE_FLOAT), (.real, SQLITE_FLOAT), (.real, SQLITE_INTEGER):
            cells.append(real: statement.real(at))
        case (.integer, _), (.real, _):
            let text = try text(at, column, identifier)
            guard let number = NumberText.real(text) else {
                throw fault(
                    identifier, .notNumber(String(decoding: text, as: UTF8.self)), column: column)
            }
            cells.append(real: number)
        case (.date, _):
            let text = try text(at, column, identifier)
            guard let day = GeoPackageRows.day(text) else {
                throw fault(
                    identifier, .notDate(String(decoding: text, as: UTF8.self)), column: column)
            }
            cells.append(text: day)
        case (.text, _): cells.append(text: try text(at, column, identifier))
        }
    }

    /// The text of a value up to a zero byte, valid until the next step.
    private func text(
        _ at: Int, _ column: Int, _ identifier: Int64
    ) throws(LandExchangeError) -> UnsafeRawBufferPointer {
        let all = statement.textBytes(at)
        let text = all.firstIndex(of: 0).map { UnsafeRawBufferPointer(rebasing: all[..<$0]) } ?? all
        guard TextDecoder.validUTF8(text).outcome == .complete else {
            throw fault(identifier, .undecodable(encoding: "UTF-8"), column: column)
        }
        return text
    }

    /// The day as `YYYY-MM-DD`; nil when the text is none.
    private static func day(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        let dash = UInt8(ascii: "-")
        let day = text.prefix(10).map { $0 == UInt8(ascii: "/") ? dash : $0 }
        let isDay =
            day.count == 10
            && day.enumerated().allSatisfy { place, byte in
                place == 4 || place == 7 ? byte == dash : (0x30...0x39).contains(byte)
            }
        return isDay ? day : nil
    }
}
