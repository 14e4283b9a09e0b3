import LandExchange
import LandModel
import Maps

/// Features of a layer as GeoJSON with the legal area among the properties.
struct OGCFeatureText: Sendable {
    /// The name of the property that tells how the area is known.
    static let kindName = "area_kind"

    private var writer: GeoJSON
    /// The names of the fields as JSON, each with its colon.
    private let keys: [String]
    private let hasArea: Bool
    private let hasKind: Bool
    private static let areaKey = "\"\(MapLayer.areaName)\":"
    private static let kindKey = "\"\(kindName)\":\""

    init(
        _ layer: MapLayer, fields: [String], hiding hidden: Set<String>, _ system: MapSystem
    ) {
        writer = GeoJSON(system)
        keys = fields.map { $0.quotedAsJSON + ":" }
        // A field of the file that has one of these names keeps it.
        hasArea = !hidden.contains(MapLayer.areaName) && layer.field(MapLayer.areaName) == nil
        hasKind =
            !hidden.contains(OGCFeatureText.kindName) && layer.field(OGCFeatureText.kindName) == nil
    }

    /// How much is written and not yet taken, in bytes.
    var size: Int { writer.size }

    /// Takes what is written.
    mutating func take() -> [UInt8] { writer.take() }

    /// Writes something between features.
    mutating func append(_ text: String) { writer.append(text) }

    /// Writes a feature.
    mutating func append(_ feature: MapFeature, links: [JSONValue] = []) {
        writer.append("{\"type\":\"Feature\",\"id\":")
        writer.append(feature.id)
        writer.append(",\"geometry\":")
        if let geometry = feature.geometry {
            writer.shape(0, of: geometry)
        } else {
            writer.append("null")
        }
        writer.append(",\"properties\":{")
        var comma = ""
        for (index, key) in keys.enumerated() {
            writer.append(comma)
            writer.append(key)
            writer.append(feature.values[index])
            comma = ","
        }
        if hasArea {
            writer.append(comma)
            writer.append(Self.areaKey)
            writer.append(feature.area?.squareMetresText ?? "null")
            comma = ","
        }
        if hasKind {
            writer.append(comma)
            writer.append(Self.kindKey)
            writer.append(feature.areaKind.rawValue)
            writer.append("\"")
        }
        writer.append("}")
        if !links.isEmpty { writer.append(",\"links\":" + JSONValue.array(links).text) }
        writer.append("}")
    }
}

/// A list of features: a head, the features, and what is known only after the last of them.
struct OGCFeatureList: FeatureText {
    /// Where in all features the list stands.
    struct Page: Sendable {
        let address: String
        /// The other parameters, which the next page has as well.
        let parameters: [(String, String)]
        /// How many features lie before it.
        let position: Int
        let limit: Int
        let matched: Int
        let time: String
        /// The link back to the collection.
        let back: JSONValue
    }

    private var text: OGCFeatureText
    private let page: Page
    private var count = 0
    private var last: Int64 = 0

    init(
        _ layer: MapLayer, _ query: FeatureQuery, hiding hidden: Set<String>, page: Page
    ) {
        // The names go out as the layer has them, whichever way they were asked for.
        let names = query.fields.map { $0.compactMap { layer.field($0)?.name } }
        text = OGCFeatureText(
            layer, fields: names ?? layer.fields.map(\.name), hiding: hidden, query.system)
        self.page = page
        text.append("{\"type\":\"FeatureCollection\",\"features\":[\n")
    }

    var size: Int { text.size }

    mutating func append(_ feature: MapFeature) {
        if count > 0 { text.append(",\n") }
        text.append(feature)
        count += 1
        last = feature.id
    }

    mutating func finish() {
        var links = [
            OGCPlace.link(
                "self", address([("limit", "\(page.limit)"), ("offset", "\(page.position)")]),
                OGCPlace.geoJSON, "self"),
            page.back,
        ]
        let next = page.position + count
        if count == page.limit, next < page.matched {
            links.append(
                OGCPlace.link(
                    "next",
                    address([
                        ("limit", "\(page.limit)"), ("offset", "\(next)"), ("after", "\(last)"),
                        ("matched", "\(page.matched)"),
                    ]), OGCPlace.geoJSON, "next"))
        }
        let tail = JSONValue.object([
            ("links", .array(links)), ("numberMatched", .integer(page.matched)),
            ("numberReturned", .integer(count)), ("timeStamp", .string(page.time)),
        ])
        text.append("\n]," + tail.text.dropFirst())
    }

    mutating func take() -> [UInt8] { text.take() }

    private func address(_ place: [(String, String)]) -> String {
        page.address + "?"
            + (page.parameters + place).map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }
            .joined(separator: "&")
    }
}
