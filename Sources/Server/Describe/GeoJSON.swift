import Geometry
import LandExchange
import LandModel
import Maps

/// Shapes and features as GeoJSON (RFC 7946), written straight into bytes.
struct GeoJSON {
    private var buffer = GeoJSONBuffer(capacity: 0)
    private let system: MapSystem

    init(_ system: MapSystem) { self.system = system }

    /// How much is written, in bytes.
    var size: Int { buffer.bytes.count }

    /// What is written.
    var text: String { String(decoding: buffer.bytes, as: UTF8.self) }

    /// Takes what was written and begins anew.
    mutating func take() -> [UInt8] {
        defer { buffer = GeoJSONBuffer(capacity: 0) }
        return buffer.bytes
    }

    mutating func append(_ raw: String) { buffer.append(raw) }

    mutating func append(_ number: Int64) { buffer.append(number) }

    /// A value of a feature.
    mutating func append(_ value: SnapshotValue) { buffer.append(value) }

    /// The shape of a feature of a layer.
    mutating func shape(_ feature: Int, of layer: PolygonLayer) {
        buffer.append(feature, of: layer, in: system)
    }

    /// A shape alone.
    static func geometry(_ layer: PolygonLayer, _ system: MapSystem) -> String {
        var writer = GeoJSON(system)
        writer.shape(0, of: layer)
        return writer.text
    }
}
