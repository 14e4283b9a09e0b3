import Geometry
import Overlay
import Testing

@Suite struct OverlayGridTests {
    private func triangle(_ x: Double, _ y: Double, _ size: Double) -> PolygonLayer {
        var layer = PolygonLayer()
        layer.appendFeature([[[(x, y), (x + size, y), (x, y + size)]]])
        return layer
    }

    @Test func `the grid is the finest that the extent and the longest edge allow`() throws {
        let degree = try OverlayGrid(layers: [triangle(109, 24, 1)], metric: .ellipsoidal)
        #expect(degree.decimals == 9)
        let wide = try OverlayGrid(
            layers: [triangle(109, 24, 1), triangle(112, 24, 1)], metric: .ellipsoidal)
        #expect(wide.decimals == 8)
        let county = try OverlayGrid(
            layers: [triangle(36_500_000, 2_700_000, 50_000)], metric: .planar)
        #expect(county.decimals == 4)
        let long = try OverlayGrid(
            layers: [triangle(36_500_000, 2_700_000, 150_000)], metric: .planar)
        #expect(long.decimals == 3)
    }

    @Test func `unusable coordinates are refused by name`() throws {
        var poisoned = triangle(0, 0, 1)
        poisoned.appendFeature([[[(0, 0), (1, .nan), (1, 1)]]])
        #expect(throws: OverlayError.coordinateNotFinite(layer: .zone(0), feature: 1)) {
            try tabulate(triangle(0, 0, 1), by: [poisoned], metric: .planar)
        }
        #expect(
            throws: OverlayError.notInDegrees(
                layer: .divided, feature: 0, x: 36_500_000, y: 2_700_000)
        ) {
            try tabulate(
                triangle(36_500_000, 2_700_000, 9), by: [triangle(109, 24, 1)],
                metric: .ellipsoidal)
        }
        #expect(throws: OverlayError.self) {
            try tabulate(triangle(0, 0, 1), by: [triangle(1e11, 0, 1)], metric: .planar)
        }
    }

    @Test func `empty layers, empty features and rings that vanish give no rows`() throws {
        var odd = PolygonLayer()
        odd.appendFeature([])
        odd.appendFeature([[[(0, 0), (1e-12, 0), (0, 1e-12)]]])
        odd.appendFeature([[[(0, 0), (1, 0)]]])
        let options = TabulationOptions(threads: 3, includesOutside: true)
        let none = try tabulate(odd, by: [PolygonLayer(), odd], metric: .planar, options: options)
        #expect(none.rowCount == 0 && none.closureResidual == 0)
        #expect(Array(none.wholeTwice) == [0, 0, 0])
        let lone = try tabulate(
            triangle(0, 0, 2), by: [PolygonLayer()], metric: .planar, options: options)
        #expect(lone.zones == [Tabulation.outside] && lone.area(ofRow: 0) == 2)
        let empty = try tabulate(PolygonLayer(), by: [odd], metric: .planar, options: options)
        #expect(empty.rowCount == 0)
    }

    @Test func `rows under the smallest area go to the balance`() throws {
        var zones = PolygonLayer()
        zones.appendFeature([[[(0, 0), (0.1, 0), (0, 0.1)]]])
        zones.appendFeature([[[(5, 0), (10, 0), (5, 5)]]])
        let all = try tabulate(triangle(0, 0, 10), by: [zones], metric: .planar)
        let large = try tabulate(
            triangle(0, 0, 10), by: [zones], metric: .planar,
            options: TabulationOptions(smallestArea: 1))
        #expect(all.rowCount == 2 && large.zones == [1])
        #expect(large.droppedTwice == all.twice[0])
        #expect(large.closureResidual == all.closureResidual)
    }
}
