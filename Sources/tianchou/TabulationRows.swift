import Foundation
import LandModel
import Overlay

/// The rows of a tabulation under their keys, sorted, as CSV or JSON lines.
struct TabulationRows {
    private let header: [String]
    private let columns: [KeyColumn]
    /// The ranks of each row's keys, one after the other.
    private var ranks: [Int32] = []
    private var sums: [(area: Double, hundredths: Int64)] = []
    let form: AreaForm
    private(set) var outside = (area: 0.0, hundredths: Int64(0))
    /// What is left when all rows and the outside are taken from the whole; an integer of the grid.
    let residual: Int64

    /// How areas are written.
    struct AreaForm {
        let decimals: Int
        /// Whether areas are those recorded, in units of 0.01 m².
        let isRecorded: Bool

        func text(_ area: Double, _ hundredths: Int64) -> String {
            if isRecorded { return Area(hundredths: hundredths).squareMetresText }
            if decimals == 2, abs(area) < 1e12 {
                return Area(roundingSquareMetres: area).squareMetresText
            }
            return String(format: "%.\(decimals)f", area)
        }
    }

    /// Puts the rows of a table, listed with the outside, under keys or groups.
    init(
        _ table: Tabulation, layers: [LandLayer], keys: [String?], groups: [String],
        stated: [Int64]?, decimals: Int
    ) throws {
        form = AreaForm(decimals: decimals, isRecorded: stated != nil)
        residual = table.closureResidual
        let shares = stated.map { table.shares(ofStatedHundredths: $0) }
        if groups.isEmpty {
            columns = try layers.indices.map { try KeyColumn(layers[$0], keys[$0], layer: $0) }
            header =
                ["key_a"]
                + (layers.count == 2 ? ["key_b"] : (1..<layers.count).map { Self.name($0) })
                + ["area_m2"]
        } else {
            columns = try groups.map { try KeyColumn(group: $0, in: layers) }
            header = groups + ["area_m2"]
        }
        collect(table, shares)
    }

    /// Brings the rows of the table into the order of their keys and adds those of equal keys.
    private mutating func collect(_ table: Tabulation, _ shares: [Int64]?) {
        let width = columns.count
        var keys: [Int32] = []
        var areas: [(area: Double, hundredths: Int64)] = []
        keys.reserveCapacity(table.rowCount * width)
        for row in 0..<table.rowCount {
            let zones = table.zones(ofRow: row)
            let sum = (area: table.area(ofRow: row), hundredths: shares?[row] ?? 0)
            if zones.contains(Tabulation.outside) {
                outside.area += sum.area
                outside.hundredths += sum.hundredths
                continue
            }
            for column in columns {
                let feature =
                    column.layer == 0
                    ? table.patches[row] : zones[zones.startIndex + column.layer - 1]
                keys.append(column.ranks[Int(feature)])
            }
            areas.append(sum)
        }
        // Rows of one key keep their order, so that sums do not depend on the sorting.
        let order = areas.indices.sorted { one, other in
            for place in 0..<width {
                let (left, right) = (keys[one * width + place], keys[other * width + place])
                if left != right { return left < right }
            }
            return one < other
        }
        for row in order {
            let key = keys[row * width..<(row + 1) * width]
            if !sums.isEmpty, ranks.suffix(width).elementsEqual(key) {
                sums[sums.count - 1].area += areas[row].area
                sums[sums.count - 1].hundredths += areas[row].hundredths
            } else {
                ranks.append(contentsOf: key)
                sums.append(areas[row])
            }
        }
    }

    private static func name(_ layer: Int) -> String {
        // key_b, key_c … as many as there are layers.
        "key_" + String(UnicodeScalar(UInt8(ascii: "a") + UInt8(min(layer, 25))))
    }

    /// The values of one key, by their rank in the order of the table.
    private struct KeyColumn {
        let layer: Int
        /// The rank of each feature's value.
        let ranks: [Int32]
        /// The values by rank.
        let words: [String]
        let isNumeric: Bool
        /// The values as fields of CSV, by rank.
        let fields: [String]

        init(_ source: LandLayer, _ field: String?, layer: Int) throws {
            guard let field else {
                self.init(
                    codes: source.featureIDs.indices.map { Int32($0) },
                    words: source.featureIDs.map { String($0) }, layer: layer, isNumeric: true)
                return
            }
            guard let column = source.column(field) else {
                throw TabulateError.noField(
                    field, layer: source.name, known: source.columns.map(\.name))
            }
            if case .text(let text) = column.values, !text.codes.contains(where: { $0 < 0 }) {
                self.init(codes: text.codes, words: text.words, layer: layer, isNumeric: false)
                return
            }
            let isText = if case .text = column.values { true } else { false }
            let text = DictionaryText((0..<source.count).map { column.text($0) ?? "" })
            self.init(codes: text.codes, words: text.words, layer: layer, isNumeric: !isText)
        }

