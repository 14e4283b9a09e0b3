/// A layer of a tile while it is written: features with identifiers, attributes and polygons.
///
/// Keys and values are kept once each, in tables that the features point into (Mapbox Vector Tile
/// specification 2.1, section 4.1 and 4.4).
public struct TileLayer: Sendable {
    /// How many units a side of a tile has.
    public static let extent = 4096

    /// The name of the layer.
    public let name: String
    /// How many features were added.
    public private(set) var featureCount = 0
    private var features = ProtocolBuffer()
    private var keys: [String] = []
    private var values = ProtocolBuffer()
    private var valueNumbers: [TileValue: UInt32] = [:]
    // Kept between features so that their memory is.
    private var geometry = ProtocolBuffer()
    private var tagBytes = ProtocolBuffer()
    private var message = ProtocolBuffer()

    /// Makes a layer without features.
    public init(name: String) { self.name = name }

    /// The number of a key in the layer's table, which gets it when it is new.
    public mutating func number(ofKey key: String) -> UInt32 {
        if let known = keys.firstIndex(of: key) { return UInt32(known) }
        keys.append(key)
        return UInt32(keys.count - 1)
    }

    /// The number of a value in the layer's table, which gets it when it is new.
    public mutating func number(of value: TileValue) -> UInt32 {
        if let known = valueNumbers[value] { return known }
        let number = UInt32(valueNumbers.count)
        valueNumbers[value] = number
        message.removeAll()
        value.write(to: &message)
        values.append(field: 4, bytes: message.bytes)
        return number
    }

    /// Adds a feature; one without rings is not added.
    ///
    /// - Parameters:
    ///   - identifier: the identifier; nil for none.
    ///   - tags: numbers of a key and of a value in turn.
    ///   - polygons: its rings.
    public mutating func append(identifier: UInt64?, tags: [UInt32], polygons: TilePolygons) {
        guard !polygons.isEmpty else { return }
        write(polygons)
        message.removeAll()
        if let identifier { message.append(field: 1, varint: identifier) }
        if !tags.isEmpty {
            tagBytes.removeAll()
            for tag in tags { tagBytes.append(varint: UInt64(tag)) }
            message.append(field: 2, bytes: tagBytes.bytes)
        }
        message.append(field: 3, varint: 3)
        message.append(field: 4, bytes: geometry.bytes)
        features.append(field: 2, bytes: message.bytes)
        featureCount += 1
    }

    /// The commands of the rings: move to, line to, close; steps from point to point.
    private mutating func write(_ polygons: TilePolygons) {
        geometry.removeAll()
        var (atX, atY): (Int32, Int32) = (0, 0)
        for ring in polygons.ringEnds.indices {
            let run = polygons.vertices(ofRing: ring)
            for vertex in run {
                if vertex == run.lowerBound {
                    geometry.append(varint: 1 << 3 | 1)
                } else if vertex == run.lowerBound + 1 {
                    geometry.append(varint: UInt64(run.count - 1) << 3 | 2)
                }
                let (x, y) = (polygons.x[vertex], polygons.y[vertex])
                geometry.append(zigzag: x - atX)
                geometry.append(zigzag: y - atY)
                (atX, atY) = (x, y)
            }
            geometry.append(varint: 1 << 3 | 7)
        }
    }

    /// The message `Layer` of the specification.
    func write(to tile: inout ProtocolBuffer) {
        var layer = ProtocolBuffer()
        layer.append(field: 15, varint: 2)
        layer.append(field: 1, bytes: name.utf8)
        layer.append(contentsOf: features)
        for key in keys { layer.append(field: 3, bytes: key.utf8) }
        layer.append(contentsOf: values)
        layer.append(field: 5, varint: UInt64(Self.extent))
        tile.append(field: 3, bytes: layer.bytes)
    }
}
