/// Writes layers as one Mapbox vector tile (矢量瓦片), version 2.1 of the specification.
public struct TileEncoder: Sendable {
    private var tile = ProtocolBuffer()

    /// Makes a tile without layers.
    public init() {}

    /// Adds a layer; one without features is left out, as the specification asks.
    public mutating func append(_ layer: TileLayer) {
        guard layer.featureCount > 0 else { return }
        layer.write(to: &tile)
    }

    /// The bytes of the tile; none when it has no layer.
    public var bytes: [UInt8] { tile.bytes }
}
