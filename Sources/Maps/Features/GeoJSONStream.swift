import Geometry
import LandExchange
import LandModel

/// The features of a query as GeoJSON, in pieces as they are read (RFC 7946; OGC 17-069r4 and 18-058r1 for other systems).
///
/// Ask for the next piece when the last has been sent: nothing of the layer is held in memory but a
/// piece. Every feature has its identifier, its fields, `area_m2` with `area_kind`, and its shape where
/// wanted, in the axis order of the system.
///
/// Safety: used by one task at a time; it holds a connection of its own until it is let go.
public final class GeoJSONStream: @unchecked Sendable {
    private let statement: FeatureStatement
    private let pool: ConnectionPool
    private let lease: ConnectionPool.Lease
    private var rows: SnapshotRows?
    private var projection: SystemProjection?
    private let system: MapSystem
    private let keys: [[UInt8]]
    private let writesArea: Bool
    private let closing: String
    private var opening: String?
    private var shapes = PolygonLayer()
    private var heads = GeoJSONBuffer(capacity: 1 << 18)
    private var headEnds: [Int] = []
    private var isFirst = true
    private var isEnded = false

    /// How many features have been handed out.
    public private(set) var count = 0

    /// How many features are read at a time.
    private static let featuresInPiece = 256
    /// Vertices after which a piece ends.
    private static let verticesInPiece = 20_000

    init(
        _ query: FeatureQuery, of snapshot: MapSnapshot, opening: String, closing: String
    ) throws(MapsError) {
        statement = try FeatureStatement(query, in: snapshot)
        pool = snapshot.pool
        system = query.system
        self.opening = opening
        self.closing = closing
        keys = statement.fields.enumerated().map { place, field in
            Array(((place > 0 ? "," : "") + field.name.quotedAsJSON + ":").utf8)
        }
        writesArea = statement.layer.field(MapLayer.areaName) == nil
        lease = try pool.take()
        do throws(MapsError) {
            rows = try statement.begin(lease)
        } catch {
            pool.giveBack(lease)
            throw error
        }
        projection = statement.layer.frame.map { SystemProjection(from: $0, to: query.system) }
    }

    deinit {
        // The question must end before another may use the connection.
        rows = nil
        pool.giveBack(lease)
    }

    /// The next piece, some ten thousand bytes or more; nil at the end.
    ///
    /// - Throws: ``MapsError/snapshot(_:)`` for a shape that cannot be read.
    public func next() throws(MapsError) -> [UInt8]? {
        guard !isEnded else { return nil }
        var out = GeoJSONBuffer(capacity: 1 << 19)
        if let opening {
            out.append(opening)
            self.opening = nil
        }
        let areas = try readPiece()
        if headEnds.isEmpty {
            out.append(closing)
            isEnded = true
            rows = nil
            return out.bytes
        }
        let image = statement.wantsGeometry ? projection?.image(of: shapes) : nil
        var start = 0
        for (number, end) in headEnds.enumerated() {
            if isFirst { out.append("\n") } else { out.append(",\n") }
            isFirst = false
            out.append(heads.bytes[start..<end])
            start = end
            appendArea(areas[number], hasFields: !keys.isEmpty, to: &out)
            out.append("},\"geometry\":")
            if let image {
                out.append(number, of: image, in: system)
            } else {
                out.append("null")
            }
            out.append("}")
        }
        count += headEnds.count
        return out.bytes
    }

    /// The legal area of a feature and how it is known.
    private typealias LegalArea = (area: Area?, kind: AreaProvenance)

