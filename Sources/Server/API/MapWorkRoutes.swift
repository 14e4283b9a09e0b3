import Access
import Digest
import Foundation
import Geometry
import HTTPTypes
import HummingbirdCore
import LandModel
import Maps
import Operations
import Overlay
import Store

/// Work on the map: measuring, occupation analysis (量测、压占分析).
enum MapWorkRoutes {
    /// Shapes as they come: drawn, or as a file.
    private static let shapes = Route.Body(
        types: ["application/geo+json", "application/json", "text/plain", "application/zip"],
        schema: .anything, longest: 24 << 20)

    static let all: [Route] = [
        Route(
            method: .post, path: MapRoutes.prefix + "/measure", chapter: "maps",
            title: "Legal area and length of a shape", parameters: MapRoutes.place, body: shapes,
            answers: [
                .json(
                    200,
                    .object([
                        .init("area_m2", .nullable(.text())), .init("length_m", .text()),
                        .init("vertices", .integer()), .init("metric", .bilingual),
                    ]), "By the official formula")
            ], handle: measure),
        Route(
            method: .post, path: MapRoutes.prefix + "/occupation", chapter: "maps",
            title: "What lies under a boundary, layer by layer",
            parameters: MapRoutes.place + [
                .header("X-File-Name", .text(longest: 255), "name of the file, percent-encoded")
            ], body: shapes,
            answers: [.json(200, .object([], isOpen: true), "The occupation")],
            handle: occupation),
        Route(
            method: .get, path: MapRoutes.prefix + "/occupation", chapter: "maps",
            title: "What an occupation can be summed by; answers when the layers are prepared",
            parameters: MapRoutes.place,
            answers: [
                .json(200, .object([.init("fields", .list(.text(), most: 100))]), "The fields")
            ], handle: prepareOccupation),
    ]

    /// The fields that occupations are summed by, where a layer has them.
    static let usualFields = [
        "DLBM", "QSDWMC", "ZLDWMC", "XZQMC", "HXMC", "GHFQMC", "PDJB",
    ]

    /// The shape that a request brings.
    static func shape(_ call: Call) async throws -> DrawnShape {
        let bytes = try await call.bytes()
        let type = (call.request.headers[.contentType] ?? "").split(separator: ";").first ?? ""
        let name = call.values["X-File-Name"]?.removingPercentEncoding ?? ""
        let scratch = FileManager.default.temporaryDirectory.path
        return try await Offload.run {
            switch type {
            case "application/zip":
                try DrawnShape(file: ended(name, "zip"), bytes: bytes, scratch: scratch)
            case "text/plain":
                try DrawnShape(file: ended(name, "txt"), bytes: bytes, scratch: scratch)
            default: try DrawnShape(geoJSON: bytes)
            }
        }
    }

    private static func measure(_ call: Call) async throws -> Reply {
        let (_, map) = try await MapRoutes.opened(call)
        let shape = try await shape(call)
        let found = try await Offload.run { try map.measure(shape) }
        return .json(
            .object([
                ("area_m2", .optional(found.area?.squareMetresText)),
                ("length_m", .string(found.lengthText)),
                ("vertices", .integer(found.vertexCount)),
                ("metric", .text(found.metric)),
            ]))
    }

    /// A name with the ending that its type promises.
    private static func ended(_ name: String, _ ending: String) -> String {
        name.lowercased().hasSuffix("." + ending) ? name : "boundary." + ending
    }

    /// The polygons as a collection in degrees, so that the map shows what was analysed.
    static func collection(_ shape: DrawnShape) -> String {
        let placed = shape.degrees
        var writer = GeoJSON(.crs84)
        writer.append("{\"type\":\"FeatureCollection\",\"features\":[")
        for feature in 0..<placed.featureCount {
            if feature > 0 { writer.append(",") }
            let name = shape.names[feature].quotedAsJSON
            writer.append("{\"type\":\"Feature\",\"properties\":{\"name\":\(name)},\"geometry\":")
            writer.shape(feature, of: placed)
            writer.append("}")
        }
        writer.append("]}")
        return writer.text
    }

    /// Lets the map prepare the layers while a person still chooses a range: for a large county that takes
    /// seconds, which nobody should wait for after drawing.
    private static func prepareOccupation(_ call: Call) async throws -> Reply {
        let (_, map) = try await MapRoutes.opened(call)
        try await Offload.run { try map.prepare() }
        return .json(
            .object([("fields", .array(MapSnapshot.occupationFields.map(JSONValue.string)))]))
    }

    private static func occupation(_ call: Call) async throws -> Reply {
        let (recorded, map) = try await MapRoutes.opened(call)
        let shape = try await shape(call)
        let start = ContinuousClock.now
        let found = try await Offload.run {
            try map.occupation(under: shape, fields: usualFields)
        }
        let seconds = (ContinuousClock.now - start).milliseconds / 1000
        return .json(
            .object([
                ("dataset", .string(recorded.dataset.id.text)),
                ("edition", .integer(recorded.edition)),
                ("digest", .string(recorded.dataset.snapshot.digest.hex)),
                ("seconds", .number(String(format: "%.3f", seconds))),
                (
                    "polygons",
                    .array(
                        zip(shape.names, found).map { OccupationJSON.polygon($0, $1, map) })
                ),
                ("shape", .number(collection(shape))),
            ]))
    }
}

/// An occupation as programs read it.
enum OccupationJSON {
    static func polygon(_ name: String, _ found: Occupation, _ map: MapSnapshot) -> JSONValue {
        .object([
            ("name", .string(name)), ("area_m2", .string(found.area.squareMetresText)),
            ("layers", .array(found.layers.map { layer($0, map) })),
        ])
    }

    /// What a value is called: land classes by their official names, others by themselves.
    private static func label(of value: String?, _ field: String) -> String {
        guard let value else { return "—" }
        guard field == "DLBM" else { return value }
        do throws(LandClassError) {
            return try LandClass(value).chineseName
        } catch {
            // A code outside the table is called by itself.
            return value
        }
    }

    private static func layer(_ layer: Occupation.Layer, _ map: MapSnapshot) -> JSONValue {
        let groups = layer.groupings.map { grouping -> (String, JSONValue) in
            let rows = grouping.groups.map { group in
                JSONValue.object([
                    ("value", .optional(group.value)),
                    ("label", .string(label(of: group.value, grouping.field))),
                    ("area_m2", .string(group.area.squareMetresText)),
                    ("features", .integer(group.featureCount)),
                ])
            }
            return (grouping.field, .array(rows))
        }
        return .object([
            ("name", .string(layer.name)), ("role", .string(layer.role.rawValue)),
            ("title", .text(layer.role.title)),
            ("covered_m2", .string(layer.covered.squareMetresText)),
            ("outside_m2", .string(layer.outside.squareMetresText)),
            ("features", .integer(layer.pieces.count)),
            ("closure_residual", .integer(Int(layer.closureResidual))),
            ("groups", .object(groups)),
        ])
    }
}
