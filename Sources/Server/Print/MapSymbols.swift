import Documents
import Foundation
import LandModel
import Maps

/// The one table of map colours, as the map page reads it too: `land-classes.json` (图式).
struct MapSymbols: Sendable {
    private struct Table: Decodable {
        struct Entry: Decodable {
            let code: String
            let zh: String
            let en: String
            let colour: String
        }
        struct Slope: Decodable {
            let value: String
            let zh: String
            let en: String
            let colour: String
        }
        struct Zone: Decodable {
            let role: String
            let zh: String
            let en: String
            let line: String
            let width: Double
            let dash: [Double]?
            let hatch: String?
            let step: Double
        }
        struct Other: Decodable {
            let line: String
            let width: Double
        }
        let classes: [Entry]
        let level1: [Entry]
        let zones: [Zone]
        let slope: [Slope]
        let other: Other
    }

    private let table: Table
    private let places: [String: Int]

    /// A pixel of the screen in millimetres (CSS 2.2, 4.3.2).
    private static let pixel = 25.4 / 96

    /// Reads the table.
    ///
    /// - Throws: ``ServerError/resource(path:reason:)``.
    init(_ assets: AssetShelf) throws(ServerError) {
        guard let bytes = assets.contents(of: "/assets/own/land-classes.json") else {
            throw .resource(path: "static/land-classes.json", reason: "missing")
        }
        do {
            table = try JSONDecoder().decode(Table.self, from: Data(bytes))
        } catch {
            throw .resource(path: "static/land-classes.json", reason: "\(error)")
        }
        let entries = table.classes + table.level1
        places = Dictionary(
            entries.indices.map { (entries[$0].code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The field that a layer's features are drawn by; nil where all are drawn alike.
    static func field(of role: LayerRole) -> String? {
        switch role {
        case .landUse: "DLBM"
        case .slope: "PDJB"
        default: nil
        }
    }

    /// The fields that may hold the name written into a feature, the first that is there.
    static func names(of role: LayerRole) -> [String] {
        switch role {
        case .village: ["ZLDWMC", "CJDCQMC", "XZQMC"]
        case .township: ["XZQMC"]
        default: []
        }
    }

    /// The code of the entry that a class code is drawn by: the code, or the class it belongs to.
    func classKey(_ code: String) -> String {
        for length in stride(from: code.count, through: 2, by: -1) {
            let prefix = String(code.prefix(length))
            if places[prefix] != nil { return prefix }
        }
        return code
    }

    /// The place of a class in the table, for sorting; unknown ones come last.
    func rank(_ key: String) -> Int { places[key] ?? Int.max }

    /// What a class is called.
    func className(_ key: String) -> BilingualText {
        entry(key).map { BilingualText(zh: $0.zh, en: $0.en) } ?? BilingualText(zh: key, en: key)
    }

    /// How a class is drawn.
    func classSymbol(_ key: String, strength: Double, line: Double) -> PlotSymbol {
        PlotSymbol(
            code: key, name: className(key), fill: entry(key)?.colour ?? "#d9dde0",
            line: "#6b6257", lineWidth: line, strength: strength)
    }

    private func entry(_ key: String) -> Table.Entry? {
        guard let place = places[key] else { return nil }
        return place < table.classes.count
            ? table.classes[place] : table.level1[place - table.classes.count]
    }

    /// How a class of slope is drawn.
    func slopeSymbol(_ value: String, strength: Double) -> PlotSymbol {
        let found = table.slope.first { $0.value == value }
        return PlotSymbol(
            name: BilingualText(zh: found?.zh ?? value, en: found?.en ?? value),
            fill: found?.colour ?? "#d9dde0", line: nil, strength: strength)
    }

    /// How a layer of one kind is drawn.
    func symbol(_ layer: MapLayer, strength: Double) -> PlotSymbol {
        guard let zone = table.zones.first(where: { $0.role == layer.role.rawValue }) else {
            return PlotSymbol(
                name: layer.title, line: table.other.line,
                lineWidth: table.other.width * Self.pixel, strength: strength)
        }
        let width = zone.width * Self.pixel
        return PlotSymbol(
            name: layer.title, line: zone.line, lineWidth: width,
            dashes: (zone.dash ?? []).map { $0 * max(width, 0.3) }, hatch: zone.hatch,
            hatchStep: zone.step * Self.pixel, strength: strength)
    }
}
