import Access
import Digest
import HTTPTypes
import Hummingbird
import LandModel
import Maps
import NIOCore
import Store
import VectorTiles

/// The one map of a snapshot: layers, tiles, features, identify, search (一张图).
enum MapRoutes {
    static let prefix = "/api/v1/maps/{dataset}/{edition}"
    static let place = [DatasetRoutes.datasetName, DatasetRoutes.editionNumber]
    static let layerName = Schema.text(longest: 120)

    static let feature = Schema.object([
        .init("layer", .text()), .init("id", .integer()),
        .init("area_m2", .nullable(.text()), "legal area, two decimals"),
        .init("area_kind", .text(), "measured, computed or declared"),
        .init("bounds", .nullable(.list(.number(), most: 4))),
        .init("properties", .object([], isOpen: true)),
        .init("geometry", .anything, required: false),
    ])

    static let all: [Route] =
        [
            Route(
                method: .get, path: prefix + "/layers", chapter: "maps",
                title: "What the map shows",
                parameters: place, answers: [.json(200, .object([], isOpen: true), "The layers")],
                handle: layers),
            Route(
                method: .get, path: prefix + "/tiles/{z}/{x}/{y}", chapter: "maps",
                title: "A vector tile of all layers",
                parameters: place + [
                    .path("z", OGCTiles.zoom, "zoom"),
                    .path("x", OGCTiles.place, "column"),
                    .path("y", OGCTiles.place, "row from the north"),
                ],
                answers: [
                    .file(200, "application/vnd.mapbox-vector-tile", "The tile"),
                    .nothing(204, "Nothing lies there"),
                ]
            ) { call in
                try await tile(
                    call, zoom: call.integer("z", standard: 0), x: call.integer("x", standard: 0),
                    y: call.integer("y", standard: 0))
            },
            Route(
                method: .get, path: prefix + "/features", chapter: "maps",
                title: "Features of a layer as a table",
                parameters: place + [
                    .query("layer", layerName, required: true, "name of the layer"),
                    .query("bbox", .text(longest: 200), "west,south,east,north in degrees"),
                    .query("filter", .text(longest: 8000), "CQL2 text"),
                    .query("sort", .text(longest: 200), "field or field.desc"),
                    .query("offset", .integer(0...100_000_000), "features to pass over"),
                    .query("limit", .integer(1...1000), "how many at most"),
                    .query("geometry", .flag, "whether with shapes"),
                ],
                answers: [
                    .json(
                        200,
                        .object([
                            .init("layer", .text()), .init("total", .nullable(.integer())),
                            .init("offset", .integer()), .init("items", .list(feature)),
                        ]), "The features")
                ], handle: features),
            Route(
                method: .get, path: prefix + "/identify", chapter: "maps",
                title: "What lies at a point, in every layer",
                parameters: place + [
                    .query("lon", .number(-180...180), required: true, "longitude, degrees"),
                    .query("lat", .number(-90...90), required: true, "latitude, degrees"),
                ],
                answers: [
                    .json(200, .object([.init("items", .list(feature))]), "Legal area first")
                ],
                handle: identify),
            Route(
                method: .get, path: prefix + "/search", chapter: "maps",
                title: "Features by name, code, owner or class",
                parameters: place + [
                    .query("q", .text(longest: 100), required: true, "what to look for"),
                    .query("limit", .integer(1...200), "how many at most"),
                ],
                answers: [
                    .json(
                        200,
                        .object([
                            .init(
                                "items",
                                .list(
                                    .object([
                                        .init("layer", .text()), .init("id", .integer()),
                                        .init("label", .text()), .init("detail", .text()),
                                        .init("bounds", .nullable(.list(.number(), most: 4))),
                                    ])))
                        ]), "Best first")
                ], handle: search),
        ] + MapWorkRoutes.all + MapPrintRoutes.all + ExportRoutes.all

    /// The edition that a path names, and its map.
    static func opened(_ call: Call) async throws -> (RecordedDataset, MapSnapshot) {
        let recorded = try await DatasetRoutes.edition(call)
        return (recorded, try await call.office().maps.map(recorded.dataset.snapshot))
    }

    /// A snapshot never changes, so what is read of a numbered edition may be kept.
    private static func kept(_ reply: Reply, _ call: Call) -> Reply {
        var reply = reply
        reply.isTagged = true
        return reply.kept(
            call.values["edition"] == "latest" ? "private, no-cache" : "private, max-age=86400")
    }

