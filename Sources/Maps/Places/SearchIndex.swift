import LandExchange
import LandModel

/// The names and codes of all features, held in memory to be searched.
///
/// Each distinct value of a field is kept once, all of them in one run of bytes, so that a search is
/// one pass over some megabytes.
struct SearchIndex: Sendable {
    /// One field of one layer.
    struct Column: Sendable {
        let field: String
        var words = SearchWords()
        /// For each row its word; -1 for none.
        var codes: [Int32] = []
    }

    /// One layer.
    struct Layer: Sendable {
        let name: String
        let role: LayerRole
        /// The identifier of each row.
        var identifiers: [Int64] = []
        var columns: [Column]
    }

    private(set) var layers: [Layer] = []

    /// The fields that are searched, the most telling first.
    static let fields = [
        "XZQMC", "ZLDWMC", "CZCMC", "HXMC", "GHFQMC", "MC", "BSM", "XZQDM", "ZLDWDM", "TBBH",
        "TBYBH",
        "YJJBNTTBBH", "HXBM", "CZCDM", "QSDWMC", "QSDWDM", "DLMC", "DLBM", "ZRBHDMC", "DKMC",
        "DKBH",
        "XMMC", "XMBH",
    ]

    init(_ snapshot: MapSnapshot, progress: WorkProgress) throws(MapsError) {
        for (number, layer) in snapshot.layers.enumerated() {
            do {
                try progress.advance(
                    BilingualText(
                        zh: "整理 \(layer.name) 的名称", en: "Listing the names of \(layer.name)"),
                    number, of: snapshot.layers.count)
            } catch {
                throw .stopped
            }
            let fields = SearchIndex.fields.filter { layer.field($0)?.kind == .text }
            guard !fields.isEmpty else { continue }
            layers.append(
                try snapshot.pool.with { lease throws(MapsError) in
                    try SearchIndex.read(layer, fields, lease)
                })
        }
    }

    private static func read(
        _ layer: MapLayer, _ fields: [String], _ lease: ConnectionPool.Lease
    ) throws(MapsError) -> Layer {
        let names = fields.compactMap { layer.field($0)?.name }
        let list = ([SnapshotConnection.identifierColumn] + names.map(SnapshotConnection.quoted))
            .joined(separator: ", ")
        let rows = try lease.rows("SELECT \(list) FROM \(SnapshotConnection.quoted(layer.name))")
        var builders = names.map { _ in SearchWords.Builder() }
        var codes = [[Int32]](repeating: [], count: names.count)
        for column in codes.indices { codes[column].reserveCapacity(layer.count) }
        var identifiers: [Int64] = []
        identifiers.reserveCapacity(layer.count)
        do {
            while try rows.next() {
                identifiers.append(rows.integer(0))
                for column in names.indices {
                    codes[column].append(
                        rows.withText(column + 1) { builders[column].code(of: $0) })
                }
            }
        } catch {
            throw .snapshot(error)
        }
        let columns = names.indices.map { column in
            Column(field: names[column], words: builders[column].finish(), codes: codes[column])
        }
        return Layer(
            name: layer.name, role: layer.role, identifiers: identifiers, columns: columns)
    }
}
