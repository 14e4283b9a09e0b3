import Foundation
import LandModel
import Overlay

/// The rows of a tabulation under their keys, sorted, as CSV or JSON lines.
struct TabulationRows {
    /// A key that sorts as a number when it is one.
    private struct Key: Hashable, Comparable {
        let text: String
        let number: Double?

        init(_ text: String, isNumeric: Bool) {
            self.text = text
            number = isNumeric ? Double(text) : nil
        }

        static func < (left: Key, right: Key) -> Bool {
            if let a = left.number, let b = right.number, a != b { return a < b }
            return left.text < right.text
        }
    }

    private let header: [String]
    private var rows: [(keys: [Key], area: Double, hundredths: Int64)] = []
    private let decimals: Int
    private let isRecorded: Bool
    private var outside = (area: 0.0, hundredths: Int64(0))
    /// What is left when all rows and the outside are taken from the whole; an integer of the grid.
    private let residual: Int64

    /// Puts the rows of a table, listed with the outside, under keys or groups.
    init(
        _ table: Tabulation, layers: [LandLayer], keys: [String?], groups: [String],
        stated: [Int64]?, decimals: Int
    ) throws {
        self.decimals = decimals
        isRecorded = stated != nil
        residual = table.closureResidual
        let shares = stated.map { table.shares(ofStatedHundredths: $0) }
        let columns: [KeyColumn]
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
        var sums: [[Int32]: (area: Double, hundredths: Int64)] = [:]
        for row in 0..<table.rowCount {
            let zones = table.zones(ofRow: row)
            let area = table.area(ofRow: row)
            let hundredths = shares?[row] ?? 0
            if zones.contains(Tabulation.outside) {
                outside.area += area
                outside.hundredths += hundredths
                continue
            }
            let features = [table.patches[row]] + zones
            let key = columns.map { $0.codes[Int(features[$0.layer])] }
            let sum = sums[key, default: (0, 0)]
            sums[key] = (sum.area + area, sum.hundredths + hundredths)
        }
        for (key, sum) in sums {
            let named = zip(key, columns).map { $1.key($0) }
            rows.append(
                (named.map { Key($0.text, isNumeric: $0.isNumeric) }, sum.area, sum.hundredths))
        }
        rows.sort { $0.keys.lexicographicallyPrecedes($1.keys) }
    }

    private static func name(_ layer: Int) -> String {
        // key_b, key_c … as many as there are layers.
        "key_" + String(UnicodeScalar(UInt8(ascii: "a") + UInt8(min(layer, 25))))
    }

    /// The values of one key, one code per feature.
    private struct KeyColumn {
        let layer: Int
        let codes: [Int32]
        private let words: [String]
        private let isNumeric: Bool

        init(_ source: LandLayer, _ field: String?, layer: Int) throws {
            self.layer = layer
            guard let field else {
                codes = source.featureIDs.indices.map { Int32($0) }
                words = source.featureIDs.map { String($0) }
                isNumeric = true
                return
            }
            guard let column = source.column(field) else {
                throw TabulateError.noField(
                    field, layer: source.name, known: source.columns.map(\.name))
            }
            let text = DictionaryText((0..<source.count).map { column.text($0) ?? "" })
            codes = text.codes
            words = text.words
            if case .text = column.values { isNumeric = false } else { isNumeric = true }
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

        func key(_ code: Int32) -> (text: String, isNumeric: Bool) {
            (words[Int(code)], isNumeric)
        }
    }

    // MARK: Text

    var count: Int { rows.count }

    private func text(_ area: Double, _ hundredths: Int64) -> String {
        isRecorded
            ? Area(hundredths: hundredths).squareMetresText
            : String(format: "%.\(decimals)f", area)
    }

    var totalText: String {
        text(rows.reduce(0) { $0 + $1.area }, rows.reduce(0) { $0 + $1.hundredths })
    }

    var outsideText: String { text(outside.area, outside.hundredths) }

    var residualText: String { String(residual) }

    private static func field(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }) else {
            return text
        }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    var csv: String {
        var out = header.map(Self.field).joined(separator: ",") + "\n"
        for row in rows {
            for key in row.keys { out += Self.field(key.text) + "," }
            out += text(row.area, row.hundredths) + "\n"
        }
        return out
    }

    var jsonLines: String {
        var out = ""
        for row in rows {
            var members: [(String, JSONValue)] = zip(header, row.keys).map { name, key in
                (name, key.number == nil ? .string(key.text) : .number(key.text))
            }
            members.append(("area_m2", .number(text(row.area, row.hundredths))))
            out += JSONValue.object(members).text + "\n"
        }
        return out
    }
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
