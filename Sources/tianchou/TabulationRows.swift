import Foundation
import LandModel
import Overlay

/// The rows of a tabulation under their keys, sorted, as CSV or JSON lines.
struct TabulationRows {
    private let header: [String]
    private var columns: [KeyColumn]
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
                keys.append(column.codes[Int(feature)])
            }
            areas.append(sum)
        }
        for place in columns.indices { columns[place].rank(&keys, at: place, of: width) }
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

    // MARK: Text

    var count: Int { sums.count }

    /// The sum of the rows.
    var listed: (area: Double, hundredths: Int64) {
        sums.reduce((0, 0)) { ($0.0 + $1.area, $0.1 + $1.hundredths) }
    }

    /// Adds a field of CSV, in quotes where it needs them.
    private static func append(field text: String, to out: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = text.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == quote || $0 == UInt8(ascii: "\n")
                || $0 == UInt8(ascii: "\r")
        }
        guard needsQuotes else { return out.append(contentsOf: text.utf8) }
        out.append(quote)
        for byte in text.utf8 {
            if byte == quote { out.append(quote) }
            out.append(byte)
        }
        out.append(quote)
    }

    /// What tells the rows of a table from those of the others in one output: a column before all others.
    struct Label: Equatable {
        let column: String
        let value: String

        /// The shard of a table that is made in parts.
        static func shard(_ name: String) -> Label { Label(column: "shard", value: name) }
        /// The zone layer of one of several tables.
        static func layer(_ name: String) -> Label { Label(column: "layer", value: name) }
    }

    /// The heading of the CSV.
    func heading(_ label: Label? = nil) -> String {
        var out: [UInt8] = []
        for (place, name) in ((label.map { [$0.column] } ?? []) + header).enumerated() {
            if place > 0 { out.append(UInt8(ascii: ",")) }
            Self.append(field: name, to: &out)
        }
        return String(decoding: out, as: UTF8.self) + "\n"
    }

    /// The rows as CSV without heading.
    func csv(_ label: Label? = nil) -> String {
        let comma = UInt8(ascii: ",")
        var start: [UInt8] = []
        if let label {
            Self.append(field: label.value, to: &start)
            start.append(comma)
        }
        var out: [UInt8] = []
        out.reserveCapacity(sums.count * 64)
        for row in sums.indices {
            out.append(contentsOf: start)
            for (place, column) in columns.enumerated() {
                Self.append(field: column.words[Int(ranks[row * columns.count + place])], to: &out)
                out.append(comma)
            }
            out.append(contentsOf: form.text(sums[row].area, sums[row].hundredths).utf8)
            out.append(UInt8(ascii: "\n"))
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The rows as JSON lines.
    func jsonLines(_ label: Label? = nil) -> String {
        var out = ""
        for row in sums.indices {
            var members: [(String, JSONValue)] =
                label.map { [($0.column, .string($0.value))] } ?? []
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