        /// Numbers sort as numbers, and so do words by their code points.
        private init(codes: [Int32], words: [String], layer: Int, isNumeric: Bool) {
            self.layer = layer
            self.isNumeric = isNumeric
            let numbers = isNumeric ? words.map { Double($0) } : []
            let order = words.indices.sorted { one, other in
                if isNumeric, let left = numbers[one], let right = numbers[other], left != right {
                    return left < right
                }
                return words[one] == words[other] ? one < other : words[one] < words[other]
            }
            var rank = [Int32](repeating: 0, count: words.count)
            var place: Int32 = -1
            var ordered: [String] = []
            for code in order {
                if ordered.last != words[code] {
                    place += 1
                    ordered.append(words[code])
                }
                rank[code] = place
            }
            self.words = ordered
            ranks = codes.map { rank[Int($0)] }
            fields = ordered.map(TabulationRows.field)
        }

        init(group field: String, in layers: [LandLayer]) throws {
            for (index, layer) in layers.enumerated() where layer.column(field) != nil {
                try self.init(layer, field, layer: index)
                return
            }
            throw TabulateError.noField(
                field, layer: layers.map(\.name).joined(separator: ", "),
                known: layers.flatMap { $0.columns.map(\.name) })
        }
    }

    // MARK: Text

    var count: Int { sums.count }

    /// The sum of the rows.
    var listed: (area: Double, hundredths: Int64) {
        sums.reduce((0, 0)) { ($0.0 + $1.area, $0.1 + $1.hundredths) }
    }

    private static func field(_ text: String) -> String {
        let special: Set<UInt8> = [
            UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
        ]
        guard text.utf8.contains(where: special.contains) else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    /// The heading of the CSV; a sharded table names the shard first.
    func heading(sharded: Bool = false) -> String {
        ((sharded ? ["shard"] : []) + header).map(Self.field).joined(separator: ",") + "\n"
    }

    /// The rows as CSV without heading.
    func csv(shard: String? = nil) -> String {
        let start = shard.map { Self.field($0) + "," } ?? ""
        var out = ""
        for row in sums.indices {
            out += start
            for (place, column) in columns.enumerated() {
                out += column.fields[Int(ranks[row * columns.count + place])]
                out += ","
            }
            out += form.text(sums[row].area, sums[row].hundredths)
            out += "\n"
        }
        return out
    }

    /// The rows as JSON lines.
    func jsonLines(shard: String? = nil) -> String {
        var out = ""
        for row in sums.indices {
            var members: [(String, JSONValue)] = shard.map { [("shard", .string($0))] } ?? []
            for (place, column) in columns.enumerated() {
                let word = column.words[Int(ranks[row * columns.count + place])]
                let isNumber = column.isNumeric && Double(word) != nil
                members.append((header[place], isNumber ? .number(word) : .string(word)))
            }
            members.append(
                ("area_m2", .number(form.text(sums[row].area, sums[row].hundredths))))
            out += JSONValue.object(members).text + "\n"
        }
        return out
    }
}

/// The sums of a table or of several: integers of 0.01 m² where areas are recorded, so that no order changes them.
struct TabulationTotals {
    private(set) var count = 0
    private var listed = (area: 0.0, hundredths: Int64(0))
    private var outside = (area: 0.0, hundredths: Int64(0))
    /// The sum of the residuals without their signs; an integer of the grid.
    private(set) var residual: UInt64 = 0
    private let form: TabulationRows.AreaForm

    init(_ form: TabulationRows.AreaForm) { self.form = form }

    mutating func add(_ rows: TabulationRows) {
        count += rows.count
        listed = (listed.area + rows.listed.area, listed.hundredths + rows.listed.hundredths)
        outside = (outside.area + rows.outside.area, outside.hundredths + rows.outside.hundredths)
        residual += rows.residual.magnitude
    }

    var totalText: String { form.text(listed.area, listed.hundredths) }
    var outsideText: String { form.text(outside.area, outside.hundredths) }
}

/// Why layers cannot be tabulated.
enum TabulateError: ExplainedError, Equatable {
    case noField(String, layer: String, known: [String])
    case mixedSystems([Int])
    case notChinese(layer: String, epsg: Int)

    var explanation: BilingualText {
        switch self {
        case .noField(let field, let layer, let known):
            BilingualText(
                zh: "图层 \(layer) 没有字段 \(field)。现有字段：\(known.joined(separator: "、"))。",
                en:
                    "The layer \(layer) has no field \(field). Its fields: \(known.joined(separator: ", "))."
            )
        case .mixedSystems(let codes):
            BilingualText(
                zh:
                    "平面面积要求各图层坐标系相同，现为 EPSG \(codes.map(String.init).joined(separator: "、"))。请先转换，或用 --area ellipsoidal。",
                en: "Planar areas need one coordinate system; the layers have EPSG "
                    + codes.map(String.init).joined(separator: ", ")
                    + ". Convert them first, or use --area ellipsoidal.")
        case .notChinese(let layer, let epsg):
            BilingualText(
                zh:
                    "图层 \(layer) 的坐标系（EPSG \(epsg)）不是 CGCS2000，不能按椭球面积公式计算。请转换到 EPSG 4490 或 4491–4554，或用 --area planar。",
                en:
                    "The layer \(layer) is in EPSG \(epsg), not CGCS2000, so the official area does not apply. "
                    + "Convert it to EPSG 4490 or 4491–4554, or use --area planar.")
        }
    }
}
