import Geometry

/// Reads a layer of a GeoPackage from its tables.
final class GeoPackageSource: DivisibleSource {
    let description: SourceLayer
    private(set) var warnings: [ImportWarning] = []
    private let database: Database
    private let table: GeoPackageFile.Table
    private var chosen: [SourceField]
    private var runs: FeatureRuns?
    private var rows: GeoPackageRows?

    init(_ file: GeoPackageFile, table: GeoPackageFile.Table) {
        database = file.database
        self.table = table
        description = table.description
        chosen = table.description.fields
    }

    /// Reads only the fields of the given positions in the description, in that order.
    func choose(_ fields: [Int]) { chosen = fields.map { description.fields[$0] } }

    /// Reads only these features.
    func choose(_ runs: FeatureRuns) { self.runs = runs }

    func runs(
        byPrefix length: Int, of field: Int
    ) throws(LandExchangeError) -> [String: FeatureRuns] {
        try GeoPackageRows.runs(
            database, table: description.name, identifier: table.identifier,
            column: description.fields[field].name, prefix: length)
    }

    func read(_ limit: Int, into batch: inout FeatureBatch) throws(LandExchangeError) -> Bool {
        let rows = try openRows()
        let isMore = try rows.read(limit, into: &batch)
        if !isMore, rows.hasHeights, warnings.isEmpty { warnings.append(.heightsDropped) }
        return isMore
    }

    private func openRows() throws(LandExchangeError) -> GeoPackageRows {
        if let rows { return rows }
        let opened = try GeoPackageRows(
            database, table: description.name, identifier: table.identifier,
            geometry: table.geometry, columns: chosen, runs: runs)
        rows = opened
        return opened
    }
}