    /// Reads some features: their heads as text, their shapes, and their areas.
    private func readPiece() throws(MapsError) -> [LegalArea] {
        shapes.remove(after: PolygonLayer().mark)
        heads.removeAll()
        headEnds.removeAll(keepingCapacity: true)
        var areas: [LegalArea] = []
        guard let rows else { return areas }
        do throws(LandExchangeError) {
            while headEnds.count < GeoJSONStream.featuresInPiece,
                shapes.vertexCount < GeoJSONStream.verticesInPiece, try rows.next()
            {
                let id = rows.integer(0)
                if statement.wantsGeometry {
                    if rows.isNull(1) {
                        shapes.endFeature()
                    } else {
                        try rows.appendGeometry(
                            1, to: &shapes, layer: statement.layer.name, feature: id)
                    }
                }
                areas.append(try statement.area(rows))
                appendHead(id, rows)
            }
        } catch {
            throw .snapshot(error)
        }
        return areas
    }

    /// Everything before the area and the shape.
    private func appendHead(_ id: Int64, _ rows: SnapshotRows) {
        heads.append("{\"type\":\"Feature\",\"id\":")
        heads.append(id)
        heads.append(",\"properties\":{")
        for (place, key) in keys.enumerated() {
            heads.append(key)
            let column = place + FeatureStatement.leadingColumns
            if rows.isNull(column) {
                heads.append("null")
            } else if rows.isInteger(column) {
                heads.append(rows.integer(column))
            } else if rows.isReal(column) {
                heads.append(rows.real(column))
            } else {
                rows.withText(column) { heads.append(quoted: $0) }
            }
        }
        headEnds.append(heads.bytes.count)
    }

    private func appendArea(_ legal: LegalArea, hasFields: Bool, to out: inout GeoJSONBuffer) {
        guard writesArea else { return }
        if hasFields { out.append(",") }
        out.append("\"area_m2\":")
        if let area = legal.area {
            out.append(area.squareMetresText)
            out.append(",\"area_kind\":\"")
            out.append(legal.kind.rawValue)
            out.append("\"")
        } else {
            out.append("null,\"area_kind\":null")
        }
    }
}

extension MapSnapshot {
    /// The features of a query as GeoJSON, in pieces.
    ///
    /// - Parameters:
    ///   - query: its limit may be any.
    ///   - opening: what comes before the first feature, so that an answer can tell counts and links.
    ///   - closing: what comes after the last.
    /// - Throws: ``MapsError``: an unknown layer or field, a filter that cannot be used.
    public func geoJSON(
        _ query: FeatureQuery, opening: String = #"{"type":"FeatureCollection","features":["#,
        closing: String = "\n]}\n"
    ) throws(MapsError) -> GeoJSONStream {
        try GeoJSONStream(query, of: self, opening: opening, closing: closing)
    }
}

extension MapFeature {
    /// The shape as a GeoJSON geometry in the axis order of its system; `null` when it has none.
    public var geometryJSON: String {
        guard let geometry else { return "null" }
        var out = GeoJSONBuffer(capacity: geometry.vertexCount * 30 + 64)
        out.append(0, of: geometry, in: system)
        return String(decoding: out.bytes, as: UTF8.self)
    }

    /// The fields as a JSON object, in their order, with `area_m2` and `area_kind`.
    public var propertiesJSON: String {
        var out = GeoJSONBuffer(capacity: 512)
        out.append("{")
        for (place, field) in fields.enumerated() {
            if place > 0 { out.append(",") }
            out.append(field.quotedAsJSON)
            out.append(":")
            out.append(values[place])
        }
        if !fields.contains(MapLayer.areaName) {
            if !fields.isEmpty { out.append(",") }
            out.append("\"area_m2\":")
            out.append(area?.squareMetresText ?? "null")
            out.append(",\"area_kind\":")
            out.append(area == nil ? "null" : areaKind.rawValue.quotedAsJSON)
        }
        out.append("}")
        return String(decoding: out.bytes, as: UTF8.self)
    }

    /// The feature as GeoJSON.
    public var geoJSON: String {
        #"{"type":"Feature","id":\#(id),"properties":\#(propertiesJSON),"geometry":\#(geometryJSON)}"#
    }
}
