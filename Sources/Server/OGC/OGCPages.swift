import Digest
import LandModel
import Maps
import Store

/// The pages that lead to all others: landing page, conformance, description of the interface.
enum OGCPages {
    static let tilesetsRelation = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"

    static func landing(_ call: Call) async throws -> Reply {
        let place = try await OGCPlace.opened(call)
        let dataset = place.recorded.dataset
        func link(_ rel: String, _ path: String, _ type: String, _ zh: String, _ en: String)
            -> JSONValue
        {
            OGCPlace.link(rel, place.address(path), type, OGCPlace.title(zh, en, call))
        }
        return OGCPlace.reply(
            .object([
                ("title", .string(dataset.name)),
                (
                    "description",
                    .string(
                        OGCPlace.title(
                            "第 \(place.recorded.edition) 版，快照 SHA-256 \(dataset.snapshot.digest.hex)",
                            "Edition \(place.recorded.edition), snapshot SHA-256 "
                                + dataset.snapshot.digest.hex, call))
                ),
                (
                    "links",
                    .array([
                        link("self", "", OGCPlace.json, "本页", "This page"),
                        link(
                            "service-desc", "/api", OGCPlace.openAPI, "接口说明",
                            "Description of the interface"),
                        link(
                            "conformance", "/conformance", OGCPlace.json, "符合的规范",
                            "Conformance classes"),
                        link("data", "/collections", OGCPlace.json, "图层", "Layers"),
                        link(tilesetsRelation, "/tiles", OGCPlace.json, "矢量瓦片", "Vector tiles"),
                    ])
                ),
            ]))
    }

    /// What is fulfilled, and no more.
    ///
    /// Of CQL2 the class of spatial functions is left out whose
    /// literals go beyond points and boxes, though polygons and lines are understood.
    private static let classes =
        [
            "ogcapi-common-1/1.0/conf/core", "ogcapi-common-2/1.0/conf/collections",
            "ogcapi-features-1/1.0/conf/core", "ogcapi-features-1/1.0/conf/geojson",
            "ogcapi-features-1/1.0/conf/oas30", "ogcapi-features-2/1.0/conf/crs",
            "ogcapi-features-3/1.0/conf/queryables",
            "ogcapi-features-3/1.0/conf/queryables-query-parameters",
            "ogcapi-features-3/1.0/conf/filter", "ogcapi-features-3/1.0/conf/features-filter",
            "cql2/1.0/conf/cql2-text", "cql2/1.0/conf/basic-cql2",
            "cql2/1.0/conf/advanced-comparison-operators",
            "cql2/1.0/conf/case-insensitive-comparison",
            "cql2/1.0/conf/basic-spatial-functions", "ogcapi-tiles-1/1.0/conf/core",
            "ogcapi-tiles-1/1.0/conf/tileset", "ogcapi-tiles-1/1.0/conf/tilesets-list",
            "ogcapi-tiles-1/1.0/conf/dataset-tilesets", "ogcapi-tiles-1/1.0/conf/mvt",
        ].map { "http://www.opengis.net/spec/" + $0 }

    static func conformance(_ call: Call) async throws -> Reply {
        _ = try await OGCPlace.opened(call)
        return OGCPlace.reply(
            .object([("conformsTo", .array(classes.map { .string($0) }))]))
    }

    static func api(_ call: Call) async throws -> Reply {
        let place = try await OGCPlace.opened(call)
        var routes: [Route] = []
        for route in OGCRoutes.all {
            let path = String(route.path.dropFirst(OGCPlace.prefix.count))
            let own = route.parameters.filter { !["dataset", "edition"].contains($0.name) }
            guard path.contains("{layer}") else {
                routes.append(copy(route, path.isEmpty ? "/" : path, own))
                continue
            }
            // Programs look for the address of each collection, and for its own properties.
            for layer in place.layers {
                let name = layer.name.percentEncoded
                let fields = path.hasSuffix("/items") ? properties(of: layer) : []
                routes.append(
                    copy(
                        route, path.split(separator: "{layer}").joined(separator: name),
                        own.filter { $0.name != "layer" } + fields))
            }
        }
        let document = OpenAPIDocument(RouteTable(routes: routes), call.services.programVersion)
        guard case .object(let members) = ElderOpenAPI.written(document.json) else {
            throw Problem.missing()
        }
        let servers = JSONValue.array([.object([("url", .string(place.base))])])
        return OGCPlace.reply(
            .object(members + [("servers", servers)]), OGCPlace.openAPI)
    }

    private static func copy(
        _ route: Route, _ path: String, _ parameters: [Route.Parameter]
    ) -> Route {
        Route(
            method: route.method, path: path, chapter: route.chapter, title: route.title,
            parameters: parameters, answers: route.answers, right: route.right,
            handle: route.handle)
    }

    private static func properties(of layer: MapLayer) -> [Route.Parameter] {
        let known = Set(OGCRoutes.itemParameters.map(\.name))
        return layer.queryables.filter { !known.contains($0.name) }.map { field in
            let schema: Schema =
                switch field.kind {
                case .text: .text()
                case .integer: .integer()
                case .real: .number()
                }
            return .query(field.name, schema, field.title ?? field.name)
        }
    }
}

/// A document of OpenAPI 3.1 as one of 3.0, which is what GIS programs read.
enum ElderOpenAPI {
    /// The version it is written for.
    private static let version = "3.0.3"

    static func written(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let values): return .array(values.map(written))
        case .object(let members):
            // A value or null is said in one word there.
            if members.count == 1, case .array(let choices)? = value["anyOf"], choices.count == 2,
                case .string("null")? = choices[1]["type"],
                case .object(let known) = written(choices[0])
            {
                return .object(known + [("nullable", .bool(true))])
            }
            return .object(
                members.map { name, member in
                    name == "openapi" ? (name, .string(version)) : (name, written(member))
                })
        default: return value
        }
    }
}
