import Geometry
import LandModel

/// A layer as GeoJSON (RFC 7946).
enum GeoJSONText {
    /// The text in UTF-8.
    ///
    /// Degrees are written as RFC 7946 wants them: longitude first, outer rings counter-clockwise.
    /// Other coordinates get the `crs` member of GeoJSON 2008, which GDAL and QGIS read; RFC 7946
    /// leaves it to agreement.
    static func of(_ layer: LandLayer) -> [UInt8] {
        var out = "{\"type\":\"FeatureCollection\",\"name\":\(layer.name.quotedAsJSON),"
        let isGeographic = layer.epsg == 4490 || layer.epsg == 4326
        if !isGeographic, layer.epsg > 0 {
            out +=
                "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::\(layer.epsg)\"}},"
        }
        out += "\"features\":["
        for row in 0..<layer.count {
            out += row == 0 ? "\n" : ",\n"
            out += "{\"type\":\"Feature\",\"id\":\(layer.featureIDs[row]),\"properties\":{"
            out += layer.columns.map { "\($0.name.quotedAsJSON):\(value($0, row))" }.joined(
                separator: ",")
            out += "},\"geometry\":"
            appendGeometry(row, layer.geometry, to: &out)
            out += "}"
        }
        out += "\n]}\n"
        return Array(out.utf8)
    }

    private static func value(_ column: AttributeColumn, _ row: Int) -> String {
        switch column.values {
        case .text(let texts): texts[row].map(\.quotedAsJSON) ?? "null"
        case .integer(let numbers): numbers[row].map(String.init) ?? "null"
        case .real(let numbers): numbers[row].map { $0.isFinite ? "\($0)" : "null" } ?? "null"
        }
    }

    private static func appendGeometry(_ feature: Int, _ layer: PolygonLayer, to out: inout String)
    {
        let polygons = layer.polygons(ofFeature: feature)
        guard !polygons.isEmpty else {
            out += "null"
            return
        }
        out += "{\"type\":\"MultiPolygon\",\"coordinates\":["
        for polygon in polygons {
            out += polygon == polygons.lowerBound ? "[" : ",["
            let rings = layer.rings(ofPolygon: polygon)
            for ring in rings {
                out += ring == rings.lowerBound ? "[" : ",["
                appendRing(ring, layer, outer: ring == rings.lowerBound, to: &out)
                out += "]"
            }
            out += "]"
        }
        out += "]}"
    }

    private static func appendRing(
        _ ring: Int, _ layer: PolygonLayer, outer: Bool, to out: inout String
    ) {
        let run = layer.vertices(ofRing: ring)
        var loose = LooseRing()
        for at in run { loose.append(layer.x[at], layer.y[at]) }
        let isCounterClockwise = loose.doubledArea >= 0
        // The first point stays the first when a ring is turned.
        let order =
            [run.lowerBound]
            + (isCounterClockwise == outer ? Array(run.dropFirst()) : run.dropFirst().reversed())
        out += (order + [run.lowerBound]).map { "[\(layer.x[$0]),\(layer.y[$0])]" }
            .joined(separator: ",")
    }
}
