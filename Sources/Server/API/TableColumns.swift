import Documents
import LandExchange
import LandModel
import Maps

/// The columns of a layer's table, with the official names over them.
struct TableColumns: Sendable {
    /// The heads: official Chinese names, units where a field has one.
    let heads: [String]
    private let language: DisplayLanguage

    init(_ layer: MapLayer, _ language: DisplayLanguage) {
        self.language = language
        heads =
            [BilingualText(zh: "要素号", en: "id")[language]]
            + layer.fields.map { field in
                (field.title ?? field.name) + (TableColumns.unit(of: field, in: layer) ?? "")
            }
            + [
                BilingualText(zh: "法定面积（平方米）", en: "legal area (m²)")[language],
                BilingualText(zh: "面积来源", en: "source of area")[language],
            ]
    }

    /// The unit of a field of the survey (TD/T 1057-2020 tables of DLTB, CJDCQ, XZQ); other areas
    /// have none that is certain.
    private static func unit(of field: MapField, in layer: MapLayer) -> String? {
        guard field.kind != .text else { return nil }
        if field.name == layer.areaField { return "（平方米）" }
        switch field.name.uppercased() {
        case "TBMJ", "KCMJ", "TBDLMJ", "DCMJ", "CZCMJ", "YJJBNTTBMJ", "YJJBNTMJ": return "（平方米）"
        case "XZDWKD": return "（米）"
        default: return nil
        }
    }

    /// How the area of a feature is known.
    func source(_ kind: AreaProvenance) -> String {
        switch kind {
        case .declared: BilingualText(zh: "调查登记", en: "as recorded")[language]
        case .computed: BilingualText(zh: "椭球面积计算", en: "computed on the ellipsoid")[language]
        case .measured: BilingualText(zh: "实测", en: "surveyed")[language]
        }
    }

    /// The cells of a feature.
    func cells(_ feature: MapFeature) -> [DataCell] {
        let area = feature.area.map { DataCell.number($0.squareMetres, decimals: 2) } ?? .empty
        return [.number(Double(feature.id), decimals: 0)]
            + feature.values.map { value -> DataCell in
                switch value {
                case .null: .empty
                case .integer(let number): .number(Double(number), decimals: 0)
                case .real(let number): number.isFinite ? .number(number, decimals: 2) : .empty
                case .text(let text): text.isEmpty ? .empty : .text(text)
                }
            } + [area, .text(source(feature.areaKind))]
    }
}

/// A table as CSV (RFC 4180) in UTF-8 with the mark by which office programs know it.
struct TableText: FeatureText {
    private var text = "\u{FEFF}"
    private let columns: TableColumns

    init(_ columns: TableColumns) {
        self.columns = columns
        append(columns.heads)
    }

    var size: Int { text.utf8.count }

    mutating func append(_ feature: MapFeature) {
        append(
            [String(feature.id)]
                + feature.values.map { value in
                    switch value {
                    case .null: ""
                    case .integer(let number): String(number)
                    case .real(let number): number.isFinite ? "\(number)" : ""
                    case .text(let text): TableText.harmless(text)
                    }
                } + [feature.area?.squareMetresText ?? "", columns.source(feature.areaKind)])
    }

    mutating func finish() {}

    mutating func take() -> [UInt8] {
        defer { text.removeAll(keepingCapacity: true) }
        return Array(text.utf8)
    }

    /// A text that an office program would take for a formula gets a sign before it.
    private static func harmless(_ text: String) -> String {
        guard let first = text.utf8.first else { return text }
        return "=+-@\t\r".utf8.contains(first) ? "'" + text : text
    }

    private mutating func append(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { text += "," }
            let isPlain = cell.utf8.allSatisfy { byte in
                byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte >= 0x20
            }
            text +=
                isPlain
                ? cell
                : "\""
                    + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(
                        separator: "\"\"") + "\""
        }
        text += "\r\n"
    }
}

/// Features as GeoJSON, without the links of a page.
struct PlainFeatureList: FeatureText {
    private var text: OGCFeatureText
    private var isFirst = true

    init(_ layer: MapLayer) {
        text = OGCFeatureText(layer, fields: layer.fields.map(\.name), hiding: [], .crs84)
        let name = layer.name.quotedAsJSON
        text.append("{\"type\":\"FeatureCollection\",\"name\":\(name),\"features\":[\n")
    }

    var size: Int { text.size }

    mutating func append(_ feature: MapFeature) {
        if !isFirst { text.append(",\n") }
        isFirst = false
        text.append(feature)
    }

    mutating func finish() { text.append("\n]}\n") }

    mutating func take() -> [UInt8] { text.take() }
}