    private static func layers(_ call: Call) async throws -> Reply {
        let (recorded, map) = try await opened(call)
        let layers = map.layers.map { layer in
            JSONValue.object([
                ("name", .string(layer.name)), ("role", .string(layer.role.rawValue)),
                ("title", .text(layer.title)), ("count", .integer(layer.count)),
                ("kind", .string(layer.geometryKind)), ("bounds", MapJSON.bounds(layer.bounds)),
                ("epsg", .integer(layer.epsg)), ("digest", .string(layer.digest)),
                (
                    "fields",
                    .array(
                        layer.fields.map { field in
                            .object([
                                ("name", .string(field.name)),
                                ("title", .string(field.title ?? field.name)),
                                ("kind", .string(field.kind.rawValue)),
                            ])
                        })
                ),
            ])
        }
        let whole = MapJSON.union(map.layers.compactMap(\.bounds))
        return kept(
            .json(
                .object([
                    ("dataset", .string(recorded.dataset.id.text)),
                    ("name", .string(recorded.dataset.name)),
                    ("edition", .integer(recorded.edition)),
                    ("digest", .string(recorded.dataset.snapshot.digest.hex)),
                    ("bounds", MapJSON.bounds(whole)), ("layers", .array(layers)),
                ])), call)
    }

    static func tile(_ call: Call, zoom: Int, x: Int, y: Int) async throws -> Reply {
        guard x < 1 << zoom, y < 1 << zoom else { throw Problem.missing() }
        let address = try TileAddress(zoom: zoom, x: x, y: y)
        guard Compression.isAccepted(call.request.headers[.acceptEncoding] ?? "") else {
            let (_, map) = try await opened(call)
            let bytes = try await Offload.run { try map.tile(address) }
            guard !bytes.isEmpty else { return kept(Reply(.noContent), call) }
            return kept(.bytes(bytes, type: tileType), call)
        }
        let tile = try await packedTile(address, call)
        guard let packed = tile.packed else { return kept(Reply(.noContent), call) }
        var reply = kept(Reply(type: tileType, content: .bytes(packed)), call)
        reply.tag = tile.tag
        reply.headers[.contentEncoding] = "gzip"
        reply.headers[.vary] = "Accept-Encoding"
        return reply
    }

    private static let tileType = "application/vnd.mapbox-vector-tile"

    /// A tile as it is kept or, when it is not, made and packed beside the threads that serve.
    private static func packedTile(
        _ address: TileAddress, _ call: Call
    ) async throws -> TileShelf.Tile {
        let recorded = try await DatasetRoutes.edition(call)
        let maps = try call.office().maps
        let place = TileShelf.Place(snapshot: recorded.dataset.snapshot, address: address)
        if let known = maps.tiles.tile(at: place) { return known }
        let map = try await maps.map(place.snapshot)
        return try await Offload.run { try maps.tiles.tile(at: place, of: map) }
    }

    static func query(_ call: Call) throws -> FeatureQuery {
        var query = FeatureQuery(layer: try call.value("layer"))
        if let text = call.values["bbox"] {
            query.bounds = try MapBounds(numbers: try OGCQuery.numbers(text))
        }
        if let text = call.values["filter"], !text.isEmpty { query.filter = try CQL2.parse(text) }
        if let text = call.values["sort"], !text.isEmpty {
            query.sort = [try FeatureQuery.SortKey(parsing: text)]
        }
        query.offset = call.integer("offset", standard: 0)
        query.limit = call.integer("limit", standard: 100)
        query.wantsGeometry = call.values["geometry"] == "true"
        return query
    }

    private static func features(_ call: Call) async throws -> Reply {
        let (_, map) = try await opened(call)
        let query = try query(call)
        let page = try await Offload.run { try map.features(query) }
        return kept(
            .json(
                .object([
                    ("layer", .string(page.layer.name)),
                    ("total", page.total.map { .integer($0) } ?? .null),
                    ("offset", .integer(page.offset)),
                    ("items", .array(page.items.map { MapJSON.feature($0) })),
                ])), call)
    }

    private static func identify(_ call: Call) async throws -> Reply {
        let (_, map) = try await opened(call)
        guard let longitude = Double(try call.value("lon")),
            let latitude = Double(try call.value("lat"))
        else { throw Problem.missing() }
        let found = try await Offload.run {
            try map.identify(longitude: longitude, latitude: latitude, layers: nil)
        }
        return kept(
            .json(.object([("items", .array(found.map { MapJSON.feature($0) }))])), call)
    }

    private static func search(_ call: Call) async throws -> Reply {
        let (_, map) = try await opened(call)
        let text = try call.value("q")
        let limit = call.integer("limit", standard: 20)
        let hits = try await Offload.run { try map.search(text, limit: limit) }
        let items = hits.map { hit in
            JSONValue.object([
                ("layer", .string(hit.layer)), ("id", .integer(Int(hit.id))),
                ("label", .string(hit.label)), ("detail", .string(hit.detail)),
                ("bounds", MapJSON.bounds(hit.bounds)),
            ])
        }
        return kept(.json(.object([("items", .array(items))])), call)
    }
}
