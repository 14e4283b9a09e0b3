import Geometry
import LandModel
import Maps

/// Shapes and features as GeoJSON (RFC 7946), written straight into text.
struct GeoJSON {
    private(set) var text = ""
    /// Decimals of coordinates: nine of a degree are a tenth of a millimetre, four of a metre too.
    private let decimals: Int
    /// Whether the second coordinate comes first, as the authority of the system has it.
    private let isNorthFirst: Bool

    init(_ system: MapSystem) {
        decimals = system.decimals
        isNorthFirst = system.isNorthFirst
    }

    /// Takes what was written and begins anew.
    mutating func take() -> String {
        defer { text.removeAll(keepingCapacity: true) }
        return text
    }

    mutating func append(_ raw: String) { text += raw }

    /// The shape of a feature of a layer.
    mutating func shape(_ feature: Int, of layer: PolygonLayer) {
        let polygons = layer.polygons(ofFeature: feature)
        guard polygons.count != 1 else {
            text += "{\"type\":\"Polygon\",\"coordinates\":"
            polygon(polygons.lowerBound, of: layer)
            text += "}"
            return
        }
        text += "{\"type\":\"MultiPolygon\",\"coordinates\":["
        for (index, one) in polygons.enumerated() {
            if index > 0 { text += "," }
            polygon(one, of: layer)
        }
        text += "]}"
    }

    private mutating func polygon(_ polygon: Int, of layer: PolygonLayer) {
        text += "["
        for (index, ring) in layer.rings(ofPolygon: polygon).enumerated() {
            if index > 0 { text += "," }
            self.ring(layer.vertices(ofRing: ring), isHole: index > 0, of: layer)
        }
        text += "]"
    }

    /// A ring, closed; exterior ones run counter-clockwise, holes clockwise (RFC 7946 §3.1.6).
    private mutating func ring(_ run: Range<Int>, isHole: Bool, of layer: PolygonLayer) {
        var twice = 0.0
        var last = run.upperBound - 1
        for vertex in run {
            twice += (layer.x[vertex] - layer.x[last]) * (layer.y[vertex] + layer.y[last])
            last = vertex
        }
        // The sum is positive for a ring that runs clockwise.
        let isBackward = (twice > 0) != isHole
        text += "["
        if isBackward {
            for vertex in run.reversed() { position(vertex, of: layer, comma: true) }
            if let first = run.last { position(first, of: layer, comma: false) }
        } else {
            for vertex in run { position(vertex, of: layer, comma: true) }
            if let first = run.first { position(first, of: layer, comma: false) }
        }
        text += "]"
    }

    private mutating func position(_ vertex: Int, of layer: PolygonLayer, comma: Bool) {
        text += "["
        number(isNorthFirst ? layer.y[vertex] : layer.x[vertex])
        text += ","
        number(isNorthFirst ? layer.x[vertex] : layer.y[vertex])
        text += comma ? "]," : "]"
    }

    /// A coordinate with a fixed number of decimals, without a printing routine for each.
    private mutating func number(_ value: Double) {
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let whole = Int((value * Double(scale)).rounded())
        if whole < 0 { text += "-" }
        let (integer, fraction) = whole.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
        text += String(integer)
        guard fraction != 0 else { return }
        let digits = String(fraction)
        text += "."
        for _ in digits.utf8.count..<decimals { text += "0" }
        text += digits
    }

    /// A shape alone.
    static func geometry(_ layer: PolygonLayer, _ system: MapSystem) -> String {
        var writer = GeoJSON(system)
        writer.shape(0, of: layer)
        return writer.text
    }
}
