import TestSupport
import Testing
import VectorTiles

@Suite struct MosaicTests {
    /// Squares of half a cell with classes at random: much smaller than what is painted.
    private func shares(_ random: inout SeededGenerator) -> (CellShares, [Double]) {
        let (zoom, side) = (12, Int32(1 << CellShares.sideBits(zoom: 12)))
        let (west, north) = (side * 1000, side * 2000)
        let count: Int32 = 160
        var gatherer = ShareGatherer(
            zoom: zoom, west: west, north: north, east: west + count * side / 2 - 1,
            south: north + count * side / 2 - 1)
        var areas = [Double](repeating: 0, count: 5)
        for row in 0..<count {
            for column in 0..<count {
                // Classes of very different shares; class 4 has one square in fifty.
                let number = [0, 0, 0, 1, 1, 2, 3].randomElement(using: &random) ?? 0
                let landClass = Int.random(in: 0..<50, using: &random) == 0 ? 4 : number
                let (x, y) = (west + column * side / 2, north + row * side / 2)
                let half = side / 2
                gatherer.append(x: [x, x + half, x + half, x], y: [y, y, y + half, y + half])
                gatherer.endFeature(landClass: UInt8(landClass))
                areas[landClass] += 0.25
            }
        }
        return (gatherer.finish(), areas)
    }

    @Test func `painted areas are right for every class, also the small ones`() {
        for seed in UInt64(1)...5 {
            var random = SeededGenerator(seed: seed)
            let (shares, areas) = shares(&random)
            for (mosaic, cells) in [
                (CellMosaic(shares), 1.0), (CellMosaic(shares.coarser()), 4.0),
            ] {
                for landClass in areas.indices {
                    let painted = Double(mosaic.cells.count { Int($0) == landClass + 1 }) * cells
                    // The debt of a class is at most four cells; restless neighbourhoods may owe twice that.
                    #expect(
                        abs(painted - areas[landClass]) <= 8 * cells,
                        "seed \(seed), class \(landClass): \(painted) cells for \(areas[landClass])"
                    )
                }
            }
        }
    }

    @Test func `outlines paint each cell once`() throws {
        var random = SeededGenerator(seed: 9)
        let (shares, _) = shares(&random)
        let mosaic = CellMosaic(shares)
        let address = try TileAddress(zoom: 12, x: 1000 >> 9, y: 2000 >> 9)
        var outlines = MosaicOutlines(mosaic, address)
        var sum = 0
        for (landClass, polygons) in outlines.polygons() {
            let doubled = polygons.ringEnds.indices.reduce(Int64(0)) {
                $0 + polygons.doubledArea(ofRing: $1)
            }
            let inWindow = mosaic.cells.indices.count {
                let (row, column) = $0.quotientAndRemainder(dividingBy: mosaic.columns)
                return Int(mosaic.cells[$0]) == Int(landClass) + 1
                    && (mosaic.originX + column - address.x * 512) < 520
                    && (mosaic.originY + row - address.y * 512) < 520
            }
            #expect(doubled == Int64(inWindow) * 128, "class \(landClass)")
            sum += inWindow
        }
        #expect(sum > 0)
    }
}
