import HTTPTypes
import LandModel
import Maps

/// A snapshot by the standards of OGC, for GIS programs: API – Features Parts 1 to 3 (17-069r4,
/// 18-058r1, 19-079r2), CQL2 text (21-065r2) and API – Tiles (20-057).
enum OGCRoutes {
    static let layerName = Route.Parameter.path(
        "layer", .text(longest: 120), "name of the collection")
    static let format = Route.Parameter.query(
        "f", .choice(["json"]), "the format; there is but one")

    static let open = Schema.object([], isOpen: true)
    static let linked = Schema.object([.init("links", .list(open))], isOpen: true)

    /// A list of features.
    static let features = Schema.object(
        [
            .init("type", .choice(["FeatureCollection"])), .init("features", .list(feature)),
            .init("links", .list(open)), .init("numberReturned", .integer(0...Int(Int32.max))),
            .init("numberMatched", .integer(0...Int(Int32.max)), required: false),
            .init("timeStamp", .text(format: "date-time")),
        ], isOpen: true)
    static let feature = Schema.object(
        [
            .init("type", .choice(["Feature"])), .init("id", .integer()),
            .init("geometry", .anything), .init("properties", open),
        ], isOpen: true)

    /// The coordinate system of the answer.
    static let system = Route.Parameter.query(
        "crs", .text(longest: 100), "identifier of the coordinate system of the answer")

    static let itemParameters: [Route.Parameter] = [
        .query("limit", .integer(1...OGCItems.most, usual: OGCItems.usual), "how many at most"),
        .query("offset", .integer(0...100_000_000), "features to pass over"),
        .query("bbox", .text(longest: 400), "four or six numbers, in the axis order of bbox-crs"),
        .query("bbox-crs", .text(longest: 100), "identifier of the coordinate system of bbox"),
        system,
        .query("datetime", .text(longest: 100), "layers have no time: it excludes nothing"),
        .query("filter", .text(longest: 16_000), "CQL2 text"),
        .query("filter-lang", .choice(["cql2-text", "cql-text"]), "the language of the filter"),
        .query("filter-crs", .text(longest: 100), "coordinate system of shapes in the filter"),
        .query("properties", .text(longest: 4000), "the properties wanted, divided by commas"),
        .query("skipGeometry", .flag, "whether without shapes"),
        .query("after", .integer(0...Int.max), "of a next page: the last identifier before it"),
        .query("matched", .integer(0...100_000_000), "of a next page: how many match"),
        format,
    ]

    private static func route(
        _ path: String, _ title: String, _ parameters: [Route.Parameter] = [format],
        _ answers: [Route.Answer], _ handle: @escaping @Sendable (Call) async throws -> Reply
    ) -> Route {
        Route(
            method: .get, path: OGCPlace.prefix + path, chapter: "ogc", title: title,
            parameters: MapRoutes.place + (path.contains("{layer}") ? [layerName] : [])
                + parameters, answers: answers, handle: handle)
    }

    static let all: [Route] =
        [
            route(
                "", "Landing page", [.json(200, linked, "Where everything is")], OGCPages.landing),
            route(
                "/conformance", "Conformance classes",
                [.json(200, .object([.init("conformsTo", .list(.text()))]), "Their identifiers")],
                OGCPages.conformance),
            route(
                "/api", "This part of the interface in OpenAPI 3.0",
                [
                    Route.Answer(
                        status: 200, meaning: "The document", type: OGCPlace.openAPI, schema: open)
                ], OGCPages.api),
            route(
                "/collections", "The layers",
                [
                    .json(
                        200,
                        .object(
                            [.init("links", .list(open)), .init("collections", .list(linked))],
                            isOpen: true), "All collections")
                ], OGCCollections.all),
            route(
                "/collections/{layer}", "A layer", [.json(200, linked, "The collection")],
                OGCCollections.one),
            route(
                "/collections/{layer}/queryables", "What a filter may ask",
                [
                    Route.Answer(
                        status: 200, meaning: "A JSON Schema", type: OGCPlace.schemaJSON,
                        schema: open)
                ], OGCCollections.queryables),
            route(
                "/collections/{layer}/items", "Features", itemParameters,
                [
                    Route.Answer(
                        status: 200, meaning: "The features", type: OGCPlace.geoJSON,
                        schema: features)
                ], OGCItems.list),
            route(
                "/collections/{layer}/items/{id}", "A feature",
                [.path("id", .integer(0...Int.max), "identifier of the feature"), system, format],
                [
                    Route.Answer(
                        status: 200, meaning: "The feature", type: OGCPlace.geoJSON,
                        schema: feature)
                ], OGCItems.one),
        ] + tiles

    private static let tiles: [Route] = [
        route(
            "/tiles", "The tile sets", [.json(200, open, "One of all layers")], OGCTiles.sets),
        route(
            "/tiles/WebMercatorQuad", "The tile set of all layers",
            [.json(200, open, "Its description")], OGCTiles.set),
        route(
            "/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}", "A vector tile",
            [
                .path("tileMatrix", OGCTiles.zoom, "zoom"),
                .path("tileRow", OGCTiles.place, "row from the north"),
                .path("tileCol", OGCTiles.place, "column"),
                .query("f", .choice(["mvt"]), "the format; there is but one"),
            ],
            [
                .file(200, OGCTiles.vectorTile, "The tile"),
                .nothing(204, "Nothing lies there"),
            ], OGCTiles.tile),
        route(
            "/tileMatrixSets", "The tiling schemes", [.json(200, open, "One")],
            OGCTiles.matrixSets),
        route(
            "/tileMatrixSets/WebMercatorQuad", "The tiling scheme",
            [.json(200, open, "Its description")], OGCTiles.matrixSet),
    ]

    private static func route(
        _ path: String, _ title: String, _ answers: [Route.Answer],
        _ handle: @escaping @Sendable (Call) async throws -> Reply
    ) -> Route {
        route(path, title, [format], answers, handle)
    }
}
