import Geometry
import LandModel
import Testing
import VectorTiles

@Suite struct TileAddressTests {
    @Test(arguments: [
        (-1, 0, 0), (19, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0), (3, 0, -1), (0, 1, 0),
        (Int.max, 0, 0), (18, Int.max, 0), (64, 1, 1),
    ])
    func `an address outside the grid is refused with a remedy`(zoom: Int, x: Int, y: Int) {
        do {
            _ = try TileAddress(zoom: zoom, x: x, y: y)
            Issue.record("\(zoom)/\(x)/\(y) was taken")
        } catch {
            #expect(error == .noSuchTile(zoom: zoom, x: x, y: y))
            #expect(error.explanation.zh.contains("级别应为"))
            #expect(error.explanation.en.contains("Give a zoom"))
        }
    }

    // By hand: tile 1/1/0 is the north-eastern quarter of the world.
    @Test func `the bounds of a quarter of the world`() throws {
        let bounds = try TileAddress(zoom: 1, x: 1, y: 0).bounds
        #expect(bounds.minX == 0 && bounds.maxX == 180)
        #expect(abs(bounds.minY) < 1e-12)
        #expect(abs(bounds.maxY - 85.051_128_779_806_59) < 1e-9)
    }

    // From pyproj 3 (EPSG:4326 to EPSG:3857): longitude 109.4, latitude 24.3 is x 12178352.29, y 2790007.26 m,
    // that is column 13170.92 and row 7051.35 of zoom 14.
    @Test func `the tile of a place`() throws {
        let tile = try TileAddress(zoom: 14, longitude: 109.4, latitude: 24.3)
        #expect(tile == (try TileAddress(zoom: 14, x: 13170, y: 7051)))
        #expect(tile.bounds.contains(x: 109.4, y: 24.3))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func `a place that is none has a tile at the edge`(value: Double) throws {
        let tile = try TileAddress(zoom: 5, longitude: value, latitude: value)
        #expect((0..<32).contains(tile.x) && (0..<32).contains(tile.y))
    }
}
