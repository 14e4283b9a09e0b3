import LandModel
import Maps
import Store

/// The layers of a snapshot as collections of features.
enum OGCCollections {
    private static let queryablesRelation = "http://www.opengis.net/def/rel/ogc/1.0/queryables"

    static func all(_ call: Call) async throws -> Reply {
        let place = try await OGCPlace.opened(call)
        return OGCPlace.reply(
            .object([
                (
                    "links",
                    .array([
                        OGCPlace.link(
                            "self", place.address("/collections"), OGCPlace.json,
                            OGCPlace.title("图层", "Layers", call)),
                        OGCPlace.link(
                            "root", place.base, OGCPlace.json, place.recorded.dataset.name),
                    ])
                ),
                ("crs", systems),
                ("collections", .array(place.layers.map { json($0, place, call) })),
            ]))
    }

    static func one(_ call: Call) async throws -> Reply {
        let place = try await OGCPlace.opened(call)
        return OGCPlace.reply(json(try place.layer(call), place, call))
    }

    private static let systems = JSONValue.array(MapSystem.all.map { .string($0.uri) })

    private static func json(_ layer: MapLayer, _ place: OGCPlace, _ call: Call) -> JSONValue {
        let title = layer.title[call.language]
        var members: [(String, JSONValue)] = [
            ("id", .string(layer.name)), ("title", .string(title)),
            (
                "description",
                .string(
                    OGCPlace.title("\(layer.count) 个要素", "\(layer.count) features", call))
            ),
            (
                "links",
                .array([
                    OGCPlace.link("self", place.address(of: layer), OGCPlace.json, title),
                    OGCPlace.link(
                        "items", place.address(of: layer, "/items"), OGCPlace.geoJSON, title),
                    OGCPlace.link(
                        queryablesRelation, place.address(of: layer, "/queryables"),
                        OGCPlace.schemaJSON, title),
                    OGCPlace.link(
                        OGCPages.tilesetsRelation, place.address("/tiles"), OGCPlace.json, title),
                ])
            ),
            ("itemType", .string("feature")), ("crs", systems),
            (
                "storageCrs",
                .string("http://www.opengis.net/def/crs/EPSG/0/\(layer.epsg)")
            ),
        ]
        if layer.bounds != nil {
            members.append(
                (
                    "extent",
                    .object([
                        (
                            "spatial",
                            .object([
                                ("bbox", .array([MapJSON.bounds(layer.bounds)])),
                                ("crs", .string(MapSystem.crs84.uri)),
                            ])
                        )
                    ])
                ))
        }
        return .object(members)
    }

    static func queryables(_ call: Call) async throws -> Reply {
        let place = try await OGCPlace.opened(call)
        let layer = try place.layer(call)
        let shape = (
            MapSnapshot.shapeNames[0],
            JSONValue.object([
                ("title", .string(OGCPlace.title("图形", "Shape", call))),
                ("x-ogc-role", .string("primary-geometry")),
                ("format", .string("geometry-multipolygon")),
                ("$ref", .string("https://geojson.org/schema/MultiPolygon.json")),
            ])
        )
        let fields = layer.queryables.map { field -> (String, JSONValue) in
            let type =
                switch field.kind {
                case .text: "string"
                case .integer: "integer"
                case .real: "number"
                }
            return (
                field.name,
                .object([
                    ("title", .string(field.title ?? field.name)), ("type", .string(type)),
                ])
            )
        }
        return OGCPlace.reply(
            .object([
                ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                ("$id", .string(place.address(of: layer, "/queryables"))),
                ("type", .string("object")), ("title", .string(layer.title[call.language])),
                ("properties", .object([shape] + fields)),
                ("additionalProperties", .bool(false)),
            ]), OGCPlace.schemaJSON)
    }
}
