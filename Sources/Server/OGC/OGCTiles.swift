import Geometry
import LandModel
import Maps
import Store
import VectorTiles

/// The vector tiles of a snapshot by the standard of OGC (20-057), in the scheme of web maps.
enum OGCTiles {
    static let vectorTile = "application/vnd.mapbox-vector-tile"
    private static let scheme = "WebMercatorQuad"
    private static let schemeAddress =
        "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
    private static let schemeRelation = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
    private static let mercator = "http://www.opengis.net/def/crs/EPSG/0/3857"
    private static let deepest = TileAddress.zooms.upperBound
    /// The zoom levels there are.
    static let zoom = Schema.integer(TileAddress.zooms)
    /// The columns, or rows, of the deepest of them.
    static let place = Schema.integer(0...(1 << deepest) - 1)

    static func sets(_ call: Call) async throws -> Reply {
        let place = try await OGCPlace.opened(call)
        return OGCPlace.reply(.object([("tilesets", .array([json(place, call)]))]))
    }

    static func set(_ call: Call) async throws -> Reply {
        OGCPlace.reply(json(try await OGCPlace.opened(call), call))
    }

    static func tile(_ call: Call) async throws -> Reply {
        try await MapRoutes.tile(
            call, zoom: call.integer("tileMatrix", standard: 0),
            x: call.integer("tileCol", standard: 0), y: call.integer("tileRow", standard: 0))
    }

    private static func json(_ place: OGCPlace, _ call: Call) -> JSONValue {
        let path = "/tiles/" + scheme
        let title = place.recorded.dataset.name
        var members: [(String, JSONValue)] = [
            ("title", .string(title)), ("dataType", .string("vector")),
            ("crs", .string(mercator)), ("tileMatrixSetURI", .string(schemeAddress)),
            (
                "links",
                .array([
                    OGCPlace.link("self", place.address(path), OGCPlace.json, title),
                    OGCPlace.link(
                        "item", place.address(path + "/{tileMatrix}/{tileRow}/{tileCol}"),
                        vectorTile, title, isTemplate: true),
                    OGCPlace.link(
                        schemeRelation, place.address("/tileMatrixSets/" + scheme), OGCPlace.json,
                        scheme),
                ])
            ),
            (
                "layers",
                .array(
                    place.layers.map { layer in
                        .object([
                            ("id", .string(layer.name)),
                            ("title", .string(layer.title[call.language])),
                            ("dataType", .string("vector")), ("geometryDimension", .integer(2)),
                        ])
                    })
            ),
        ]
        if let box = MapJSON.union(place.layers.compactMap(\.bounds)), !box.isEmpty {
            func corner(_ x: Double, _ y: Double) -> JSONValue {
                .array([.number(MapJSON.number(x)), .number(MapJSON.number(y))])
            }
            members.append(
                (
                    "boundingBox",
                    .object([
                        ("lowerLeft", corner(box.minX, box.minY)),
                        ("upperRight", corner(box.maxX, box.maxY)),
                        ("crs", .string(MapSystem.crs84.uri)),
                    ])
                ))
        }
        return .object(members)
    }

    static func matrixSets(_ call: Call) async throws -> Reply {
        let place = try await OGCPlace.opened(call)
        return OGCPlace.reply(
            .object([
                (
                    "tileMatrixSets",
                    .array([
                        .object([
                            ("id", .string(scheme)), ("title", .string(scheme)),
                            ("uri", .string(schemeAddress)),
                            (
                                "links",
                                .array([
                                    OGCPlace.link(
                                        "self", place.address("/tileMatrixSets/" + scheme),
                                        OGCPlace.json, scheme)
                                ])
                            ),
                        ])
                    ])
                )
            ]))
    }

    /// The scheme by 17-083r4 Annex D.1.
    static func matrixSet(_ call: Call) async throws -> Reply {
        _ = try await OGCPlace.opened(call)
        // Half of the equator of WGS 84 and the scale of one tile around it, pixels of 0.28 mm.
        let half = 20_037_508.342789244
        let scale = 559_082_264.0287178
        let matrices = (0...deepest).map { zoom -> JSONValue in
            let across = 1 << zoom
            return .object([
                ("id", .string("\(zoom)")),
                ("scaleDenominator", .number("\(scale / Double(across))")),
                ("cellSize", .number("\(half * 2 / 256 / Double(across))")),
                ("pointOfOrigin", .array([.number("\(-half)"), .number("\(half)")])),
                ("tileWidth", .integer(256)), ("tileHeight", .integer(256)),
                ("matrixWidth", .integer(across)), ("matrixHeight", .integer(across)),
            ])
        }
        return OGCPlace.reply(
            .object([
                ("id", .string(scheme)), ("title", .string(scheme)),
                ("uri", .string(schemeAddress)),
                ("crs", .string(mercator)),
                ("orderedAxes", .array([.string("X"), .string("Y")])),
                ("tileMatrices", .array(matrices)),
            ]))
    }
}
