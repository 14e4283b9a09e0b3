import Documents
import Foundation
import LandModel
import Maps

/// What a request for a printed map asks, checked (出图要求).
struct PrintOrder: Sendable {
    /// A layer that is to be seen.
    struct Layer: Sendable {
        let name: String
        let opacity: Double
    }

    let format: PlotFormat
    let scale: PlotScale
    let longitude: Double
    let latitude: Double
    let title: String
    let layers: [Layer]
    let shape: DrawnShape?
    /// Whether as many sheets are wanted as the area needs.
    let isSeries: Bool
    /// West, south, east and north of the area of a series, in degrees; nil for the whole dataset.
    let bounds: MapBounds?

    static let schema = Schema.object([
        .init("size", .choice(PaperSize.allCases.map(\.rawValue))),
        .init("orientation", .choice(["landscape", "portrait"])),
        .init("scale", .integer(500...500_000), "the number after the colon"),
        .init("centre", .list(.number(), most: 2), required: false, "longitude and latitude"),
        .init("title", .text(longest: 60)),
        .init(
            "layers",
            .list(
                .object([
                    .init("name", MapRoutes.layerName),
                    .init("opacity", .number(0...1), required: false),
                ]), most: 100)),
        .init("shape", .anything, required: false, "GeoJSON to draw over the map"),
        .init("series", .flag, required: false, "as many sheets as the area needs"),
        .init(
            "bounds", .list(.number(), most: 4), required: false,
            "the area of a series: west, south, east, north; without it the whole dataset"),
    ])

    /// Reads the body of a request.
    ///
    /// - Throws: ``Problem`` with every fault at once; ``MapsError`` for a shape that cannot be drawn.
    init(_ bytes: [UInt8]) throws {
        let read: Any
        do {
            read = try JSONSerialization.jsonObject(with: Data(bytes))
        } catch {
            throw Problem.fault("body", zh: "无法读作 JSON。", en: "The body is no JSON.")
        }
        guard let body = read as? [String: Any] else {
            throw Problem.fault("body", zh: "应为 JSON 对象。", en: "A JSON object is needed.")
        }
        var faults: [Problem.Finding] = []
        let size = Self.word(body, "size").flatMap { PaperSize(rawValue: $0) }
        if size == nil { faults.append(Self.fault("size", "应为 A4 至 A0。", "Give A4 to A0.")) }
        let way = Self.word(body, "orientation")
        if way != "landscape", way != "portrait" {
            faults.append(
                Self.fault(
                    "orientation", "应为 landscape 或 portrait。", "Give landscape or portrait."))
        }
        let scale = Self.scale(body, &faults)
        let title = Self.word(body, "title") ?? ""
        if title.isEmpty || title.count > 60 {
            faults.append(
                Self.fault("title", "图名应为 1 至 60 字。", "Give a title of 1 to 60 characters."))
        }
        isSeries = (body["series"] as? Bool) ?? false
        let centre = (body["centre"] as? [Double]) ?? []
        let isPlace =
            centre.count == 2 && (73...136).contains(centre[0]) && (0...60).contains(centre[1])
        if !isPlace, !isSeries || body["centre"] != nil {
            faults.append(
                Self.fault(
                    "centre", "应为国内的经度和纬度。", "Give longitude and latitude of a place in China."))
        }
        let layers = Self.layers(body, &faults)
        guard faults.isEmpty, let size, let scale else { throw Problem.unreadable(faults) }
        format = PlotFormat(size, landscape: way == "landscape")
        self.scale = scale
        self.title = title
        self.layers = layers
        (longitude, latitude) = isPlace ? (centre[0], centre[1]) : (0, 0)
        bounds = try (body["bounds"] as? [Double]).map { try MapBounds(numbers: $0) }
        if let shape = body["shape"], !(shape is NSNull) {
            guard JSONSerialization.isValidJSONObject(shape) else {
                throw Problem.fault("shape", zh: "应为 GeoJSON。", en: "GeoJSON is needed.")
            }
            self.shape = try DrawnShape(
                geoJSON: [UInt8](JSONSerialization.data(withJSONObject: shape)))
        } else {
            shape = nil
        }
    }

    private static func fault(_ field: String, _ zh: String, _ en: String) -> Problem.Finding {
        Problem.Finding("REQ-VALUE", field: field, BilingualText(zh: zh, en: en))
    }

    private static func word(_ body: [String: Any], _ name: String) -> String? {
        body[name] as? String
    }

    private static func scale(
        _ body: [String: Any], _ faults: inout [Problem.Finding]
    ) -> PlotScale? {
        guard let wish = body["scale"] as? Int else {
            faults.append(fault("scale", "应为比例尺分母。", "Give the number after the colon."))
            return nil
        }
        if let scale = PlotScale(wish) { return scale }
        let nearest = PlotScale.nearest(to: wish).text
        faults.append(
            fault(
                "scale",
                "不按 1:\(wish) 出图。最接近的是 \(nearest)；可用 1:500、1:1000、1:2000 以及 5000 的整数倍至 1:500000。",
                "Sheets are not drawn at 1:\(wish). The nearest is \(nearest); use 1:500, 1:1000, "
                    + "1:2000 or whole steps of 5000 to 1:500000."))
        return nil
    }

    private static func layers(
        _ body: [String: Any], _ faults: inout [Problem.Finding]
    ) -> [Layer] {
        guard let given = body["layers"] as? [[String: Any]], !given.isEmpty, given.count <= 100
        else {
            faults.append(fault("layers", "至少选一个图层。", "Name at least one layer."))
            return []
        }
        return given.compactMap { one in
            guard let name = one["name"] as? String else {
                faults.append(fault("layers", "图层缺名称。", "A layer has no name."))
                return nil
            }
            let opacity = (one["opacity"] as? Double) ?? 1
            return Layer(name: name, opacity: min(max(opacity.isFinite ? opacity : 1, 0), 1))
        }
    }
}
