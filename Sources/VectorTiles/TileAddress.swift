public import Geometry

/// Which tile of the map: its zoom, column and row in the square grid of Web Mercator (瓦片地址).
///
/// The grid is the one of every web map ("XYZ", OGC 17-083r4 `WebMercatorQuad`): zoom 0 is one tile
/// of the whole world, each zoom halves the side, columns run from 180° west to the east and rows
/// from 85.0511° north to the south.
public struct TileAddress: Hashable, Sendable {
    /// The zoom levels of the grid: beyond 18 a tile unit is finer than the world grid.
    public static let zooms = 0...WorldGrid.finestZoom

    /// The zoom level.
    public let zoom: Int
    /// The column, 0 in the west.
    public let x: Int
    /// The row, 0 in the north.
    public let y: Int

    /// Makes an address.
    ///
    /// - Throws: ``VectorTilesError/noSuchTile(zoom:x:y:)`` when the grid has no such tile.
    public init(zoom: Int, x: Int, y: Int) throws(VectorTilesError) {
        guard Self.zooms.contains(zoom), x >= 0, y >= 0, x < 1 << zoom, y < 1 << zoom else {
            throw .noSuchTile(zoom: zoom, x: x, y: y)
        }
        self.zoom = zoom
        self.x = x
        self.y = y
    }

    /// The tile of a zoom that holds a place in degrees; the last one at the eastern and southern edges.
    ///
    /// - Throws: ``VectorTilesError/noSuchTile(zoom:x:y:)`` for a zoom the grid does not have.
    public init(
        zoom: Int, longitude: Double, latitude: Double
    ) throws(VectorTilesError) {
        let point = WorldGrid.point(longitude: longitude, latitude: latitude)
        let shift = WorldGrid.bits - min(max(zoom, 0), WorldGrid.bits)
        try self.init(zoom: zoom, x: Int(point.x) >> shift, y: Int(point.y) >> shift)
    }

    /// How many steps of the world grid a side measures.
    public var side: Int { 1 << (WorldGrid.bits - zoom) }

    /// The west, south, east and north edges in degrees of longitude and latitude.
    public var bounds: Box {
        let (west, north) = (Double(x * side), Double(y * side))
        let low = WorldGrid.place(x: west, y: north + Double(side))
        let high = WorldGrid.place(x: west + Double(side), y: north)
        return Box(
            minX: low.longitude, minY: low.latitude, maxX: high.longitude, maxY: high.latitude)
    }
}
